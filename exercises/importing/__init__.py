"""Reads the catalogue of another wger-compatible server.

``source`` gets pages, ``reading`` makes typed parts of them, ``matching`` finds languages and the like, ``merging``
decides and writes row by row, ``media`` fetches files, ``deletions`` follows the other server's removals, and
``catalogue`` puts it together.
"""
