"""``?ordering=a,-b``."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import F, QuerySet
from django.db.models.expressions import OrderBy
from rest_framework.filters import OrderingFilter
from rest_framework.request import Request
from rest_framework.views import APIView

from config.api.filters import note_ignored


def own(*names: str) -> dict[str, str]:
    """Ordering names that are columns of the same name."""
    return {name: name for name in names}


class StableOrdering(OrderingFilter):
    """``?ordering=a,-b`` over a view's ``ordering_fields``; the primary key is always last, so pages never overlap.

    ``ordering_fields`` is a list of columns, or a mapping of the names clients use to columns (several with commas).
    Empty values come last in ascending order and first in descending order, on both databases.
    """

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: APIView) -> QuerySet[Any]:
        chosen: list[Any] = [self.order(queryset.model, term) for term in self.terms(request, view)]
        chosen = chosen or list(queryset.query.order_by)
        return queryset.order_by(*chosen, *([] if self.ends_in_key(chosen) else ["pk"]))

    def terms(self, request: Request, view: APIView) -> list[str]:
        """The columns that the caller chose, with a minus for descending."""
        columns = self.columns(view)
        terms: list[str] = []
        for term in request.query_params.get(self.ordering_param, "").split(","):
            name = term.strip()
            if name.lstrip("-") in columns and name.count("-", 0, 2) <= 1:
                sign = "-" if name.startswith("-") else ""
                terms.extend(sign + column for column in columns[name.lstrip("-")].split(","))
            elif name:
                note_ignored(request, f"ordering={name}")
        return terms

    def columns(self, view: Any) -> Mapping[str, str]:
        declared: Mapping[str, str] | Iterable[str] = getattr(view, "ordering_fields", None) or ()
        return declared if isinstance(declared, Mapping) else {name: name for name in declared}

    def get_valid_fields(self, queryset: Any, view: Any, context: Any = None) -> list[tuple[str, str]]:
        return [(name, name) for name in self.columns(view)]

    def get_default_valid_fields(self, queryset: Any, view: Any, context: Any = None) -> list[tuple[str, str]]:
        return self.get_valid_fields(queryset, view, context)

    def order(self, model: type[models.Model], term: str) -> str | OrderBy:
        column = term.lstrip("-")
        try:
            nullable = bool(getattr(model._meta.get_field(column), "null", False))
        except FieldDoesNotExist:
            nullable = True
        if not nullable:
            return term
        return F(column).desc(nulls_first=True) if term.startswith("-") else F(column).asc(nulls_last=True)

    def ends_in_key(self, terms: list[Any]) -> bool:
        return bool(terms) and str(terms[-1]).lstrip("-") in {"pk", "id"}
