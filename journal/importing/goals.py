"""What the app's settings want of a day."""

import math
from collections.abc import Mapping
from typing import Any

from journal.importing.eaten import KILOCALORIES_PER_KILOJOULE, number

# What the app calls the goals that a plan has; kilocalories a gram where a goal may be in percent of the energy.
NAMES = {"protein": ("proteins", 4), "carbohydrates": ("carbohydrates", 4), "fat": ("fat", 9), "fiber": ("fiber", 0)}
LARGEST = 2**31 - 1


def goals(settings: Any) -> dict[str, int]:
    """Energy in kilocalories, all else in grams, for a day; of goals that differ by weekday their mean.

    Only those that are there and are numbers; a goal of zero is how the app writes that there is none.
    """
    stats = at(settings, "goals")
    found = {"energy": energy(stats)}
    for name, (title, factor) in NAMES.items():
        value, is_percent = goal(stats, title)
        if is_percent:
            value = found["energy"] * value / 100 / factor if factor else math.nan
        found[name] = value
    return {name: round(value) for name, value in found.items() if 1 <= value <= LARGEST}


def energy(stats: Any) -> float:
    kilocalories, _ = goal(stats, "calories")
    kilojoules, _ = goal(stats, "kilojoules")
    return kilojoules * KILOCALORIES_PER_KILOJOULE if math.isnan(kilocalories) else kilocalories


def goal(stats: Any, title: str) -> tuple[float, bool]:
    """The value, which is not a number if there is none, and whether it is percent of the energy."""
    listed = at(stats, title, "goal-list")
    latest = listed[0] if isinstance(listed, list) and listed else None
    values = at(latest, "goal")
    if not isinstance(values, list):
        return math.nan, False
    numbers = [value for each in values if (value := number(each)) > 0]
    if not numbers:
        return math.nan, False
    is_shared = at(latest, "shared-goal") is not False
    is_percent = at(latest, "percent-goal") is True or at(stats, title, "percent-goal") is True
    return numbers[0] if is_shared else sum(numbers) / len(numbers), is_percent


def at(value: Any, *names: str) -> Any:
    """What is found by these names, one inside the other; none if something on the way is no object."""
    for name in names:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value
