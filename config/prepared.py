"""Queries whose SQL is written once: that takes Django longer than it takes a database to answer them.

For those that are always the same but for the values in them.  ``marks`` are the values that a queryset is made with,
in their order.  One with others in it is refused with a ``ValueError``: they would be asked for again with everybody's.
"""

import threading
from collections.abc import Callable, Hashable, Sequence
from typing import Any, Self

from django.db import connections
from django.db.models import Count, QuerySet

_kept: dict[Hashable, Any] = {}


def compiled(rows: QuerySet[Any], marks: Sequence[Any]) -> tuple[Any, str]:
    """Django's compiler of a queryset, and its SQL."""
    compiler: Any = rows.query.get_compiler(rows.db)
    sql, values = compiler.as_sql()
    if list(values) != list(marks):
        raise ValueError("This query has values of its own.")
    return compiler, sql


class Statement:
    """A query for rows as the driver gives them; all threads use the same."""

    def __init__(self, rows: QuerySet[Any], marks: Sequence[Any]) -> None:
        compiler, self.sql = compiled(rows, marks)
        self.database = rows.db
        self.fields = [selected for selected, *_ in compiler.select[: compiler.col_count]]
        self.converters: dict[int, Any] = compiler.get_converters(self.fields)

    @classmethod
    def kept(cls, name: Hashable, marks: Sequence[Any], rows: Callable[[], QuerySet[Any]]) -> Self:
        """The one of this name; it is made when it is asked for first."""
        statement: Self = _kept.get(name) or _kept.setdefault(name, cls(rows(), marks))
        return statement

    def execute(self, values: Sequence[Any], ending: str = "") -> list[Any]:
        with connections[self.database].cursor() as cursor:
            cursor.execute(self.sql + ending, values)
            rows: list[Any] = cursor.fetchall()
        return rows


class Lookup(threading.local):
    """A query for one row of a model, with what it selects of related rows.

    Each thread has its own, because Django makes rows by a compiler that belongs to a connection: ``threading.local``
    calls ``__init__`` with the same arguments once more in each of them.
    """

    def __init__(self, rows: QuerySet[Any], marks: Sequence[Any]) -> None:
        self.rows: Any = rows.all()
        compiler, sql = compiled(self.rows, marks)
        converters = compiler.get_converters([selected for selected, *_ in compiler.select[: compiler.col_count]])
        compiler.as_sql = lambda *_, **__: (sql, self.values)
        compiler.get_converters = lambda _: converters
        query: Any = self.rows.query
        # Copies of the query have it, too.
        query.get_compiler = lambda *_, **__: compiler

    def first(self, values: Sequence[Any]) -> Any:
        """``None`` if there is none."""
        self.values = tuple(values)
        found = list(self.rows.all())
        return found[0] if found else None


def counted(rows: QuerySet[Any]) -> QuerySet[Any]:
    """One row with one column: how many ``rows`` there are."""
    if rows.query.distinct or rows.query.combinator or rows.query.is_sliced:
        raise ValueError("These rows are not counted by their columns.")
    one = rows.order_by()
    one.query.clear_select_clause()
    one.query.add_annotation(Count("*"), "number")
    return one
