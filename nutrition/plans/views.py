"""Endpoints of plans, meals and what is in them."""

from django.db.models import F

from config.api.viewsets import OwnedViewSet
from nutrition.models import Meal, MealItem, NutritionPlan
from nutrition.nutrients import Values
from nutrition.plans import serializers
from nutrition.plans.filters import MealFilterSet, MealItemFilterSet, NutritionPlanFilterSet
from nutrition.plans.reading import ITEMS, values_in
from nutrition.plans.removal import remove_plan
from nutrition.values import WithValues


class NutritionPlanViewSet(WithValues, OwnedViewSet):
    """Your plans, with goals for a day.  Removing one removes its meals and nothing from your diary."""

    queryset = NutritionPlan.objects.order_by("-start")
    serializer_class = serializers.NutritionPlanSerializer
    filterset_class = NutritionPlanFilterSet
    ordering_fields = (*serializers.PLAN, "user", "has_goal_calories")

    def values_in(self, row: NutritionPlan) -> Values:
        return values_in(ITEMS.filter(meal__plan=row))

    def perform_destroy(self, instance: NutritionPlan) -> None:
        remove_plan(instance)


class MealViewSet(WithValues, OwnedViewSet):
    """The meals of your plans.  What you ate at one stays in your diary when you remove it."""

    queryset = Meal.objects.order_by(F("time").asc(nulls_last=True), "id")
    serializer_class = serializers.MealSerializer
    filterset_class = MealFilterSet
    ordering_fields = (*serializers.MEAL, "user")

    def values_in(self, row: Meal) -> Values:
        return values_in(ITEMS.filter(meal=row))


class MealItemViewSet(WithValues, OwnedViewSet):
    """The foods of your meals: `amount` is in `weight_unit`, or in grams without one."""

    queryset = MealItem.objects.order_by("id")
    serializer_class = serializers.MealItemSerializer
    filterset_class = MealItemFilterSet
    ordering_fields = (*serializers.ITEM, "user")

    def values_in(self, row: MealItem) -> Values:
        return values_in([row])
