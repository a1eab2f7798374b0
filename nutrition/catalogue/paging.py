"""Pages of foods, as fast at the end of a million as at the beginning."""

from typing import Any

from django.db.models import QuerySet
from rest_framework.exceptions import NotFound
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request

from config.api.pagination import Pages
from nutrition.catalogue import places
from nutrition.models import Ingredient
from nutrition.models.ingredient import SHOWN

# What chooses neither rows nor their order.
NEUTRAL = frozenset({"limit", "offset", "format"})
BY_ID = {"", "id"}
LONGEST_ID = 18


def chosen(request: Request, known: frozenset[str]) -> set[str]:
    """Names of the parameters by which the caller narrows or orders the list."""
    given = {name for name, value in request.query_params.items() if value and name in known}
    if request.query_params.get("ordering", "").strip() in BY_ID:
        given.discard("ordering")
    return given - NEUTRAL


class FoodPages(Pages):
    """``paginate_keys`` gives ids instead of rows."""

    limit: int
    offset: int
    count: int

    def paginate_keys(self, rows: QuerySet[Any], request: Request, known: frozenset[str]) -> list[int]:
        given = chosen(request, known)
        limit, offset = self.get_limit(request) or self.default_limit, self.get_offset(request)
        self.request, self.limit, self.offset = request, limit, offset
        if given - {"ordering"}:
            self.count = self.get_count(rows)
            keys = self.slice(rows)
        else:
            found, own = places.current(), own_ids(request.user)
            self.count = found.count + len(own)
            keys = (page_among if given else found.page)(rows, own, offset, limit)
        self.display_page_controls = self.count > limit and self.template is not None
        return keys

    def slice(self, rows: QuerySet[Any]) -> list[int]:
        if self.offset >= self.count:
            return []
        return part(rows, self.offset, self.limit)


def part(rows: QuerySet[Any], offset: int, limit: int) -> list[int]:
    return list(rows.values_list("pk", flat=True)[offset : offset + limit])


def page_among(rows: QuerySet[Any], own: list[int], offset: int, limit: int) -> list[int]:
    """A page of ``rows`` in their order: first of the public foods, because indexes are of those, then of both.

    No public food is more places further back among both than there are ``own``.
    """
    public = rows.filter(SHOWN)
    if not own:
        return part(public, offset, limit)
    start = max(0, offset - len(own))
    near = part(public, start, offset - start + limit)
    return part(rows.filter(pk__in=[*near, *own]), offset - start, limit)


def own_ids(user: Any) -> list[int]:
    if not user.is_authenticated:
        return []
    rows = Ingredient.objects.owned_by(user).filter(quality=0)
    return list(rows.order_by("pk").values_list("pk", flat=True))


class SyncPages(CursorPagination):
    """By id, so that whoever copies all foods meets each once, whatever is added meanwhile."""

    page_size = 200
    page_size_query_param = "page_size"
    max_page_size = 1000
    ordering = "id"

    def decode_cursor(self, request: Request) -> Any:
        cursor = super().decode_cursor(request)
        position = getattr(cursor, "position", None)
        if position is not None and not (position.isascii() and position.isdecimal() and len(position) <= LONGEST_ID):
            raise NotFound(self.invalid_cursor_message)
        return cursor
