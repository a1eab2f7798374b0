"""What a training plan consists of: days, slots, entries, and the rules by which their values move.

Every row has its person, so that no list of theirs needs a join to find out.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from config.ownership import OwnedModel
from exercises.models import Exercise, RepetitionUnit, WeightUnit
from workouts import progression
from workouts.calendar import DAYS_IN_WEEK
from workouts.models.routine import Routine

MOST_ROUNDS = 10
LARGEST_CONFIG = 10_000


def validate_size(value: object) -> None:
    if len(str(value)) > LARGEST_CONFIG:
        raise ValidationError(f"Ensure this value has no more than {LARGEST_CONFIG} characters.")


class DayType(models.TextChoices):
    """The words that the apps know; one that they do not know crashes them."""

    CUSTOM = "custom"
    EVERY_MINUTE_ON_THE_MINUTE = "enom"
    AS_MANY_ROUNDS_AS_POSSIBLE = "amrap"
    HIGH_INTENSITY_INTERVALS = "hiit"
    TABATA = "tabata"
    ESCALATING_DENSITY = "edt"
    ROUNDS_FOR_TIME = "rft"
    AS_FAST_AS_POSSIBLE = "afap"


class EntryType(models.TextChoices):
    NORMAL = "normal"
    WARM_UP = "warmup"
    DROP_SET = "dropset"
    MYO = "myo"
    PARTIAL = "partial"
    FORCED = "forced"
    TIME_UNDER_TENSION = "tut"
    ISOMETRIC = "iso"
    JUMP = "jump"


class Quantity(models.TextChoices):
    """What a rule is about, as ``progression`` has it."""

    WEIGHT = progression.Quantity.WEIGHT.value
    MAX_WEIGHT = progression.Quantity.MAX_WEIGHT.value
    REPETITIONS = progression.Quantity.REPETITIONS.value
    MAX_REPETITIONS = progression.Quantity.MAX_REPETITIONS.value
    RIR = progression.Quantity.RIR.value
    MAX_RIR = progression.Quantity.MAX_RIR.value
    REST = progression.Quantity.REST.value
    MAX_REST = progression.Quantity.MAX_REST.value
    SETS = progression.Quantity.SETS.value
    MAX_SETS = progression.Quantity.MAX_SETS.value


class Operation(models.TextChoices):
    REPLACE = progression.Operation.REPLACE.value
    ADD = progression.Operation.ADD.value
    SUBTRACT = progression.Operation.SUBTRACT.value


class Step(models.TextChoices):
    NOT_APPLICABLE = progression.Step.NOT_APPLICABLE.value
    ABSOLUTE = progression.Step.ABSOLUTE.value
    PERCENT = progression.Step.PERCENT.value


class Day(OwnedModel):
    """A day of a plan: a position in its cycle, or pinned to weekdays.

    ``weekday_mask`` has bit 0 for Monday up to bit 6 for Sunday.  A rest day keeps its slots, but nobody trains them.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    routine = models.ForeignKey(Routine, on_delete=models.CASCADE, related_name="days", db_index=False)
    order = models.PositiveIntegerField(default=1)
    name = models.CharField(max_length=100, blank=True)
    description = models.CharField(max_length=1000, blank=True)
    is_rest = models.BooleanField(default=False)
    need_logs_to_advance = models.BooleanField(default=False)
    type = models.CharField(max_length=10, choices=DayType.choices, default=DayType.CUSTOM)
    config = models.JSONField(null=True, blank=True, validators=[validate_size])
    weekday_mask = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "uuid"], name="day_uuid_unique_per_person"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["user", "order", "id"], name="day_in_default_order"),
            models.Index(fields=["routine", "order", "id"], name="day_of_routine"),
        ]

    def __str__(self) -> str:
        return self.name or f"Day {self.order}"

    @property
    def weekdays(self) -> list[int]:
        """1 is Monday, 7 Sunday."""
        return weekdays_of(self.weekday_mask)


