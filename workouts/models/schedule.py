"""Plans in succession, as the classic vocabulary has them."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone

from config.ownership import OwnedModel
from workouts.models.routine import Routine


class Schedule(OwnedModel):
    """Plans that follow one another from a date on; a person has at most one that is active."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    name = models.CharField(max_length=100)
    start_date = models.DateField(default=timezone.localdate)
    is_active = models.BooleanField(default=True)
    is_loop = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "uuid"], name="schedule_uuid_unique_per_person"),
        ]
        indexes: ClassVar = [models.Index(fields=["user", "id"], name="schedule_in_default_order")]

    def __str__(self) -> str:
        return self.name


class ScheduleStep(OwnedModel):
    """A plan for so many weeks."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    schedule = models.ForeignKey(Schedule, on_delete=models.CASCADE, related_name="steps")
    workout = models.ForeignKey(Routine, on_delete=models.CASCADE, related_name="steps")
    duration = models.PositiveSmallIntegerField(
        default=4, validators=[MinValueValidator(1), MaxValueValidator(25)], help_text="Weeks."
    )
    order = models.IntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "uuid"], name="step_uuid_unique_per_person"),
        ]
        indexes: ClassVar = [models.Index(fields=["user", "order", "id"], name="step_in_default_order")]

    def __str__(self) -> str:
        return f"{self.duration} weeks"
