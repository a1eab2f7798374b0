"""Sessions and logs as the books on DRF write them, with django-filter and an ordering.

They know one name for each column, refuse no row of another person, and find no session for a log that names none.
"""

from typing import Any

from django_filters.rest_framework import DjangoFilterBackend
from rest_framework import serializers
from rest_framework.filters import OrderingFilter
from rest_framework.permissions import IsAuthenticated
from rest_framework.renderers import JSONRenderer
from rest_framework.viewsets import ModelViewSet

from benchmarks.yardsticks.plain import Pages, SealedTokenAuthentication
from workouts.models import WorkoutLog, WorkoutSession


class WorkoutSessionSerializer(serializers.ModelSerializer):
    class Meta:
        model = WorkoutSession
        fields = ("id", "uuid", "user", "routine", "day", "date", "notes", "impression", "time_start", "time_end")
        read_only_fields = ("uuid", "user")


class WorkoutLogSerializer(serializers.ModelSerializer):
    class Meta:
        model = WorkoutLog
        fields = ("id", "uuid", "date", "session", "routine", "slot_entry", "next_log", "exercise", "iteration")
        fields += ("repetitions", "repetitions_target", "repetitions_unit", "weight", "weight_target", "weight_unit")
        fields += ("rir", "rir_target", "rest", "rest_target")
        read_only_fields = ("uuid",)


class OwnViewSet(ModelViewSet):
    authentication_classes = (SealedTokenAuthentication,)
    permission_classes = (IsAuthenticated,)
    renderer_classes = (JSONRenderer,)
    pagination_class = Pages
    filter_backends = (DjangoFilterBackend, OrderingFilter)

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(user=self.request.user)

    def perform_create(self, serializer: Any) -> None:
        serializer.save(user=self.request.user)


class WorkoutSessionViewSet(OwnViewSet):
    queryset = WorkoutSession.objects.order_by("date", "id")
    serializer_class = WorkoutSessionSerializer
    filterset_fields = ("routine", "day", "date", "impression")
    ordering_fields = ("date",)


class WorkoutLogViewSet(OwnViewSet):
    queryset = WorkoutLog.objects.order_by("date", "repetitions", "weight", "id")
    serializer_class = WorkoutLogSerializer
    filterset_fields = ("routine", "session", "slot_entry", "exercise", "date", "iteration")
    ordering_fields = ("date", "exercise")
