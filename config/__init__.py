"""The project: settings, wiring, and the machinery that every app shares."""

__version__ = "0.1.0"
