"""What each trophy is given for.  No rows, no clock: a trophy is held exactly as long as the deeds are there."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import time
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum
from uuid import UUID

EARLY, LATE = time(6), time(23)
# From here on kilograms are shown without decimals.
MANY_KILOGRAMS = 1000
CENT = Decimal("0.01")


class Kind(StrEnum):
    """What a trophy is about, in the words that the apps know."""

    TIME = "time"
    VOLUME = "volume"
    COUNT = "count"
    SEQUENCE = "sequence"
    DATE = "date"
    RECORD = "pr"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Deeds:
    """All of a person's training in the few numbers that trophies are about."""

    workouts: int = 0
    kilograms: Decimal = Decimal(0)
    longest_days: int = 0
    longest_weekends: int = 0
    earliest: time | None = None
    latest: time | None = None
    new_years: int = 0
    comebacks: int = 0


Measure = Callable[[Deeds], int | Decimal]


@dataclass(frozen=True, slots=True)
class Achievement:
    """A trophy: earned when ``measure`` is at least ``target``; ``unit`` is what progress is shown in."""

    id: int
    uuid: UUID
    name: str
    description: str
    kind: Kind
    measure: Measure | None
    target: int = 1
    unit: str = ""
    is_hidden: bool = False
    is_repeatable: bool = False

    @property
    def is_progressive(self) -> bool:
        return bool(self.unit)


def early(deeds: Deeds) -> int:
    return deeds.earliest is not None and deeds.earliest < EARLY


def late(deeds: Deeds) -> int:
    return deeds.latest is not None and deeds.latest > LATE


# Target, name, uuid.  Ids, names and uuids are those that apps meet on other servers.
COUNTS = [
    (1, "Beginner", "9f1c7c7e-3b2a-4b6f-9b5f-1c3e2d4f5a60"),
    (10, "Consistent", "0d2e3f4a-5b6c-47d8-9e0f-1a2b3c4d5e6f"),
    (50, "Dedicated", "4b6f9c2d-3e1a-4f5b-8c7d-2e3f4a5b6c7d"),
    (100, "Obsessed", "d2c3b4a5-6f7e-48d9-8c0b-2a3c4d5e6f7b"),
    (200, "Legend", "e3f4a5b6-c7d8-49e0-9f1a-2b3c4d5e6f7a"),
    (500, "Veteran", "f4a5b6c7-d8e9-40f1-9a2b-3c4d5e6f7a8b"),
    (1000, "Titan", "a5b6c7d8-e9f0-41a2-9b3c-4d5e6f7a8b9c"),
]
FIRST_HIDDEN_COUNT = 100
# Kilograms, name, what weighs that much, uuid.
VOLUMES = [
    (5_000, "Elephant lifter", "an elephant", "5353989b-adc0-481b-a9bc-64365a9179e8"),
    (20_000, "Bus lifter", "a full articulated bus", "3c53887b-feba-4d73-8022-e446f46395c8"),
    (50_000, "Plane lifter", "an airliner", "70ee1605-20b8-4c8d-87a1-3787b9b3939d"),
    (150_000, "Blue whale lifter", "a blue whale", "3b4521ee-14bc-4a31-a3d8-e6859e183a35"),
    (450_000, "Space Station lifter", "the International Space Station", "f0a5fd12-2508-4654-89aa-3d6dbb29c7e3"),
    (1_000_000, "Millionaire", "a loaded freight train", "2c770528-3528-4f0a-9d1a-342d96935bdf"),
    (10_000_000, "Atlas", "the Eiffel Tower", "8d3f3a52-5c0e-4f7b-9a63-0b7f6e2d1c94"),
]
FIRST_HIDDEN_VOLUME = 150_000
PERSONAL_RECORD = 21


def counted() -> Iterator[Achievement]:
    for number, (target, name, uuid) in enumerate(COUNTS, start=1):
        yield Achievement(
            id=number,
            uuid=UUID(uuid),
            name=name,
            description="Finish your first workout" if target == 1 else f"Finish {target:,} workouts",
            kind=Kind.COUNT,
            measure=lambda deeds: deeds.workouts,
            target=target,
            unit="workouts",
            is_hidden=target >= FIRST_HIDDEN_COUNT,
        )


def lifted() -> Iterator[Achievement]:
    for number, (target, name, like, uuid) in enumerate(VOLUMES, start=10):
        yield Achievement(
            id=number,
            uuid=UUID(uuid),
            name=name,
            description=f"Lift {target:,} kg in total, about as much as {like}",
            kind=Kind.VOLUME,
            measure=lambda deeds: deeds.kilograms,
            target=target,
            unit="kg",
            is_hidden=target >= FIRST_HIDDEN_VOLUME,
        )


