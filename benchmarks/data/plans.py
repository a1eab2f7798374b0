"""A plan as people have them: four days of training in a week of seven, 25 sets each, and rules that make it harder."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any, NamedTuple

from accounts.models import User
from benchmarks.data.shapes import COUNTS, SETS
from workouts.models import Day, ProgressionRule, Quantity, Routine, Slot, SlotEntry

# A blank one is for rest.
CYCLE = ("Push", "Pull", "", "Legs", "Upper body", "", "")
EXERCISES = len(COUNTS) * sum(map(bool, CYCLE))
STEP = Decimal("2.5")
AFTER_REPETITIONS = {"rules": ["repetitions"]}
# Besides the first weight and the number of sets, which differ: quantity, iteration, value and more.
RULES: list[tuple[Quantity, int, str, dict[str, Any]]] = [
    (Quantity.WEIGHT, 2, "2.5", {"operation": "+", "repeat": True, "requirements": AFTER_REPETITIONS}),
    (Quantity.WEIGHT, 9, "10", {"operation": "-", "step": "percent"}),
    (Quantity.REPETITIONS, 1, "8", {}),
    (Quantity.MAX_REPETITIONS, 1, "10", {}),
    (Quantity.RIR, 1, "2", {}),
    (Quantity.REST, 1, "120", {}),
    (Quantity.MAX_REST, 1, "150", {}),
]


class Training(NamedTuple):
    """A day of a plan on a date; its iterations are counted from 1."""

    date: date
    iteration: int
    day: Day
    entries: list[SlotEntry]


@dataclass(frozen=True, slots=True)
class Plan:
    """``days`` are those of the cycle, each with its entries in the order of ``SETS``; a day of rest has none."""

    routine: Routine
    days: list[tuple[Day, list[SlotEntry]]]

    def trainings(self, until: date) -> Iterator[Training]:
        """From the start up to and including ``until``."""
        for offset in range((min(until, self.routine.end) - self.routine.start).days + 1):
            cycle, place = divmod(offset, len(self.days))
            day, entries = self.days[place]
            if entries:
                yield Training(self.routine.start + timedelta(days=offset), cycle + 1, day, entries)


def make(user: User, start: date, length: int, exercises: list[int], random: Random) -> Plan:
    """A stored plan of ``length`` days for so many exercises as it has entries."""
    end = start + timedelta(days=length - 1)
    routine = Routine.objects.create(user=user, name=f"Block of {start:%B}", start=start, end=end)
    days = Day.objects.bulk_create(
        [
            Day(user=user, routine=routine, order=order, name=name or "Rest", is_rest=not name)
            for order, name in enumerate(CYCLE, 1)
        ]
    )
    trained = [day for day in days if not day.is_rest]
    slots = Slot.objects.bulk_create(
        [
            Slot(user=user, day=day, order=order, comment="Slowly down" * (order % 4 == 0))
            for day in trained
            for order in range(1, len(SETS) + 1)
        ]
    )
    places = [
        (slot, order)
        for slot, of_slot in zip(slots, SETS * len(trained), strict=True)
        for order in range(1, len(of_slot) + 1)
    ]
    entries = SlotEntry.objects.bulk_create(
        [
            SlotEntry(user=user, slot=slot, exercise_id=exercise, order=order, weight_rounding=STEP)
            for (slot, order), exercise in zip(places, exercises, strict=True)
        ]
    )
    ProgressionRule.objects.bulk_create(
        [
            rule
            for entry, count in zip(entries, COUNTS * len(trained), strict=True)
            for rule in rules(entry, count, random)
        ]
    )
    held = iter(entries)
    return Plan(routine, [(day, [] if day.is_rest else [next(held) for _ in COUNTS]) for day in days])


def rules(entry: SlotEntry, sets: int, random: Random) -> list[ProgressionRule]:
    weight = str(STEP * random.randrange(8, 32))
    found = [(Quantity.SETS, 1, str(sets), {}), (Quantity.WEIGHT, 1, weight, {}), *RULES]
    return [
        ProgressionRule(
            user_id=entry.user_id,
            slot_entry=entry,
            quantity=quantity,
            iteration=iteration,
            value=Decimal(value),
            **details,
        )
        for quantity, iteration, value, details in found
    ]
