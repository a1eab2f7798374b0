"""Pages of flat rows, read as columns: making a model of each row and asking each field takes most of a list's time."""

from collections.abc import Callable, Iterable
from functools import cache
from itertools import chain
from typing import Any, NamedTuple, Self

from django.core.exceptions import FieldDoesNotExist
from django.db import connections, models
from django.db.models import QuerySet
from django.db.models.sql.constants import SINGLE
from rest_framework import serializers

from config.api.decoding import Convert, Places, decoder, moment
from config.api.serializers import FollowingField, IdField, ModelSerializer
from config.ownership import OwnedModel
from config.prepared import Statement, counted

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
        self.conversions = [(column.name, column.convert) for column in columns]
        self.complete = serializer.complete
        self.own_columns: tuple[Any, ...] = ()

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
        compiler: Any = self.chosen(rows).get_compiler(rows.db)
        chunks = compiler.execute_sql(chunked_fetch=False)
        fields = [selected for selected, *_ in compiler.select[: compiler.col_count]]
        conversions = self.decoders(fields, compiler.get_converters(fields), compiler.connection)
        return [self.made_of(values, conversions) for values in chain.from_iterable(chunks)]

    def chosen(self, rows: QuerySet[Any]) -> Any:
        """A query for the columns alone.  Finding those of a table by their names is done once."""
        query: Any = rows.query.chain()
        if self.own_columns and not query.annotations:
            query.clear_select_clause()
            query.select = self.own_columns
            return query
        query = rows.values_list(*self.paths).query
        if not query.annotations and {column.alias for column in query.select} == {query.model._meta.db_table}:
            self.own_columns = query.select
        return query

    def decoders(self, fields: list[Any], from_database: dict[int, Any], connection: Any) -> list[tuple[str, Convert]]:
        """What is made of values as they come from the driver."""
        return [
            (name, decode)
            for place, (name, convert) in enumerate(self.conversions)
            if (decode := decoder(fields[place], convert, from_database.get(place), connection))
        ]

    def row(self, values: Iterable[Any]) -> dict[str, Any]:
        """Of values that Django has read, in the order of ``paths``."""
        return self.made_of(values, [(name, convert) for name, convert in self.conversions if convert])

    def made_of(self, values: Iterable[Any], conversions: list[tuple[str, Convert]]) -> dict[str, Any]:
        row = dict(zip(self.names, values, strict=True))
        for name, convert in conversions:
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
            leading: Any = model._meta.get_field(relation)
            model = leading.related_model
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
    convert: Convert = field.to_representation
    return convert


class Page:
    """What a paginator needs of a queryset; a slice of it is read at once."""

    def __init__(self, columns: Columns, rows: QuerySet[Any]) -> None:
        self.columns, self.rows = columns, rows

    def count(self) -> int:
        query = self.rows.query
        if query.distinct or query.combinator or query.annotations or query.group_by:
            return self.rows.count()
        return int(counted(self.rows).query.get_compiler(self.rows.db).execute_sql(SINGLE)[0])

    def __getitem__(self, part: slice) -> list[dict[str, Any]]:
        return self.columns.read(self.rows[part])


class OwnPage:
    """A person's rows, all of them and in their usual order: the queries of each list are written once.

    ``view`` is whose list it is; ``rows`` makes the queryset that the queries are written from.
    """

    def __init__(self, view: type, columns: Columns, person: int, rows: Callable[[], QuerySet[Any]]) -> None:
        self.columns, self.person = columns, (person,)
        self.counting = Statement.kept((view, columns, "count"), self.person, lambda: counted(rows()))
        self.reading = Statement.kept((view, columns, "rows"), self.person, lambda: rows().values_list(*columns.paths))

    def count(self) -> int:
        return int(self.counting.execute(self.person)[0][0])

    def __getitem__(self, part: slice) -> list[dict[str, Any]]:
        reading = self.reading
        rows = reading.execute(self.person, f" LIMIT {part.stop - part.start:d} OFFSET {part.start:d}")
        conversions = self.columns.decoders(reading.fields, reading.converters, connections[reading.database])
        return [self.columns.made_of(values, conversions) for values in rows]
