"""What a parsed JSON value holds, whatever its depth: level by level, so that no recursion limit matters."""

from collections.abc import Iterator
from typing import Any

import orjson

DEEPEST = 100


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


def is_sound(value: Any) -> bool:
    """Whether both databases give it back and every answer can hold it, which a lenient reader of JSON does not see.

    PostgreSQL makes an integer of 1e20, and no answer can hold one of more than 64 bits, nor half a character.
    """
    if depth(value) > DEEPEST or has_nul(value):
        return False
    try:
        orjson.dumps(value)
    except (orjson.JSONEncodeError, RecursionError):
        return False
    return all(-(2**63) <= number < 2**63 for number in numbers(value))


def numbers(value: Any) -> Iterator[float]:
    layer = [value]
    while layer:
        yield from (item for item in layer if isinstance(item, int | float))
        layer = [child for item in layer for child in children(item)]
