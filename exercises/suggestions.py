"""``exercise/search/``: what older apps show below their search field while somebody types."""

from typing import Any

from django.db.models import Prefetch
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

    @extend_schema(  # type: ignore[untyped-decorator]
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
        return Response({"suggestions": [suggestion(found) for found in suggested(keys)]})

    def name_source(self, request: Request) -> TranslationNames:
        wanted = languages.named(request, "language")
        chosen = languages.searched(request, "language") or [languages.ENGLISH]
        return TranslationNames(() if EVERY_LANGUAGE in wanted else chosen)


def suggested(keys: list[int]) -> list[Translation]:
    """The translations in this order, with what a suggestion shows: two queries more, however many."""
    pictures = Prefetch("exercise__images", Image.objects.main_first(), to_attr="image_rows")
    found = Translation.objects.select_related("exercise__category").prefetch_related(pictures).in_bulk(keys)
    return [found[key] for key in keys if key in found]


def suggestion(translation: Translation) -> dict[str, Any]:
    exercise = translation.exercise
    picture = next(iter(exercise.image_rows), None)
    thumbnails = picture.thumbnail_urls() if picture else None
    return {
        "value": translation.name,
        "data": {
            "id": translation.pk,
            "base_id": exercise.pk,
            "name": translation.name,
            "category": exercise.category.name,
            "image": picture.image.url if picture else None,
            "image_thumbnail": thumbnails["small_cropped"] if thumbnails else None,
        },
    }
