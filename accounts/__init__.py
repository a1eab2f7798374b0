"""People: registration, profile, credentials."""
