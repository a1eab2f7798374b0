"""Trophies and statistics on the wire."""

from datetime import date, datetime
from typing import Any, ClassVar, TypedDict

from django.templatetags.static import static
from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from config.api import identifiers
from config.api.decoding import moment
from config.api.serializers import DateTimeField, ModelSerializer
from workouts.models import TrainingStatistics, Trophy, UserTrophy, WorkoutLog, WorkoutSession
from workouts.trophies import rules, streaks
from workouts.trophies.actions import around

Id = int | str


class Context(TypedDict):
    log_id: Id
    date: str
    session_id: Id | None
    exercise_id: int
    repetitions_unit_id: int | None
    repetitions: float | None
    weight_unit_id: int | None
    weight: float | None
    iteration: int | None
    one_rep_max_estimate: float | None


class TrophySerializer(ModelSerializer):
    """``image`` is a PNG: the mobile apps show no SVG there."""

    image = serializers.SerializerMethodField()

    class Meta:
        model = Trophy
        fields: ClassVar = [
            "id",
            "uuid",
            "name",
            "description",
            "image",
            "trophy_type",
            "is_hidden",
            "is_progressive",
            "is_repeatable",
            "order",
        ]

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_image(self, trophy: Trophy) -> str:
        return str(self.context["request"].build_absolute_uri(static(trophy.picture)))


class UserTrophySerializer(ModelSerializer):
    """``context_data`` is the set of a personal record, as it is now; null for every other trophy."""

    trophy = TrophySerializer()
    context_data = serializers.SerializerMethodField()

    class Meta:
        model = UserTrophy
        fields: ClassVar = ["id", "uuid", "trophy", "earned_at", "progress", "is_notified", "context_data"]

    def get_context_data(self, earned: UserTrophy) -> Context | None:
        if earned.log is None:
            return None
        wants_uuid = identifiers.wants_uuid(self.context["request"])
        return context_of(earned.log, wants_uuid=wants_uuid)


def context_of(log: WorkoutLog, *, wants_uuid: bool) -> Context:
    """Numbers, because the apps read what other servers keep as JSON."""
    session = log.session
    session_uuid = str(session.uuid) if session else None
    return {
        "log_id": str(log.uuid) if wants_uuid else log.pk,
        "date": moment(log.date),
        "session_id": session_uuid if wants_uuid else log.session_id,
        "exercise_id": log.exercise_id,
        "repetitions_unit_id": log.repetitions_unit_id,
        "repetitions": number(log.repetitions),
        "weight_unit_id": log.weight_unit_id,
        "weight": number(log.weight),
        "iteration": log.iteration,
        "one_rep_max_estimate": number(log.one_rep_max),
    }


def number(value: Any) -> float | None:
    return None if value is None else float(value)


class TrainingStatisticsSerializer(ModelSerializer):
    """Streaks are as of today in the person's time zone; ``last_complete_weekend_date`` is a Saturday."""

    total_weight_lifted = serializers.DecimalField(max_digits=20, decimal_places=2, help_text="kg")
    current_streak = serializers.SerializerMethodField()
    weekend_workout_streak = serializers.SerializerMethodField()
    last_complete_weekend_date = serializers.DateField(source="last_complete_weekend")
    worked_out_jan_1 = serializers.SerializerMethodField()

    class Meta:
        model = TrainingStatistics
        fields: ClassVar = [
            "id",
            "uuid",
            "total_weight_lifted",
            "total_workouts",
            "current_streak",
            "longest_streak",
            "last_workout_date",
            "earliest_workout_time",
            "latest_workout_time",
            "weekend_workout_streak",
            "last_complete_weekend_date",
            "worked_out_jan_1",
            "last_updated",
        ]

    def get_current_streak(self, statistics: TrainingStatistics) -> int:
        return streak_on(statistics, timezone.localdate())

    def get_weekend_workout_streak(self, statistics: TrainingStatistics) -> int:
        return statistics.streaks.current_weekends(timezone.localdate())

    def get_worked_out_jan_1(self, statistics: TrainingStatistics) -> bool:
        return statistics.new_years > 0


def streak_on(statistics: TrainingStatistics, today: date) -> int:
    """Costs a query only where sessions are written down for days to come."""
    last = statistics.last_workout_date
    if last is None or last <= today:
        return statistics.streaks.current_days(today)
    earlier, _ = around(WorkoutSession.objects.filter(user=statistics.user_id), today + streaks.DAY)
    return streaks.run_until(today, earlier)


class TrophyProgressSerializer(serializers.Serializer):
    """How far somebody is; the three texts are null where there is nothing to count or nothing left to do."""

    trophy = TrophySerializer()
    is_earned = serializers.BooleanField()
    earned_at = DateTimeField(allow_null=True)
    progress = serializers.FloatField(source="towards.percent", min_value=0, max_value=100)
    current_value = serializers.CharField(source="towards.current_value", allow_null=True)
    target_value = serializers.CharField(source="towards.target_value", allow_null=True)
    progress_display = serializers.CharField(source="towards.display", allow_null=True)


def progress_of(trophy: Trophy, deeds: rules.Deeds, earned_at: datetime | None) -> dict[str, Any]:
    """What ``TrophyProgressSerializer`` reads."""
    if earned_at is not None:
        towards = rules.DONE
    else:
        known = rules.BY_ID.get(trophy.pk)
        towards = rules.progress(known, deeds) if known else rules.Progress()
    return {"trophy": trophy, "is_earned": earned_at is not None, "earned_at": earned_at, "towards": towards}
