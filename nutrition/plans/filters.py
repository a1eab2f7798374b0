"""Filters of plans, meals and what is in them."""

from typing import Any, ClassVar

from config.api.filters import COMPARED, KEY, SPAN, FilterSet
from nutrition.models import Meal, MealItem, NutritionPlan


class NutritionPlanFilterSet(FilterSet):
    class Meta:
        model = NutritionPlan
        fields: ClassVar[Any] = {
            "id": KEY,
            "uuid": KEY,
            "creation_date": SPAN,
            "start": SPAN,
            "end": SPAN,
            "description": ["exact"],
            "only_logging": ["exact"],
            "has_goal_calories": ["exact"],
        }


class MealFilterSet(FilterSet):
    class Meta:
        model = Meal
        fields: ClassVar[Any] = {
            "id": KEY,
            "uuid": KEY,
            "plan": KEY,
            "order": ["exact"],
            "time": ["exact"],
            "name": ["exact"],
        }


class MealItemFilterSet(FilterSet):
    class Meta:
        model = MealItem
        fields: ClassVar[Any] = {
            "id": KEY,
            "uuid": KEY,
            "meal": KEY,
            "ingredient": KEY,
            "weight_unit": KEY,
            "order": ["exact"],
            "amount": COMPARED,
        }
