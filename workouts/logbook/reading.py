"""Logs as the arithmetic of ``strength`` and ``statistics`` takes them."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet, Value
from django.utils import timezone

from exercises.models import Exercise
from workouts.models import WorkoutLog
from workouts.statistics import Muscles
from workouts.strength import LoggedSet

COLUMNS = (
    *("id", "date", "exercise_id", "weight", "weight_unit_id", "repetitions", "repetitions_unit_id", "rir"),
    "iteration",
)


def sets_of(rows: QuerySet[WorkoutLog]) -> list[LoggedSet]:
    """One query; dates are those of the active time zone."""
    zone = timezone.get_current_timezone()
    return [LoggedSet(key, date.astimezone(zone).date(), *values) for key, date, *values in rows.values_list(*COLUMNS)]


def muscles_of(exercises: Iterable[int]) -> dict[int, Muscles]:
    """One query."""
    keys = set(exercises)
    if not keys:
        return {}
    leading, helping = (
        link._default_manager.filter(exercise__in=keys)
        .order_by()
        .values_list("exercise_id", "muscle_id", Value(value=rank))
        for rank, link in enumerate([Exercise.muscles.through, Exercise.muscles_secondary.through])
    )
    found: dict[int, tuple[set[int], set[int]]] = defaultdict(lambda: (set(), set()))
    for exercise, muscle, rank in leading.union(helping, all=True):
        found[exercise][rank].add(muscle)
    return {
        exercise: Muscles(frozenset(primary), frozenset(secondary)) for exercise, (primary, secondary) in found.items()
    }
