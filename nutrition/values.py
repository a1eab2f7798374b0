"""``nutritional_values`` of a row, for its owner."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from config.api.described import MAYBE, NUMBER
from nutrition.nutrients import EIGHT, REQUIRED, Values
from nutrition.sums import answer

VALUES = {
    "type": "object",
    "description": "Energy in kilocalories, all else in grams; null where no food tells it.",
    "properties": {name: NUMBER if name in REQUIRED else MAYBE for name in (*EIGHT, "fibres")},
    "required": [*EIGHT, "fibres"],
}
EXAMPLE = OpenApiExample(
    "150 g of a cheese",
    value={
        "energy": 264.0,
        "protein": 38.445,
        "carbohydrates": 0.0,
        "carbohydrates_sugar": None,
        "fat": 12.285,
        "fat_saturated": 4.866,
        "fiber": None,
        "sodium": 1.2,
        "fibres": None,
    },
    response_only=True,
    status_codes=["200"],
)


class WithValues:
    """Of a viewset whose rows have nutrients."""

    def values_in(self, row: Any) -> Values:
        raise NotImplementedError

    @extend_schema(summary="What is in it", responses={200: VALUES}, examples=[EXAMPLE], filters=False)
    @action(detail=True, url_path="nutritional_values", pagination_class=None)
    def nutritional_values(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Energy in kilocalories, all else in grams, not rounded; null where no food tells it."""
        return Response(answer(self.values_in(self.get_object())))  # type: ignore[attr-defined]
