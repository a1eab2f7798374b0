"""Logs as the arithmetic of ``strength`` and ``statistics`` takes them."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import chain
from typing import Any

from django.db.models import QuerySet, Value
from django.utils import timezone

from config.api.decoding import Remembered, as_django
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
    compiler: Any = rows.values_list(*COLUMNS).query.get_compiler(rows.db)
    found = list(chain.from_iterable(compiler.execute_sql(chunked_fetch=False)))
    columns: list[Any] = list(zip(*found, strict=True))
    fields = [selected for selected, *_ in compiler.select[: compiler.col_count]]
    for place, from_database in compiler.get_converters(fields).items() if columns else ():
        # A year of training has few different weights.
        made = Remembered(as_django(from_database, compiler.connection))
        columns[place] = [made[given] for given in columns[place]]
    return [LoggedSet(key, date.astimezone(zone).date(), *values) for key, date, *values in zip(*columns, strict=True)]


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
