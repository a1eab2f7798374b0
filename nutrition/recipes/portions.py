"""The food that a recipe makes, and its unit "1 portion"."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID, uuid5

from nutrition.models import Ingredient, IngredientWeightUnit, Recipe
from nutrition.models.ingredient import MOST_GRAMS

NAME = "1 portion"


def uuid_of(recipe: Recipe) -> UUID:
    """By which the unit is known, whatever else the food has."""
    return uuid5(recipe.uuid, "portion")


def is_recipe(food: Ingredient) -> bool:
    return Recipe.objects.filter(ingredient=food).exists()


def is_portion(unit: IngredientWeightUnit) -> bool:
    recipe = Recipe.objects.filter(ingredient=unit.ingredient_id).first()
    return recipe is not None and unit.uuid == uuid_of(recipe)


def forget_recipe(food: Ingredient) -> None:
    Recipe.objects.filter(ingredient=food).delete()


def grams(weight: Decimal, portions: Decimal) -> int:
    """Of one portion, whole and at least one, as apps know units."""
    whole = (weight / portions).quantize(Decimal(1), ROUND_HALF_UP)
    return int(min(max(whole, Decimal(1)), Decimal(MOST_GRAMS)))


def keep_in_step(recipes: dict[int, tuple[Recipe, Decimal]]) -> None:
    """Make and change the units of recipes, which are given by id with what they weigh in grams; three queries."""
    wanted = {uuid_of(recipe): (recipe, grams(weight, recipe.portions)) for recipe, weight in recipes.values()}
    rows: Any = IngredientWeightUnit.objects.filter(
        uuid__in=wanted, ingredient__in=[recipe.ingredient_id for recipe, _ in recipes.values()]
    )
    found = {unit.uuid: unit for unit in rows}
    changed = []
    for uuid, unit in found.items():
        if unit.gram != wanted[uuid][1] or unit.retired_at:
            unit.gram, unit.retired_at = wanted[uuid][1], None
            changed.append(unit)
    IngredientWeightUnit.objects.bulk_update(changed, ["gram", "retired_at"])
    IngredientWeightUnit.objects.bulk_create(
        IngredientWeightUnit(
            uuid=uuid, user_id=recipe.user_id, ingredient_id=recipe.ingredient_id, name=NAME, gram=gram
        )
        for uuid, (recipe, gram) in wanted.items()
        if uuid not in found
    )
