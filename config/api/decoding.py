"""From values as the driver of a database gives them to values as answers have them, by the shortest way."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from functools import partial
from typing import Any

from django.db import models
from django.utils import timezone

Convert = Callable[[Any], Any]


class Places:
    """A number as text with so many places."""

    def __init__(self, places: int) -> None:
        self.form = f".{places}f"

    def __call__(self, value: Any) -> str:
        return format(value, self.form)


def moment(value: datetime, zone: tzinfo | None = None) -> str:
    """In the person's time zone; whoever writes many of them hands it over instead of having it looked up."""
    text = value.astimezone(zone or timezone.get_current_timezone()).isoformat()
    return f"{text[:-6]}Z" if text.endswith("+00:00") else text


class Remembered(dict[Any, Any]):
    """What is made of the values of a column that has few different ones, such as weights: each is made once."""

    def __init__(self, convert: Convert) -> None:
        self.convert = convert

    def __missing__(self, given: Any) -> Any:
        value = self[given] = self.convert(given)
        return value


def decoder(selected: Any, convert: Convert | None, from_database: Any, connection: Any) -> Convert | None:
    """``convert`` for values as they come from the driver."""
    decode = decoded(selected, convert, from_database, connection)
    is_number = isinstance(getattr(selected, "output_field", None), models.DecimalField)
    return Remembered(decode).__getitem__ if decode and is_number else decode


def decoded(selected: Any, convert: Convert | None, from_database: Any, connection: Any) -> Convert | None:
    """By a short way round Django's converters if there is one."""
    if not from_database:
        return in_zone(convert)
    if connection.vendor == "sqlite" and (short := short_way(selected.output_field, convert)):
        return short
    read = as_django(from_database, connection)
    if convert is None:
        return read

    def decode(value: Any) -> Any:
        found = read(value)
        return None if found is None else convert(found)

    return decode


def as_django(from_database: Any, connection: Any) -> Convert:
    """A value of the driver as Django reads it; ``from_database`` is what its compiler tells of the column."""
    converters, expression = from_database

    def read(value: Any) -> Any:
        for convert in converters:
            value = convert(value, expression, connection)
        return value

    return read


def in_zone(convert: Convert | None) -> Convert | None:
    """``moment`` with the zone looked up once, not for every row."""
    here: Convert = partial(moment, zone=timezone.get_current_timezone())
    return here if convert is moment else convert


def from_naive(written: Convert) -> Convert:
    """The driver reads the dates of columns, without their zone, and leaves those of expressions as text."""

    def decode(value: Any) -> Any:
        return written(datetime.fromisoformat(value) if isinstance(value, str) else value)

    return decode


def naive_moment(value: datetime) -> str:
    return f"{value.isoformat()}Z"


def of_utc(written: Convert) -> Convert:
    return lambda value: written(value.replace(tzinfo=UTC))


def short_way(column: Any, convert: Convert | None) -> Convert | None:
    """SQLite has uuids as text and decimals as numbers: nearly what is to be written."""
    if isinstance(column, models.DecimalField) and isinstance(convert, Places):
        # Beyond these digits a float is not exact.
        return convert if column.max_digits <= sys.float_info.dig else None
    if isinstance(column, models.DateTimeField) and convert is moment:
        # Where the person's zone is that of the database nothing has to be reckoned.
        is_same = str(timezone.get_current_timezone()) == "UTC"
        return from_naive(naive_moment if is_same else of_utc(in_zone(moment) or moment))
    if isinstance(column, models.UUIDField) and convert is None:
        return lambda text: f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
    if isinstance(column, models.BooleanField) and convert is None:
        return bool
    return None
