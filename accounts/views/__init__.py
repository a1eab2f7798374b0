"""Endpoints of people: signing in, the profile, and what apps ask the server about itself."""
