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
from rest_framework.request import Request

from config.api.answers import PLACEHOLDER
from config.api.renderers import encode_rest


class Renderer(Protocol):
    """What a viewset tells about its rows."""

    def revision(self) -> int | None: ...
    def row_variant(self) -> tuple[Any, ...]: ...
    def get_serializer(self, rows: Any, *, many: bool) -> Any: ...


_fragments: LRUCache[Any, bytes] = LRUCache(settings.ANSWER_CACHE_SIZE / 3, getsizeof=len)
_lock = Lock()


def are_usable(request: Request) -> bool:
    """Whether the answer is compact JSON in which a placeholder stands for the origin, as it does in what is kept."""
    origin = request._request.__dict__.get("_current_scheme_host")
    return origin == PLACEHOLDER and "indent" not in str(getattr(request, "accepted_media_type", ""))


def render(view: Renderer, rows: QuerySet[Any], keys: Sequence[int]) -> list[orjson.Fragment]:
    """The rows with these keys, in this order; only those that are not kept are read."""
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
                _fragments[form, key] = fragment
        known |= fresh
    return [orjson.Fragment(known[key]) for key in keys if key in known]


def forget() -> None:
    with _lock:
        _fragments.clear()
