"""The nutrients in the records of Open Food Facts, FoodData Central and Waistline, by our names and in our units.

Nothing is judged here; see ``nutrition.plausibility``.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Context, Decimal
from functools import cache
from typing import Any

from nutrition.nutrients import NUTRIENTS, Label, Nutrient, Values, with_sodium
from nutrition.units import NoCommonMeasure, unit_named

# Digits that a number keeps: more than anybody measures, few enough to drop the noise of binary fractions, and so few
# that products with an amount and a portion stay exact.  What is no number comes out as NaN instead of an error.
_DIGITS = Context(prec=12, traps=[])
# Beyond these a number is a slip of the keyboard; what is smaller is zero.
_LARGEST = Decimal(10) ** 9
_SMALLEST = Decimal(10) ** -12


@dataclass(frozen=True, slots=True)
class Reading:
    """``unreadable`` are our names of what is there but is no number."""

    values: Mapping[str, Decimal] = field(default_factory=dict)
    unreadable: frozenset[str] = frozenset()


def number(value: Any) -> Decimal | None:
    """A JSON number, or a text that is one, to 12 digits; none if it is neither or too large for any food."""
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        return None
    found = _DIGITS.create_decimal(value if isinstance(value, int) else str(value).strip())
    if not found.is_finite() or abs(found) > _LARGEST:
        return None
    return found if abs(found) >= _SMALLEST else Decimal(0)


def read_off(nutriments: Mapping[str, Any], per: str = "_100g") -> Reading:
    """The nutriments of an Open Food Facts product; ``per`` ends their names, e.g. ``_prepared_100g``."""
    return _read(_off_names(per), nutriments.get)


def read_waistline(nutrition: Mapping[str, Any]) -> Reading:
    """The nutrition of a Waistline food, for whatever amount it is given; a burned food has negative energy."""
    return _read(_waistline_names(), nutrition.get)


def read_usda(rows: Iterable[tuple[int | str, Any, str | None]]) -> Reading:
    """Rows of FoodData Central: nutrient id or number, amount per 100 g, and its unit where the file names one."""
    found = {str(name): (amount, unit) for name, amount, unit in rows}
    units = {name: unit for name, (_, unit) in found.items()}
    return _read(_usda_names(), lambda name: found[name][0] if name in found else None, units)


def to_waistline(values: Values) -> dict[str, Decimal]:
    """What we know, by Waistline's names and in its units; energy both ways, and nothing that it has no name for."""
    found = with_sodium(values)
    return {
        label.name: NUTRIENTS[name].value_in(value, label.unit)
        for name, value in found.items()
        for label in (NUTRIENTS[name].waistline if name in NUTRIENTS else ())
    }


Names = tuple[tuple[Nutrient, tuple[tuple[str, Label], ...]], ...]


@cache
def _off_names(per: str) -> Names:
    return tuple((each, tuple((label.name + per, label) for label in each.off)) for each in NUTRIENTS.values())


@cache
def _waistline_names() -> Names:
    return tuple((each, tuple((label.name, label) for label in each.waistline)) for each in NUTRIENTS.values())


@cache
def _usda_names() -> Names:
    """Ids begin at 1001 and numbers end below 1000, so one never means the other."""
    return tuple(
        (each, tuple((name, label) for label in each.usda for name in (label.name, label.number)))
        for each in NUTRIENTS.values()
    )


def _read(names: Names, get: Callable[[str], Any], units: Mapping[str, str | None] | None = None) -> Reading:
    values: dict[str, Decimal] = {}
    unreadable = set()
    for nutrient, labels in names:
        for name, label in labels:
            given = get(name)
            if given is None or given == "":
                continue
            value = _value(nutrient, label, given, units.get(name) if units else None)
            if value is not None:
                values[nutrient.name] = value
                break
            unreadable.add(nutrient.name)
    return Reading(with_sodium(values), frozenset(unreadable - values.keys()))


def _value(nutrient: Nutrient, label: Label, given: Any, unit: str | None) -> Decimal | None:
    """None for what is no number, and for a unit that says nothing about this nutrient."""
    found, measure = number(given), label.unit if unit is None else unit_named(unit)
    if found is None or measure is None:
        return None
    try:
        return _DIGITS.plus(nutrient.value(found, measure))
    except NoCommonMeasure:
        return None
