"""Names that meet a condition, the shortest first, by the indexes of each database."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Length

from nutrition.name_index import ID_MASK, SEARCH, SPANS, TABLE, is_installed
from nutrition.name_pieces import Condition, Place

Found = Iterable[tuple[int, str]]


def shortest(connection: Any, rows: QuerySet[Any], condition: Condition, languages: Sequence[int], most: int) -> Found:
    """Id and folded name of the first ``most`` by length and id; ``rows`` are public ones, in ``languages`` if any."""
    rows = rows.filter(condition.filter())
    if is_installed(connection):
        if connection.vendor == "postgresql" and not is_of_beginnings(condition):
            return by_spans(rows, most)
        if connection.vendor == "sqlite" and (expression := condition.expression(languages)):
            return by_trigrams(rows, expression, most)
    return in_order(rows)[:most]


def is_of_beginnings(condition: Condition) -> bool:
    return all(piece.place is Place.NAME for group in condition.groups for piece in group)


def in_order(rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    found: QuerySet[Any, Any] = (
        rows.alias(length=Length("name_folded")).order_by("length", "pk").values_list("pk", "name_folded")
    )
    return found


def by_spans(rows: QuerySet[Any], most: int) -> Found:
    """One query, whose parts are carried out one after the other until there are enough."""
    parts = [in_order(rows).filter(length__gt=above, length__lte=last)[:most] for above, last in SPANS]
    return parts[0].union(*parts[1:], all=True)[:most]


def by_trigrams(rows: QuerySet[Any], expression: str, most: int) -> Found:
    """The index hands over its matches in the order of its keys, which begin with the length."""
    found = rows.extra(  # noqa: S610 (its text is ours; what people type is a parameter)
        tables=[SEARCH],
        where=[f"{SEARCH} MATCH %s", f"{TABLE}.id = ({SEARCH}.rowid & {ID_MASK})"],
        params=[expression],
        order_by=[f"{SEARCH}.rowid"],
    )
    return found.values_list("pk", "name_folded")[:most]
