"""A notation for the shape of an answer.

A dict is an object with exactly these keys, a list of one shape is an array of it, the rest are the names below::

    {"id": int_, "url": nullable(url_), "aliases": [ALIAS]}

``keys("id:int name:str? ~rir:decimal muscles:[int]")`` is an object with at least these keys: ``?`` may be null, ``~``
may be missing.  Clients are written down so, because a key more never hurts them.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from uuid import UUID


class Need(NamedTuple):
    """``keys`` of each object at ``path`` within the rows that ``clients`` get for ``request``."""

    clients: str
    request: str
    path: str
    keys: str


@dataclass(frozen=True)
class Value:
    """A single value; ``accepts`` answers, or raises ``ValueError`` for one that cannot be read."""

    name: str
    accepts: Callable[[Any], bool]


@dataclass(frozen=True)
class Nullable:
    shape: Any


@dataclass(frozen=True)
class Keys:
    needed: dict[str, Any]
    optional: dict[str, Any]


def text(name, accepts):
    return Value(name, lambda value: isinstance(value, str) and accepts(value))


def nullable(shape):
    return Nullable(shape)


def one_of(*names):
    return Value(f"one of {', '.join(names)}", names.__contains__)


def decimal_(places):
    return text(f"decimal string with {places} places", re.compile(rf"-?\d+\.\d{{{places}}}").fullmatch)


any_ = Value("anything", lambda _: True)
int_ = Value("integer", lambda value: type(value) is int)
float_ = Value("number", lambda value: type(value) in (int, float))
str_ = Value("string", lambda value: type(value) is str)
bool_ = Value("boolean", lambda value: type(value) is bool)
number_ = text("decimal string", re.compile(r"-?\d+(\.\d+)?").fullmatch)
object_ = Value("object", lambda value: isinstance(value, dict))
array_ = Value("array", lambda value: isinstance(value, list))
date_ = text("date", lambda value: len(value) == 10 and date.fromisoformat(value))
time_ = text("time", lambda value: len(value) == 8 and time.fromisoformat(value) is not None)
moment_ = text("date-time with an offset", lambda value: datetime.fromisoformat(value).utcoffset() is not None)
date_or_moment_ = text("date or date-time", datetime.fromisoformat)
uuid_ = text("uuid", lambda value: str(UUID(value)) == value)
url_ = text("absolute address", lambda value: urlsplit(value).scheme in ("http", "https") and urlsplit(value).netloc)

NAMES = {
    "any": any_,
    "int": int_,
    "str": str_,
    "bool": bool_,
    "decimal": number_,
    "number": float_,
    "object": object_,
    "list": array_,
    "date": date_or_moment_,
    "uuid": uuid_,
    "url": url_,
}


def keys(words):
    needed, optional = {}, {}
    for word in words.split():
        name, kind = word.split(":")
        (optional if name.startswith("~") else needed)[name.lstrip("~")] = named(kind)
    return Keys(needed, optional)


def named(kind):
    if kind.endswith("?"):
        return Nullable(named(kind[:-1]))
    if kind.startswith("["):
        return [named(kind[1:-1])]
    return NAMES[kind]


def page_of(shape):
    return {"count": int_, "next": nullable(url_), "previous": nullable(url_), "results": [shape]}


def differences(value, shape, path="answer"):
    """Every place where ``value`` is not as ``shape`` says, each with its path; ``[]`` if it is."""
    if isinstance(shape, Nullable):
        return [] if value is None else differences(value, shape.shape, path)
    if isinstance(shape, list):
        return differences_of_array(value, shape[0], path)
    if isinstance(shape, dict):
        return differences_of_object(value, Keys(shape, {}), path) + unexpected(value, shape, path)
    if isinstance(shape, Keys):
        return differences_of_object(value, shape, path)
    return [] if fits(value, shape) else [f"{path}: expected {shape.name}, found {value!r}"]


def fits(value, shape):
    try:
        return bool(shape.accepts(value))
    except (ValueError, TypeError):
        return False


def differences_of_array(value, shape, path):
    if not isinstance(value, list):
        return [f"{path}: expected array, found {value!r}"]
    return [line for n, each in enumerate(value) for line in differences(each, shape, f"{path}[{n}]")]


def differences_of_object(value, shape, path):
    if not isinstance(value, dict):
        return [f"{path}: expected object, found {value!r}"]
    missing = [f"{path}.{name}: missing" for name in shape.needed if name not in value]
    return missing + [
        line
        for name, inner in {**shape.needed, **shape.optional}.items()
        if name in value
        for line in differences(value[name], inner, f"{path}.{name}")
    ]


def unexpected(value, shape, path):
    return [f"{path}.{name}: unexpected" for name in value if name not in shape] if isinstance(value, dict) else []


def blanks(value, path="answer"):
    """Paths of nulls and empty arrays: what the comparison of this answer could not have shown."""
    if value is None or value == []:
        return [path]
    if isinstance(value, dict):
        return [line for name, each in value.items() for line in blanks(each, f"{path}.{name}")]
    if isinstance(value, list):
        return [line for n, each in enumerate(value) for line in blanks(each, f"{path}[{n}]")]
    return []


def at(value, path):
    """Everything at ``path``, e.g. ``images[].thumbnails``; ``[]`` stands for each of an array, nulls are left out."""
    found = [value]
    for step in filter(None, path.split(".")):
        found = [each[step.removesuffix("[]")] for each in found]
        if step.endswith("[]"):
            found = [each for array in found for each in array]
        found = [each for each in found if each is not None]
    return found
