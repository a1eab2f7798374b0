"""``get_values``: what is in an amount of a food."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from config.api import identifiers
from nutrition import amounts
from nutrition.models import Ingredient, IngredientWeightUnit
from nutrition.sums import answer
from nutrition.values import VALUES

PARAMETERS = [
    OpenApiParameter("amount", float, required=True, description="Grams, or how many of `unit`."),
    OpenApiParameter("unit", int, description="An `ingredientweightunit` of this food."),
    OpenApiParameter("ingredient", int, description="Older apps send the food's id again; it is not looked at."),
]


class AmountSerializer(serializers.Serializer):
    """The food is in the context as ``food``."""

    amount = serializers.DecimalField(max_digits=8, decimal_places=2, min_value=0)
    unit = serializers.CharField(required=False, allow_blank=True)

    def validate_unit(self, sent: str) -> IngredientWeightUnit | None:
        if not sent:
            return None
        key = identifiers.parse(sent)
        rows = IngredientWeightUnit.objects.present().filter(ingredient=self.context["food"])
        unit = rows.filter(identifiers.matches(key)).first() if key is not None else None
        if unit is None:
            raise serializers.ValidationError("This is not a unit of this food.")
        return unit


class ValuesOfAmount:
    """Of a viewset of foods."""

    get_object: Any

    @extend_schema(summary="What is in an amount", parameters=PARAMETERS, responses={200: VALUES}, filters=False)
    @action(detail=True, url_path="get_values", pagination_class=None)
    def get_values(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Energy in kilocalories, all else in grams, not rounded; null where it is not known."""
        food: Ingredient = self.get_object()
        asked = AmountSerializer(data=request.query_params, context={"food": food})
        asked.is_valid(raise_exception=True)
        values = amounts.values(food, asked.validated_data["amount"], asked.validated_data.get("unit"))
        return Response(answer(values))
