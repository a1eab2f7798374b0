"""Reads the sets out of a table in the layout of another app."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TypeVar

from accounts.importing.tables import Broken, Row, Table, columns_named, fold
from accounts.importing.values import Order, Unreadable, clean, moment, number, seconds
from workouts.importing.headings import FITNOTES, HEVY, STRONG, Known
from workouts.importing.sets import Kind, PerformedSet

Value = TypeVar("Value")

NEEDED = {"moment": "the date", "exercise": "the name of the exercise"}
WEIGHT_WORDS = {"kg": "kg", "kgs": "kg", "kilogram": "kg", "kilograms": "kg"} | dict.fromkeys(
    ("lb", "lbs", "pound", "pounds"), "lb"
)
DISTANCE_WORDS = {
    **dict.fromkeys(("m", "meter", "meters", "metre", "metres"), "m"),
    **dict.fromkeys(("km", "kms", "kilometer", "kilometers", "kilometre", "kilometres"), "km"),
    **dict.fromkeys(("mi", "mile", "miles"), "mi"),
    **dict.fromkeys(("ft", "feet", "foot"), "ft"),
    **dict.fromkeys(("yd", "yard", "yards"), "yd"),
    **dict.fromkeys(("cm", "centimeters", "centimetres"), "cm"),
}
KINDS = {
    **dict.fromkeys(("w", "warmup", "warm up"), Kind.WARM_UP),
    **dict.fromkeys(("d", "drop", "dropset", "drop set"), Kind.DROP),
    **dict.fromkeys(("f", "failure"), Kind.FAILURE),
}
TRUE = {"true", "yes", "1"}
# Rows of Strong that are no sets.
PAUSES = {"rest timer", "pausentimer", "ruhetimer", "temporizador de descanso", "minuteur de repos"}
REMARKS = {"note", "notiz", "nota", "remarque"}


@dataclass(frozen=True, slots=True)
class Layout:
    """``kind_column`` says which column has words such as ``warmup`` in it."""

    known: Known
    kind_column: str = "kind"


LAYOUTS = {"strong": Layout(STRONG, "order"), "hevy": Layout(HEVY), "fitnotes": Layout(FITNOTES)}


@dataclass(slots=True)
class Reading:
    """``remarks`` are texts by the moment of their workout; ``missing`` are needed fields without a column."""

    sets: list[PerformedSet] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)
    remarks: dict[datetime, list[str]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    names_weight_unit: bool = True
    names_distance_unit: bool = True


def read(table: Table, name: str, chosen: Mapping[str, int], order: Order | None) -> Reading:
    """``chosen`` are columns that the person has named; ``order`` is that of day and month where it is not plain."""
    layout = LAYOUTS[name]
    places = {**columns_named(table.columns, layout.known), **chosen}
    missing = [needed for needed in NEEDED if needed not in places]
    if missing:
        return Reading(missing=missing, broken=list(table.broken))
    return Reader(table, layout, places, order).read()


class Reader:
    def __init__(self, table: Table, layout: Layout, places: Mapping[str, int], order: Order | None) -> None:
        self.table, self.layout, self.places, self.order = table, layout, places, order
        self.found = Reading(broken=list(table.broken))
        # How often a workout has had an exercise so far: it tells the sets apart, whatever is in them.
        self.counted: Counter[tuple[str, str]] = Counter()

    def read(self) -> Reading:
        for row in self.table.rows:
            try:
                self.take(row)
            except Unreadable as error:
                self.found.broken.append(Broken(row.line, str(error)))
        self.found.broken.sort(key=lambda each: each.line)
        return self.found

    def take(self, row: Row) -> None:
        place = fold(self.text(row, "order"))
        if place in PAUSES:
            return
        when, name = self.text(row, "moment"), self.text(row, "exercise")
        if place in REMARKS:
            self.found.remarks.setdefault(moment(when, self.order), []).append(f"{name}: {self.text(row, 'notes')}")
            return
        self.counted[when, name] += 1
        if not name:
            raise Unreadable("has no exercise")
        self.found.sets.append(self.performed(row, f"{when}|{name}|{self.counted[when, name]}"))

    def performed(self, row: Row, key: str) -> PerformedSet:
        began = moment(self.text(row, "moment"), self.order)
        weight, weight_unit = self.measured(row, "weight", WEIGHT_WORDS)
        distance, distance_unit = self.measured(row, "distance", DISTANCE_WORDS)
        self.found.names_weight_unit &= not weight or bool(weight_unit)
        self.found.names_distance_unit &= not distance or bool(distance_unit)
        return PerformedSet(
            line=row.line,
            key=key,
            moment=began,
            exercise=self.text(row, "exercise"),
            workout=self.text(row, "workout"),
            weight=weight,
            weight_unit=weight_unit,
            repetitions=self.value(row, "repetitions", number),
            distance=distance,
            distance_unit=distance_unit,
            seconds=self.value(row, "seconds", seconds),
            rpe=self.value(row, "rpe", number),
            rir=self.value(row, "rir", number),
            kind=self.kind(row),
            notes=self.text(row, "notes"),
            workout_notes=self.text(row, "workout_notes"),
            end=self.end(row, began),
        )

    def kind(self, row: Row) -> Kind:
        if fold(self.text(row, "warm_up")) in TRUE:
            return Kind.WARM_UP
        return KINDS.get(fold(self.text(row, self.layout.kind_column)), Kind.NORMAL)

    def text(self, row: Row, name: str) -> str:
        place = self.places.get(name)
        return row.cells[place].strip() if place is not None else ""

    def value(self, row: Row, name: str, read_as: Callable[[str], Value | None]) -> Value | None:
        try:
            return read_as(self.text(row, name))
        except Unreadable as error:
            raise Unreadable(f"{name}: {error}") from error

    def measured(self, row: Row, name: str, words: Mapping[str, str]) -> tuple[Decimal | None, str]:
        """The number, and its unit if that is in the heading, in a column of its own or behind the number."""
        for column in self.columns(name):
            text = self.text(row, column)
            figure, unit = divided(text)
            value = self.value_of(figure, name)
            if value is None:
                continue
            said = unit or self.text(row, f"{name}_unit")
            known = column.partition(":")[2] or words.get(fold(said), "")
            if said and not known:
                raise Unreadable(f"{name}: {said[:20]!r} is no unit that is known here")
            return value, known
        return None, ""

    def columns(self, name: str) -> Iterator[str]:
        yield from (column for column in self.places if column == name or column.startswith(f"{name}:"))

    @staticmethod
    def value_of(text: str, name: str) -> Decimal | None:
        try:
            return number(text)
        except Unreadable as error:
            raise Unreadable(f"{name}: {error}") from error

    def end(self, row: Row, began: datetime) -> datetime | None:
        """When the workout ended, if that is told and makes sense."""
        if text := self.text(row, "end"):
            ended = moment(text, self.order)
            return ended if (ended.tzinfo is None) == (began.tzinfo is None) and ended >= began else None
        lasted = self.value(row, "duration", seconds) or self.value(row, "duration:s", seconds)
        return began + timedelta(seconds=lasted) if lasted and lasted > 0 else None


def divided(text: str) -> tuple[str, str]:
    """``80 kg`` into the figure and the unit."""
    given = clean(text)
    figure = given.rstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ. ")
    unit = given[len(figure) :].strip(" .")
    return (figure, unit) if figure else (given, "")
