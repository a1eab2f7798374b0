"""``?name__search=``: rows whose names match, the best first."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from config.api import fragments
from config.api.ordering import StableOrdering
from config.search.finding import search
from config.search.matching import Query

PARAMETER = "name__search"


class Ranked:
    """Rows in the order of their keys; only those of a page are read."""

    def __init__(self, rows: QuerySet[Any], keys: Sequence[int]) -> None:
        self.rows, self.keys = rows, keys

    def __len__(self) -> int:
        return len(self.keys)

    def __getitem__(self, page: slice) -> list[Any]:
        keys = self.keys[page]
        found = self.rows.in_bulk(keys)
        return [found[key] for key in keys if key in found]


class NameSearch(BaseFilterBackend):
    """The last backend of a view that says in ``name_source(rows)`` where the names of these rows are.

    The order is that of relevance unless ``?ordering=`` names another one.
    """

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: APIView) -> Any:
        term = request.query_params.get(PARAMETER, "")
        if not term.strip():
            return queryset
        source: Any = view
        keys = search(Query.of(term), source.name_source(queryset))
        if StableOrdering().terms(request, view):
            return queryset.filter(pk__in=keys)
        return Ranked(queryset, keys)

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        description = (
            "Words of a name or alias, in any case and without regard to accents; the best match first unless "
            "`ordering` is given. Mistyped words are understood if nothing matches."
        )
        schema = {"type": "string"}
        return [{"name": PARAMETER, "required": False, "in": "query", "description": description, "schema": schema}]


class SearchedList:
    """Of a viewset with ``NameSearch``: the page of a search is put together from rows that are kept."""

    def row_variant(self) -> tuple[Any, ...]:
        """What a row looks different for besides the revision, e.g. the language; only texts and numbers."""
        return ()

    def is_kept(self, row: Any) -> bool:
        return True

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        view: Any = self
        found = view.filter_queryset(view.get_queryset())
        if isinstance(found, Ranked) and fragments.are_usable(request):
            page = fragments.render(view, found.rows, view.paginate_queryset(found.keys))
        else:
            page = view.get_serializer(view.paginate_queryset(found), many=True).data
        answer: Response = view.get_paginated_response(page)
        return answer
