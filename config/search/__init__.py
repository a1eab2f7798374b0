"""Finding rows by their names: what matches and in which order is decided here, so that all databases agree."""
