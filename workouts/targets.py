"""What a person is to do in one iteration, in the numbers and words that clients show."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from workouts.progression import REST_ROUNDING, RIR_ROUNDING, Course, Performance, Values, progress, rounded

HUNDREDTH = Decimal("0.01")
TENTH = Decimal("0.1")

# Repetition units that are counted in repetitions, by their seeded ids.
REPETITIONS = 1
UNTIL_FAILURE = 2

# Perceived exertion is 10 less the repetitions in reserve; more than five of them nobody tells apart, they count as 4.
HIGHEST_RPE = Decimal(10)
LOWEST_RPE = Decimal(4)
MOST_RIR_TOLD_APART = Decimal(5)


@dataclass(frozen=True, slots=True)
class Unit:
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An exercise within a slot; ``id`` is written as it is, so it may be either form of an id."""

    id: int | str
    exercise: int
    course: Course
    repetition_unit: Unit | None = None
    weight_unit: Unit | None = None
    type: str = "normal"
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """One of the ``sets`` of a date sequence, field for field as it goes over the wire.

    Weights, repetitions and rests are whole or have two places, RiR and RPE whole or one.  A maximum is there only
    where it is above a value that is not zero (``max_sets`` always).  Beside no value there is no unit or rounding.
    """

    slot_entry_id: int | str
    exercise: int
    sets: int
    max_sets: int | None
    weight: str | None
    max_weight: str | None
    weight_unit: int | None
    weight_rounding: str | None
    repetitions: str | None
    max_repetitions: str | None
    repetitions_unit: int | None
    repetitions_rounding: str | None
    rir: str | None
    max_rir: str | None
    rpe: str | None
    rest: str | None
    max_rest: str | None
    type: str
    text_repr: str
    comment: str

    def alone(self) -> "Target":
        """The same as one single set, which is how the gym mode shows it."""
        if self.sets == 1:
            return self
        told = _sets_told(self.sets, self.max_sets)
        return replace(self, sets=1, text_repr=self.text_repr.removeprefix(told).removeprefix(", "))


def targets(entry: Entry, sets: int, performances: Iterable[Performance] = ()) -> Iterator[Target]:
    """The targets in iteration 1, 2, 3, … without end; ``sets`` counts where no rule says how many."""
    course = progress(entry.course, performances)
    values = next(course)
    target = target_of(entry, values, sets)
    yield target
    while True:
        coming = next(course)
        if coming is not values:
            values, target = coming, target_of(entry, coming, sets)
        yield target


def target_of(entry: Entry, values: Values, sets: int) -> Target:
    """``values`` rounded, written and told."""
    course = entry.course
    weight, max_weight = _span(values.weight, values.max_weight, course.weight_rounding)
    repetitions, max_repetitions = _span(values.repetitions, values.max_repetitions, course.repetitions_rounding)
    rir, max_rir = _span(values.rir, values.max_rir, RIR_ROUNDING, TENTH)
    rest, max_rest = _span(values.rest, values.max_rest, REST_ROUNDING)
    weight_unit = None if weight is None else entry.weight_unit
    repetition_unit = None if repetitions is None else entry.repetition_unit
    count = sets if values.sets is None else int(values.sets)
    max_count = None if values.max_sets is None else int(values.max_sets)
    return Target(
        slot_entry_id=entry.id,
        exercise=entry.exercise,
        sets=count,
        max_sets=max_count,
        weight=weight,
        max_weight=max_weight,
        weight_unit=None if weight_unit is None else weight_unit.id,
        weight_rounding=None if weight is None else _rounding(course.weight_rounding),
        repetitions=repetitions,
        max_repetitions=max_repetitions,
        repetitions_unit=None if repetition_unit is None else repetition_unit.id,
        repetitions_rounding=None if repetitions is None else _rounding(course.repetitions_rounding),
        rir=rir,
        max_rir=max_rir,
        rpe=_exertion(rir),
        rest=rest,
        max_rest=max_rest,
        type=entry.type,
        text_repr=_told(
            _sets_told(count, max_count),
            _work_told(
                _span_told(repetitions, max_repetitions, ""),
                repetition_unit,
                _span_told(weight, max_weight, f" {weight_unit.name}" if weight_unit else ""),
            ),
            _span_told(rir, max_rir, " RiR", before="@ "),
            _span_told(rest, max_rest, "s rest"),
        ),
        comment=entry.comment,
    )


def written(value: Decimal, smallest: Decimal = HUNDREDTH) -> str:
    """A value as the clients parse it: whole, or with all the places of ``smallest``."""
    text = str(value.quantize(smallest))
    return text.removesuffix(".00").removesuffix(".0") if text[-1] == "0" else text


def _span(
    value: Decimal | None, most: Decimal | None, multiple: Decimal | None, smallest: Decimal = HUNDREDTH
) -> tuple[str | None, str | None]:
    """Both ends, rounded and written; whether there is an upper one is decided before rounding."""
    if value is None:
        return None, None
    low = written(rounded(value, multiple), smallest)
    if most is None or not value or most <= value:
        return low, None
    return low, written(rounded(most, multiple), smallest)


def _rounding(multiple: Decimal | None) -> str | None:
    return None if multiple is None else f"{multiple:.2f}"


@lru_cache(maxsize=64)
def _exertion(rir: str | None) -> str | None:
    """Rate of perceived exertion (RPE, Zourdos et al. 2016), 10 being a set to failure; kept, as there are twenty."""
    if rir is None:
        return None
    reserve = Decimal(rir)
    return written(LOWEST_RPE if reserve > MOST_RIR_TOLD_APART else HIGHEST_RPE - reserve, TENTH)


def _told(sets: str, *details: str) -> str:
    """Sets, work, repetitions in reserve and rest; what is missing or zero is left out."""
    told = " ".join(filter(None, details))
    return f"{sets}, {told}" if sets and told else sets or told


def _sets_told(sets: int, max_sets: int | None) -> str:
    if sets <= 1:
        return ""
    return f"{sets}-{max_sets} Sets" if max_sets is not None and max_sets > sets else f"{sets} Sets"


def _span_told(low: str | None, high: str | None, after: str, before: str = "") -> str:
    if low is None or low == "0":
        return ""
    span = low if high is None or high == low else f"{low}-{high}"
    return f"{before}{span}{after}"


def _work_told(repetitions: str, unit: Unit | None, weight: str) -> str:
    """Repetitions with their unit, and the weight: "Reps" is understood beside one, and failure has no number."""
    is_counted = unit is None or unit.id in {REPETITIONS, UNTIL_FAILURE}
    if unit is not None and unit.id == UNTIL_FAILURE and weight:
        repetitions = "\N{INFINITY}"
    elif repetitions and unit is not None and not is_counted:
        repetitions = f"{repetitions} {unit.name}"
    elif repetitions and not weight:
        repetitions = f"{repetitions} Reps"
    return " \N{MULTIPLICATION SIGN} ".join(filter(None, (repetitions, weight)))
