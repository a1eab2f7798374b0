"""The last training sessions, and what was won in them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Count, FloatField, Sum
from django.db.models.functions import Cast
from django.utils import timezone

from accounts.charts import number
from accounts.panels import Asked, Panel
from exercises.names import names_of
from workouts.models import UserTrophy, WorkoutLog, WorkoutSession
from workouts.panels.volume import KILOGRAMS
from workouts.trophies.rules import PERSONAL_RECORD

LATEST = 5
TROPHIES = 3


class Trained(NamedTuple):
    """``volume`` in the unit of the person, written out; empty if no weight was moved."""

    date: date
    name: str
    sets: int
    exercises: int
    volume: str


class Won(NamedTuple):
    picture: str
    name: str
    detail: str
    date: date


class LastSessions(Panel):
    name = "sessions"
    title = "Last workouts"
    order = 50
    template = "workouts/sessions.html"

    def contents(self, asked: Asked) -> Mapping[str, Any]:
        rows = WorkoutSession.objects.owned_by(asked.user).select_related("routine", "day").order_by("-date", "-pk")
        sessions = list(rows[:LATEST])
        logs = WorkoutLog.objects.filter(session__in=[row.pk for row in sessions])
        sums = {
            session: rest
            for session, *rest in logs.order_by()
            .values_list("session")
            .annotate(
                sets=Count("pk"), exercises=Count("exercise", distinct=True), moved=Sum(Cast("volume", FloatField()))
            )
        }
        return {"sessions": [performed(row, sums.get(row.pk), asked.user.weight_unit) for row in sessions]}


def performed(session: WorkoutSession, sums: list[Any] | None, unit: str) -> Trained:
    sets, exercises, volume = sums or (0, 0, 0.0)
    parts = [session.routine.name if session.routine else "", session.day.name if session.day else ""]
    name = ", ".join(part for part in parts if part) or "Workout"
    return Trained(session.date, name, sets, exercises, f"{number(volume / KILOGRAMS[unit])} {unit}" if volume else "")


class Records(Panel):
    name = "records"
    title = "Records and trophies"
    order = 60
    template = "workouts/records.html"

    def contents(self, asked: Asked) -> Mapping[str, Any]:
        rows = UserTrophy.objects.owned_by(asked.user).select_related("trophy").order_by("-earned_at", "id")
        # Apart, because whoever brings years of training along earns many trophies in one day.
        records = list(rows.filter(log__isnull=False).select_related("log__weight_unit")[:LATEST])
        trophies = rows.exclude(trophy=PERSONAL_RECORD)[:TROPHIES]
        names = names_of((row.log.exercise_id for row in records if row.log), asked.request)
        lists = {
            "Records": [record(row, names, asked.user.weight_unit) for row in records],
            "Trophies": [
                Won(row.trophy.picture, row.trophy.name, row.trophy.description, timezone.localdate(row.earned_at))
                for row in trophies
            ],
        }
        return {"won": {title: won for title, won in lists.items() if won}}


def record(row: UserTrophy, names: Mapping[int, str], unit: str) -> Won:
    assert row.log is not None
    name = names.get(row.log.exercise_id, f"Exercise {row.log.exercise_id}")
    return Won(row.trophy.picture, name, feat(row.log, unit), timezone.localdate(row.earned_at))


def feat(log: WorkoutLog, unit: str) -> str:
    best = number(float(log.one_rep_max or 0) / KILOGRAMS[unit], 1)
    weight_unit = log.weight_unit.name if log.weight_unit else ""
    return f"{plain(log.weight)} {weight_unit} × {plain(log.repetitions)}: good for {best} {unit} once"  # noqa: RUF001


def plain(value: Decimal | None) -> str:
    """Without zeros at the end."""
    return f"{float(value or 0):g}"
