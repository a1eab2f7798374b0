"""The diary that Waistline sends: a row per person and day, and the day's nutrients as numbers."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone

from journal.periods import Window
from journal.selection import Condition

if TYPE_CHECKING:
    from accounts.models import User

LONGEST_NAME = 255


class DiaryDayQuerySet(models.QuerySet["DiaryDay"]):
    def of(self, user: "User") -> Self:
        return self.filter(user=user)

    def within(self, window: Window, conditions: Iterable[Condition] = ()) -> Self:
        """Days of the window that meet all conditions; a day without the nutrient meets none on it.

        The cost grows with the days of the window, of which there are 500 at most, and with nothing else.
        """
        span: dict[str, Any] = {"day__range": (window.first, window.last)}
        rows = self.filter(**span) if window.is_continuous else self.filter(day__in=window.days())
        for condition in conditions:
            # The span again, or else PostgreSQL may walk through all of the person's days.
            nutrient = Nutrient.objects.filter(
                user_id=OuterRef("user_id"),
                name=condition.name,
                day=OuterRef("day"),
                **span,
                **{f"value__{condition.operator}": condition.number},
            )
            rows = rows.filter(Exists(nutrient))
        return rows


class DiaryDay(models.Model):
    """One day of one person: the body that arrived last for it, as it was sent."""

    class Source(models.TextChoices):
        SYNC = "sync", "Sent by the app"
        BACKUP = "backup", "Read from a backup of the app"

    # No index of its own: that of the constraint begins with it.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="diary_days", db_index=False
    )
    day = models.DateField()
    source = models.CharField(max_length=6, choices=Source.choices, default=Source.SYNC)
    arrived = models.DateTimeField(default=timezone.now)
    # Tells whether a body differs from the stored one without reading that.
    digest = models.CharField(max_length=32)
    user_agent = models.CharField(max_length=200, blank=True)
    # JSON in the very characters that were sent: numbers keep their form, objects the order of their keys.
    nutrition = models.TextField()
    body = models.TextField()

    objects: ClassVar = DiaryDayQuerySet.as_manager()

    class Meta:
        # The index of the first is also what lists and counts a window.
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "day"], name="one_diary_row_per_day")]

    def __str__(self) -> str:
        return f"{self.user} on {self.day}"


class Nutrient(models.Model):
    """One number of a day's nutrition, for comparisons in the database.

    The number is a double, as JSON's are to the app and to every browser, so both databases compare alike and exactly.
    Names longer than 255 characters are in the day's nutrition only.
    """

    pk = models.CompositePrimaryKey("user_id", "name", "day")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    name = models.CharField(max_length=LONGEST_NAME)
    day = models.DateField()
    value = models.FloatField()

    def __str__(self) -> str:
        return f"{self.name} {self.value}"


class UnplacedBody(models.Model):
    """A body that names no day or has no nutrition: valid JSON is kept, but no reading shows it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="unplaced_bodies", db_index=False
    )
    arrived = models.DateTimeField(default=timezone.now)
    digest = models.CharField(max_length=32)
    body = models.TextField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "digest"], name="one_row_per_unplaced_body")]

    def __str__(self) -> str:
        return f"{len(self.body)} characters of {self.user}"
