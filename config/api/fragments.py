"""Rows of the catalogue, each rendered once and kept as bytes, so that a page of known rows is only a join.

Searches live by it: every letter that somebody types makes another page, but of the same few hundred rows.
"""

from collections.abc import Sequence
from threading import Lock
from typing import Any, Protocol

import orjson
from cachetools import LRUCache
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from rest_framework.request import Request

from config.api.answers import PLACEHOLDER, origin, without_origin
from config.api.renderers import encode_rest


class Renderer(Protocol):
    """What a viewset tells about its rows."""

    def revision(self) -> int | None: ...
    def row_variant(self) -> tuple[Any, ...]: ...
    def is_kept(self, row: Any) -> bool: ...
    def get_serializer(self, rows: Any, *, many: bool) -> Any: ...


_fragments: LRUCache[Any, bytes] = LRUCache(settings.ANSWER_CACHE_SIZE / 3, getsizeof=len)
_lock = Lock()


def are_usable(request: Request) -> bool:
    """Whether the answer is compact JSON in which a placeholder stands for the origin, as it does in what is kept."""
    written = request._request.__dict__.get("_current_scheme_host")
    return written == PLACEHOLDER and "indent" not in str(getattr(request, "accepted_media_type", ""))


def render(view: Renderer, rows: QuerySet[Any], keys: Sequence[int]) -> list[orjson.Fragment]:
    """The rows with these keys, in this order; only those that are not kept are read."""
    return [orjson.Fragment(each) for each in contents(view, rows, keys)]


def render_with_origin(
    view: Renderer, request: HttpRequest, rows: QuerySet[Any], keys: Sequence[int]
) -> list[orjson.Fragment]:
    """The same for an answer that is not kept: with the scheme and host of the request."""
    with without_origin(request):
        found = contents(view, rows, keys)
    old, new = PLACEHOLDER.encode(), origin(request).encode()
    return [orjson.Fragment(each.replace(old, new)) for each in found]


def contents(view: Renderer, rows: QuerySet[Any], keys: Sequence[int]) -> list[bytes]:
    if not keys:
        return []
    form = (type(view), view.revision(), *view.row_variant())
    with _lock:
        known = {key: found for key in keys if (found := _fragments.get((form, key)))}
    if missing := [key for key in keys if key not in known]:
        read = rows.in_bulk(missing)
        made = view.get_serializer(list(read.values()), many=True).data
        fresh = {key: orjson.dumps(row, default=encode_rest) for key, row in zip(read, made, strict=True)}
        with _lock:
            for key, fragment in fresh.items():
                if view.is_kept(read[key]):
                    _fragments[form, key] = fragment
        known |= fresh
    return [known[key] for key in keys if key in known]


def forget() -> None:
    with _lock:
        _fragments.clear()
