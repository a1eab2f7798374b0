"""Filters of recipes."""

from typing import Any, ClassVar

from config.api.filters import KEY, ExactTextFilter, FilterSet
from nutrition.models import Recipe, RecipeItem


class RecipeFilterSet(FilterSet):
    name = ExactTextFilter(field_name="ingredient__name")

    class Meta:
        model = Recipe
        fields: ClassVar[Any] = {"id": KEY, "uuid": KEY, "ingredient": KEY}


class RecipeItemFilterSet(FilterSet):
    class Meta:
        model = RecipeItem
        fields: ClassVar[Any] = {"id": KEY, "uuid": KEY, "recipe": KEY, "ingredient": KEY}
