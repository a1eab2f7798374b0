"""What was trained by a plan, as actions of its routes."""

from datetime import datetime, time
from decimal import Decimal
from typing import Any

from django.db.models import Max, QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from config.api import identifiers
from config.api.columns import Columns
from config.api.viewsets import find, found_or_404
from exercises.models import Exercise
from workouts import statistics, strength
from workouts.logbook import described
from workouts.logbook.reading import muscles_of, sets_of
from workouts.logbook.serializers import WorkoutLogSerializer, WorkoutSessionSerializer
from workouts.models import Routine, WorkoutLog, WorkoutSession
from workouts.strength import KILOGRAMS_PER_UNIT, LoggedSet

NO_EXERCISE = "Please give the id of an exercise, e.g. ?id=1."
IN_REPETITIONS = 1


def own_routine(view: Any) -> Routine:
    """The routine of this address: the caller's, even where others may read it."""
    routine: Routine = found_or_404(find(view.narrow(view.own_rows()), view.kwargs["pk"]))
    return routine


class LoggedRoutine:
    """For the viewset of routines."""

    @extend_schema(
        summary="What was trained by a routine",
        responses=described.ROUTINE_LOGS,
        filters=False,
    )
    @action(detail=True, url_path="logs", pagination_class=None)
    def logs(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The sessions of the routine by date, each with its logs; also those without any."""
        routine = own_routine(self)
        found = rows_of(request, WorkoutSessionSerializer, WorkoutSession.objects.filter(routine=routine))
        performed = rows_of(request, WorkoutLogSerializer, WorkoutLog.objects.filter(session__routine=routine))
        logs: dict[Any, list[Any]] = {session["id"]: [] for session in found}
        for log in performed:
            # One that was logged since the sessions were read is in the next answer.
            logs.get(log["session"], []).append(log)
        return Response([{"session": session, "logs": logs[session["id"]]} for session in found])

    @extend_schema(
        summary="What a routine added up to",
        responses=described.STATISTICS,
        examples=described.STATISTICS_EXAMPLES,
        filters=False,
    )
    @action(detail=True, url_path="stats", pagination_class=None)
    def stats(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Volume in kilograms, sets, and intensity as the mean share of the one-repetition maximum (1 is all).

        By day, ISO week (year and week in one number), iteration, and over all; for each exercise, for each muscle
        (where it only helps, half of a set counts), and for the upper and the lower body.
        """
        routine = own_routine(self)
        sets = sets_of(WorkoutLog.objects.filter(routine=routine).order_by("date", "id"))
        exercises = {one.exercise for one in sets}
        maxima = maxima_before(routine, sets) if sets else {}
        overviews = statistics.overviews(sets, muscles_of(exercises), maxima)
        return Response({measure.value: overview.on_the_wire() for measure, overview in overviews.items()})


def rows_of(request: Request, serializer_class: Any, rows: QuerySet[Any]) -> list[dict[str, Any]]:
    """By date, as the lists of these rows show them."""
    columns = Columns.of(serializer_class, wants_uuid=identifiers.wants_uuid(request))
    assert columns is not None
    return columns.read(rows.order_by("date", "id"))


def maxima_before(routine: Routine, sets: list[LoggedSet]) -> dict[int, Decimal]:
    """One-repetition maxima, in kilograms, from before the first of the ``sets``."""
    start = timezone.make_aware(datetime.combine(min(one.date for one in sets), time.min))
    earlier = WorkoutLog.objects.filter(
        user=routine.user_id, exercise__in={one.exercise for one in sets}, date__lt=start, one_rep_max__isnull=False
    )
    return dict(earlier.order_by().values_list("exercise").annotate(best=Max("one_rep_max")))


class LoggedWorkout:
    """For the viewset of workouts."""

    @extend_schema(
        summary="What was logged for an exercise of a workout",
        parameters=[OpenApiParameter("id", int, description="The exercise.")],
        responses=described.LOG_DATA,
        examples=described.LOG_DATA_EXAMPLES,
        filters=False,
    )
    @action(detail=True, url_path="log_data", pagination_class=None)
    def log_data(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Sets counted in repetitions with a weight in kg or lb: the heaviest by repetitions and date, and all by date.

        Without `id` the answer is a text that says so.
        """
        routine = own_routine(self)
        wanted = request.query_params.get("id", "")
        if not wanted:
            return Response(NO_EXERCISE)
        key = identifiers.parse(wanted)
        if not isinstance(key, int):
            raise ValidationError({"id": ["A valid integer is required."]})
        if not Exercise.objects.filter(pk=key).exists():
            raise NotFound
        counted = WorkoutLog.objects.filter(
            routine=routine, exercise=key, repetitions_unit=IN_REPETITIONS, weight_unit__in=KILOGRAMS_PER_UNIT
        )
        by_date: dict[str, list[Any]] = {}
        for row in rows_of(request, WorkoutLogSerializer, counted):
            by_date.setdefault(row["date"][: len("2026-01-05")], []).append(row)
        return Response({"chart_data": chart(sets_of(counted.order_by("date", "id"))), "logs": by_date})


def chart(sets: list[LoggedSet]) -> list[list[dict[str, Any]]]:
    """One line for each number of repetitions."""
    lines = strength.best_by_repetitions(sets)
    return [
        [{"date": one.date.isoformat(), "weight": f"{one.weight:.2f}", "reps": number(count)} for one in line]
        for count, line in lines.items()
    ]


def number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
