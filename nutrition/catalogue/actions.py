"""What happens to other rows when a person changes foods of their own."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from rest_framework.exceptions import ValidationError

from nutrition.diary.usage import in_use
from nutrition.models import Ingredient, IngredientWeightUnit
from nutrition.recipes import portions
from nutrition.recipes.computing import recompute


def with_details(food: Ingredient) -> Ingredient:
    """Read again, as answers are made from it."""
    found: Ingredient = Ingredient.objects.with_details().get(pk=food.pk)
    return found


@transaction.atomic
def add_food(*, values: dict[str, Any]) -> Ingredient:
    food: Ingredient = Ingredient.objects.create(**values)
    return with_details(food)


@transaction.atomic
def change_food(*, food: Ingredient, values: dict[str, Any]) -> Ingredient:
    """Recipes that are made of it change as well."""
    for name, value in values.items():
        setattr(food, name, value)
    food.save()
    recompute(user=food.user, foods=[food.pk])
    return with_details(food)


@transaction.atomic
def remove_food(*, food: Ingredient) -> None:
    """Gone if nothing refers to it, else retired: what was eaten stays readable.  Its recipe goes with it."""
    portions.forget_recipe(food)
    if not in_use(Ingredient.objects.filter(pk=food.pk)).exists():
        food.delete()
        return
    now = timezone.now()
    food.weight_units.filter(retired_at=None).update(retired_at=now)
    food.retired_at = now
    food.save(update_fields=["retired_at"])


@transaction.atomic
def change_unit(*, unit: IngredientWeightUnit, values: dict[str, Any]) -> IngredientWeightUnit:
    refuse_portion(unit)
    for name, value in values.items():
        setattr(unit, name, value)
    unit.save()
    recompute(user=unit.user, foods=[unit.ingredient_id])
    return unit


@transaction.atomic
def remove_unit(*, unit: IngredientWeightUnit) -> None:
    refuse_portion(unit)
    if in_use(IngredientWeightUnit.objects.filter(pk=unit.pk)).exists():
        unit.retired_at = timezone.now()
        unit.save(update_fields=["retired_at"])
    else:
        unit.delete()


def refuse_portion(unit: IngredientWeightUnit) -> None:
    if portions.is_portion(unit):
        raise ValidationError("This is a portion of a recipe: change how many portions the recipe makes.")
