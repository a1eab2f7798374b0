"""``nutritionplaninfo``: plans with all that is in them, from as many queries for any size."""

from typing import Any, ClassVar

from django.db.models import F, Prefetch
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from config.api.serializers import FollowingField
from config.api.viewsets import ReadOnlyOwnedViewSet
from nutrition.catalogue.serializers import (
    IngredientImageSerializer,
    IngredientInfoSerializer,
    UnitOfFoodSerializer,
)
from nutrition.models import Ingredient, IngredientWeightUnit, Meal, MealItem, NutritionPlan
from nutrition.nutrients import Values
from nutrition.plans.filters import NutritionPlanFilterSet
from nutrition.plans.reading import ITEMS, values_in
from nutrition.plans.serializers import ITEM, MEAL, PLAN, MealItemSerializer, MealSerializer, NutritionPlanSerializer
from nutrition.sums import answer
from nutrition.values import VALUES, WithValues


@extend_schema_field(IngredientImageSerializer(allow_null=True))
class ImageField(FollowingField):
    """That of the food."""


class FullItemSerializer(MealItemSerializer):
    ingredient_obj = IngredientInfoSerializer(source="ingredient", read_only=True)
    weight_unit_obj = UnitOfFoodSerializer(source="weight_unit", read_only=True, allow_null=True)
    image = ImageField()

    class Meta(MealItemSerializer.Meta):
        fields: ClassVar = [*ITEM, "ingredient_obj", "weight_unit_obj", "image"]

    def complete(self, row: dict[str, Any]) -> None:
        super().complete(row)
        row["image"] = row["ingredient_obj"]["image"]


class FullMealSerializer(MealSerializer):
    meal_items = FullItemSerializer(source="items", many=True, read_only=True)
    nutritional_values = serializers.SerializerMethodField()

    class Meta(MealSerializer.Meta):
        fields: ClassVar = [*MEAL, "meal_items", "nutritional_values"]

    @extend_schema_field(VALUES)
    def get_nutritional_values(self, meal: Meal) -> dict[str, float | None]:
        return answer(values_in(meal.items.all()))


class NutritionPlanInfoSerializer(NutritionPlanSerializer):
    meals = FullMealSerializer(many=True, read_only=True)

    class Meta(NutritionPlanSerializer.Meta):
        fields: ClassVar = [*PLAN, "meals"]


UNITS = IngredientWeightUnit.objects.select_related("unit")
FULL_ITEMS = MealItem.objects.order_by("order", "id").prefetch_related(
    Prefetch("ingredient", Ingredient.objects.with_details()), Prefetch("weight_unit", UNITS)
)
FULL_MEALS = Meal.objects.order_by(F("time").asc(nulls_last=True), "id").prefetch_related(Prefetch("items", FULL_ITEMS))


class NutritionPlanInfoViewSet(WithValues, ReadOnlyOwnedViewSet):
    """Your plans with their meals, and those with their foods."""

    queryset = NutritionPlan.objects.prefetch_related(Prefetch("meals", FULL_MEALS)).order_by("-start")
    serializer_class = NutritionPlanInfoSerializer
    filterset_class = NutritionPlanFilterSet
    ordering_fields = (*PLAN, "user", "has_goal_calories")

    def values_in(self, row: NutritionPlan) -> Values:
        return values_in(ITEMS.filter(meal__plan=row))
