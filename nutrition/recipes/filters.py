"""Filters of recipes."""

from typing import Any, ClassVar

from config.api.filters import ExactTextFilter, FilterSet
from nutrition.models import Recipe, RecipeItem

ID = ("exact", "in")


class RecipeFilterSet(FilterSet):
    name = ExactTextFilter(field_name="ingredient__name")

    class Meta:
        model = Recipe
        fields: ClassVar[Any] = {"id": ID, "uuid": ID, "ingredient": ID}


class RecipeItemFilterSet(FilterSet):
    class Meta:
        model = RecipeItem
        fields: ClassVar[Any] = {"id": ID, "uuid": ID, "recipe": ID, "ingredient": ID}
