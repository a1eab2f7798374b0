"""Pages of flat rows, read as columns: making a model of each row and asking each field takes most of a list's time."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from itertools import chain
from typing import Any, NamedTuple, Self

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import QuerySet
from django.utils import timezone
from rest_framework import serializers

from config.api.serializers import FollowingField, IdField, ModelSerializer
from config.ownership import OwnedModel

Convert = Callable[[Any], Any]

# The renderer writes these as the fields would.
AS_THEY_ARE = frozenset(
    field.to_representation
    for field in (
        serializers.BooleanField,
        serializers.CharField,
        serializers.ChoiceField,
        serializers.DateField,
        serializers.IntegerField,
        serializers.JSONField,
        serializers.TimeField,
        serializers.UUIDField,
    )
)


class Column(NamedTuple):
    """A key of a row, where its value comes from, and what is made of it unless it is null."""

    name: str
    path: str
    convert: Convert | None


class Columns:
    """How the rows of a serializer are read without it, key for key what it would have answered."""

    def __init__(self, columns: list[Column], serializer: ModelSerializer) -> None:
        self.names = [column.name for column in columns]
        self.paths = [column.path for column in columns]
        self.all_conversions = [(column.name, column.convert) for column in columns]
        self.conversions = [(name, convert) for name, convert in self.all_conversions if convert]
        self.complete = serializer.complete

    @classmethod
    @cache
    def of(cls, serializer_class: Any, *, wants_uuid: bool, annotations: frozenset[str] = frozenset()) -> Self | None:
        """``None`` if a row has more than columns and ``annotations``: something nested or made of the whole row."""
        if not issubclass(serializer_class, ModelSerializer):
            return None
        if serializer_class.to_representation is not ModelSerializer.to_representation:
            return None
        serializer = serializer_class()
        columns: list[Column] = []
        for name, field in serializer.fields.items():
            if field.write_only or isinstance(field, FollowingField):
                continue
            if field.source in annotations:
                column: Column | None = Column(name, field.source, conversion(field))
            else:
                column = column_of(name, field, serializer_class.Meta.model, wants_uuid=wants_uuid)
            if column is None:
                return None
            columns.append(column)
        return cls(columns, serializer)

    def read(self, rows: QuerySet[Any]) -> list[dict[str, Any]]:
        """The rows of a queryset."""
        compiler: Any = rows.values_list(*self.paths).query.get_compiler(rows.db)
        chunks = compiler.execute_sql(chunked_fetch=False)
        fields = [selected for selected, *_ in compiler.select[: compiler.col_count]]
        from_database = compiler.get_converters(fields)
        conversions = [
            (name, decode)
            for place, (name, convert) in enumerate(self.all_conversions)
            if (decode := decoder(fields[place], convert, from_database.get(place), compiler.connection))
        ]
        found = []
        for values in chain.from_iterable(chunks):
            row = dict(zip(self.names, values, strict=True))
            for name, convert in conversions:
                value = row[name]
                if value is not None:
                    row[name] = convert(value)
            self.complete(row)
            found.append(row)
        return found

    def lazily(self, rows: QuerySet[Any]) -> "Page":
        return Page(self, rows)

    def row(self, values: tuple[Any, ...]) -> dict[str, Any]:
        row = dict(zip(self.names, values, strict=True))
        for name, convert in self.conversions:
            value = row[name]
            if value is not None:
                row[name] = convert(value)
        self.complete(row)
        return row


def column_of(name: str, field: Any, model: type[models.Model], *, wants_uuid: bool) -> Column | None:
    if isinstance(field, IdField):
        return Column(name, "uuid" if wants_uuid else "pk", None)
    *relations, last = str(field.source).split(".")
    try:
        for relation in relations:
            model = model._meta.get_field(relation).related_model  # type: ignore[assignment]
        column = model._meta.get_field(last)
    except (FieldDoesNotExist, AttributeError):
        return None
    path = "__".join([*relations, last])
    if isinstance(field, serializers.PrimaryKeyRelatedField):
        is_private = isinstance(column.related_model, type) and issubclass(column.related_model, OwnedModel)
        return Column(name, f"{path}__uuid" if wants_uuid and is_private else f"{path}_id", None)
    if not column.concrete or column.is_relation or isinstance(field, serializers.BaseSerializer):
        return None
    return Column(name, path, conversion(field))


def conversion(field: Any) -> Convert | None:
    written = type(field).to_representation
    if written in AS_THEY_ARE:
        return None
    if written is serializers.DateTimeField.to_representation:
        return moment
    if written is serializers.DecimalField.to_representation and getattr(field, "coerce_to_string", True):
        return Places(field.decimal_places)
    return field.to_representation  # type: ignore[no-any-return]


class Places:
    """A number as text with so many places."""

    def __init__(self, places: int) -> None:
        self.form = f".{places}f"

    def __call__(self, value: Any) -> str:
        return format(value, self.form)


def moment(value: datetime) -> str:
    """In the person's time zone."""
    text = value.astimezone(timezone.get_current_timezone()).isoformat()
    return f"{text[:-6]}Z" if text.endswith("+00:00") else text


class Page:
    """What a paginator needs of a queryset; a slice of it is read at once."""

    def __init__(self, columns: Columns, rows: QuerySet[Any]) -> None:
        self.columns, self.rows = columns, rows

    def count(self) -> int:
        return self.rows.count()

    def __getitem__(self, part: slice) -> list[dict[str, Any]]:
        return self.columns.read(self.rows[part])


# --- From what a database driver gives -----------------------------------------------------------------------------


def decoder(selected: Any, convert: Convert | None, from_database: Any, connection: Any) -> Convert | None:
    """``convert`` for values as they come from the driver; a short way round Django's converters if there is."""
    if not from_database:
        return in_zone(convert)
    if connection.vendor == "sqlite" and (short := short_way(selected.output_field, convert)):
        return short
    converters, expression = from_database

    def decode(value: Any) -> Any:
        for each in converters:
            value = each(value, expression, connection)
        return value if convert is None or value is None else convert(value)

    return decode


def in_zone(convert: Convert | None) -> Convert | None:
    """``moment`` with the zone looked up once, not for every row."""
    if convert is not moment:
        return convert
    here = timezone.get_current_timezone()

    def in_that_zone(value: datetime) -> str:
        text = value.astimezone(here).isoformat()
        return f"{text[:-6]}Z" if text.endswith("+00:00") else text

    return in_that_zone


def from_naive(written: Convert) -> Convert:
    """The driver reads the dates of columns, without their zone, and leaves those of expressions as text."""

    def decode(value: Any) -> Any:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        return written(moment.replace(tzinfo=UTC))

    return decode


def short_way(column: Any, convert: Convert | None) -> Convert | None:
    """SQLite has uuids as text and decimals as numbers: nearly what is to be written."""
    if isinstance(column, models.DecimalField) and isinstance(convert, Places):
        # Beyond these digits a float is not exact.
        return convert if column.max_digits <= sys.float_info.dig else None
    if isinstance(column, models.DateTimeField) and convert is moment:
        return from_naive(in_zone(moment) or moment)
    if isinstance(column, models.UUIDField) and convert is None:
        return lambda text: f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
    if isinstance(column, models.BooleanField) and convert is None:
        return bool
    return None
