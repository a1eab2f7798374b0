"""Endpoints of training."""

from typing import Any

from config.api.viewsets import OwnedViewSet
from config.ownership import OwnedQuerySet
from workouts.filters import RoutineFilterSet
from workouts.models import Routine
from workouts.serializers import RoutineSerializer, WorkoutSerializer


class RoutineViewSet(OwnedViewSet):
    """Your training plans, templates included.  Others may read what is both a template and public."""

    queryset = Routine.objects.order_by("-start", "-created")
    serializer_class = RoutineSerializer
    filterset_class = RoutineFilterSet
    ordering_fields = RoutineSerializer.Meta.fields


class WorkoutViewSet(OwnedViewSet):
    """Your training plans in the classic vocabulary; templates are not among them."""

    queryset = Routine.objects.order_by("-creation_date")
    serializer_class = WorkoutSerializer
    filterset_class = RoutineFilterSet
    ordering_fields = RoutineSerializer.Meta.fields

    def narrow(self, rows: OwnedQuerySet[Any]) -> OwnedQuerySet[Any]:
        return rows.filter(is_template=False)
