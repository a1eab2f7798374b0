"""History that comes from files: the app's own backups, and what the server it was written for has stored."""
