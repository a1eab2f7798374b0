"""Rows that keep the id they have on another server, and PostgreSQL's counters, which do not notice them."""

from collections.abc import Iterable

from django.db import connection, models


def free_id(model: type[models.Model], wanted: int | None) -> int | None:
    """``wanted``, or ``None`` if it is taken: then the database chooses."""
    if wanted is None or models.QuerySet(model).filter(pk=wanted).exists():
        return None
    return wanted


def move_on(tables: Iterable[type[models.Model]]) -> None:
    """Have the next id come after every id in the table, and never go back: somebody else may be adding rows."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for model in tables:
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
            (sequence,) = cursor.fetchone()
            # Both names come from the database and the model, not from input.
            cursor.execute(
                f"SELECT setval(%s, GREATEST((SELECT COALESCE(MAX(id), 1) FROM {table}),"  # noqa: S608
                f" (SELECT last_value FROM {sequence})))",
                [sequence],
            )
