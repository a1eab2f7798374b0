"""What sets are counted in, and the days of the week."""

from django.db import models

from exercises.models.revision import CatalogueModel


class UnitType(models.TextChoices):
    REPETITIONS = "REPETITIONS", "Repetitions"
    TIME = "TIME", "Time"
    DISTANCE = "DISTANCE", "Distance"


class RepetitionUnit(CatalogueModel):
    """What a set counts.  ``multiplier`` is in seconds or metres; null where the amount is open."""

    name = models.CharField(max_length=100, unique=True)
    unit_type = models.CharField(max_length=11, choices=UnitType.choices, default=UnitType.REPETITIONS)
    multiplier = models.PositiveIntegerField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class WeightUnit(CatalogueModel):
    name = models.CharField(max_length=100, unique=True)

    def __str__(self) -> str:
        return self.name


class DayOfWeek(CatalogueModel):
    """1 is Monday, as ISO 8601 has it."""

    day_of_week = models.CharField(max_length=9, unique=True)

    class Meta:
        verbose_name_plural = "days of the week"

    def __str__(self) -> str:
        return self.day_of_week
