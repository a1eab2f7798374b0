"""Endpoints of trophies and statistics."""

from typing import Any

from django.db.models import Max
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from config.api.viewsets import Dialect, ReadOnlyOwnedViewSet, find, found_or_404
from workouts.models import TrainingStatistics, Trophy, UserTrophy
from workouts.trophies import filters, rules, serializers

YES = {"true", "1"}
EXAMPLE = {
    "trophy": {
        "id": 3,
        "uuid": "4b6f9c2d-3e1a-4f5b-8c7d-2e3f4a5b6c7d",
        "name": "Dedicated",
        "description": "Finish 50 workouts",
        "image": "https://regimen.example/static/images/trophies/trophy-3.png",
        "trophy_type": "count",
        "is_hidden": False,
        "is_progressive": True,
        "is_repeatable": False,
        "order": 3,
    },
    "is_earned": False,
    "earned_at": None,
    "progress": 42.0,
    "current_value": "21",
    "target_value": "50",
    "progress_display": "21 / 50 workouts",
}


class TrophyViewSet(Dialect, ReadOnlyModelViewSet):
    """What can be earned.  Some trophies are a surprise: they are shown to those who have earned them."""

    # Not a CatalogueViewSet: its answers are kept for everybody, and these depend on who asks.
    permission_classes = (AllowAny,)
    queryset = Trophy.objects.filter(is_active=True).order_by("order", "name")
    serializer_class = serializers.TrophySerializer
    filterset_class = filters.TrophyFilterSet
    ordering_fields = ("order", "name", "trophy_type")
    extra_parameters = ("include_repeatable",)

    def get_queryset(self) -> Any:
        rows: Any = super().get_queryset()
        return rows.visible_to(self.request.user)

    def get_object(self) -> Any:
        return found_or_404(find(self.get_queryset(), self.kwargs["pk"]))

    @extend_schema(
        parameters=[
            OpenApiParameter("include_repeatable", OpenApiTypes.BOOL, description="Also those earned again and again.")
        ],
        filters=False,
        responses=serializers.TrophyProgressSerializer(many=True),
        examples=[OpenApiExample("On the way", value=EXAMPLE, response_only=True)],
    )
    @action(detail=False, pagination_class=None)
    def progress(self, request: Request) -> Response:
        """How far you are with each trophy; empty if you are not signed in."""
        if not request.user.is_authenticated:
            return Response([])
        trophies = self.get_queryset()
        if request.query_params.get("include_repeatable", "").lower() not in YES:
            trophies = trophies.filter(is_repeatable=False)
        own = UserTrophy.objects.owned_by(request.user).values_list("trophy")
        earned = dict(own.annotate(last=Max("earned_at")).order_by())
        statistics = TrainingStatistics.objects.owned_by(request.user).first()
        deeds = statistics.deeds if statistics else rules.Deeds()
        rows = [serializers.progress_of(trophy, deeds, earned.get(trophy.pk)) for trophy in trophies]
        context = self.get_serializer_context()
        return Response(serializers.TrophyProgressSerializer(rows, many=True, context=context).data)


class UserTrophyViewSet(ReadOnlyOwnedViewSet):
    """The trophies you hold, as long as the training they are for is there; a personal record for each set."""

    queryset = UserTrophy.objects.select_related("trophy", "log__session").order_by("-earned_at")
    serializer_class = serializers.UserTrophySerializer
    filterset_class = filters.UserTrophyFilterSet
    ordering_fields = ("earned_at", "trophy__trophy_type", "trophy__name")


class TrainingStatisticsViewSet(ReadOnlyOwnedViewSet):
    """The sums of your training: one row, or none before your first session."""

    queryset = TrainingStatistics.objects.order_by("id")
    serializer_class = serializers.TrainingStatisticsSerializer
    filterset_fields = ("id", "uuid")
    ordering_fields = {
        name: name
        for name in (
            "id",
            "total_weight_lifted",
            "total_workouts",
            "longest_streak",
            "last_workout_date",
            "earliest_workout_time",
            "latest_workout_time",
            "last_updated",
        )
    } | {
        "current_streak": "streak",
        "weekend_workout_streak": "weekend_streak",
        "last_complete_weekend_date": "last_complete_weekend",
        "worked_out_jan_1": "new_years",
    }
