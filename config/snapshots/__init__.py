"""Backups of a whole server: one archive with the database, the files and the keys."""
