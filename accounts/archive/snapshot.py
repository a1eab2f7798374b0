"""Reading many tables as they were at one moment, while everybody else goes on writing."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction


@contextmanager
def one_moment() -> Iterator[None]:
    """A transaction that sees one state of the database and takes no lock; within another one, that one's."""
    if connection.in_atomic_block:
        yield
        return
    if connection.vendor == "sqlite":
        with deferred(connection), transaction.atomic():
            yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


@contextmanager
def deferred(database: Any) -> Iterator[None]:
    """Transactions of this server take SQLite's write lock at their begin; one that only reads must not."""
    usual = database.transaction_mode
    database.transaction_mode = "DEFERRED"
    try:
        yield
    finally:
        database.transaction_mode = usual
