"""Values of columns as JSON has them in an archive, and back.

Both databases write the same: moments in UTC, decimals as text with the places of their column.
"""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

import orjson
from django.core.exceptions import ValidationError
from django.db import models

from config.api.trees import is_sound

# Longer than anything that a person can have entered, also a whole day of Waistline.
LONGEST_TEXT = 2_000_000


class Unusable(ValueError):
    """What is wrong with a value or a row; the sentence is for the person whose archive it is."""


def encode(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value) if isinstance(value, UUID) else value


# What JSON must have for a column of each kind; a number for a text would be taken over as something else.
KINDS: tuple[tuple[type[Any], tuple[type, ...], str], ...] = (
    (models.BooleanField, (bool,), "true or false"),
    (models.IntegerField, (int,), "a whole number"),
    (models.FloatField, (int, float), "a number"),
    (models.JSONField, (dict, list, str, int, float, bool), "JSON"),
    (models.Field, (str,), "a text"),
)


def decode(field: "models.Field[Any, Any]", raw: Any) -> Any:
    """What the column takes; raises ``Unusable`` unless it could have been entered here."""
    if raw is None:
        if not field.null:
            raise Unusable(f"{field.name} is missing.")
        return None
    check_kind(field, raw)
    check_text(field.name, raw)
    try:
        value = field.to_python(raw)
        check_moment(field.name, value)
        field.run_validators(value)
    except Unusable:
        raise
    except ValidationError as error:
        raise Unusable(f"{field.name}: {' '.join(error.messages)}") from error
    except (ValueError, OverflowError, ArithmeticError, TypeError) as error:
        raise Unusable(f"{field.name} is not a possible value.") from error
    if field.choices and value != "" and value not in choices_of(field):
        raise Unusable(f"{field.name} is none of the possible values.")
    return value


@cache
def choices_of(field: "models.Field[Any, Any]") -> frozenset[Any]:
    return frozenset(key for key, _ in field.flatchoices)


def check_kind(field: "models.Field[Any, Any]", raw: Any) -> None:
    if isinstance(field, models.JSONField) and field.default is dict and not isinstance(raw, dict):
        raise Unusable(f"{field.name} must be a JSON object.")
    for kind, types, words in KINDS:
        if isinstance(field, kind):
            if not isinstance(raw, types) or (isinstance(raw, bool) and bool not in types):
                raise Unusable(f"{field.name} must be {words}.")
            return


def check_text(name: str, raw: Any) -> None:
    """Nothing that one of the databases does not keep or no answer can hold, such as NUL or half a character."""
    if not is_sound(raw):
        raise Unusable(f"{name} has characters or numbers that cannot be kept, or is nested too deeply.")
    if len(raw if isinstance(raw, str) else orjson.dumps(raw)) > LONGEST_TEXT:
        raise Unusable(f"{name} is longer than {LONGEST_TEXT} characters.")


def check_moment(name: str, value: Any) -> None:
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise Unusable(f"{name} has no time zone.")
        value.astimezone(UTC)
