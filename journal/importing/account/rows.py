"""A row of the other server as one of ours that is not stored yet."""

from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from accounts.importing.base import storable
from accounts.importing.values import EARLIEST_YEAR, LATEST_YEAR
from config.api.trees import is_sound
from journal.importing.account.references import uuid_of

# Rows of servers that give them no uuid get one from this, the server and the row's own id.
NAMESPACE = UUID("4d0b0a52-3f7f-5c39-8c6e-7f4f6a0e1b11")


class Left(ValueError):
    """The row stays behind; the sentence says why."""


def uuid_for(host: str, endpoint: str, row: dict[str, Any]) -> UUID:
    own = uuid_of(row.get("uuid")) or uuid_of(row.get("id"))
    return own or uuid5(NAMESPACE, f"{host}|{endpoint}|{row.get('id')}")


def filled(model: type[models.Model], row: dict[str, Any], names: tuple[str, ...]) -> Any:
    """With those of the values that our columns can hold; raises ``Left`` if one that cannot is needed."""
    made = model()
    for name in names:
        if name in row and (value := fitting(model, name, row[name])) is not None:
            setattr(made, name, value)
    return made


def checked(made: models.Model) -> None:
    """As a form would, but for relations, which are right by the way they were found.  Raises ``Left``."""
    relations = {field.name for field in made._meta.concrete_fields if field.is_relation}
    try:
        made.clean_fields(exclude={*relations, "uuid"})
    except ValidationError as error:
        words = "; ".join(f"{name}: {' '.join(texts)}" for name, texts in error.message_dict.items())
        raise Left(words) from error


def fitting(model: type[models.Model], name: str, value: Any) -> Any:
    """The value as the column has it; ``None`` leaves the column as it is by default."""
    try:
        field: Any = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    # Whatever it is may be looked for in a list.
    if value is None or (field.choices and value not in list(dict(field.flatchoices))):
        return None
    match field:
        case models.DateTimeField():
            return moment(value)
        case models.DateField():
            return day(value)
        case models.DecimalField():
            return decimal(value, field)
        case models.CharField() | models.TextField() if isinstance(value, str):
            return storable(value)[: field.max_length]
        case models.JSONField():
            return value if is_sound(value) else None
        case _:
            return value


def moment(value: Any) -> datetime:
    """A bare date is its first moment, and what has no zone is in the person's."""
    try:
        found = parse_datetime(str(value))
        only_day = None if found else parse_date(str(value))
    except ValueError as error:
        raise Left(f"{str(value)[:40]!r} is no date") from error
    if only_day:
        found = datetime.combine(only_day, time())
    if found is None or not EARLIEST_YEAR <= found.year <= LATEST_YEAR:
        raise Left(f"{str(value)[:40]!r} is no date")
    return timezone.make_aware(found) if timezone.is_naive(found) else found


def day(value: Any) -> date:
    text = str(value)
    try:
        found = parse_date(text)
    except ValueError:
        found = None
    found = found or timezone.localdate(moment(text))
    if not EARLIEST_YEAR <= found.year <= LATEST_YEAR:
        raise Left(f"{text[:40]!r} is no date")
    return found


def decimal(value: Any, field: Any) -> Decimal:
    try:
        found = Decimal(str(value))
        return found.quantize(Decimal(1).scaleb(-field.decimal_places), ROUND_HALF_UP)
    except InvalidOperation as error:
        raise Left(f"{str(value)[:40]!r} is no number that fits") from error
