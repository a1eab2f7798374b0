"""Plans and their parts, in the routine vocabulary."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers as plain
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_200_OK, HTTP_201_CREATED

from config.api.ordering import own
from config.api.viewsets import OwnedViewSet, client_uuid
from config.ownership import OwnedQuerySet
from workouts.logbook.plans import LoggedRoutine
from workouts.models import Day, Routine, Slot, SlotEntry
from workouts.routines import filters, serializers
from workouts.routines.copying import copy_of
from workouts.routines.reading import PlanReading
from workouts.routines.removal import remove_routine


class CopySerializer(plain.Serializer):
    """What may be said about a copy: its uuid, so that a repeated request makes no second one."""

    uuid = plain.UUIDField(required=False)


COPIED = OpenApiExample(
    "A copy",
    response_only=True,
    status_codes=["201"],
    value={
        "id": 12,
        "uuid": "019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071",
        "name": "Push, pull, legs",
        "description": "Three days a week",
        "created": "2026-01-05T07:00:00Z",
        "creation_date": "2026-01-05",
        "start": "2026-01-05",
        "end": "2026-03-30",
        "fit_in_week": True,
        "is_template": False,
        "is_public": False,
    },
)


class Copying(OwnedViewSet):
    """Plans that may be copied by whoever may read them."""

    queryset = Routine.objects.order_by("-start", "-created")
    serializer_class: Any = serializers.RoutineSerializer
    filterset_class = filters.RoutineFilterSet
    ordering_fields = (*serializers.RoutineSerializer.Meta.fields, "user")

    @extend_schema(
        request=CopySerializer,
        responses={200: serializers.RoutineSerializer, 201: serializers.RoutineSerializer},
        examples=[COPIED],
    )
    @action(detail=True, methods=["post"])
    def copy(self, request: Request, **_: Any) -> Response:
        """Make a plan of your own from this one: all days, slots, entries and rules, from today on for as long."""
        CopySerializer(data=request.data).is_valid(raise_exception=True)
        chosen = client_uuid(request.data)
        copied = self.own_rows().filter(uuid=chosen).first() if chosen else None
        status = HTTP_200_OK if copied else HTTP_201_CREATED
        if copied is None:
            values = {"uuid": chosen} if chosen else {}
            copied = copy_of(self.readable_object(), request.user, **values)  # type: ignore[arg-type]
        return Response(self.get_serializer(copied).data, status=status)


class RoutineViewSet(LoggedRoutine, PlanReading, Copying):
    """Your training plans, templates included.  Others may read what is both a template and public."""

    def perform_destroy(self, instance: Routine) -> None:
        remove_routine(instance)


class Shelf(Copying):
    """Templates to look at and copy; they are made and changed as routines."""

    http_method_names = ["get", "post", "head", "options"]  # noqa: RUF012 (an instance variable of View)

    @classmethod
    def as_view(cls, actions: Any = None, **initkwargs: Any) -> Any:
        # A POST is for copying only.
        kept = {method: name for method, name in (actions or {}).items() if name != "create"}
        return super().as_view(kept, **initkwargs)


class TemplateViewSet(Shelf):
    """Your templates."""

    def narrow(self, rows: OwnedQuerySet[Any]) -> OwnedQuerySet[Any]:
        return rows.owned_by(self.request.user).filter(is_template=True)


class PublicTemplateViewSet(Shelf):
    """Everybody's public templates."""

    lists_readable = True

    def narrow(self, rows: OwnedQuerySet[Any]) -> OwnedQuerySet[Any]:
        return rows.filter(is_template=True, is_public=True)


class DayViewSet(OwnedViewSet):
    """The days of your plans.  A rest day keeps its slots; a removed one leaves what was logged on it."""

    queryset = Day.objects.order_by("order")
    serializer_class = serializers.DaySerializer
    filterset_class = filters.DayFilterSet
    ordering_fields = {  # noqa: RUF012 (an instance variable of the base)
        **own(*(name for name in serializers.DaySerializer.Meta.fields if name != "day"), "user"),
        "training": "routine",
    }


class SlotViewSet(OwnedViewSet):
    """The places of a day for one exercise or a superset."""

    queryset = Slot.objects.order_by("order")
    serializer_class = serializers.SlotSerializer
    filterset_class = filters.SlotFilterSet
    ordering_fields = (*serializers.SlotSerializer.Meta.fields, "user")


class SlotEntryViewSet(OwnedViewSet):
    """The exercises of a slot.  How they change over time is in the rules of the ten `-config` endpoints."""

    queryset = SlotEntry.objects.order_by("order")
    serializer_class = serializers.SlotEntrySerializer
    filterset_class = filters.SlotEntryFilterSet
    ordering_fields = (*serializers.SlotEntrySerializer.Meta.fields, "user")
