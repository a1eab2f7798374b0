"""Trophies, who has them, and the sums that they are given for."""

from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from uuid_utils.compat import uuid7

from config.ownership import OwnedModel, OwnedQuerySet
from workouts.models.log import WorkoutLog
from workouts.trophies import rules
from workouts.trophies.streaks import Streaks

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


class TrophyType(models.TextChoices):
    """What the medal is for, as ``trophies.rules`` has it."""

    TIME = rules.Kind.TIME.value
    VOLUME = rules.Kind.VOLUME.value
    COUNT = rules.Kind.COUNT.value
    SEQUENCE = rules.Kind.SEQUENCE.value
    DATE = rules.Kind.DATE.value
    RECORD = rules.Kind.RECORD.value
    OTHER = rules.Kind.OTHER.value


class TrophyQuerySet(models.QuerySet["Trophy"]):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Hidden ones only to those who have earned them and to staff."""
        if not user.is_authenticated:
            return self.filter(is_hidden=False)
        if user.is_staff:
            return self
        own = UserTrophy.objects.filter(user=user, trophy=OuterRef("pk"))
        return self.filter(Q(is_hidden=False) | Exists(own))


class Trophy(models.Model):
    """What can be earned; the rows come from ``trophies.rules``, which also knows what each is given for.

    One that is not active is held by those who earned it, and is no longer shown as something to reach.
    """

    uuid = models.UUIDField(default=uuid7, unique=True)
    name = models.CharField(max_length=100)
    description = models.CharField(max_length=200, blank=True)
    trophy_type = models.CharField(max_length=10, choices=TrophyType.choices)
    is_active = models.BooleanField(default=True)
    is_hidden = models.BooleanField(default=False)
    is_progressive = models.BooleanField(default=False)
    is_repeatable = models.BooleanField(default=False)
    order = models.PositiveIntegerField(default=0)

    objects: ClassVar = TrophyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "trophies"

    def __str__(self) -> str:
        return self.name

    @property
    def picture(self) -> str:
        """Static file of the medal."""
        return f"images/trophies/trophy-{self.pk}.png"


class UserTrophy(OwnedModel):
    """A trophy that somebody holds.  A repeatable one is held once for each set that earned it, and goes with it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    trophy = models.ForeignKey(Trophy, on_delete=models.CASCADE, related_name="+")
    log = models.OneToOneField(WorkoutLog, on_delete=models.CASCADE, null=True, blank=True, related_name="record")
    earned_at = models.DateTimeField(default=timezone.now)
    progress = models.FloatField(default=100)
    is_notified = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "user trophies"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "uuid"], name="user_trophy_uuid_unique_per_person"),
            models.UniqueConstraint(
                fields=["user", "trophy"], condition=Q(log=None), name="user_trophy_once_unless_for_a_set"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["user", "-earned_at", "id"], name="user_trophy_in_default_order")]

    def __str__(self) -> str:
        return f"Trophy {self.trophy_id} of person {self.user_id}"


class TrainingStatistics(OwnedModel):
    """The sums of one person's training; each change of a log or session moves them by its difference.

    ``last_updated`` is null until they were counted for the first time.  ``streak`` ends with ``last_workout_date`` and
    ``weekend_streak`` with the weekend of ``last_complete_weekend``, a Saturday; both may have ended long ago.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    total_weight_lifted = models.DecimalField(max_digits=20, decimal_places=4, default=Decimal(0), help_text="kg")
    total_workouts = models.PositiveIntegerField(default=0)
    streak = models.PositiveIntegerField(default=0)
    longest_streak = models.PositiveIntegerField(default=0)
    last_workout_date = models.DateField(null=True)
    earliest_workout_time = models.TimeField(null=True)
    latest_workout_time = models.TimeField(null=True)
    weekend_streak = models.PositiveIntegerField(default=0)
    longest_weekend_streak = models.PositiveIntegerField(default=0)
    last_complete_weekend = models.DateField(null=True)
    new_years = models.PositiveIntegerField(default=0, help_text="Sessions on a first of January.")
    comebacks = models.PositiveIntegerField(default=0)
    last_updated = models.DateTimeField(null=True)

    objects: ClassVar = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "training statistics"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "uuid"], name="training_statistics_uuid_unique_per_person"),
        ]

    def __str__(self) -> str:
        return f"Training of person {self.user_id}"

    @property
    def streaks(self) -> Streaks:
        return Streaks(
            last_day=self.last_workout_date,
            days=self.streak,
            longest_days=self.longest_streak,
            last_weekend=self.last_complete_weekend,
            weekends=self.weekend_streak,
            longest_weekends=self.longest_weekend_streak,
            comebacks=self.comebacks,
        )

    @streaks.setter
    def streaks(self, streaks: Streaks) -> None:
        self.last_workout_date = streaks.last_day
        self.streak = streaks.days
        self.longest_streak = streaks.longest_days
        self.last_complete_weekend = streaks.last_weekend
        self.weekend_streak = streaks.weekends
        self.longest_weekend_streak = streaks.longest_weekends
        self.comebacks = streaks.comebacks

    @property
    def deeds(self) -> rules.Deeds:
        return rules.Deeds(
            workouts=self.total_workouts,
            kilograms=self.total_weight_lifted,
            longest_days=self.longest_streak,
            longest_weekends=self.longest_weekend_streak,
            earliest=self.earliest_workout_time,
            latest=self.latest_workout_time,
            new_years=self.new_years,
            comebacks=self.comebacks,
        )
