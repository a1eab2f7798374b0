"""Nutrients of an amount, of a meal and of a day.

Nothing here rounds: the clients' other servers answer 10.5 g of 25.63 g per 100 g with 2.69115 g, and so do we.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from nutrition.nutrients import EIGHT, REQUIRED, Values, known

ZERO = Decimal(0)
HUNDRED = Decimal(100)

# Kilocalories per gram, W. O. Atwater's general factors.
ATWATER = {"protein": Decimal(4), "carbohydrates": Decimal(4), "fat": Decimal(9)}


def grams(amount: Decimal, grams_per_unit: Decimal | int | None = None) -> Decimal:
    """``amount`` is in grams itself where there is no unit."""
    return amount if grams_per_unit is None else amount * grams_per_unit


def values_of(per_100: Values, weight: Decimal) -> dict[str, Decimal]:
    """What is in ``weight`` grams; what is not known stays unknown, whatever the weight."""
    return {name: value * weight / HUNDRED for name, value in known(per_100).items()}


def per_100_grams(values: Values, weight: Decimal) -> dict[str, Decimal]:
    """The other way round, e.g. for a recipe that weighs ``weight`` grams when it is done; nothing if that is zero."""
    return {name: value * HUNDRED / weight for name, value in known(values).items()} if weight > 0 else {}


@dataclass(frozen=True, slots=True)
class Total:
    """A sum of ``parts``.  ``values`` are sums of what is known; ``knowing`` counts the parts that told each."""

    values: Mapping[str, Decimal] = field(default_factory=dict)
    knowing: Mapping[str, int] = field(default_factory=dict)
    parts: int = 0

    def __add__(self, other: "Total") -> "Total":
        values = dict(self.values)
        for name, value in other.values.items():
            values[name] = values.get(name, ZERO) + value
        return Total(values, Counter(self.knowing) + Counter(other.knowing), self.parts + other.parts)

    def value(self, name: str) -> Decimal | None:
        """None where no part told it: a sum of nothing is not zero."""
        return self.values.get(name)

    def coverage(self, name: str) -> Decimal | None:
        """Which share of the parts told it, 0 to 1; none if there are no parts.  Below 1 the true sum may be higher."""
        return Decimal(self.knowing.get(name, 0)) / self.parts if self.parts else None

    def is_complete(self, name: str) -> bool:
        return self.knowing.get(name, 0) == self.parts


def total(parts: Iterable[Values]) -> Total:
    """In one pass."""
    values: dict[str, Decimal] = {}
    knowing: dict[str, int] = {}
    count = 0
    for part in parts:
        count += 1
        for name, value in part.items():
            if value is not None:
                values[name] = values.get(name, ZERO) + value
                knowing[name] = knowing.get(name, 0) + 1
    return Total(values, knowing, count)


def energy_shares(values: Values) -> dict[str, Decimal | None]:
    """Percent of the declared energy that protein, carbohydrates and fat give; none without energy.

    The three need not make 100: alcohol, fibre and rounded labels are in the energy too.
    """
    energy = values.get("energy")
    shares: dict[str, Decimal | None] = dict.fromkeys(ATWATER)
    for name, factor in ATWATER.items() if energy else ():
        value = values.get(name)
        shares[name] = None if value is None or energy is None else value * factor * HUNDRED / energy
    return shares


def per_kilogram(values: Values, body_weight: Decimal | None) -> dict[str, Decimal | None]:
    """Grams of protein, carbohydrates and fat per kilogram of body; none without a weight."""
    found = {name: values.get(name) for name in ATWATER}
    if body_weight is None or body_weight <= 0:
        return dict.fromkeys(found)
    return {name: None if value is None else value / body_weight for name, value in found.items()}


def answer(values: Values) -> dict[str, float | None]:
    """The eight as the clients get them: the four required are zero where they are not known, the others null.

    The others are null at zero too, as in the recorded answers; who must tell the two apart reads ``Total``.  Fibre is
    there by both of its names.
    """
    answered: dict[str, float | None] = {}
    for name in EIGHT:
        value = values.get(name) or ZERO
        answered[name] = float(value) if value or name in REQUIRED else None
    return answered | {"fibres": answered["fiber"]}
