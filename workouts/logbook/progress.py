"""How somebody gets stronger, and what their muscles had to do."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Min
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from config.api import identifiers
from config.api.viewsets import Dialect
from exercises.models import Exercise
from workouts import statistics, strength
from workouts.logbook import described
from workouts.logbook.reading import muscles_of, sets_of
from workouts.models import WorkoutLog
from workouts.statistics import CHRONIC_DAYS, Measure
from workouts.strength import FORMULAS, LoggedSet, Record

MOST_WEEKS = 52
USUAL_WEEKS = 4
HUNDREDTH = Decimal("0.01")


def rounded(value: Decimal | None) -> float | None:
    return None if value is None else float(value.quantize(HUNDREDTH))


def recorded(record: Record) -> dict[str, Any]:
    return {
        "feat": record.feat.value,
        "value": rounded(record.value),
        "previous": rounded(record.previous),
        "date": record.set.date.isoformat(),
        "log": record.set.id,
    }


def name_logs(request: Request, rows: list[dict[str, Any]]) -> None:
    """Put uuids in the place of the keys in ``log``, for clients of uuids: one query, and none for the others."""
    if not identifiers.wants_uuid(request):
        return
    logs = WorkoutLog.objects.owned_by(request.user).filter(pk__in={row["log"] for row in rows})
    uuids = dict(logs.values_list("pk", "uuid"))
    for row in rows:
        row["log"] = str(uuids[row["log"]])


class Span(serializers.Serializer):
    """Days, both included."""

    def get_fields(self) -> dict[str, Any]:
        # ``from`` is a word of the language.
        return {"from": serializers.DateField(required=False), "to": serializers.DateField(required=False)}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        first, last = attrs.get("from"), attrs.get("to")
        if first and last and last < first:
            raise serializers.ValidationError({"to": ["The end cannot be before the start."]})
        return attrs


class ProgressView(Dialect, APIView):
    """How you got on with an exercise."""

    permission_classes = (IsAuthenticated,)

    @extend_schema(
        operation_id="exercise_progress",
        summary="Progress with an exercise",
        parameters=[
            OpenApiParameter("from", date, description="First day, included."),
            OpenApiParameter("to", date, description="Last day, included."),
        ],
        responses=described.PROGRESS,
        examples=described.PROGRESS_EXAMPLES,
    )
    def get(self, request: Request, pk: int, *args: Any, **kwargs: Any) -> Response:
        """For each day you trained it: sets, volume in kilograms moved, the heaviest weight, and the best estimate of
        the weight that you could lift once, by each formula that holds for the number of repetitions.

        `records` are all that were set in these days, above everything that came before; `best_sets` the heaviest set
        of these days for each number of repetitions.
        """
        span = Span(data=request.query_params.dict())
        span.is_valid(raise_exception=True)
        if not Exercise.objects.filter(pk=pk).exists():
            raise NotFound
        first, last = (span.validated_data.get(name) for name in ("from", "to"))
        sets = sets_of(WorkoutLog.objects.owned_by(request.user).filter(exercise=pk).order_by("date", "id"))
        shown = [one for one in sets if is_within(one.date, first, last)]
        records = [recorded(each) for each in strength.records(sets) if is_within(each.set.date, first, last)]
        best = best_sets(shown)
        name_logs(request, [*records, *best])
        formulas = [{"name": each.name, "most_repetitions": each.most_repetitions} for each in FORMULAS.values()]
        return Response(
            {"exercise": pk, "formulas": formulas, "history": history(shown), "best_sets": best, "records": records}
        )


def is_within(day: date, first: date | None, last: date | None) -> bool:
    return (first is None or first <= day) and (last is None or day <= last)


def history(sets: list[LoggedSet]) -> list[dict[str, Any]]:
    days: dict[date, list[LoggedSet]] = defaultdict(list)
    for one in sets:
        days[one.date].append(one)
    return [performed_on(day, performed) for day, performed in sorted(days.items())]


def performed_on(day: date, sets: list[LoggedSet]) -> dict[str, Any]:
    return {
        "date": day.isoformat(),
        "sets": len(sets),
        "volume": rounded(sum((one.volume for one in sets), Decimal(0))),
        "best_weight": rounded(most(one.kilograms for one in sets)),
        "one_rep_max": {
            name: rounded(most(one.one_rep_max(formula) for one in sets)) for name, formula in FORMULAS.items()
        },
    }


def most(values: Iterable[Decimal | None]) -> Decimal | None:
    return max((value for value in values if value is not None), default=None)


def best_sets(sets: list[LoggedSet]) -> list[dict[str, Any]]:
    """Of those that weigh the same, the first."""
    found = []
    for count, line in strength.best_by_repetitions(sets).items():
        best = max(line, key=lambda one: (one.kilograms or Decimal(0), -one.date.toordinal()))
        found.append(
            {
                "repetitions": rounded(count),
                "weight": rounded(best.kilograms),
                "date": best.date.isoformat(),
                "log": best.id,
            }
        )
    return found


class StandingRecords:
    """Also for the viewset of logs: what is best in them."""

    @extend_schema(
        summary="Personal records",
        responses=described.RECORDS,
        examples=described.RECORDS_EXAMPLES,
    )
    @action(detail=False, url_path="records", pagination_class=None)
    def records(self, request: Request) -> Response:
        """For each exercise your heaviest weight, most repetitions, largest volume of a set, and the largest estimate
        of what you could lift once (Brzycki), in kilograms, each with the log that set it and the record before.

        The filters of the list choose the logs that are looked at, e.g. `?exercise=1` or `?date__gte=2026-01-01`.
        """
        view: Any = self
        rows = view.filter_queryset(view.get_queryset()).order_by("date", "id")
        standing = strength.best_sets(sets_of(rows))
        found = {
            exercise: [recorded(record) for record in standing[exercise].values()] for exercise in sorted(standing)
        }
        name_logs(request, [record for records in found.values() for record in records])
        return Response([{"exercise": exercise, "records": records} for exercise, records in found.items()])


class LoadQuery(serializers.Serializer):
    weeks = serializers.IntegerField(min_value=1, max_value=MOST_WEEKS, default=USUAL_WEEKS)
    measure = serializers.ChoiceField(choices=[Measure.SETS.value, Measure.VOLUME.value], default=Measure.SETS.value)


class MuscleLoadView(Dialect, APIView):
    """What each of your muscles had to do."""

    permission_classes = (IsAuthenticated,)

    @extend_schema(
        operation_id="muscle_load",
        summary="Weekly load of the muscles",
        parameters=[LoadQuery],
        responses=described.MUSCLE_LOAD,
        examples=described.MUSCLE_LOAD_EXAMPLES,
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """By ISO week, this one included, for each muscle: sets, or kilograms moved.  A set counts half for a muscle
        that only helps.

        `workload` compares the last 7 days with the weekly mean of the last 28.  There is no `ratio` before you have
        logged for 28 days.
        """
        query = LoadQuery(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        measure, today = Measure(query.validated_data["measure"]), timezone.localdate()
        monday = today - timedelta(days=today.weekday())
        mondays = [monday - timedelta(weeks=back) for back in reversed(range(query.validated_data["weeks"]))]
        rows = WorkoutLog.objects.owned_by(request.user)
        first = rows.aggregate(first=Min("date"))["first"]
        since = min(mondays[0], today - timedelta(days=CHRONIC_DAYS - 1))
        sets = sets_of(rows.filter(date__gte=midnight(since)).order_by("date", "id"))
        muscles = muscles_of(one.exercise for one in sets)
        weekly = statistics.overviews([one for one in sets if one.date >= mondays[0]], muscles)[measure].weekly
        loads = statistics.workload(sets, muscles, today, timezone.localdate(first) if first else today, measure)
        return Response(
            {
                "measure": measure.value,
                "weeks": [week(day, weekly) for day in mondays],
                "workload": [
                    {
                        "muscle": muscle,
                        "acute": rounded(load.acute),
                        "chronic": rounded(load.chronic),
                        "ratio": rounded(load.ratio),
                    }
                    for muscle, load in loads.items()
                ],
            }
        )


def week(monday: date, weekly: dict[statistics.Week, statistics.Load]) -> dict[str, Any]:
    name = statistics.Week.of(monday)
    found = weekly.get(name)
    muscles = found.muscles if found else {}
    return {
        "week": str(name),
        "start": monday.isoformat(),
        "total": rounded(found.total) if found else 0.0,
        "muscles": [{"muscle": muscle, "value": rounded(value)} for muscle, value in muscles.items()],
    }


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
