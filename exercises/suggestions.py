"""``exercise/search/``: what older apps show below their search field while somebody types."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from config.search.finding import search
from config.search.matching import Query
from exercises import languages
from exercises.models import Image, Translation
from exercises.search import TranslationNames
from exercises.views import ExerciseRoomViewSet

MOST = 150
EVERY_LANGUAGE = "*"


class SuggestedExerciseSerializer(serializers.Serializer):
    id = serializers.IntegerField(help_text="The translation's id.")
    base_id = serializers.IntegerField(help_text="The exercise's id.")
    name = serializers.CharField()
    category = serializers.CharField()
    image = serializers.CharField(allow_null=True, help_text="Without scheme and host.")
    image_thumbnail = serializers.CharField(allow_null=True, help_text="Without scheme and host.")


class SuggestionSerializer(serializers.Serializer):
    value = serializers.CharField()
    data = SuggestedExerciseSerializer()  # type: ignore[assignment]  # DRF takes fields out of the class


class SuggestionsSerializer(serializers.Serializer):
    suggestions = SuggestionSerializer(many=True)


class ExerciseSearchViewSet(ExerciseRoomViewSet):
    """Names that match what somebody has typed so far, the best first."""

    queryset = Translation.objects.public().order_by("id")
    serializer_class = SuggestionsSerializer
    pagination_class = None
    extra_parameters = ("term", "language")

    @classmethod
    def as_view(cls, actions: Any = None, **initkwargs: Any) -> Any:
        return super().as_view(actions or {"get": "list"}, **initkwargs)

    @extend_schema(
        parameters=[
            OpenApiParameter("term", description="What was typed; at most 150 suggestions, none for nothing."),
            OpenApiParameter("language", description="Codes in a comma list, `*` for all; English if left out."),
        ],
        responses=SuggestionsSerializer,
        filters=False,
    )
    def list(self, request: Request, *_: Any, **__: Any) -> Response:
        self.filter_queryset(self.get_queryset())  # names in the Warning header what it ignores
        query = Query.of(request.query_params.get("term", ""))
        keys = search(query, self.name_source(request))[:MOST]
        return Response({"suggestions": suggested(keys)})

    def name_source(self, request: Request) -> TranslationNames:
        wanted = languages.named(request, "language")
        chosen = languages.searched(request, "language") or [languages.ENGLISH]
        return TranslationNames(() if EVERY_LANGUAGE in wanted else chosen)


def suggested(keys: list[int]) -> list[dict[str, Any]]:
    """These translations in this order: two queries, however many, for only what a suggestion shows."""
    found = Translation.objects.filter(pk__in=keys).order_by("pk")
    rows = {row[0]: row for row in found.values_list("pk", "exercise_id", "name", "exercise__category__name")}
    exercises = {exercise for _, exercise, _, _ in rows.values()}
    images = Image.objects.main_first().filter(exercise__in=exercises).only("exercise_id", "image", "width")
    # The first of each exercise: of equal keys the last one stays.
    pictures = {image.exercise_id: image for image in reversed(images)}
    return [suggestion(rows[key], pictures.get(rows[key][1])) for key in keys if key in rows]


def suggestion(row: tuple[int, int, str, str], picture: Image | None) -> dict[str, Any]:
    pk, exercise, name, category = row
    return {
        "value": name,
        "data": {
            "id": pk,
            "base_id": exercise,
            "name": name,
            "category": category,
            "image": picture.image.url if picture else None,
            "image_thumbnail": picture.thumbnail_url("small_cropped") if picture else None,
        },
    }
