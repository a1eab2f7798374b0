"""What was trained: sessions and the sets in them."""

from decimal import Decimal
from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from config.ownership import OwnedModel
from exercises.models import Exercise, RepetitionUnit, WeightUnit
from workouts.models.plan import Day, SlotEntry
from workouts.models.routine import Routine
from workouts.strength import BRZYCKI, LoggedSet

MOST_RIR = Decimal("4.5")
FOUR_PLACES = Decimal("0.0001")


class Impression(models.TextChoices):
    BAD = "1", "Bad"
    NEUTRAL = "2", "Neutral"
    GOOD = "3", "Good"


class WorkoutSession(OwnedModel):
    """Training on one date, by the person's calendar; one for each plan, and one without.

    ``is_implied`` says that a log made it and the person has not described it yet.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="workout_sessions", db_index=False
    )
    # Removing a plan retires it, and its sessions keep its id: apps crash without one.
    routine = models.ForeignKey(
        Routine, on_delete=models.RESTRICT, null=True, blank=True, related_name="sessions", db_index=False
    )
    day = models.ForeignKey(Day, on_delete=models.SET_NULL, null=True, blank=True, related_name="sessions")
    date = models.DateField(default=timezone.localdate)
    notes = models.TextField(max_length=10_000, null=True, blank=True)
    impression = models.CharField(max_length=1, choices=Impression.choices, default=Impression.NEUTRAL)
    time_start = models.TimeField(null=True, blank=True)
    time_end = models.TimeField(null=True, blank=True)
    is_implied = models.BooleanField(default=False, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "uuid"], name="session_uuid_unique_per_person"),
            models.UniqueConstraint(fields=["user", "date", "routine"], name="session_one_per_date_and_routine"),
            models.UniqueConstraint(
                fields=["user", "date"], condition=Q(routine=None), name="session_one_per_date_without_routine"
            ),
            models.CheckConstraint(
                condition=Q(time_start=None) | Q(time_end=None) | Q(time_end__gte=F("time_start")),
                name="session_ends_after_its_start",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["user", "date", "id"], name="session_in_default_order"),
            models.Index(fields=["routine", "date", "id"], name="session_of_routine"),
        ]

    def __str__(self) -> str:
        return f"Session on {self.date}"


class WorkoutLog(OwnedModel):
    """One set as it was performed, in the units in which it was entered; rest in seconds.

    ``volume`` (kilograms moved) and ``one_rep_max`` (kilograms by Brzycki; null where the formula does not hold) follow
    from the other columns.  They are stored so that sums and records are index lookups.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="workout_logs", db_index=False
    )
    date = models.DateTimeField(default=timezone.now)
    session = models.ForeignKey(WorkoutSession, on_delete=models.CASCADE, null=True, blank=True, related_name="logs")
    routine = models.ForeignKey(
        Routine, on_delete=models.RESTRICT, null=True, blank=True, related_name="logs", db_index=False
    )
    slot_entry = models.ForeignKey(SlotEntry, on_delete=models.SET_NULL, null=True, blank=True, related_name="logs")
    next_log = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="+")
    iteration = models.PositiveIntegerField(null=True, blank=True)
    repetitions = models.DecimalField(
        max_digits=6, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(Decimal(0))]
    )
    repetitions_target = models.DecimalField(
        max_digits=6, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(Decimal(0))]
    )
    repetitions_unit = models.ForeignKey(
        RepetitionUnit, on_delete=models.PROTECT, null=True, blank=True, default=1, related_name="+", db_index=False
    )
    weight = models.DecimalField(
        max_digits=6, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(Decimal(0))]
    )
    weight_target = models.DecimalField(
        max_digits=6, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(Decimal(0))]
    )
    weight_unit = models.ForeignKey(
        WeightUnit, on_delete=models.PROTECT, null=True, blank=True, default=1, related_name="+", db_index=False
    )
    rir = models.DecimalField(
        max_digits=2,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(MOST_RIR)],
    )
    rir_target = models.DecimalField(
        max_digits=2,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(MOST_RIR)],
    )
    rest = models.PositiveIntegerField(null=True, blank=True)
    rest_target = models.PositiveIntegerField(null=True, blank=True)
    volume = models.DecimalField(max_digits=14, decimal_places=4, default=Decimal(0), editable=False)
    one_rep_max = models.DecimalField(max_digits=9, decimal_places=4, null=True, blank=True, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "uuid"], name="log_uuid_unique_per_person"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["user", "date", "repetitions", "weight", "id"], name="log_in_default_order"),
            models.Index(fields=["user", "exercise", "-date", "id"], name="log_by_exercise"),
            models.Index(fields=["user", "exercise", "-one_rep_max"], name="log_by_strength"),
            models.Index(fields=["routine", "date", "id"], name="log_of_routine"),
        ]

    def __str__(self) -> str:
        return f"{self.repetitions} \N{MULTIPLICATION SIGN} {self.weight} on {self.date:%Y-%m-%d}"

    def logged_set(self) -> LoggedSet:
        """For the arithmetic of ``strength`` and ``statistics``; its date is that of the active time zone."""
        return LoggedSet(
            id=self.pk or 0,
            date=timezone.localdate(self.date),
            exercise=self.exercise_id,
            weight=self.weight,
            weight_unit=self.weight_unit_id,
            repetitions=self.repetitions,
            repetitions_unit=self.repetitions_unit_id,
            rir=self.rir,
            iteration=self.iteration,
        )

    def measure(self) -> None:
        """Compute ``volume`` and ``one_rep_max``; to be called before a row is written other than by ``save``."""
        performed = self.logged_set()
        strength = performed.one_rep_max(BRZYCKI)
        self.volume = performed.volume.quantize(FOUR_PLACES)
        self.one_rep_max = None if strength is None else strength.quantize(FOUR_PLACES)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.measure()
        if fields := kwargs.get("update_fields"):
            kwargs["update_fields"] = {*fields, "volume", "one_rep_max"}
        super().save(*args, **kwargs)
