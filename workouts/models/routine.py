"""A training plan; the classic vocabulary calls it a workout."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from config.ownership import OwnedModel, OwnedQuerySet, RetirableModel

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

LONGEST = timedelta(days=366)


class RoutineQuerySet(OwnedQuerySet["Routine"]):
    def readable_by(self, user: "User | AnonymousUser") -> Self:
        """Own routines, and those that somebody published as a template."""
        if not user.is_authenticated:
            return self.none()
        return self.present().filter(Q(user=user) | Q(is_template=True, is_public=True))


class Routine(RetirableModel, OwnedModel):
    """A training plan over a span of days.

    ``creation_date`` is the day in the person's time zone; ``created`` is the moment.  Both are kept because the two
    vocabularies show one each and the day cannot be told from the moment once the person has moved.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="routines")
    name = models.CharField(max_length=100, blank=True)
    description = models.TextField(max_length=1000, blank=True)
    created = models.DateTimeField(default=timezone.now, editable=False)
    creation_date = models.DateField(default=timezone.localdate, editable=False)
    start = models.DateField()
    end = models.DateField()
    fit_in_week = models.BooleanField(default=False)
    is_template = models.BooleanField(default=False)
    is_public = models.BooleanField(default=False)

    objects: ClassVar = RoutineQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "uuid"], condition=Q(retired_at=None), name="routine_uuid_unique_per_person"
            ),
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="routine_ends_after_its_start"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["user", "-start", "-created", "id"],
                condition=Q(retired_at=None),
                name="routine_in_default_order",
            ),
            models.Index(
                fields=["user", "-creation_date", "id"],
                condition=Q(retired_at=None, is_template=False),
                name="workout_in_default_order",
            ),
            models.Index(
                fields=["id"],
                condition=Q(retired_at=None, is_template=True, is_public=True),
                name="routine_public_templates",
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"Routine {self.pk}"


def usual_end(start: date, weeks: int) -> date:
    """The last day of a plan that lasts ``weeks`` weeks from ``start`` on."""
    return min(start, date.max - timedelta(weeks=weeks)) + timedelta(weeks=weeks)
