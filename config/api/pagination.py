"""Pages: ``{count, next, previous, results}`` by ``?limit=`` and ``?offset=``."""

from rest_framework.pagination import LimitOffsetPagination
from rest_framework.request import Request

LARGEST_OFFSET = 2**31 - 1


class Pages(LimitOffsetPagination):
    """20 rows a page; clients ask for 999 and 1000, so 1000 is the most.  Absurd values are clamped, never an error."""

    default_limit = 20
    max_limit = 1000

    def get_offset(self, request: Request) -> int:
        return min(super().get_offset(request), LARGEST_OFFSET)
