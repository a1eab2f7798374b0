"""``ingredient/search/``: what older apps show below their search field while somebody types."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from config.api.shared import ReadOnlySharedViewSet
from config.search.finding import search
from config.search.matching import Query
from exercises import languages
from nutrition.catalogue.unknown import ask_for
from nutrition.catalogue.views import FoodRoom
from nutrition.models import Ingredient
from nutrition.search import IngredientNames

MOST = 150
EVERY_LANGUAGE = "*"


class SuggestedFoodSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    name = serializers.CharField()
    image = serializers.CharField(allow_null=True, help_text="Without scheme and host.")
    image_thumbnail = serializers.CharField(allow_null=True, help_text="Without scheme and host.")


class FoodSuggestionSerializer(serializers.Serializer):
    value = serializers.CharField()
    data = SuggestedFoodSerializer()  # type: ignore[assignment]  # DRF takes fields out of the class


class FoodSuggestionsSerializer(serializers.Serializer):
    suggestions = FoodSuggestionSerializer(many=True)


class IngredientSearchViewSet(FoodRoom, ReadOnlySharedViewSet):
    """Foods whose names match what somebody has typed so far, the best first."""

    queryset = Ingredient.objects.trusted().order_by("id")
    serializer_class = FoodSuggestionsSerializer
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
        responses=FoodSuggestionsSerializer,
        filters=False,
    )
    def list(self, request: Request, *_: Any, **__: Any) -> Response:
        rows = self.filter_queryset(self.get_queryset())
        term = request.query_params.get("term", "")
        keys = search(Query.of(term), IngredientNames(rows, searched(request), request.user))[:MOST]
        if not keys:
            ask_for(term)
        found = rows.select_related("picture").in_bulk(keys)
        return Response({"suggestions": [suggestion(found[key]) for key in keys if key in found]})


def searched(request: Request) -> list[int]:
    """Languages by id; none: all."""
    if EVERY_LANGUAGE in languages.named(request, "language"):
        return []
    return languages.searched(request, "language") or [languages.ENGLISH]


def suggestion(food: Ingredient) -> dict[str, Any]:
    picture = getattr(food, "picture", None)
    return {
        "value": food.name,
        "data": {
            "id": food.pk,
            "name": food.name,
            "image": picture.image.url if picture else None,
            "image_thumbnail": picture.thumbnail_urls()["small_cropped"] if picture else None,
        },
    }
