"""Who changed what in the catalogue."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from exercises.models.deletion import Deleted


class Edit(models.Model):
    """One change that a person made to one row; what imports and starter data do is not written down.

    ``before`` and ``after`` are what ``exercises.contents`` says a row holds; null where there was no row.
    """

    kind = models.CharField(max_length=11, choices=Deleted.choices)
    uuid = models.UUIDField(help_text="Of the row.")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        indexes = [  # noqa: RUF012 (Django's)
            models.Index(fields=["uuid", "made_at"], name="edit_of_row"),
            models.Index(fields=["made_at"], name="edit_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.verb}"

    @property
    def verb(self) -> str:
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"

    @property
    def changes(self) -> dict[str, tuple[Any, Any]]:
        """What it was and what it became, by the names of columns."""
        before, after = self.before or {}, self.after or {}
        return {
            name: (before.get(name), after.get(name))
            for name in {**before, **after}
            if before.get(name) != after.get(name)
        }
