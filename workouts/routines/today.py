"""What to do now: the targets of today beside what was lifted last time."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Max, Q
from django.utils import timezone

from workouts.calendar import appointments_on, next_training
from workouts.models import Routine, WorkoutLog
from workouts.routines.sequence import Sequence
from workouts.sequences import ShownSlot, Unfolding


def today(routine: Routine, on: date, *, wants_uuid: bool) -> dict[str, Any]:
    """For the owner of the plan: the appointments of ``on``, the next training after it, and the last sets of both."""
    sequence = Sequence(routine, is_own=True, wants_uuid=wants_uuid)
    appointments = sequence.appointments(on)
    due = [sequence.shown(each, Unfolding.display) for each in appointments_on(appointments, on)]
    following = next_training(appointments, on)
    coming = sequence.shown(following, Unfolding.display) if following else None
    exercises = {exercise for shown in [*due, *filter(None, [coming])] for exercise in exercises_of(shown["slots"])}
    return {
        "date": on,
        "appointments": due,
        "next_training": coming,
        "last_performed": last_performed(routine.user_id, exercises, before=on),
    }


def exercises_of(slots: Iterable[ShownSlot]) -> set[int]:
    return {exercise for slot in slots for exercise in slot.exercises}


def last_performed(user: int, exercises: set[int], before: date) -> dict[str, dict[str, Any]]:
    """The sets of the last date on which each exercise was logged, in any plan: two queries, one if there are none."""
    midnight = timezone.make_aware(datetime.combine(before, time.min))
    logs = WorkoutLog.objects.filter(user=user, exercise__in=exercises, date__lt=midnight)
    latest = dict(logs.order_by().values_list("exercise_id").annotate(Max("date")))
    if not latest:
        return {}
    days = {exercise: timezone.localdate(moment) for exercise, moment in latest.items()}
    of_those_days = reduce(
        or_,
        (
            Q(exercise=exercise, date__gte=timezone.make_aware(datetime.combine(day, time.min)))
            for exercise, day in days.items()
        ),
    )
    sets: dict[int, list[dict[str, Any]]] = defaultdict(list)
    columns = ("repetitions", "repetitions_unit", "weight", "weight_unit", "rir", "rest", "iteration")
    for row in logs.filter(of_those_days).order_by("date", "pk").values("exercise_id", *columns):
        sets[row.pop("exercise_id")].append({**row, **decimals(row)})
    return {str(exercise): {"date": day, "sets": sets[exercise]} for exercise, day in sorted(days.items())}


def decimals(row: dict[str, Any]) -> dict[str, str | None]:
    """With the places that ``workoutlog/`` shows."""
    places = {"repetitions": 2, "weight": 2, "rir": 1}
    return {name: None if row[name] is None else f"{row[name]:.{count}f}" for name, count in places.items()}
