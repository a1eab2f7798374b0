"""What a person may say about a food of their own: anything that can be true, also if it is incomplete."""

from collections.abc import Mapping
from decimal import Decimal
from math import isfinite
from typing import Any

from rest_framework.exceptions import ValidationError

from nutrition.nutrients import EIGHT, MICRONUTRIENTS
from nutrition.plausibility import EXPLANATIONS, Doubt, doubts

# Where a doubt that is about several values is told.
PLACES = {
    Doubt.SATURATED_ABOVE_FAT: "fat_saturated",
    Doubt.SUGAR_ABOVE_CARBOHYDRATES: "carbohydrates_sugar",
    Doubt.TOO_MUCH_TOGETHER: "non_field_errors",
}


def micronutrients(sent: Any) -> dict[str, float]:
    """By the names and in the units of ``nutrition.nutrients``, without what is null; raises ``ValidationError``."""
    if not isinstance(sent, Mapping):
        raise ValidationError("An object of numbers by the names of nutrients, per 100 g.")
    unknown = [name for name in sent if name not in MICRONUTRIENTS]
    if unknown:
        names = ", ".join(MICRONUTRIENTS)
        raise ValidationError(f"Not known here: {', '.join(map(str, unknown[:5]))[:200]}. What is known: {names}.")
    return {name: number(name, value) for name, value in sent.items() if value is not None}


def number(name: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise ValidationError(f"{name} must be a number.")
    found = alone(name, Decimal(str(value)))
    if found:
        raise ValidationError(f"{name}: {EXPLANATIONS[found]}")
    return float(value)


def alone(name: str, value: Decimal) -> Doubt | None:
    """What is wrong with a value by itself, per 100 g."""
    found = doubts({name: value}, name="food")
    return next((doubt for doubt in (Doubt.NEGATIVE, Doubt.TOO_MUCH) if doubt in found), None)


def are_too_much(values: Mapping[str, Decimal | None]) -> bool:
    """Whether protein, carbohydrates and fat weigh more than the food."""
    return Doubt.TOO_MUCH_TOGETHER in doubts(values, name="food")


def problems(values: Mapping[str, Decimal | None]) -> dict[str, list[str]]:
    """What cannot be true of the eight, by the field where it is told."""
    found: dict[str, list[str]] = {}
    for name in EIGHT:
        value = values.get(name)
        if value is not None and (doubt := alone(name, Decimal(value))):
            found[name] = [EXPLANATIONS[doubt]]
    together = doubts(values, name="food")
    for doubt, place in PLACES.items():
        if doubt in together:
            found.setdefault(place, []).append(EXPLANATIONS[doubt])
    return found
