"""What an entry had when it was written: copied into it, so that a food that changes changes no past."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from nutrition.amounts import per_100_grams, weight
from nutrition.models import DiaryEntry, Ingredient, IngredientWeightUnit
from nutrition.nutrients import EIGHT, Values, packed, unpacked
from nutrition.sums import values_of

COLUMNS = ("grams", *EIGHT, "micronutrients")
# A ton; what is in it still fits into the columns.
MOST_GRAMS = Decimal(1_000_000)
LARGEST = Decimal(10**9 - 1)
PLACES = Decimal("1E-9")


class TooMuch(ValueError):
    """More than anybody eats at once: a slip of the keyboard."""


def snapshot(food: Ingredient, amount: Decimal, unit: IngredientWeightUnit | None) -> dict[str, Any]:
    """Columns of an entry; ``TooMuch`` beyond a ton."""
    grams = weight(amount, unit)
    if grams > MOST_GRAMS:
        raise TooMuch("This is more than a ton; check the amount and the unit.")
    return columns(values_of({**unpacked(food.micronutrients), **per_100_grams(food)}, grams), grams)


def columns(values: Values, grams: Decimal | None) -> dict[str, Any]:
    """The same from values that are for the amount already; what does not fit into a column is not known."""
    found: dict[str, Any] = {name: fitting(values.get(name)) for name in EIGHT}
    return {"grams": fitting(grams), **found, "micronutrients": packed(values)}


def fitting(value: Decimal | None) -> Decimal | None:
    """With the places of the column: amounts have two, portions two and foods three, and a hundredth is two more."""
    return None if value is None or abs(value) > LARGEST else value.quantize(PLACES, ROUND_HALF_UP)


def values_in(entry: DiaryEntry) -> Values:
    """The eight and the micronutrients that an entry had."""
    return recorded({name: getattr(entry, name) for name in EIGHT}, entry.micronutrients)


def recorded(eight: Values, micronutrients: Mapping[str, float]) -> Values:
    return {**eight, **unpacked(micronutrients)}
