"""The slots of a day in the order in which clients show them or a person performs them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from workouts.calendar import Appointment
from workouts.progression import Performance, Quantity, values_at
from workouts.targets import Entry, Target, targets

T = TypeVar("T")

# A percent rule that repeats can make thousands of sets; nobody performs, and no answer lists, more of them than this.
MOST_SETS = 100


@dataclass(frozen=True, slots=True)
class Slot:
    """What is done in one place of a day.  ``rounds`` is how often, where the classic vocabulary said it."""

    entries: tuple[Entry, ...]
    comment: str = ""
    rounds: int | None = None


@dataclass(frozen=True, slots=True)
class ShownSlot:
    """A slot of a date sequence as it goes over the wire; ``exercises`` in the order of their first set."""

    comment: str
    is_superset: bool
    exercises: tuple[int, ...]
    sets: tuple[Target, ...]


def with_usual_sets(slot: Slot) -> list[tuple[Entry, int]]:
    """The entries, each with the number of sets it has where it has no rule about sets.

    The rounds of the slot are for an entry that has no such rule and is the only one of its exercise.  Several of one
    exercise are a pyramid, whose steps count once each.
    """
    entries_of = Counter(entry.exercise for entry in slot.entries)

    def usual_sets(entry: Entry) -> int:
        if slot.rounds is None or entries_of[entry.exercise] > 1 or entry.course.rules.get(Quantity.SETS):
            return 1
        return slot.rounds

    return [(entry, usual_sets(entry)) for entry in slot.entries]


def rounds_of(slot: Slot) -> int:
    """``sets`` as the classic vocabulary reads it: the rounds, else the sets of the first entry, else 1."""
    if slot.rounds is not None:
        return slot.rounds
    return next((_first_sets(entry, usual=1) for entry in slot.entries), 1)


def computed_settings(slot: Slot) -> list[Entry]:
    """The entries as often and in the order as they are performed in iteration 1, exercises taking turns.

    The server that the classic apps were written for stops with the exercise that has the fewest sets.  Here all sets
    are listed: the apps walk through the list one page a set, and what is missing from it is not trained.
    """
    by_exercise = defaultdict(list)
    for entry, usual in with_usual_sets(slot):
        by_exercise[entry.exercise].extend([entry] * min(_first_sets(entry, usual), MOST_SETS))
    return taking_turns(by_exercise.values())


def taking_turns(queues: Collection[Sequence[T]]) -> list[T]:
    """The first of each, the second of each, …, until all are used: 4, 2 and 3 make 1 2 3 1 2 3 1 3 1."""
    longest = max(map(len, queues), default=0)
    return [queue[turn] for turn in range(longest) for queue in queues if turn < len(queue)]


def display_slots(slots: Iterable[ShownSlot]) -> list[ShownSlot]:
    """For reading: neighbours with the same single exercise become one slot, and slots without entries are left out."""
    merged: list[ShownSlot] = []
    for slot in slots:
        if not slot.exercises:
            continue
        if merged and merged[-1].exercises == slot.exercises and not slot.is_superset:
            merged[-1] = replace(merged[-1], sets=merged[-1].sets + slot.sets)
        else:
            merged.append(slot)
    return merged


def gym_slots(slots: Iterable[ShownSlot]) -> list[ShownSlot]:
    """For training: a target for every single set, the entries of a slot taking turns; every slot stays."""
    return [
        replace(slot, sets=tuple(taking_turns([(one.alone(),) * min(one.sets, MOST_SETS) for one in slot.sets])))
        for slot in slots
    ]


Arrangement = Callable[[Iterable[ShownSlot]], list[ShownSlot]]


class Unfolding:
    """The slots of every day of a plan in any iteration; each target is computed once, however often it is shown."""

    def __init__(
        self, slots: Mapping[int, Iterable[Slot]], performances: Mapping[int | str, Iterable[Performance]]
    ) -> None:
        """``slots`` are those of each day by its id, in their order; ``performances`` those of each entry by its id."""
        self._days = {day: [_UnfoldingSlot(slot, performances) for slot in held] for day, held in slots.items()}
        self._known: dict[tuple[int, int, Arrangement], list[ShownSlot]] = {}

    def display(self, appointment: Appointment) -> list[ShownSlot]:
        return self._arranged(appointment, display_slots)

    def gym(self, appointment: Appointment) -> list[ShownSlot]:
        return self._arranged(appointment, gym_slots)

    def _arranged(self, appointment: Appointment, arrange: Arrangement) -> list[ShownSlot]:
        if appointment.day is None:
            return []
        key = (appointment.day.id, appointment.iteration, arrange)
        if key not in self._known:
            slots = self._days.get(appointment.day.id, [])
            self._known[key] = arrange([slot.at(appointment.iteration) for slot in slots])
        return self._known[key]


class _UnfoldingSlot:
    """A slot whose targets are computed as far as somebody asked."""

    __slots__ = ("_coming", "_seen", "_slot")

    def __init__(self, slot: Slot, performances: Mapping[int | str, Iterable[Performance]]) -> None:
        self._slot = slot
        self._coming = [targets(entry, usual, performances.get(entry.id, ())) for entry, usual in with_usual_sets(slot)]
        self._seen: list[ShownSlot] = []

    def at(self, iteration: int) -> ShownSlot:
        while len(self._seen) < iteration:
            sets = tuple(next(coming) for coming in self._coming)
            exercises = tuple(dict.fromkeys(one.exercise for one in sets))
            self._seen.append(ShownSlot(self._slot.comment, len(exercises) > 1, exercises, sets))
        return self._seen[iteration - 1]


def _first_sets(entry: Entry, usual: int) -> int:
    sets = values_at(entry.course, 1).sets
    return usual if sets is None else int(sets)
