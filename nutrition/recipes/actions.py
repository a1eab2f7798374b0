"""Making and changing recipes: each change writes the food that the recipe makes, and all that is made of it."""

from typing import Any

from django.db import transaction
from django.db.models import Prefetch
from rest_framework.exceptions import ValidationError

from exercises.models import Language
from nutrition.models import Ingredient, IngredientWeightUnit, Recipe, RecipeItem
from nutrition.recipes.computing import Kitchen, recompute


def with_details(rows: Any) -> Any:
    """Two queries more, however many rows."""
    units = IngredientWeightUnit.objects.present().order_by("id")
    return rows.select_related("ingredient").prefetch_related(
        Prefetch("items", RecipeItem.objects.order_by("order", "id")),
        Prefetch("ingredient__weight_units", units, to_attr="unit_rows"),
    )


def read(recipe: Recipe) -> Recipe:
    found: Recipe = with_details(Recipe.objects.all()).get(pk=recipe.pk)
    return found


@transaction.atomic
def add_recipe(*, user: Any, name: str, language: Language, values: dict[str, Any]) -> Recipe:
    """Its food has no values until there are items."""
    food = Ingredient.objects.create(
        user=user, name=name, language=language, energy=0, protein=0, carbohydrates=0, fat=0
    )
    recipe = Recipe.objects.create(user=user, ingredient=food, **values)
    recompute(user=user, foods=[food.pk])
    return read(recipe)


@transaction.atomic
def change_recipe(*, recipe: Recipe, food: dict[str, Any], values: dict[str, Any]) -> Recipe:
    for name, value in food.items():
        setattr(recipe.ingredient, name, value)
    if food:
        recipe.ingredient.save(update_fields=list(food))
    for name, value in values.items():
        setattr(recipe, name, value)
    recipe.save()
    recompute(user=recipe.user, foods=[recipe.ingredient_id])
    return read(recipe)


@transaction.atomic
def save_item(*, item: RecipeItem, values: dict[str, Any]) -> RecipeItem:
    """Raises ``ValidationError`` if the recipe would be in itself."""
    touched = {item.recipe.ingredient_id} if item.pk else set()
    for name, value in values.items():
        setattr(item, name, value)
    made, of = item.recipe.ingredient_id, item.ingredient_id
    if Kitchen.of(item.user).contains(of, made):
        raise ValidationError({"ingredient": ["A recipe cannot be made of itself, nor of what is made of it."]})
    item.save()
    recompute(user=item.user, foods=[*touched, made])
    return item


@transaction.atomic
def remove_item(*, item: RecipeItem) -> None:
    made = item.recipe.ingredient_id
    item.delete()
    recompute(user=item.user, foods=[made])
