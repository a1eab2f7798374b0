"""Amounts of foods: in a unit of the food here, else in grams, and what was in them."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from journal.importing.account.references import References
from journal.importing.account.rows import Left
from nutrition.diary.default_plan import default_plan
from nutrition.diary.snapshots import TooMuch, snapshot
from nutrition.models import DiaryEntry, MealItem

TWO_PLACES = Decimal("0.01")


def complete(references: References, made: MealItem | DiaryEntry, row: dict[str, Any]) -> None:
    """Fill what follows from the food.  Raises ``Left``."""
    if made.amount is None:
        raise Left("it has no amount")
    if row.get("weight_unit") is not None:
        measure(references, made, str(row["weight_unit"]))
    if isinstance(made, DiaryEntry):
        record(references, made, str(row["ingredient"]))


def measure(references: References, made: MealItem | DiaryEntry, key: str) -> None:
    portion = references.portion(key)
    if portion is None:
        raise Left("the unit of its amount is not shown by the other server any more")
    made.weight_unit = portion.unit
    if portion.unit is None:
        made.amount = (made.amount * portion.grams).quantize(TWO_PLACES, ROUND_HALF_UP)


def record(references: References, made: DiaryEntry, key: str) -> None:
    """What was in it, by the food as it is here."""
    food = references.food(key)
    assert food is not None
    if made.plan_id is None:
        made.plan = default_plan(references.person)
    try:
        values = snapshot(food, made.amount, made.weight_unit)
    except TooMuch as error:
        raise Left("it is more than a ton") from error
    for name, value in values.items():
        setattr(made, name, value)
