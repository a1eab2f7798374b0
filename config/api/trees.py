"""What a parsed JSON value holds, whatever its depth: level by level, so that no recursion limit matters."""

from collections.abc import Iterator
from typing import Any


def children(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        yield from value.values()
    elif isinstance(value, list):
        yield from value


def depth(value: Any) -> int:
    """How many lists and objects are nested."""
    levels, layer = 0, [value]
    while layer := [child for item in layer for child in children(item)]:
        levels += 1
    return levels


def has_nul(value: Any) -> bool:
    layer = [value]
    while layer:
        if any(isinstance(item, str) and "\0" in item for item in layer):
            return True
        if any("\0" in key for item in layer if isinstance(item, dict) for key in item):
            return True
        layer = [child for item in layer for child in children(item)]
    return False