def weekdays_of(mask: int) -> list[int]:
    return [weekday for weekday in range(1, DAYS_IN_WEEK + 1) if mask & bit(weekday)]


def mask_of(weekdays: Iterable[int]) -> int:
    return sum(map(bit, set(weekdays)))


def bit(weekday: int) -> int:
    """Of ``weekday_mask``."""
    return 1 << weekday - 1


class Slot(OwnedModel):
    """A place of a day for one exercise or a superset; the classic vocabulary calls it a set.

    ``rounds`` is how often it is done, where the classic vocabulary said so.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    day = models.ForeignKey(Day, on_delete=models.CASCADE, related_name="slots", db_index=False)
    order = models.IntegerField(default=1)
    comment = models.CharField(max_length=200, blank=True)
    config = models.JSONField(null=True, blank=True, validators=[validate_size])
    rounds = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(MOST_ROUNDS)])

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "uuid"], name="slot_uuid_unique_per_person"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["user", "order", "id"], name="slot_in_default_order"),
            models.Index(fields=["day", "order", "id"], name="slot_of_day"),
        ]

    def __str__(self) -> str:
        return self.comment or f"Slot {self.order}"


class SlotEntry(OwnedModel):
    """An exercise within a slot; the classic vocabulary calls it a setting.

    The roundings are multiples that its targets are shown in.  Without a unit its values are plain numbers.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    slot = models.ForeignKey(Slot, on_delete=models.CASCADE, related_name="entries", db_index=False)
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="+")
    type = models.CharField(max_length=10, choices=EntryType.choices, default=EntryType.NORMAL)
    order = models.PositiveIntegerField(default=1)
    comment = models.CharField(max_length=100, blank=True)
    config = models.JSONField(null=True, blank=True, validators=[validate_size])
    repetition_unit = models.ForeignKey(
        RepetitionUnit, on_delete=models.PROTECT, null=True, blank=True, default=1, related_name="+", db_index=False
    )
    repetition_rounding = models.DecimalField(
        max_digits=4, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(Decimal(0))]
    )
    weight_unit = models.ForeignKey(
        WeightUnit, on_delete=models.PROTECT, null=True, blank=True, default=1, related_name="+", db_index=False
    )
    weight_rounding = models.DecimalField(
        max_digits=4, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(Decimal(0))]
    )

    class Meta:
        verbose_name_plural = "slot entries"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "uuid"], name="entry_uuid_unique_per_person"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["user", "order", "id"], name="entry_in_default_order"),
            models.Index(fields=["slot", "order", "id"], name="entry_of_slot"),
        ]

    def __str__(self) -> str:
        return f"Entry {self.pk} of exercise {self.exercise_id}"


class ProgressionRule(OwnedModel):
    """How one quantity of an entry changes from an iteration on; the ten ``-config`` endpoints show one quantity each.

    ``requirements`` is null or ``{"rules": [...]}`` with names among weight, repetitions, rir and rest.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    slot_entry = models.ForeignKey(SlotEntry, on_delete=models.CASCADE, related_name="rules", db_index=False)
    quantity = models.CharField(max_length=15, choices=Quantity.choices)
    iteration = models.PositiveIntegerField()
    value = models.DecimalField(max_digits=6, decimal_places=2)
    operation = models.CharField(max_length=1, choices=Operation.choices, default=Operation.REPLACE)
    step = models.CharField(max_length=10, choices=Step.choices, default=Step.ABSOLUTE)
    repeat = models.BooleanField(default=False)
    requirements = models.JSONField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "uuid"], name="rule_uuid_unique_per_person"),
            models.UniqueConstraint(fields=["slot_entry", "quantity", "iteration"], name="rule_one_per_iteration"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["user", "quantity", "slot_entry", "iteration"], name="rule_in_default_order"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} from iteration {self.iteration}: {self.operation}{self.value}"
