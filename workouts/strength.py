"""Single sets as they were performed: their weight, their volume, and how strong they show a person to be."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

# Weight units by their seeded ids, in kilograms.  The pound is exact by the international agreement of 1959.
KILOGRAMS_PER_UNIT = {1: Decimal(1), 2: Decimal("0.45359237")}

# Repetition units that count repetitions, by their seeded ids: repetitions, until failure, max reps.
COUNTED_IN_REPETITIONS = frozenset({1, 2, 7})

NO_VOLUME = Decimal(0)


@dataclass(frozen=True, slots=True)
class LoggedSet:
    """A set of a log; ``date`` is that of the person's time zone, ``rir`` are repetitions in reserve."""

    id: int
    date: date
    exercise: int
    weight: Decimal | None = None
    weight_unit: int | None = None
    repetitions: Decimal | None = None
    repetitions_unit: int | None = None
    rir: Decimal | None = None
    iteration: int | None = None

    @property
    def kilograms(self) -> Decimal | None:
        """None where the unit is no weight, e.g. plates or kilometres per hour."""
        if self.weight is None or self.weight_unit not in KILOGRAMS_PER_UNIT:
            return None
        return self.weight * KILOGRAMS_PER_UNIT[self.weight_unit]

    @property
    def count(self) -> Decimal | None:
        """Repetitions; none where seconds or metres were logged."""
        return self.repetitions if self.repetitions_unit in COUNTED_IN_REPETITIONS else None

    @property
    def volume(self) -> Decimal:
        """Kilograms moved; 0 where a weight or a number of repetitions is missing."""
        kilograms, count = self.kilograms, self.count
        return NO_VOLUME if kilograms is None or count is None else kilograms * count

    def one_rep_max(self, formula: "Formula") -> Decimal | None:
        """In kilograms; the repetitions in reserve count as if they had been done."""
        kilograms, count = self.kilograms, self.count
        if kilograms is None or count is None:
            return None
        return formula.one_rep_max(kilograms, count + self.rir if self.rir else count)


@dataclass(frozen=True, slots=True)
class Formula:
    """An estimate of the weight that can be lifted once, from 1 to ``most_repetitions``; outside there is none."""

    name: str
    most_repetitions: int
    estimate: Callable[[Decimal, Decimal], Decimal]

    def one_rep_max(self, weight: Decimal, repetitions: Decimal) -> Decimal | None:
        """In the unit of ``weight``; one repetition is no estimate but the weight itself."""
        if weight <= 0 or not 1 <= repetitions <= self.most_repetitions:
            return None
        return weight if repetitions == 1 else self.estimate(weight, repetitions)


# B. Epley, Poundage Chart, Boyd Epley Workout, Lincoln 1985; the chart ends with ten repetitions.
EPLEY = Formula("Epley", 10, lambda weight, repetitions: weight * (30 + repetitions) / 30)

# M. Brzycki, Strength Testing: Predicting a One-Rep Max from Reps-to-Fatigue, JOPERD 64 (1993), 88-90; up to ten.
BRZYCKI = Formula("Brzycki", 10, lambda weight, repetitions: weight * 36 / (37 - repetitions))

FORMULAS = {formula.name: formula for formula in (EPLEY, BRZYCKI)}


class Feat(StrEnum):
    """What a set can be the best in."""

    WEIGHT = "weight"
    REPETITIONS = "repetitions"
    VOLUME = "volume"
    ONE_REP_MAX = "one_rep_max"


@dataclass(frozen=True, slots=True)
class Record:
    """``value`` in kilograms or repetitions, and the best one before; none before the first."""

    feat: Feat
    set: LoggedSet
    value: Decimal
    previous: Decimal | None


def in_order(sets: Iterable[LoggedSet]) -> list[LoggedSet]:
    return sorted(sets, key=lambda one: (one.date, one.id))


def feats(one: LoggedSet, formula: Formula = BRZYCKI) -> dict[Feat, Decimal]:
    """What a set achieved; things that cannot be told or are zero are not in it."""
    achieved = {
        Feat.WEIGHT: one.kilograms,
        Feat.REPETITIONS: one.count,
        Feat.VOLUME: one.volume,
        Feat.ONE_REP_MAX: one.one_rep_max(formula),
    }
    return {feat: value for feat, value in achieved.items() if value}


def records(sets: Iterable[LoggedSet], formula: Formula = BRZYCKI) -> Iterator[Record]:
    """Every personal record in the order they were set: a value above all earlier ones of that exercise."""
    best: dict[tuple[int, Feat], Decimal] = {}
    for one in in_order(sets):
        for feat, value in feats(one, formula).items():
            previous = best.get((one.exercise, feat))
            if previous is None or value > previous:
                best[one.exercise, feat] = value
                yield Record(feat, one, value, previous)


def best_sets(sets: Iterable[LoggedSet], formula: Formula = BRZYCKI) -> dict[int, dict[Feat, Record]]:
    """The records that stand, by exercise."""
    standing: dict[int, dict[Feat, Record]] = defaultdict(dict)
    for record in records(sets, formula):
        standing[record.set.exercise][record.feat] = record
    return dict(standing)


def best_by_repetitions(sets: Iterable[LoggedSet]) -> dict[Decimal, list[LoggedSet]]:
    """For each number of repetitions the heaviest set of each date, in the order of the dates."""
    heaviest: dict[tuple[Decimal, date], tuple[Decimal, LoggedSet]] = {}
    for one in in_order(sets):
        if one.count is None or one.kilograms is None:
            continue
        before = heaviest.get((one.count, one.date))
        if before is None or one.kilograms > before[0]:
            heaviest[one.count, one.date] = one.kilograms, one
    charts: dict[Decimal, list[LoggedSet]] = defaultdict(list)
    for (count, _), (_, one) in heaviest.items():
        charts[count].append(one)
    return dict(sorted(charts.items()))
