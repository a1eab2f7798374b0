"""What a day's entries come to, by the app's own rule and in its own arithmetic (version 3.11)."""

import math
import re
import sys
from collections.abc import Iterable, Mapping
from typing import Any

KILOCALORIES_PER_KILOJOULE = 0.23900573614
# From here on doubles skip whole numbers.
EXACT = 2**53
LEADING_NUMBER = re.compile(r"\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)", re.ASCII)

Record = Mapping[str, Any]
# Foods and recipes by type and id.
Records = Mapping[tuple[str, Any], Record]


def totals(items: Iterable[Record], records: Records) -> dict[str, float]:
    """The day's nutrition.  Each item is rounded, the sum is not; burned energy, which is negative, is left out.

    An item whose food is gone counts nothing.  A value that is no number counts nothing; one that comes out infinite,
    because the food's portion is zero, makes the sum infinite, which JSON writes as null.
    """
    found: dict[str, float] = {"calories": 0}
    for item in items:
        record = record_of(item, records)
        if record is None:
            continue
        quantity = leading_number(item.get("quantity"))
        for name, value in scaled(record, portions(item, record) * (0 if math.isnan(quantity) else quantity)):
            if math.isnan(value) or value >= 0:
                found[name] = found.get(name, 0) + (0 if math.isnan(value) else value)
    return {name: whole(value) for name, value in found.items()}


def details(items: Iterable[Record], records: Records) -> list[dict[str, Any] | None]:
    """The record of each item with its nutrition for the amount eaten; null where it is gone."""
    return [detail(item, record_of(item, records)) for item in items]


def detail(item: Record, record: Record | None) -> dict[str, Any] | None:
    if record is None:
        return None
    times = portions(item, record) * number(item.get("quantity") or 1)
    nutrition = {name: rounded(number(value) * times) for name, value in nutrition_of(record).items()}
    return {**record, "nutrition": nutrition}


def record_of(item: Record, records: Records) -> Record | None:
    key = item.get("id")
    return records.get((item.get("type") or "food", key)) if isinstance(key, int | str) else None


def nutrition_of(record: Record) -> Mapping[str, Any]:
    found = record.get("nutrition")
    return found if isinstance(found, Mapping) else {}


def portions(item: Record, record: Record) -> float:
    """How many of the record's portions one of the item's is."""
    return divided(leading_number(item.get("portion")), leading_number(record.get("portion")))


def scaled(record: Record, times: float) -> Iterable[tuple[str, float]]:
    """Each nutrient for so many portions; energy that is known in kilocalories only, in kilojoules too."""
    nutrition = nutrition_of(record)
    for name, value in nutrition.items():
        yield name, rounded(number(value) * times)
        if name == "calories" and "kilojoules" not in nutrition:
            yield "kilojoules", rounded(number(value) / KILOCALORIES_PER_KILOJOULE * times)


def rounded(value: float) -> float:
    """To two places as JavaScript rounds: halves go up, also below zero."""
    if not math.isfinite(hundredfold := value * 100):
        return hundredfold
    below = math.floor(hundredfold)
    return whole((below + (hundredfold - below >= 0.5)) / 100)  # noqa: PLR2004


def whole(value: float) -> float:
    """A whole number without the point that JavaScript does not write either."""
    return int(value) if abs(value) < EXACT and value == int(value) else value


def divided(value: float, by: float) -> float:
    """Like JavaScript, which knows infinity where Python raises."""
    if by:
        return value / by
    return math.nan if not value or math.isnan(value) or math.isnan(by) else math.copysign(math.inf, value)


def leading_number(value: Any) -> float:
    """The number that a text begins with, as in "100g"; not a number if it begins with none."""
    if isinstance(value, str):
        match = LEADING_NUMBER.match(value)
        return float(match[1]) if match else math.nan
    return number(value)


def number(value: Any) -> float:
    """``value`` as JavaScript multiplies it: null and "" are zero, a text counts if all of it is a number."""
    if value is None or value == "":
        return 0
    if isinstance(value, str):
        match = LEADING_NUMBER.fullmatch(value.strip())
        return float(match[1]) if match else math.nan
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > sys.float_info.max:
        return math.nan
    return float(value)
