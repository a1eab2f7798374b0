"""Brings foods from elsewhere, in batches that are stored together with how far they go.

``files`` reads bytes and lines of files and addresses; ``off``, ``usda`` and ``remote`` make a ``foods.Food`` of each
record; ``storing`` decides and writes; ``run`` puts it together, and goes on where it was stopped.
"""
