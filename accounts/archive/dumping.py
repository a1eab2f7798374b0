"""Rows as an archive has them: columns by name, references by what is the same on every server."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import models

from accounts.archive import parts
from accounts.archive.values import encode

# Read at once by a cursor of the database, and looked up at once.
ROWS_AT_ONCE = 1000
# What a reference into a table of everybody and of single people begins with.
OWN, PUBLIC = "own:", "public:"

Encoder = Callable[[tuple[Any, ...]], Any]


def dump(rows: "models.QuerySet[Any]", columns: "Iterable[models.Field[Any, Any]]") -> Iterator[parts.Row]:
    """Without models: a query, however many rows, and as much memory as ``ROWS_AT_ONCE`` take."""
    plan: list[tuple[str, slice, Encoder]] = []
    paths: list[str] = []
    for column in columns:
        names, encoder = reference(column) if column.is_relation else ([column.name], plain)
        plan.append((column.name, slice(len(paths), len(paths) + len(names)), encoder))
        paths += names
    for values in rows.values_list(*paths).iterator(ROWS_AT_ONCE):
        yield {name: encoder(values[place]) for name, place, encoder in plan}


def plain(values: tuple[Any, ...]) -> Any:
    return encode(values[0])


def reference(column: Any) -> tuple[list[str], Encoder]:
    """The paths to read and how to write what is found there."""
    target = column.related_model
    part, public = parts.part_of(target), parts.catalogue_of(target)
    if part and public:
        return [f"{column.name}__user_id", *paths(column, part.key)], shared_name
    if part:
        return paths(column, part.key), row_name
    if public:
        return paths(column, public.key), row_name
    raise LookupError(f"No room has declared {target._meta.label}, to which {column} refers.")


def paths(column: Any, key: tuple[str, ...]) -> list[str]:
    return [f"{column.name}__{name}" for name in key]


def row_name(values: tuple[Any, ...]) -> str | list[Any] | None:
    """What a row is called in references; ``None`` for none."""
    known = [encode(value) for value in values]
    if all(value is None for value in known):
        return None
    return known[0] if len([value for value in known if value is not None]) == 1 and known[0] is not None else known


def shared_name(values: tuple[Any, ...]) -> str | None:
    person, *key = values
    name = row_name(tuple(key))
    return None if name is None else f"{PUBLIC if person is None else OWN}{name}"


def referred(user: Any, target: parts.Catalogue, described: dict[str, set[int]]) -> set[int]:
    """Ids of public rows that the person's rows refer to, and those that ``described`` rows refer to."""
    found: set[int] = set()
    for part in parts.parts():
        found |= ids(part.rows(user).order_by(), part.columns, target.model)
    for each in parts.catalogue():
        if keys := described.get(each.label):
            for some in batches(sorted(keys)):
                rows: models.QuerySet[Any] = models.QuerySet(each.model).filter(pk__in=some)
                found |= ids(rows, each.model._meta.concrete_fields, target.model)
    return found


def ids(rows: "models.QuerySet[Any]", columns: Iterable[Any], target: Any) -> set[int]:
    found: set[int | None] = set()
    for column in columns:
        if column.is_relation and column.related_model is target:
            public = rows.filter(**{f"{column.name}__user": None}) if is_shared(target) else rows
            found |= set(public.values_list(column.attname, flat=True).distinct())
    return {key for key in found if key is not None}


def is_shared(model: Any) -> bool:
    return parts.part_of(model) is not None


def batches(keys: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(keys), ROWS_AT_ONCE // 2):
        yield keys[start : start + ROWS_AT_ONCE // 2]
