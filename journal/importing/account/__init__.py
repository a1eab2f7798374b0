"""A whole account of another server of the wger family, over its API."""
