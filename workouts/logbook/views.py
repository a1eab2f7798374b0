"""Endpoints of what was trained."""

from typing import Any
from uuid import UUID

from django.db.models import F
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_200_OK

from config.api.ordering import own
from config.api.viewsets import OwnedViewSet
from workouts.logbook import saving
from workouts.logbook.bulk import BulkLogs
from workouts.logbook.filters import WorkoutLogFilterSet, WorkoutSessionFilterSet
from workouts.logbook.progress import StandingRecords
from workouts.logbook.recording import RecordingViewSet
from workouts.logbook.serializers import WorkoutLogSerializer, WorkoutSessionSerializer
from workouts.models import WorkoutLog, WorkoutSession

KEPT = {"": False, "False": False, "false": False, "True": True, "true": True, "1": True, "0": False}
KEEP_LOGS = OpenApiParameter(
    "keep_logs",
    {"type": "string", "enum": ["True", "False"]},
    description="`True` keeps the logs of the session, which are in none then; otherwise they are removed with it.",
)


class WorkoutSessionViewSet(RecordingViewSet, OwnedViewSet):
    """Your training, one session for each date and routine; `workout` is another name of `routine`.

    A session that a log has made and that nobody described yet is taken over by a POST of the same date and routine,
    which answers 200.  Removing a session removes its logs, unless `keep_logs=True`.
    """

    queryset = WorkoutSession.objects.order_by("date")
    serializer_class = WorkoutSessionSerializer
    filterset_class = WorkoutSessionFilterSet
    extra_parameters = ("keep_logs",)
    ordering_fields = {  # noqa: RUF012 (an instance variable of the base)
        **dict.fromkeys(["workout", "routine"], "routine"),
        **dict.fromkeys(["datetime_start", "datetime_end"], "date,time_start"),
        **own("id", "user", "day", "date", "notes", "impression", "time_start", "time_end"),
    }

    def save(self, row: Any, status: int, *, partial: bool = False, uuid: UUID | None = None) -> Response:
        response = super().save(row, status, partial=partial, uuid=uuid)
        serializer: Any = response.data.serializer
        if serializer.found:
            response.status_code = HTTP_200_OK
        return response

    @extend_schema(parameters=[KEEP_LOGS])
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().destroy(request, *args, **kwargs)

    def perform_destroy(self, instance: WorkoutSession) -> None:
        wish = self.request.query_params.get("keep_logs", "")
        if wish not in KEPT:
            # Not ignored as a filter would be: a typing error must not cost anybody their logs.
            raise ValidationError({"keep_logs": ["Must be True or False."]})
        saving.remove_session(instance, self.recorder, keep_logs=KEPT[wish])


class WorkoutLogViewSet(BulkLogs, StandingRecords, RecordingViewSet, OwnedViewSet):
    """The sets that you performed.

    `workout`, `exercise_base`, `reps` and `repetition_unit` are other names of `routine`, `exercise`, `repetitions` (as
    a whole number) and `repetitions_unit`.  A log without a session goes to the session of its date and routine, which
    is made if there is none; changing its date or routine takes it to the session there.
    """

    queryset = WorkoutLog.objects.order_by(
        "date", F("repetitions").asc(nulls_last=True), F("weight").asc(nulls_last=True), "id"
    )
    serializer_class = WorkoutLogSerializer
    filterset_class = WorkoutLogFilterSet
    ordering_fields = {  # noqa: RUF012 (an instance variable of the base)
        **own(*WorkoutLogSerializer.Meta.fields, "user"),
        "workout": "routine",
        "workoutsession": "session",
        "exercise_base": "exercise",
        "reps": "repetitions",
        "repetition_unit": "repetitions_unit",
    }

    def perform_destroy(self, instance: WorkoutLog) -> None:
        saving.remove(instance, self.recorder)
