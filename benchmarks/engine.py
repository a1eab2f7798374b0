"""``python -m benchmarks.engine``: seconds of processor time that a year of training takes the engine.  Prints JSON.

Six days of eight slots of two entries, with rules of all ten kinds by which every value moves in every iteration; then
twice as many days of the calendar, and twice as many slots.
"""

import json
import time
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from benchmarks.report import passed
from workouts import calendar, progression, sequences, targets
from workouts.progression import Operation, Quantity, Rule, Step

DAYS, SLOTS, ENTRIES = 6, 8, 2
YEAR = 365
START = date(2026, 1, 5)
ATTEMPTS = 5
MOST_MILLISECONDS = 200
# Work that grew with the square would take four times as long.
MOST_FOR_TWICE = 2.5
# First value, and what is added in each iteration.
MOVES: dict[Quantity, tuple[str, str, Step]] = {
    Quantity.WEIGHT: ("40", "1.25", Step.ABSOLUTE),
    Quantity.MAX_WEIGHT: ("45", "1", Step.PERCENT),
    Quantity.REPETITIONS: ("6", "0.25", Step.ABSOLUTE),
    Quantity.MAX_REPETITIONS: ("8", "2", Step.PERCENT),
    Quantity.RIR: ("0", "0.05", Step.ABSOLUTE),
    Quantity.MAX_RIR: ("1", "0.05", Step.ABSOLUTE),
    Quantity.REST: ("60", "1", Step.ABSOLUTE),
    Quantity.MAX_REST: ("90", "1", Step.PERCENT),
    Quantity.SETS: ("3", "0.1", Step.ABSOLUTE),
    Quantity.MAX_SETS: ("4", "0.1", Step.ABSOLUTE),
}


def rules(first: str, change: str, step: Step) -> list[Rule]:
    return [Rule(1, Decimal(first)), Rule(2, Decimal(change), Operation.ADD, step, repeat=True)]


def entry(pk: int) -> targets.Entry:
    course = progression.Course(
        {quantity: rules(*move) for quantity, move in MOVES.items()}, Decimal("2.5"), Decimal(1)
    )
    return targets.Entry(pk, pk, course, targets.Unit(1, "Repetitions"), targets.Unit(1, "kg"))


def day(number: int, slots: int) -> Iterator[sequences.Slot]:
    for slot in range(slots):
        first = (number * slots + slot) * ENTRIES
        yield sequences.Slot(tuple(entry(first + each) for each in range(ENTRIES)))


def compute(length: int, slots: int) -> float:
    """Processor seconds for the whole sequence as it is displayed, the least of some attempts."""
    days = [calendar.Day(number, number) for number in range(DAYS)]
    plan = calendar.Plan(days, START, START + timedelta(days=length - 1))
    held = {each.id: list(day(each.id, slots)) for each in days}
    seconds = []
    for _ in range(ATTEMPTS):
        started = time.process_time()
        unfolding = sequences.Unfolding(held, {})
        shown = [unfolding.display(each) for each in calendar.appointments(plan, [], START)]
        seconds.append(time.process_time() - started)
        assert len(shown) == length
    return min(seconds)


def told(year: float, two_years: float, twice_the_slots: float) -> str:
    return (
        f"The engine alone, best of {ATTEMPTS}: {1000 * year:.0f} ms for a year, {1000 * two_years:.0f} ms for two, "
        f"{1000 * twice_the_slots:.0f} ms for a year of twice the slots."
    )


def goals(year: float, two_years: float, twice_the_slots: float) -> Iterator[str]:
    yield passed("a year of training, ms in the engine", 1000 * year, at_most=MOST_MILLISECONDS)
    yield passed("two years, times as long as one", two_years / year, at_most=MOST_FOR_TWICE)
    yield passed("twice the slots, times as long", twice_the_slots / year, at_most=MOST_FOR_TWICE)


if __name__ == "__main__":
    print(json.dumps([compute(YEAR, SLOTS), compute(2 * YEAR, SLOTS), compute(YEAR, 2 * SLOTS)]))
