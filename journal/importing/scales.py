"""Body weight in a table of any layout: which column is which, and what the lines say."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal

from accounts.importing.tables import Broken, Row, Table, fold
from accounts.importing.values import Order, Unreadable, clean, moment, number
from journal import weights

ROWS_LOOKED_AT = 200
DATES = {"date", "datum", "fecha", "data", "day", "tag", "datetime", "date time", "timestamp", "time stamp", "when"}
DATES |= {"date and time", "datum uhrzeit", "datum und uhrzeit", "measured", "measured at", "recorded", "log date"}
DATES |= {"messdatum", "zeitstempel", "fecha y hora", "jour", "dato", "data pomiaru", "entry date", "created"}
TIMES = {"time", "uhrzeit", "zeit", "hora", "heure", "ora", "time of day", "tid", "czas"}
WEIGHTS = {"weight", "gewicht", "peso", "poids", "body weight", "bodyweight", "korpergewicht", "peso corporal"}
WEIGHTS |= {"waga", "vikt", "vaegt", "masse", "body mass", "kg", "lb", "lbs", "value", "wert", "valeur", "valor"}
# Of a column that has one of them in its heading, the weight is another one.
OTHERS = {"goal", "target", "ziel", "objetivo", "objectif", "fat", "fett", "lean", "muscle", "muskel", "bone", "water"}
OTHERS |= {"change", "trend", "bmi", "wasser", "unit", "einheit", "id", "height", "average", "delta", "loss", "diff"}
UNITS = {
    **dict.fromkeys(("kg", "kgs", "kilo", "kilos", "kilogram", "kilograms", "kilogramm", "kilogramos"), "kg"),
    **dict.fromkeys(("lb", "lbs", "pound", "pounds", "pfund", "libras"), "lb"),
    **dict.fromkeys(("st", "stone", "stones"), "st"),
}
POUNDS_PER_STONE = 14
STONES_AND_POUNDS = re.compile(r"(\d+) ?(?:st|stones?)\.?,? ?(?:(\d+(?:[.,]\d+)?) ?(?:lbs?|pounds?)?)?", re.IGNORECASE)
FIVE_PLACES = Decimal("0.00001")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SECONDS_DIGITS, MILLISECONDS_DIGITS = 10, 13


@dataclass(frozen=True, slots=True)
class Columns:
    """``unit`` is a column with a unit in each line; ``heading_unit`` is in the heading of the weights."""

    moment: int | None = None
    weight: int | None = None
    time: int | None = None
    unit: int | None = None
    heading_unit: str = ""


@dataclass(frozen=True, slots=True)
class Weighed:
    """``unit`` is kg, lb or st as the file says, or empty."""

    line: int
    moment: datetime
    weight: Decimal
    unit: str = ""

    def stored(self, usual: str) -> tuple[Decimal, str]:
        """The weight in kilograms or pounds.  Raises ``Unreadable`` if nobody can weigh so much."""
        unit = self.unit or usual
        found, written = (self.weight * POUNDS_PER_STONE, "lb") if unit == "st" else (self.weight, unit)
        found = found.quantize(FIVE_PLACES)
        if not weights.LIGHTEST <= weights.in_kilograms(found, written) <= weights.HEAVIEST:
            raise Unreadable(f"{self.weight.normalize():f} {unit} is no body weight")
        return found, written


@dataclass(slots=True)
class Weighings:
    weighed: list[Weighed] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)

    @property
    def names_unit(self) -> bool:
        return all(each.unit for each in self.weighed)


def guess(table: Table, chosen: Mapping[str, int]) -> Columns:
    """What the person has said, else what headings and values suggest."""
    folded = [fold(column) for column in table.columns]
    when = chosen.get("moment", date_column(table, folded))
    weight = chosen.get("weight", weight_column(table, folded, when))
    time = next((n for n, name in enumerate(folded) if name in TIMES and n not in {when, weight}), None)
    unit = next((n for n in range(len(folded)) if n not in {when, weight, time} and has_units(table, n)), None)
    said = "" if weight is None else unit_in(folded[weight])
    return Columns(when, weight, time, unit, said)


def date_column(table: Table, folded: list[str]) -> int | None:
    named = [n for n, name in enumerate(folded) if name in DATES]
    others = [n for n in range(len(folded)) if n not in named]
    return next((n for n in [*named, *others] if share(table, n, is_date) > 1 / 2), None)


def weight_column(table: Table, folded: list[str], when: int | None) -> int | None:
    """The one with the best heading of those with possible weights; without a heading, if there is only one."""
    possible = [n for n, name in enumerate(folded) if n != when and share(table, n, possible_in(name)) > 1 / 2]
    allowed = [n for n in possible if not OTHERS & set(folded[n].split())]
    exact = [n for n in allowed if without_units(folded[n]) in WEIGHTS or folded[n] in WEIGHTS]
    close = [n for n in allowed if WEIGHTS & set(folded[n].split())]
    return next(iter(exact or close or (allowed if len(allowed) == 1 else [])), None)


def share(table: Table, column: int, accepts: Callable[[str], bool]) -> float:
    """How many of the first cells that are not empty are what they should be, from 0 to 1."""
    cells = [row.cells[column] for row in table.rows[:ROWS_LOOKED_AT] if row.cells[column]]
    return sum(map(accepts, cells)) / len(cells) if cells else 0.0


def is_date(text: str) -> bool:
    try:
        moment_of(text, Order.DAY_FIRST)
    except Unreadable:
        try:
            moment_of(text, Order.MONTH_FIRST)
        except Unreadable:
            return False
    return True


def possible_in(heading: str) -> Callable[[str], bool]:
    """Tells cells of a column with this heading that may be the weight of a person."""
    said = unit_in(heading)

    def is_weight(text: str) -> bool:
        try:
            value, unit = weight_of(text)
            return value is not None and bool(Weighed(0, EPOCH, value, unit or said or "kg").stored(""))
        except Unreadable:
            return False

    return is_weight


def has_units(table: Table, column: int) -> bool:
    return share(table, column, lambda text: fold(text) in UNITS) == 1


def unit_in(heading: str) -> str:
    found = [UNITS[word] for word in heading.split() if word in UNITS]
    return found[0] if len(set(found)) == 1 else ""


def without_units(heading: str) -> str:
    return " ".join(word for word in heading.split() if word not in UNITS)


def read(table: Table, columns: Columns, order: Order | None) -> Weighings:
    """``columns`` has a date and a weight."""
    found = Weighings(broken=list(table.broken))
    for row in table.rows:
        try:
            if weighed := weighing(row, columns, order):
                found.weighed.append(weighed)
        except Unreadable as error:
            found.broken.append(Broken(row.line, str(error)))
    found.broken.sort(key=lambda each: each.line)
    return found


def weighing(row: Row, columns: Columns, order: Order | None) -> Weighed | None:
    """``None`` where the line tells no weight: tables of body data have lines with other values only."""
    assert columns.moment is not None
    assert columns.weight is not None
    text = row.cells[columns.weight]
    value, unit = weight_of(text)
    if value is None:
        return None
    when = row.cells[columns.moment]
    if columns.time is not None and row.cells[columns.time]:
        when = f"{when} {row.cells[columns.time]}"
    if columns.unit is not None and not unit:
        unit = UNITS.get(fold(row.cells[columns.unit]), "")
    return Weighed(row.line, moment_of(when, order), value, unit or columns.heading_unit)


def weight_of(text: str) -> tuple[Decimal | None, str]:
    """``82,5 kg``, ``181.5`` or ``12 st 9``; stones and pounds are in pounds."""
    given = clean(text)
    if found := STONES_AND_POUNDS.fullmatch(given):
        pounds = number(found[2]) if found[2] else None
        return Decimal(found[1]) * POUNDS_PER_STONE + (pounds or 0), "lb"
    figure, _, word = given.partition(" ")
    if not word and (attached := re.fullmatch(r"([\d.,]+)([^\W\d]+)", given)):
        figure, word = attached[1], attached[2]
    if word and fold(word) not in UNITS:
        raise Unreadable(f"{text[:40]!r} is no weight")
    return number(figure), UNITS[fold(word)] if word else ""


def moment_of(text: str, order: Order | None) -> datetime:
    """Also seconds and milliseconds since 1970."""
    given = text.strip()
    if given.isascii() and given.isdecimal() and len(given) in {SECONDS_DIGITS, MILLISECONDS_DIGITS}:
        divisor = 1000 if len(given) == MILLISECONDS_DIGITS else 1
        return datetime.fromtimestamp(int(given) / divisor, UTC)
    if given.isdecimal():
        raise Unreadable(f"{text[:40]!r} is no date")
    return moment(given, order)


def dates(table: Table, columns: Columns) -> Iterable[str]:
    return () if columns.moment is None else table.column(columns.moment)
