"""Body weight in kilograms and pounds."""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

KILOGRAMS_PER_POUND = Decimal("0.45359237")  # exact, by the international definition of 1959
KILOGRAMS = {"kg": Decimal(1), "lb": KILOGRAMS_PER_POUND}
LIGHTEST, HEAVIEST = Decimal(30), Decimal(600)  # kg
STEP = Decimal("0.01")


def in_kilograms(weight: Decimal, unit: str) -> Decimal:
    return weight * KILOGRAMS[unit]


def shown(weight: Decimal, unit: str, wanted: str) -> Decimal:
    """``weight`` in the unit ``wanted`` with two places, halves rounded up."""
    found = weight if unit == wanted else in_kilograms(weight, unit) / KILOGRAMS[wanted]
    return found.quantize(STEP, ROUND_HALF_UP)


def limits(unit: str) -> tuple[Decimal, Decimal]:
    """The lightest and the heaviest weight, inclusive, that can be written with two places of ``unit``."""
    size = KILOGRAMS[unit]
    return (LIGHTEST / size).quantize(STEP, ROUND_CEILING), (HEAVIEST / size).quantize(STEP, ROUND_FLOOR)


def bounds(weight: Decimal, unit: str) -> tuple[Decimal, Decimal]:
    """The kilograms, from and up to, that are shown as ``weight`` in ``unit``."""
    return in_kilograms(weight - STEP / 2, unit), in_kilograms(weight + STEP / 2, unit)
