"""How the values of a plan move from one iteration to the next.

An entry of a plan has rules for ten quantities: "in iteration 1 50 kg; from 2 on 2.5 kg more each time, but only after
a set that reached weight and repetitions".  An iteration is a function of the one before it, the rules and the logs,
so a sequence is one pass that carries its state.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

ZERO = Decimal(0)
HUNDRED = Decimal(100)

# Values above these stay at them, however often a rule repeats.
MOST = Decimal("9999.99")
MOST_RIR = Decimal("9.5")

RIR_ROUNDING = Decimal("0.5")
REST_ROUNDING = Decimal(1)


class Quantity(StrEnum):
    """What a rule is about: rest in seconds, RiR in repetitions, weight and repetitions in the units of the entry."""

    WEIGHT = "weight"
    MAX_WEIGHT = "max_weight"
    REPETITIONS = "repetitions"
    MAX_REPETITIONS = "max_repetitions"
    RIR = "rir"
    MAX_RIR = "max_rir"
    REST = "rest"
    MAX_REST = "max_rest"
    SETS = "sets"
    MAX_SETS = "max_sets"


# The upper end of a span moves when its lower end does.
LOWER_END: Mapping[Quantity, Quantity] = {
    Quantity.MAX_WEIGHT: Quantity.WEIGHT,
    Quantity.MAX_REPETITIONS: Quantity.REPETITIONS,
    Quantity.MAX_RIR: Quantity.RIR,
    Quantity.MAX_REST: Quantity.REST,
    Quantity.MAX_SETS: Quantity.SETS,
}


class Operation(StrEnum):
    REPLACE = "r"
    ADD = "+"
    SUBTRACT = "-"


class Step(StrEnum):
    """What the value of ``+`` and ``-`` is measured in.  ``na``, which a stored ``r`` leaves behind, is absolute."""

    NOT_APPLICABLE = "na"
    ABSOLUTE = "abs"
    PERCENT = "percent"


# Looking a member up in its class takes longer than adding two numbers.
_REPLACE, _ADD, _PERCENT = Operation.REPLACE, Operation.ADD, Step.PERCENT


@dataclass(frozen=True, slots=True)
class Rule:
    """From ``iteration`` (counted from 1) on, change the value; no two rules of a quantity share an iteration.

    ``value`` is in the unit of the quantity, or in percent of the current value where ``step`` says so.
    ``requirements`` are among weight, repetitions, rir and rest: what one set of the iteration before has to have
    reached.
    """

    iteration: int
    value: Decimal
    operation: Operation = Operation.REPLACE
    step: Step = Step.ABSOLUTE
    repeat: bool = False
    requirements: frozenset[Quantity] = frozenset()

    def applied_to(self, current: Decimal | None, most: Decimal) -> Decimal:
        """The new value, from 0 to ``most``; an unset value counts as 0."""
        if self.operation == _REPLACE:
            value = self.value
        else:
            start = ZERO if current is None else current
            change = start * self.value / HUNDRED if self.step == _PERCENT else self.value
            value = start + change if self.operation == _ADD else start - change
        if value < ZERO:
            return ZERO
        if value > most:
            return most
        return value


@dataclass(frozen=True, slots=True)
class Performance:
    """A logged set of the entry, its weight in the unit of the entry.  Sets without an iteration are not given."""

    iteration: int
    weight: Decimal | None = None
    repetitions: Decimal | None = None
    rir: Decimal | None = None
    rest: Decimal | None = None


class Values(NamedTuple):
    """Where the quantities stand in one iteration, exact: rounding is for showing only.

    In the order of ``Quantity``.  A tuple, because a year of a plan has thousands and a frozen dataclass is five times
    as slow to make.
    """

    weight: Decimal | None = None
    max_weight: Decimal | None = None
    repetitions: Decimal | None = None
    max_repetitions: Decimal | None = None
    rir: Decimal | None = None
    max_rir: Decimal | None = None
    rest: Decimal | None = None
    max_rest: Decimal | None = None
    sets: Decimal | None = None
    max_sets: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """All rules of one entry, and the multiples its weight and repetitions are shown in (none or 0: as they are)."""

    rules: Mapping[Quantity, Collection[Rule]]
    weight_rounding: Decimal | None = None
    repetitions_rounding: Decimal | None = None

    def rounding(self, quantity: Quantity) -> Decimal | None:
        """The multiple that the lower or upper end of ``quantity`` is shown in."""
        match LOWER_END.get(quantity, quantity):
            case Quantity.WEIGHT:
                return self.weight_rounding
            case Quantity.REPETITIONS:
                return self.repetitions_rounding
            case Quantity.RIR:
                return RIR_ROUNDING
            case Quantity.REST:
                return REST_ROUNDING
        return None


def rounded(value: Decimal, multiple: Decimal | None) -> Decimal:
    """The nearest multiple, of two equally near ones the even one: 51.25 in steps of 2.5 is 50, 53.75 is 55."""
    if not multiple:
        return value
    return (value / multiple).to_integral_value(ROUND_HALF_EVEN) * multiple


def progress(course: Course, performances: Iterable[Performance] = ()) -> Iterator[Values]:
    """The values in iteration 1, 2, 3, … without end; the order of rules and performances does not matter.

    Each iteration costs the same plus its own performances.  One that changes nothing yields the same object again.
    """
    run = _Run(course, performances)
    while True:
        yield run.go_on()


def values_at(course: Course, iteration: int, performances: Iterable[Performance] = ()) -> Values:
    """The values in one iteration; below 1 those of the first."""
    return next(islice(progress(course, performances), max(iteration, 1) - 1, None))


class _Run:
    """All quantities of an entry on their way through the iterations."""

    __slots__ = ("course", "iteration", "performed", "tracks", "values")

    def __init__(self, course: Course, performances: Iterable[Performance]) -> None:
        self.course = course
        self.performed: dict[int, list[Performance]] = defaultdict(list)
        for performance in performances:
            self.performed[performance.iteration].append(performance)
        self.tracks = _tracks(course)
        self.iteration = 0
        self.values = Values()

    def go_on(self) -> Values:
        self.iteration += 1
        for track in self.tracks:
            track.start(self.iteration)
        # What was earned is judged by the values before any of them moves.
        earned = [track for track in self.tracks if track.due is not None and self._earns(track)]
        for track in earned:
            track.move()
        if earned:
            self.values = Values._make([track.value for track in self.tracks])
        return self.values

    def _earns(self, track: "_Track") -> bool:
        """Whether one single set reached all that is required, compared with the values as they were shown."""
        requirements = track.requirements
        if not requirements or self.iteration == 1:
            return True
        before = self.performed.get(self.iteration - 1, [])
        return any(all(self._reaches(one, needed) for needed in requirements) for one in before)

    def _reaches(self, performance: Performance, quantity: Quantity) -> bool:
        achieved: Decimal | None = getattr(performance, quantity)
        target: Decimal | None = getattr(self.values, quantity)
        if achieved is None or target is None:
            return False
        return achieved >= rounded(target, self.course.rounding(quantity))


class _Track:
    """One quantity.

    ``active`` is the last rule whose iteration has come.  It stays ``due`` until it is earned, and for good if it
    repeats.
    """

    __slots__ = ("active", "due", "lower_end", "most", "requirements", "rules", "value")

    def __init__(self, rules: Collection[Rule], most: Decimal, lower_end: "_Track | None") -> None:
        self.rules = {rule.iteration: rule for rule in rules}
        self.most = most
        self.lower_end = lower_end
        self.value: Decimal | None = None
        self.active: Rule | None = None
        self.due: Rule | None = None
        self.requirements: frozenset[Quantity] = frozenset()

    def start(self, iteration: int) -> None:
        """Take up the rule of this iteration, if there is one.  The lower end of a span has to start first."""
        rule = self.rules.get(iteration)
        if rule is not None:
            self.active = self.due = rule
            self.requirements = rule.requirements
        # Both ends of a span move together, so what the lower one has to earn goes for the upper one too.
        if self.lower_end is not None and self.lower_end.active is not None:
            self.requirements = self.lower_end.requirements

    def move(self) -> None:
        """Apply the rule that is due."""
        rule = self.due
        assert rule is not None
        self.value = rule.applied_to(self.value, self.most)
        if not rule.repeat:
            self.due = None


def _tracks(course: Course) -> list[_Track]:
    """Of all quantities, the lower end of a span before its upper end."""
    tracks: dict[Quantity, _Track] = {}
    for quantity in Quantity:
        lower_end = LOWER_END.get(quantity, quantity)
        most = MOST_RIR if lower_end == Quantity.RIR else MOST
        tracks[quantity] = _Track(course.rules.get(quantity, ()), most, tracks.get(lower_end))
    return list(tracks.values())
