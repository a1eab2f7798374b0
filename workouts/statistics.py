"""What the sets of a person add up to: volume, sets and intensity, over time and over the body."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import groupby
from typing import Any, NamedTuple, TypeVar

from workouts.strength import BRZYCKI, Formula, LoggedSet

ZERO = Decimal(0)
ONE = Decimal(1)
NOTHING = Decimal(-1)

# A set counts half for a muscle that only helps: the "fractional" count of Pelland et al., The Resistance Training
# Dose Response, SportRxiv 2024.
SECONDARY_SHARE = Decimal("0.5")

# Calves, glutes, quads, hamstrings and soleus, by their seeded ids.  All other muscles are of the upper body.
LOWER_BODY = frozenset({7, 8, 10, 11, 15})

# T. Gabbett, The training-injury prevention paradox, Br J Sports Med 50 (2016): the last week against four.
ACUTE_DAYS = 7
CHRONIC_DAYS = 28

# Parts of the body that are no muscles, beside the ids of those that are.
UPPER, LOWER, TOTAL = -1, -2, -3
ONLY_IN_TOTAL = [(TOTAL, ONE)]


class Measure(StrEnum):
    """Volume in kilograms moved, sets counted, intensity as the mean share of the one-repetition maximum (1 is all)."""

    VOLUME = "volume"
    SETS = "sets"
    INTENSITY = "intensity"


@dataclass(frozen=True, slots=True)
class Muscles:
    """What an exercise trains."""

    primary: frozenset[int] = frozenset()
    secondary: frozenset[int] = frozenset()

    def shares(self) -> dict[int, Decimal]:
        """How much of a set counts for each muscle."""
        return dict.fromkeys(self.secondary, SECONDARY_SHARE) | dict.fromkeys(self.primary, ONE)

    def lower_body_share(self) -> Decimal | None:
        """How much of the primary muscles is in the lower body, from 0 to 1; the rest is in the upper one."""
        leading = self.primary or self.secondary
        return Decimal(len(leading & LOWER_BODY)) / len(leading) if leading else None


class Week(NamedTuple):
    """A week of ISO 8601 with the year it belongs to, which around New Year is not that of its dates."""

    year: int
    week: int

    @classmethod
    def of(cls, day: date) -> "Week":
        return cls(*day.isocalendar()[:2])

    def __str__(self) -> str:
        return f"{self.year:04}-W{self.week:02}"

    @property
    def number(self) -> int:
        """``202647``: for clients that read the keys of weeks as whole numbers, which grow with time."""
        return self.year * 100 + self.week


K = TypeVar("K", date, Week, int)


@dataclass(frozen=True, slots=True)
class Load:
    """A measure within a span of time; upper and lower body add up to the total of exercises that train muscles."""

    exercises: dict[int, Decimal]
    muscles: dict[int, Decimal]
    upper_body: Decimal
    lower_body: Decimal
    total: Decimal

    def on_the_wire(self) -> dict[str, Any]:
        """Maps of numbers, and three decimals with two places, as the clients parse them."""
        return {
            "exercises": {str(exercise): float(value) for exercise, value in self.exercises.items()},
            "muscle": {str(muscle): float(value) for muscle, value in self.muscles.items()},
            "upper_body": f"{self.upper_body:.2f}",
            "lower_body": f"{self.lower_body:.2f}",
            "total": f"{self.total:.2f}",
        }


@dataclass(frozen=True, slots=True)
class Overview:
    """One measure by time.  Sets without an iteration are in no iteration, but in everything else."""

    daily: dict[date, Load]
    weekly: dict[Week, Load]
    iteration: dict[int, Load]
    mesocycle: Load

    def on_the_wire(self) -> dict[str, Any]:
        """Weeks have their number as the key and, beside the keys that clients know, their name in ``week``."""
        return {
            "daily": {day.isoformat(): load.on_the_wire() for day, load in self.daily.items()},
            "weekly": {
                str(week.number): load.on_the_wire() | {"week": str(week)} for week, load in self.weekly.items()
            },
            "iteration": {str(iteration): load.on_the_wire() for iteration, load in self.iteration.items()},
            "mesocycle": self.mesocycle.on_the_wire(),
        }


@dataclass(frozen=True, slots=True)
class Workload:
    """What a muscle had to do, a week: in the last one, and on average of the last four.

    ``ratio`` is the first over the second, from 0 to 4; none while there is nothing to compare with.
    """

    acute: Decimal
    chronic: Decimal
    ratio: Decimal | None


def overviews(
    sets: Iterable[LoggedSet],
    muscles: Mapping[int, Muscles],
    maxima: Mapping[int, Decimal] | None = None,
    formula: Formula = BRZYCKI,
) -> dict[Measure, Overview]:
    """``muscles`` by exercise; ``maxima`` are one-repetition maxima in kilograms from before these sets."""
    efforts = list(_efforts(sets, maxima or {}, formula))
    spread = _Spread(muscles)
    return {measure: _overview(efforts, measure, spread) for measure in Measure}


def workload(
    sets: Iterable[LoggedSet],
    muscles: Mapping[int, Muscles],
    today: date,
    recorded_since: date,
    measure: Measure = Measure.SETS,
) -> dict[int, Workload]:
    """By muscle, from the sets of the 28 days up to ``today``; others are ignored.

    There is no ratio while the record, which began ``recorded_since``, is shorter than that: it would be high only
    because nothing was written down before.
    """
    if measure == Measure.INTENSITY:
        raise ValueError("Intensities do not add up to a workload.")
    acute, chronic = _Sums(), _Sums()
    for one in sets:
        age = (today - one.date).days
        amount = ONE if measure == Measure.SETS else one.volume
        if 0 <= age < CHRONIC_DAYS:
            chronic.add(one.exercise, amount, ONE)
        if 0 <= age < ACUTE_DAYS:
            acute.add(one.exercise, amount, ONE)
    spread = _Spread(muscles)
    last_week = spread.load(acute, is_mean=False).muscles
    is_settled = today - recorded_since >= timedelta(days=CHRONIC_DAYS - 1)
    return {
        muscle: _workload(last_week.get(muscle, ZERO), total * ACUTE_DAYS / CHRONIC_DAYS, is_settled=is_settled)
        for muscle, total in spread.load(chronic, is_mean=False).muscles.items()
    }


def _workload(acute: Decimal, chronic: Decimal, *, is_settled: bool) -> Workload:
    return Workload(acute, chronic, acute / chronic if is_settled and chronic else None)


@dataclass(frozen=True, slots=True)
class _Effort:
    """The sets of one exercise on one date and in one iteration; ``compared`` are those that have an intensity."""

    date: date
    exercise: int
    iteration: int | None
    sets: Decimal
    volume: Decimal
    intensities: Decimal
    compared: Decimal

    def amount(self, measure: Measure) -> tuple[Decimal, Decimal]:
        """What to add up, and what it counts for in a mean."""
        if measure == Measure.SETS:
            return self.sets, self.sets
        if measure == Measure.VOLUME:
            return self.volume, self.sets
        return self.intensities, self.compared


def _efforts(sets: Iterable[LoggedSet], maxima: Mapping[int, Decimal], formula: Formula) -> Iterator[_Effort]:
    """The maximum of an exercise on a date is the best up to and including that date."""
    best = dict(maxima)
    ordered = sorted(sets, key=lambda one: one.date)
    for day, of_day in groupby(ordered, key=lambda one: one.date):
        together: dict[tuple[int, int | None], _Performed] = defaultdict(_Performed)
        for one in of_day:
            together[one.exercise, one.iteration].add(one)
            strength = one.one_rep_max(formula) or ZERO
            if strength > best.get(one.exercise, NOTHING):
                best[one.exercise] = strength
        for (exercise, iteration), performed in together.items():
            is_known = best[exercise] > ZERO
            yield _Effort(
                day,
                exercise,
                iteration,
                sets=Decimal(performed.sets),
                volume=performed.volume,
                intensities=performed.weights / best[exercise] if is_known else ZERO,
                compared=Decimal(performed.compared) if is_known else ZERO,
            )


class _Performed:
    """Sums over the sets of an exercise on a date, in kilograms."""

    __slots__ = ("compared", "sets", "volume", "weights")

    def __init__(self) -> None:
        self.sets = self.compared = 0
        self.volume = self.weights = ZERO

    def add(self, one: LoggedSet) -> None:
        self.sets += 1
        kilograms, count = one.kilograms, one.count
        # Without a weight or repetitions a set says nothing about effort.
        if kilograms and count:
            self.volume += kilograms * count
            self.weights += kilograms
            self.compared += 1


def _overview(efforts: Iterable[_Effort], measure: Measure, spread: "_Spread") -> Overview:
    daily: dict[date, _Sums] = defaultdict(_Sums)
    weekly: dict[Week, _Sums] = defaultdict(_Sums)
    iterations: dict[int, _Sums] = defaultdict(_Sums)
    mesocycle = _Sums()
    for effort in efforts:
        amount, count = effort.amount(measure)
        if not count:
            continue
        daily[effort.date].add(effort.exercise, amount, count)
        if effort.iteration is not None:
            iterations[effort.iteration].add(effort.exercise, amount, count)
    for day, of_day in daily.items():
        week = weekly[Week.of(day)]
        for exercise, (amount, count) in of_day.pairs.items():
            week.add(exercise, amount, count)
            mesocycle.add(exercise, amount, count)
    is_mean = measure == Measure.INTENSITY
    return Overview(
        spread.over(daily, is_mean=is_mean),
        spread.over(weekly, is_mean=is_mean),
        spread.over(iterations, is_mean=is_mean),
        spread.load(mesocycle, is_mean=is_mean),
    )


class _Sums:
    """By exercise or muscle: an amount, and what it counts for in a mean."""

    __slots__ = ("pairs",)

    def __init__(self) -> None:
        self.pairs: dict[int, list[Decimal]] = {}

    def add(self, key: int, amount: Decimal, count: Decimal) -> None:
        pair = self.pairs.get(key)
        if pair is None:
            self.pairs[key] = [amount, count]
        else:
            pair[0] += amount
            pair[1] += count

    def values(self, *, is_mean: bool) -> dict[int, Decimal]:
        if is_mean:
            return {key: amount / count for key, (amount, count) in sorted(self.pairs.items())}
        return {key: amount for key, (amount, _) in sorted(self.pairs.items())}


class _Spread:
    """From sums by exercise to loads of the body."""

    __slots__ = ("_shares",)

    def __init__(self, muscles: Mapping[int, Muscles]) -> None:
        self._shares = {exercise: _shares(trained) for exercise, trained in muscles.items()}

    def over(self, sums: Mapping[K, _Sums], *, is_mean: bool) -> dict[K, Load]:
        return {key: self.load(sums[key], is_mean=is_mean) for key in sorted(sums)}

    def load(self, sums: _Sums, *, is_mean: bool) -> Load:
        # Most of the time of all statistics is spent here, so nothing is called and nothing counted in vain.
        amounts: dict[int, Decimal] = {}
        counts: dict[int, Decimal] = {}
        for exercise, (amount, count) in sums.pairs.items():
            for part, share in self._shares.get(exercise, ONLY_IN_TOTAL):
                amounts[part] = amounts.get(part, ZERO) + (amount if share is ONE else amount * share)
                if is_mean:
                    counts[part] = counts.get(part, ZERO) + (count if share is ONE else count * share)
        found = {part: amounts[part] / counts[part] if is_mean else amounts[part] for part in sorted(amounts)}
        upper, lower, total = (found.pop(part, ZERO) for part in (UPPER, LOWER, TOTAL))
        return Load(sums.values(is_mean=is_mean), found, upper, lower, total)


def _shares(trained: Muscles) -> list[tuple[int, Decimal]]:
    lower = trained.lower_body_share()
    halves = [] if lower is None else [(UPPER, ONE - lower), (LOWER, lower)]
    return [(part, share) for part, share in [*trained.shares().items(), *halves] if share] + ONLY_IN_TOTAL
