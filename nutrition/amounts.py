"""What an amount of a food weighs, and what is in it."""

from decimal import Decimal

from nutrition.models import Ingredient, IngredientWeightUnit
from nutrition.nutrients import EIGHT, Values
from nutrition.sums import grams, values_of


def weight(amount: Decimal, unit: IngredientWeightUnit | None) -> Decimal:
    """In grams, which is what ``amount`` is in where there is no unit."""
    return grams(amount, unit.grams if unit else None)


def per_100_grams(food: Ingredient) -> Values:
    """The eight, as the food has them now."""
    return {name: None if (value := getattr(food, name)) is None else Decimal(value) for name in EIGHT}


def values(food: Ingredient, amount: Decimal, unit: IngredientWeightUnit | None) -> dict[str, Decimal]:
    return values_of(per_100_grams(food), weight(amount, unit))
