"""Whether the values of an imported food can be right.

The servers our clients know refuse such a row; we keep it with its doubts and hide it until it is asked for.  Values
are per 100 g, by our names and in our units.
"""

from collections.abc import Collection
from decimal import ROUND_HALF_UP, Decimal
from enum import IntFlag

from nutrition.nutrients import EIGHT, NUTRIENTS, REQUIRED, Values, known
from nutrition.units import Unit, converted

ZERO = Decimal(0)
WHOLE = Decimal(100)
# Fat has 9.02 kcal per gram by the most generous factor (USDA Agriculture Handbook 74), and nothing has more.
MOST_ENERGY = Decimal(902)
# Table salt is sodium to two fifths by the rule of labels, and nothing edible has more.
MOST_SODIUM = Decimal(40)
# Protein, carbohydrates and fat may be a little more than everything, since each is rounded and measured by itself.
MOST_TOGETHER = Decimal(105)

# Energy in kilocalories per gram: Regulation (EU) 1169/2011, annex XIV.
PROTEIN, CARBOHYDRATES, FAT, FIBER, ALCOHOL = map(Decimal, (4, 4, 9, 2, 7))
# Declared and computed energy agree within 30 % of the declared, and 5 kcal; nothing is said about nearly none.
TOLERANCE = Decimal("0.3")
SLACK = Decimal(5)
HARDLY_ANY = Decimal(13)

GRADES = frozenset("abcde")
# What Open Food Facts writes where there is no grade.
NO_GRADE = frozenset({"", "unknown", "not-applicable"})

# What the columns of an ingredient hold.
MOST_IN_COLUMN = {"energy": Decimal(10_000)}
PLACES = {"energy": Decimal(1)}
THOUSANDTH = Decimal("0.001")


class Doubt(IntFlag):
    """A bit each, as they are stored; a bit never changes its meaning."""

    NO_NAME = 1
    NOT_A_NUMBER = 2
    MISSING = 4
    NEGATIVE = 8
    TOO_MUCH = 16
    TOO_MUCH_TOGETHER = 32
    SATURATED_ABOVE_FAT = 64
    SUGAR_ABOVE_CARBOHYDRATES = 128
    ENERGY_DISAGREES = 256
    NO_SUCH_GRADE = 512


EXPLANATIONS = {
    Doubt.NO_NAME: "It has no name.",
    Doubt.NOT_A_NUMBER: "A value is not a number.",
    Doubt.MISSING: "Energy, protein, carbohydrates or fat is missing.",
    Doubt.NEGATIVE: "A value is below zero.",
    Doubt.TOO_MUCH: "A value is more than 100 g can hold.",
    Doubt.TOO_MUCH_TOGETHER: "Protein, carbohydrates and fat together are more than 105 g.",
    Doubt.SATURATED_ABOVE_FAT: "It has more saturated fat than fat.",
    Doubt.SUGAR_ABOVE_CARBOHYDRATES: "It has more sugar than carbohydrates.",
    Doubt.ENERGY_DISAGREES: "The energy does not fit protein, carbohydrates and fat.",
    Doubt.NO_SUCH_GRADE: "The Nutri-Score is none of a to e.",
}


def doubts(values: Values, *, name: str, nutriscore: str | None = None, unreadable: Collection[str] = ()) -> Doubt:
    """No doubt is ``Doubt(0)``.  ``unreadable`` are the nutrients that were given as something else than a number."""
    found = known(values)
    grade = (nutriscore or "").lower()
    held = {
        Doubt.NO_NAME: not name.strip(),
        Doubt.NOT_A_NUMBER: bool(unreadable),
        Doubt.MISSING: any(each not in found for each in REQUIRED),
        Doubt.NEGATIVE: any(value < 0 for value in found.values()),
        Doubt.TOO_MUCH: any(value > _most(each) for each, value in found.items()),
        Doubt.TOO_MUCH_TOGETHER: sum(found.get(each, ZERO) for each in REQUIRED[1:]) > MOST_TOGETHER,
        Doubt.SATURATED_ABOVE_FAT: _exceeds(found, "fat_saturated", "fat"),
        Doubt.SUGAR_ABOVE_CARBOHYDRATES: _exceeds(found, "carbohydrates_sugar", "carbohydrates"),
        Doubt.ENERGY_DISAGREES: not energy_agrees(found),
        Doubt.NO_SUCH_GRADE: grade not in NO_GRADE | GRADES,
    }
    return Doubt(sum(doubt for doubt, holds in held.items() if holds))


def explanations(doubt: Doubt) -> list[str]:
    """A sentence for each doubt, in the order of their bits."""
    return [EXPLANATIONS[each] for each in doubt]


def energy_agrees(values: Values) -> bool:
    """Whether the declared energy is near what the nutrients have; true where one of the four is not known.

    A European label counts fibre beside the carbohydrates, an American one among them, and polyols have anything from
    nothing to as much as sugar, so what is computed is a span.
    """
    found = known(values)
    if any(name not in found for name in REQUIRED):
        return True
    declared = found["energy"]
    lowest, highest = _computed(found)
    if declared <= HARDLY_ANY and highest <= HARDLY_ANY:
        return True
    margin = abs(declared) * TOLERANCE + SLACK
    return lowest <= declared + margin and highest >= declared - margin


def for_columns(values: Values) -> dict[str, Decimal | None]:
    """The eight as an ingredient can keep them, within 0 and what fits; energy whole, grams to a thousandth.

    Halves go up, as on labels.  A required value that is not known is kept as 0, and ``Doubt.MISSING`` tells.
    """
    return {name: _for_column(name, values.get(name)) for name in EIGHT}


def _for_column(name: str, value: Decimal | None) -> Decimal | None:
    if value is None:
        return ZERO if name in REQUIRED else None
    within = min(max(value, ZERO), MOST_IN_COLUMN.get(name, WHOLE))
    return within.quantize(PLACES.get(name, THOUSANDTH), ROUND_HALF_UP)


def _most(name: str) -> Decimal:
    """Most of it in 100 g, in the unit of the nutrient."""
    match name:
        case "energy":
            return MOST_ENERGY
        case "sodium":
            return MOST_SODIUM
    return converted(WHOLE, Unit.GRAM, NUTRIENTS[name].unit)


def _exceeds(found: dict[str, Decimal], part: str, of: str) -> bool:
    return part in found and of in found and found[part] > found[of]


def _computed(found: dict[str, Decimal]) -> tuple[Decimal, Decimal]:
    fiber, polyols = found.get("fiber", ZERO), found.get("polyols", ZERO)
    certain = found["protein"] * PROTEIN + found["fat"] * FAT + fiber * FIBER + found.get("alcohol", ZERO) * ALCOHOL
    carbohydrates = found["carbohydrates"]
    least = max(carbohydrates - fiber - polyols, ZERO)
    return certain + least * CARBOHYDRATES, certain + carbohydrates * CARBOHYDRATES
