"""Pages of flat rows, read as columns: making a model of each row and asking each field takes most of a list's time."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple, Self

from django.core.exceptions import FieldDoesNotExist
from django.db import models
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
        self.conversions = [(column.name, column.convert) for column in columns if column.convert]
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

    def rows(self, values: Iterable[tuple[Any, ...]]) -> list[dict[str, Any]]:
        """From what ``values_list(*paths)`` gives."""
        return [self.row(each) for each in values]

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
        places = field.decimal_places
        return lambda value: f"{value:.{places}f}"
    return field.to_representation  # type: ignore[no-any-return]


def moment(value: datetime) -> str:
    """In the person's time zone."""
    text = value.astimezone(timezone.get_current_timezone()).isoformat()
    return f"{text[:-6]}Z" if text.endswith("+00:00") else text
