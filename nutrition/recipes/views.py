"""Endpoints of recipes."""

from typing import Any, ClassVar

from config.api.viewsets import OwnedViewSet
from nutrition.catalogue.actions import remove_food
from nutrition.models import Recipe, RecipeItem
from nutrition.recipes import actions, filters, serializers


class RecipeViewSet(OwnedViewSet):
    """What you make of other foods.  Add its items by `recipe-item`; its nutrients follow from them."""

    queryset = actions.with_details(Recipe.objects.order_by("id"))
    serializer_class = serializers.RecipeSerializer
    filterset_class = filters.RecipeFilterSet
    ordering_fields: ClassVar = {
        "id": "id",
        "ingredient": "ingredient",
        "name": "ingredient__name",
        "portions": "portions",
        "grams": "grams",
    }

    def perform_destroy(self, instance: Any) -> None:
        remove_food(food=instance.ingredient)


class RecipeItemViewSet(OwnedViewSet):
    """Foods in your recipes.  A recipe can be an item of another one, but not of itself."""

    queryset = RecipeItem.objects.select_related("recipe").order_by("id")
    serializer_class = serializers.RecipeItemSerializer
    filterset_class = filters.RecipeItemFilterSet
    ordering_fields = ("id", "recipe", "ingredient", "amount", "order")

    def perform_destroy(self, instance: Any) -> None:
        actions.remove_item(item=instance)
