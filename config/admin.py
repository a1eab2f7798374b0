"""What the admin pages of all rooms have in common."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest


class DiscreetAdmin(admin.ModelAdmin):
    """Asks before it deletes without naming what else refers to the row, which may be what somebody ate or trained."""

    # Whether a row that something refers to is not deleted, but hidden.
    retires = False

    def get_deleted_objects(self, objs: Iterable[Any], request: HttpRequest) -> Any:
        rows = list(objs)
        missing = set() if self.has_delete_permission(request) else {str(self.opts.verbose_name)}
        kinds = set() if self.retires else {name for row in rows for name in holding(row)}
        in_the_way = [f"{kind} that refer to it" for kind in sorted(kinds)]
        return list(map(str, rows)), {str(self.opts.verbose_name_plural): len(rows)}, missing, in_the_way

    def delete_queryset(self, request: HttpRequest, queryset: "models.QuerySet[Any]") -> None:
        """One by one: each may be more than a row."""
        for row in queryset:
            self.delete_model(request, row)


def holding(row: models.Model) -> Iterator[str]:
    """The kinds of rows that keep this one from being deleted; they are not counted, there may be a million."""
    relations: Any = row._meta.get_fields(include_hidden=True)  # most of ours have no name on this side
    for relation in relations:
        if getattr(relation, "on_delete", None) in {models.PROTECT, models.RESTRICT}:
            model: Any = relation.related_model
            if model._base_manager.filter(**{relation.field.name: row}).exists():
                yield str(model._meta.verbose_name_plural)


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows that the program writes and nobody else."""

    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
