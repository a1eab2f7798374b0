"""A set as another app has recorded it, and what becomes of its numbers in a log."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

# Repetition and weight units by their seeded ids.
REPETITIONS, SECONDS, MINUTES, MILES, KILOMETRES, METRES = 1, 3, 4, 5, 6, 8
KILOGRAMS, POUNDS, KILOMETRES_PER_HOUR, MILES_PER_HOUR = 1, 2, 5, 6
WEIGHT_UNITS = {"kg": KILOGRAMS, "lb": POUNDS}
METRES_PER = {"m": Decimal(1), "km": Decimal(1000), "mi": Decimal("1609.344")} | {
    "ft": Decimal("0.3048"),
    "yd": Decimal("0.9144"),
    "cm": Decimal("0.01"),
}
# What a log can hold.
LARGEST = Decimal("9999.99")
MOST_RIR = Decimal("4.5")
HARDEST = Decimal(10)
TWO_PLACES = Decimal("0.01")


class Kind(StrEnum):
    NORMAL = "normal"
    WARM_UP = "warm-up"
    DROP = "drop set"
    FAILURE = "to failure"


@dataclass(frozen=True, slots=True)
class PerformedSet:
    """``key`` tells it from all other sets that the app may export, whatever its numbers are.

    ``weight_unit`` is kg or lb, ``distance_unit`` one of ``METRES_PER``; both are empty where the file does not say.
    """

    line: int
    key: str
    moment: datetime
    exercise: str
    workout: str = ""
    weight: Decimal | None = None
    weight_unit: str = ""
    repetitions: Decimal | None = None
    distance: Decimal | None = None
    distance_unit: str = ""
    seconds: int | None = None
    rpe: Decimal | None = None
    rir: Decimal | None = None
    kind: Kind = Kind.NORMAL
    notes: str = ""
    workout_notes: str = ""
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class Units:
    """Of numbers for which the file names none."""

    weight: str = "kg"
    distance: str = "km"


@dataclass(slots=True)
class Figures:
    """The columns of a log.  ``lost`` says what there is no column for; it goes into the notes of the session."""

    repetitions: Decimal
    repetitions_unit: int
    weight: Decimal | None = None
    weight_unit: int = KILOGRAMS
    rir: Decimal | None = None
    lost: list[str] = field(default_factory=list)


class Unusable(ValueError):
    """The set cannot become a log; the sentence says why."""


def figures(performed: PerformedSet, units: Units) -> Figures:
    """What a log has of the set, and what it has no place for.  Raises ``Unusable``."""
    found = amount(performed, units)
    add_weight(found, performed, units)
    if performed.repetitions and performed.seconds:
        found.lost.append(f"{performed.seconds} s")
    elif performed.distance and performed.seconds:
        add_speed(found, performed)
    if performed.repetitions and performed.distance:
        found.lost.append(f"{plain(performed.distance)} {performed.distance_unit or units.distance}")
    found.rir = in_reserve(performed)
    if found.rir is None and performed.rpe is not None:
        found.lost.append(f"RPE {plain(performed.rpe)}")
    if performed.kind is not Kind.NORMAL:
        found.lost.append(performed.kind)
    return found


def amount(performed: PerformedSet, units: Units) -> Figures:
    """Repetitions, else the distance, else the time."""
    if performed.repetitions:
        if performed.repetitions < 0:
            raise Unusable("has less than no repetitions")
        return Figures(fitting(performed.repetitions, "repetitions"), REPETITIONS)
    if performed.distance:
        return distance(performed.distance, performed.distance_unit or units.distance)
    if performed.seconds:
        return time(performed.seconds)
    raise Unusable("has neither repetitions nor a distance nor a time")


def distance(given: Decimal, unit: str) -> Figures:
    if given < 0:
        raise Unusable("has less than no distance")
    if unit == "mi":
        return Figures(fitting(given, "distance"), MILES)
    if unit == "km":
        return Figures(fitting(given, "distance"), KILOMETRES)
    metres = given * METRES_PER[unit]
    if metres > LARGEST:
        return Figures(fitting(metres / 1000, "distance"), KILOMETRES)
    return Figures(fitting(metres, "distance"), METRES)


def time(seconds: int) -> Figures:
    if seconds <= LARGEST:
        return Figures(Decimal(seconds), SECONDS)
    return Figures(fitting(Decimal(seconds) / 60, "time"), MINUTES)


def add_weight(found: Figures, performed: PerformedSet, units: Units) -> None:
    """Help by a machine is written as less than nothing, for which a log has no place."""
    if performed.weight is None:
        return
    unit = performed.weight_unit or units.weight
    found.weight_unit = WEIGHT_UNITS[unit]
    if performed.weight < 0:
        found.lost.append(f"{plain(performed.weight)} {unit}")
    elif performed.weight or performed.repetitions:
        found.weight = fitting(performed.weight, "weight")


def add_speed(found: Figures, performed: PerformedSet) -> None:
    """A log of a distance tells the time by the speed, in the column of the weight if that is free."""
    seconds = Decimal(performed.seconds or 0)
    unit = MILES_PER_HOUR if found.repetitions_unit == MILES else KILOMETRES_PER_HOUR
    per_hour = found.repetitions * 3600 / seconds / (1000 if found.repetitions_unit == METRES else 1)
    found.lost.append(f"{performed.seconds} s")
    if found.weight is None and TWO_PLACES <= per_hour <= LARGEST:
        found.weight, found.weight_unit = rounded(per_hour), unit


def in_reserve(performed: PerformedSet) -> Decimal | None:
    """Repetitions in reserve: 10 - RPE, where that is a number that people can tell apart."""
    if performed.rir is not None:
        reserve = performed.rir
    elif performed.rpe is not None:
        reserve = HARDEST - performed.rpe
    else:
        return Decimal(0) if performed.kind is Kind.FAILURE else None
    return reserve.quantize(Decimal("0.1"), ROUND_HALF_UP) if 0 <= reserve <= MOST_RIR else None


def fitting(value: Decimal, what: str) -> Decimal:
    found = rounded(value)
    if found > LARGEST:
        raise Unusable(f"has a {what} of more than {LARGEST}")
    return found


def rounded(value: Decimal) -> Decimal:
    return value.quantize(TWO_PLACES, ROUND_HALF_UP)


def plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
