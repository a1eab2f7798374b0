"""What plans and meals come to, as their foods are now."""

from collections.abc import Iterable

from nutrition.amounts import values
from nutrition.models import MealItem
from nutrition.nutrients import Values
from nutrition.sums import total

ITEMS = MealItem.objects.select_related("ingredient", "weight_unit")


def values_in(items: Iterable[MealItem]) -> Values:
    """Of items with their ``ingredient`` and ``weight_unit``."""
    return total(values(item.ingredient, item.amount, item.weight_unit) for item in items).values
