"""Foods of another wger-compatible server: its pages one by one, or the file of all of them that it offers."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.utils.dateparse import parse_datetime

from exercises.importing.source import MOST_PAGES, Server, SourceError
from exercises.models.license import SHARE_ALIKE
from nutrition.importing import foods
from nutrition.importing.foods import Food, Portion, Unusable, mapping, rows
from nutrition.importing.wording import tidy
from nutrition.models.ingredient import MOST_GRAMS
from nutrition.nutrients import EIGHT, MICRONUTRIENTS
from nutrition.plausibility import GRADES, Doubt
from nutrition.sources import Reading, number

CURSOR, PAGES = "ingredient-sync", "ingredientinfo"
ROWS_PER_CURSOR_PAGE, ROWS_PER_PAGE = 999, 100
MOST_CURSOR_PAGES = 100 * MOST_PAGES
LONGEST_LINK, LONGEST_TITLE, LONGEST_AUTHOR = 200, 300, 3500
LARGEST_AMOUNT = Decimal(1000)
MOST_DOUBTS = 2 * max(Doubt)
# Servers of 2022 call it fibres.
OTHER_NAMES = {"fiber": "fibres"}


@dataclass(slots=True)
class Reader:
    """Languages and licences are found by their short names, or by their ids, which all servers have in common."""

    languages: Mapping[str, int] = field(default_factory=dict)
    licenses: Mapping[str, int] = field(default_factory=dict)

    def read(self, row: Any) -> Food:
        """Raises ``Unusable``."""
        if not isinstance(row, dict):
            raise Unusable("is no object")
        uuid = uuid_of(row.get("uuid"))
        name = tidy(row.get("name"))
        if uuid is None:
            raise Unusable("has no uuid", name)
        if not name:
            raise Unusable("has no name", str(uuid))
        language = found(row.get("language"), self.languages)
        if language is None:
            raise Unusable("is in a language that is not here", name)
        grade = str(row.get("nutriscore") or "").lower()
        content = {
            "name": name,
            "common_name": tidy(row.get("common_name")),
            "brand": tidy(row.get("brand")),
            "code": tidy(row.get("code")) or None,
            "language_id": language,
            "source_url": link(row, "source_url"),
            "is_vegan": truth(row.get("is_vegan")),
            "is_vegetarian": truth(row.get("is_vegetarian")),
            "nutriscore": grade if grade in GRADES else None,
            **foods.nutrition(reading(row), name=name, nutriscore=grade),
            **quality(row),
            "license_id": found(row.get("license"), self.licenses) or SHARE_ALIKE,
            "license_title": tidy(row.get("license_title"), LONGEST_TITLE),
            "license_author": tidy(row.get("license_author"), LONGEST_AUTHOR),
            "license_object_url": link(row, "license_object_url"),
            "license_author_url": link(row, "license_author_url"),
            "license_derivative_source_url": link(row, "license_derivative_source_url"),
        }
        return Food(
            tidy(row.get("source_name")),
            tidy(row.get("remote_id")) or None,
            uuid,
            content,
            list(map(portion, rows(row["weight_units"]))) if "weight_units" in row else None,
            created=moment(row.get("created")),
        )


def portion(row: Any) -> Portion:
    row = mapping(row)
    uuid, name = uuid_of(row.get("uuid")), tidy(row.get("name"))
    gram, amount = number(row.get("gram")), number(row.get("amount", 1))
    if not name or gram is None or not 1 <= gram <= MOST_GRAMS or amount is None or not 0 < amount < LARGEST_AMOUNT:
        raise Unusable("has a portion without name or weight", name)
    return Portion(name, int(gram), f"portion {name}", amount.quantize(Decimal("0.01")), uuid)


def reading(row: Mapping[str, Any]) -> Reading:
    """The eight, and the micronutrients if the other server has them as we do."""
    given = {name: row.get(name, row.get(OTHER_NAMES.get(name, ""))) for name in EIGHT}
    more = mapping(row.get("micronutrients"))
    given |= {name: more[name] for name in MICRONUTRIENTS if name in more}
    values = {name: number(value) for name, value in given.items() if value is not None}
    unreadable = frozenset(name for name, value in values.items() if value is None)
    return Reading({name: value for name, value in values.items() if value is not None}, unreadable)


def quality(row: Mapping[str, Any]) -> dict[str, int]:
    """The doubts that a server like ours had: its values were cut to what fits, so we would find fewer."""
    known = row.get("quality")
    return {"quality": known} if isinstance(known, int) and 0 <= known < MOST_DOUBTS else {}


def found(value: Any, ids: Mapping[str, int]) -> int | None:
    """Our id of what the other server gives as an object or an id."""
    if isinstance(value, dict):
        return ids.get(str(value.get("short_name")))
    return value if isinstance(value, int) and value in ids.values() else None


def uuid_of(value: Any) -> UUID | None:
    try:
        return UUID(value)
    except (ValueError, AttributeError, TypeError):
        return None


def truth(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def link(row: Mapping[str, Any], name: str) -> str:
    """A web address that fits; anything else is dropped, because pages make links of it."""
    value = tidy(row.get(name), LONGEST_LINK + 1)
    return value if value.startswith(("http://", "https://")) and len(value) <= LONGEST_LINK else ""


def moment(value: Any) -> datetime | None:
    try:
        when = parse_datetime(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return when if when and when.tzinfo else None


def pages(
    server: Server, begin: str, narrowing: Mapping[str, str], told: Callable[[int], None]
) -> Iterator[tuple[str, list[Any]]]:
    """Pages, each with the query of the next one, empty at the end.  ``begin`` is the query to go on with."""
    extra = {name: value for name, value in narrowing.items() if value}
    kind, _, query = begin.partition("?")
    if not begin:
        kind, query = CURSOR, urlencode({"page_size": ROWS_PER_CURSOR_PAGE, **extra})
    for _ in range(MOST_CURSOR_PAGES):
        body = server.get(f"{server.root}/api/v2/{kind}/", query)
        if body is None and kind == CURSOR and not begin:
            # Servers before 2.6 have no cursor.
            kind, query = PAGES, urlencode({"limit": ROWS_PER_PAGE, "ordering": "id", **extra})
            continue
        if not isinstance(body, dict) or not isinstance(body.get("results"), list):
            raise SourceError(f"{kind} of {server.origin.hostname} is no page of foods.")
        if isinstance(body.get("count"), int):
            told(body["count"])
        following = body.get("next")
        query = server.following(str(following))[1] if following else ""
        yield f"{kind}?{query}" if query else "", body["results"]
        if not query:
            return
    raise SourceError(f"{server.origin.hostname} has no last page.")
