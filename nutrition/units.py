"""Units of nutrients, and what their values come to in one another: exact decimals, rounded nowhere but in division."""

from decimal import Decimal
from enum import StrEnum


class Unit(StrEnum):
    """Spelt as people write it; sources spell them in more ways."""

    GRAM = "g"
    MILLIGRAM = "mg"
    MICROGRAM = "µg"
    KILOCALORIE = "kcal"
    KILOJOULE = "kJ"
    # What these two weigh depends on the nutrient.
    INTERNATIONAL_UNIT = "IU"
    PERCENT_VOLUME = "%vol"


# The thermochemical calorie, by which food is labelled.
KILOJOULES_PER_KILOCALORIE = Decimal("4.184")

_POWERS_OF_TEN = {Unit.GRAM: 0, Unit.MILLIGRAM: -3, Unit.MICROGRAM: -6}
_SPELLINGS = {
    **{unit.casefold(): unit for unit in Unit},
    "ug": Unit.MICROGRAM,
    "mcg": Unit.MICROGRAM,
    "ui": Unit.INTERNATIONAL_UNIT,
    "% vol": Unit.PERCENT_VOLUME,
}


class NoCommonMeasure(ValueError):
    """One unit says nothing about the other, as energy says nothing about mass."""


def unit_named(text: str) -> Unit | None:
    """The unit that a source writes in its own way: ``MG``, ``UG``, ``mcg``, and µg with either of its two letters."""
    return _SPELLINGS.get(text.strip().casefold())


def converted(value: Decimal, unit: Unit, to: Unit) -> Decimal:
    """Between units of mass, and between kilocalories and kilojoules; only from kilojoules may digits be cut off."""
    if unit == to:
        return value
    if unit in _POWERS_OF_TEN and to in _POWERS_OF_TEN:
        return value.scaleb(_POWERS_OF_TEN[unit] - _POWERS_OF_TEN[to])
    match unit, to:
        case Unit.KILOCALORIE, Unit.KILOJOULE:
            return value * KILOJOULES_PER_KILOCALORIE
        case Unit.KILOJOULE, Unit.KILOCALORIE:
            return value / KILOJOULES_PER_KILOCALORIE
    raise NoCommonMeasure(f"{unit} cannot be given in {to}.")


def kilojoules(kilocalories: Decimal) -> Decimal:
    return converted(kilocalories, Unit.KILOCALORIE, Unit.KILOJOULE)


def kilocalories(kilojoules: Decimal) -> Decimal:
    return converted(kilojoules, Unit.KILOJOULE, Unit.KILOCALORIE)
