"""The trend in a person's weight, which goes up and down by a kilogram or two a day with water and food.

An exponentially weighted moving average: a day moves the trend by a tenth of its distance from the weight, after
J. Walker, The Hacker's Diet, 1991, "Signal and Noise".  There people weigh themselves every day; after a gap of n days
the old trend has the weight 0.9**n that it would have if the new weight had held on each of them, which is the moving
average of A. Eckner, Algorithms for Unevenly Spaced Time Series, 2019, with the following observation held.
"""

from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

# What a day leaves of the distance between trend and weight.
KEPT_PER_DAY: Final = 0.9


class Weighed(NamedTuple):
    """``trend`` includes the weight of the day itself and is in the same unit."""

    day: date
    weight: float
    trend: float


def smoothed(weights: Iterable[tuple[date, float]]) -> list[Weighed]:
    """Of one weight a day, in the order of the days; the trend begins with the first weight."""
    found: list[Weighed] = []
    for day, weight in weights:
        trend = weight
        if found:
            before = found[-1]
            kept = KEPT_PER_DAY ** (day - before.day).days
            trend = weight + kept * (before.trend - weight)
        found.append(Weighed(day, weight, trend))
    return found