ACHIEVEMENTS: tuple[Achievement, ...] = (
    *counted(),
    Achievement(
        id=8,
        uuid=UUID("b605b6a1-953d-41fb-87c9-a2f88b5f5907"),
        name="Unstoppable",
        description="Train on 30 days in a row",
        kind=Kind.SEQUENCE,
        measure=lambda deeds: deeds.longest_days,
        target=30,
        unit="days",
    ),
    Achievement(
        id=9,
        uuid=UUID("bf60e051-a9a5-4bf5-ac4b-1aa713febca7"),
        name="Weekend Warrior",
        description="Train on Saturday and Sunday, four weekends in a row",
        kind=Kind.SEQUENCE,
        measure=lambda deeds: deeds.longest_weekends,
        target=4,
        unit="weekends",
    ),
    *lifted(),
    Achievement(
        id=17,
        uuid=UUID("1f6f1f0e-0c5f-4a37-8d0e-6c9c1a2f7b51"),
        name="Early Bird",
        description="Start a workout before six in the morning",
        kind=Kind.TIME,
        measure=early,
        is_hidden=True,
    ),
    Achievement(
        id=18,
        uuid=UUID("6a0b8c57-9d4e-4b1c-bb7a-3e5d2f4c8a62"),
        name="Night Owl",
        description="Start a workout after eleven at night",
        kind=Kind.TIME,
        measure=late,
        is_hidden=True,
    ),
    Achievement(
        id=19,
        uuid=UUID("31a71d9a-bf26-4f18-b82f-afefe6f50df2"),
        name="New Year, New Me",
        description="Train on the first of January",
        kind=Kind.DATE,
        measure=lambda deeds: deeds.new_years,
        is_hidden=True,
    ),
    Achievement(
        id=20,
        uuid=UUID("c4d7e9b1-2a68-4e3f-9f05-7b1c6d8e0a73"),
        name="Phoenix",
        description="Train again after a break of 30 days or more",
        kind=Kind.OTHER,
        measure=lambda deeds: deeds.comebacks,
        is_hidden=True,
    ),
    Achievement(
        id=PERSONAL_RECORD,
        uuid=UUID("e85a2b6c-7f13-4d9a-8c41-5a0f9b3d2e84"),
        name="Personal Record",
        description="Be stronger in an exercise than ever before",
        kind=Kind.RECORD,
        measure=None,
        is_hidden=True,
        is_repeatable=True,
    ),
)
BY_ID = {achievement.id: achievement for achievement in ACHIEVEMENTS}


def earned(deeds: Deeds) -> frozenset[int]:
    """Ids of the trophies that are earned once; records are told from the single sets."""
    return frozenset(each.id for each in ACHIEVEMENTS if each.measure and each.measure(deeds) >= each.target)


def records(sets: Iterable[tuple[int, Decimal]], best: Decimal | None) -> Iterator[int]:
    """Ids of the sets that are stronger than all before them, from ids and strengths in the order of the sets.

    ``best`` is the strength reached before the first of them; without one the first is a record.
    """
    for number, strength in sets:
        if best is None or strength > best:
            best = strength
            yield number


@dataclass(frozen=True, slots=True)
class Progress:
    """``percent`` from 0 to 100; the texts are null where there is nothing to count."""

    percent: float = 0.0
    current_value: str | None = None
    target_value: str | None = None
    display: str | None = None


DONE = Progress(percent=100.0)


def progress(achievement: Achievement, deeds: Deeds) -> Progress:
    """Towards a trophy that is not earned yet.  Rounded down, so that it never looks earned before it is."""
    if achievement.measure is None or not achievement.is_progressive:
        return Progress()
    current, target = Decimal(achievement.measure(deeds)), Decimal(achievement.target)
    percent = (100 * current / target).quantize(CENT, ROUND_DOWN)
    amounts = amount(current, achievement.unit), amount(target, achievement.unit)
    return Progress(
        percent=float(percent),
        current_value=plain(current),
        target_value=plain(target),
        display=f"{amounts[0]} / {amounts[1]} {achievement.unit}",
    )


def amount(number: Decimal, unit: str) -> str:
    if unit == "kg" and number < MANY_KILOGRAMS:
        return f"{number.quantize(Decimal('0.1'), ROUND_DOWN)}"
    return f"{number.quantize(Decimal(1), ROUND_DOWN):,}"


def plain(number: Decimal) -> str:
    """Two decimals where there are any: 21, 4350.50."""
    return str(int(number)) if number == int(number) else f"{number.quantize(CENT, ROUND_DOWN)}"
