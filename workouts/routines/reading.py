"""Reading a plan as a whole: what it consists of, and what is due when."""

from typing import Any, Protocol

from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings

from config.api import identifiers
from exercises.languages import preferred
from exercises.models import Translation
from workouts.models import Routine, SlotEntry
from workouts.routines import described
from workouts.routines.ical import CalendarRenderer, calendar_of
from workouts.routines.sequence import Sequence, Show
from workouts.routines.structure import structure
from workouts.routines.today import today
from workouts.sequences import Unfolding


class RoutineView(Protocol):
    request: Request

    def get_object(self) -> Routine: ...
    def get_serializer(self, routine: Routine) -> Any: ...


class PlanReading:
    """Actions that anybody may call who may read the plan, but ``today``, which is for its owner."""

    @extend_schema(responses={200: described.STRUCTURE})
    @action(detail=True, url_path="structure")
    def structure(self: RoutineView, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The whole plan: its days, their slots, their entries, and the rules of each."""
        routine = self.get_object()
        wants_uuid = identifiers.wants_uuid(request)
        return Response({**self.get_serializer(routine).data, "days": structure(routine, wants_uuid=wants_uuid)})

    @extend_schema(responses={200: described.SEQUENCE}, examples=[described.SEQUENCE_EXAMPLE], filters=False)
    @action(detail=True, url_path="date-sequence-display", filter_backends=[], pagination_class=None)
    def date_sequence_display(self: RoutineView, request: Request, *args: Any, **kwargs: Any) -> Response:
        """What is due on every date of the plan, each slot with its targets."""
        return Response(dates(self, Unfolding.display))

    @extend_schema(responses={200: described.SEQUENCE}, examples=[described.SEQUENCE_EXAMPLE], filters=False)
    @action(detail=True, url_path="date-sequence-gym", filter_backends=[], pagination_class=None)
    def date_sequence_gym(self: RoutineView, request: Request, *args: Any, **kwargs: Any) -> Response:
        """What is due on every date of the plan, set by set in the order in which they are performed."""
        return Response(dates(self, Unfolding.gym))

    @extend_schema(responses={200: described.TODAY}, examples=[described.TODAY_EXAMPLE])
    @action(detail=True, url_path="today")
    def today(self: RoutineView, request: Request, *args: Any, **kwargs: Any) -> Response:
        """What to do now: today's targets, the next training, and what was lifted last time."""
        routine = self.get_object()
        if not is_own(routine, request):
            raise NotFound
        return Response(today(routine, timezone.localdate(), wants_uuid=identifiers.wants_uuid(request)))

    @extend_schema(
        responses={(200, CalendarRenderer.media_type): OpenApiTypes.STR}, examples=[described.CALENDAR_EXAMPLE]
    )
    @action(detail=True, url_path="ical", renderer_classes=[CalendarRenderer, *api_settings.DEFAULT_RENDERER_CLASSES])
    def ical(self: RoutineView, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The plan as a calendar file (iCalendar), an event for each training."""
        routine = self.get_object()
        names = exercise_names(routine, request)
        now = timezone.now()
        content = calendar_of(routine, sequence_of(self, routine), names, timezone.localdate(now), now)
        headers = {"Content-Disposition": f'attachment; filename="routine-{routine.pk}.ics"'}
        if request.accepted_renderer.format != CalendarRenderer.format:
            return Response({"calendar": content.decode()})
        return Response(content, headers=headers)


def dates(view: RoutineView, show: Show) -> list[dict[str, Any]]:
    sequence = sequence_of(view, view.get_object())
    return [sequence.shown(each, show) for each in sequence.appointments(timezone.localdate())]


def sequence_of(view: RoutineView, routine: Routine) -> Sequence:
    return Sequence(routine, is_own=is_own(routine, view.request), wants_uuid=identifiers.wants_uuid(view.request))


def is_own(routine: Routine, request: Request) -> bool:
    return routine.user_id == request.user.pk


def exercise_names(routine: Routine, request: Request) -> dict[int, str]:
    """In the language that the client prefers, else in the oldest one."""
    planned = SlotEntry.objects.filter(slot__day__routine=routine).order_by().values("exercise")
    rows = Translation.objects.filter(exercise__in=planned).order_by("-pk")
    rank = {language: place for place, language in enumerate(preferred(request))}
    found: dict[int, tuple[int, str]] = {}
    for exercise, language, name in rows.values_list("exercise_id", "language_id", "name"):
        place = rank.get(language, len(rank))
        if exercise not in found or place <= found[exercise][0]:
            found[exercise] = place, name
    return {exercise: name for exercise, (_, name) in found.items()}
