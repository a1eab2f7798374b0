"""An account in a file: all that a person has here as a ZIP, and such a ZIP taken in again; see docs/export.md."""
