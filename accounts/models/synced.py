"""What is common to rows that an app's sync may have made."""

from typing import Any

from django.db import models


class App(models.TextChoices):
    WAISTLINE = "waistline", "Waistline"


class SyncedModel(models.Model):
    """``synced_from`` names the app that keeps the row up to date; empty: the person does.

    ``synced_day`` is the app's day that made the row.  It stays when the person takes the row over by changing it, so
    that the next sync of that day finds the row and leaves it alone.
    """

    synced_from = models.CharField(max_length=20, choices=App.choices, blank=True, default="", editable=False)
    synced_day = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    def take_over(self, changes: dict[str, Any]) -> None:
        """The person's own word counts from now on, if ``changes`` do change the row."""
        if any(getattr(self, name) != value for name, value in changes.items()):
            self.synced_from = ""
