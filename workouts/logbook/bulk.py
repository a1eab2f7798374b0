"""A whole session in one request."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any, NamedTuple
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import (
    HTTP_200_OK,
    HTTP_201_CREATED,
    HTTP_207_MULTI_STATUS,
    HTTP_400_BAD_REQUEST,
    HTTP_424_FAILED_DEPENDENCY,
)

from config.api import identifiers
from config.api.viewsets import client_uuid
from workouts.logbook import described, saving
from workouts.logbook.relations import Relations
from workouts.logbook.serializers import WorkoutLogSerializer, WorkoutSessionSerializer
from workouts.models import WorkoutLog, WorkoutSession

MOST_LOGS = 200
PARTIAL = {"True": True, "true": True}


class Refused(APIException):
    """Nothing was stored; what is wrong with which log is in the body."""

    status_code = HTTP_400_BAD_REQUEST

    def __init__(self, results: list[dict[str, Any]]) -> None:
        super().__init__()
        self.detail: Any = {"results": results}


class Item(NamedTuple):
    """A log of the request: what it will be, or what is wrong with it."""

    draft: saving.Draft | None
    errors: Any = None


class BulkLogs:
    """For the viewset of logs."""

    @extend_schema(
        summary="Store a whole session",
        request=described.BULK,
        responses={
            201: described.BULK_RESULTS,
            207: described.BULK_RESULTS,
            400: described.BULK_RESULTS,
        },
        parameters=[
            OpenApiParameter(
                "partial",
                {"type": "string", "enum": ["True", "False"]},
                description="`True` stores the logs that are right even if others are not.",
            )
        ],
        examples=described.BULK_EXAMPLES,
        filters=False,
    )
    @action(detail=False, methods=["post"], url_path="bulk", pagination_class=None)
    def bulk(self, request: Request) -> Response:
        """Up to 200 logs, and the session they belong to if it is to be described.

        The body is `{"session": {...}, "logs": [...]}` or a list of logs.  A session of the same date and routine is
        changed, not made twice; logs that name neither date nor session are of this session.  Logs with a `uuid` that
        you have used before change that log.

        201: all are stored.  400: some are wrong and none is stored, which status 424 says of the others; with
        `partial=True` it is 207 as long as one of them is right.
        """
        described_session, bodies = parts(request.data)
        view: Any = self
        try:
            with transaction.atomic():
                return self.store(request, described_session, bodies)
        except IntegrityError:
            # The same request on another connection was faster; its rows are found now.
            view.recorder.changes.clear()
            return self.store(request, described_session, bodies)

    def store(self, request: Request, described_session: Mapping[str, Any] | None, bodies: list[Any]) -> Response:
        is_partial = PARTIAL.get(request.query_params.get("partial", ""), False)
        session = self.session(request, described_session)
        items = self.items(request, [with_session(body, session) for body in bodies], session)
        drafts = [item.draft for item in items if item.draft]
        if len(drafts) < len(items) and not (is_partial and drafts):
            raise Refused([result(index, item, HTTP_424_FAILED_DEPENDENCY) for index, item in enumerate(items)])
        view: Any = self
        saving.store(view.recorder.user, drafts, view.recorder)
        by_uuid = identifiers.wants_uuid(request)
        answer: dict[str, Any] = {"results": [result(index, item, by_uuid=by_uuid) for index, item in enumerate(items)]}
        if session is not None:
            answer["session"] = WorkoutSessionSerializer(session, context=view.get_serializer_context()).data
        return Response(answer, status=HTTP_201_CREATED if len(drafts) == len(items) else HTTP_207_MULTI_STATUS)

    def session(self, request: Request, body: Mapping[str, Any] | None) -> WorkoutSession | None:
        if body is None:
            return None
        view: Any = self
        try:
            chosen = client_uuid(body)
            row = WorkoutSession.objects.owned_by(request.user).filter(uuid=chosen).first() if chosen else None
            context = {**view.get_serializer_context(), "joins_sessions": True}
            serializer = WorkoutSessionSerializer(row, data=dict(body), context=context)
            serializer.is_valid(raise_exception=True)
        except ValidationError as error:
            raise ValidationError({"session": error.detail}) from error
        is_free = row is None and (serializer.found is None or serializer.found.is_implied)
        saved: WorkoutSession = serializer.save(user=request.user, **({"uuid": chosen} if chosen and is_free else {}))
        return saved

    def items(self, request: Request, bodies: list[Any], session: WorkoutSession | None) -> list[Item]:
        view: Any = self
        context = view.get_serializer_context()
        named = [WorkoutLogSerializer.in_first_names(body) for body in bodies]
        described_beside = {} if session is None else {"session": session}
        context["relations"] = Relations(view.recorder.user, named, WorkoutLogSerializer.relations, described_beside)
        uuids: list[UUID | ValidationError | None] = [chosen_uuid(body) for body in bodies]
        known = {
            row.uuid: row
            for row in WorkoutLog.objects.owned_by(request.user)
            .filter(uuid__in=[uuid for uuid in uuids if isinstance(uuid, UUID)])
            .select_related("session", "slot_entry__slot__day")
        }
        seen: set[UUID] = set()
        serializer = WorkoutLogSerializer(context=context)
        return [read(body, uuid, known, seen, serializer) for body, uuid in zip(bodies, uuids, strict=True)]


def parts(body: Any) -> tuple[Mapping[str, Any] | None, list[Any]]:
    """The session, if one is described, and the logs."""
    session = None
    if isinstance(body, Mapping):
        session, body = body.get("session"), body.get("logs")
    if session is not None and not isinstance(session, Mapping):
        raise ValidationError({"session": ["Expected an object."]})
    if not isinstance(body, list) or not 1 <= len(body) <= MOST_LOGS:
        raise ValidationError({"logs": [f"Expected a list of 1 to {MOST_LOGS} logs."]})
    return session, body


def with_session(body: Any, session: WorkoutSession | None) -> Any:
    """A log of the session that is described beside it, unless it says where else it belongs."""
    if session is None or not isinstance(body, Mapping):
        return body
    body = dict(body)
    if body.get("session") is None:
        body["session"] = session.pk
    if body.get("date") is None and session.date != timezone.localdate():
        body["date"] = timezone.make_aware(datetime.combine(session.date, session.time_start or time.min)).isoformat()
    return body


def chosen_uuid(body: Any) -> UUID | ValidationError | None:
    try:
        return client_uuid(body)
    except ValidationError as error:
        return error


def read(
    body: Any,
    uuid: UUID | ValidationError | None,
    known: Mapping[UUID, WorkoutLog],
    seen: set[UUID],
    serializer: Any,
) -> Item:
    """``serializer`` is the same for all: making its fields takes longer than reading a log with them."""
    if isinstance(uuid, ValidationError):
        return Item(None, uuid.detail)
    if uuid in seen:
        return Item(None, {"uuid": ["Another log of this request has it."]})
    row = known.get(uuid) if uuid else None
    serializer.instance, serializer.initial_data = row, body
    for of_the_last_one in ("_errors", "_validated_data"):
        serializer.__dict__.pop(of_the_last_one, None)
    if not serializer.is_valid():
        return Item(None, serializer.errors)
    values = dict(serializer.validated_data)
    if uuid:
        seen.add(uuid)
    if row is not None:
        return Item(serializer.draft(row, values))
    chosen = {"uuid": uuid} if uuid else {}
    return Item(serializer.draft(WorkoutLog(user=serializer.context["request"].user, **chosen, **values)))


def result(index: int, item: Item, unstored: int | None = None, *, by_uuid: bool = False) -> dict[str, Any]:
    """``unstored`` is the status of a log that is right while nothing is stored."""
    if item.draft is None:
        return {"index": index, "status": HTTP_400_BAD_REQUEST, "errors": item.errors}
    if unstored:
        return {"index": index, "status": unstored}
    log = item.draft.log
    return {
        "index": index,
        "status": HTTP_201_CREATED if item.draft.before is None else HTTP_200_OK,
        "id": str(log.uuid) if by_uuid else log.pk,
        "uuid": str(log.uuid),
        "session": str(log.session.uuid) if by_uuid and log.session else log.session_id,
    }
