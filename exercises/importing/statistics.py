"""What PostgreSQL's planner knows about tables that have just been filled."""

from collections.abc import Iterable
from typing import Any

from django.db import connection, models


def renew(tables: Iterable[type[models.Model]]) -> None:
    """Have the planner look at these tables and their many-to-many ones now, not when autovacuum gets to them.

    Until then it takes them for empty and compares each row with each, so that a search takes a second.
    """
    if connection.vendor != "postgresql":
        return
    filled: list[Any] = list(tables)
    filled += [field.remote_field.through for model in filled for field in model._meta.many_to_many]
    names = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in filled)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {names}")
