"""Strong, Hevy and FitNotes."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar

from accounts.importing import asking
from accounts.importing.base import ROWS_SHOWN, CannotImport, Importer, Preview, Progress, Question, Report, Source
from accounts.importing.tables import Table, columns_named
from exercises.recognising import Names, Recognition
from workouts.importing import storing
from workouts.importing.layouts import LAYOUTS, NEEDED, Reading, read
from workouts.importing.sets import PerformedSet, Units, plain

if TYPE_CHECKING:
    from accounts.models import User

EXERCISE = "exercise:"
# More than anybody trains; the rarer ones of a file with more can be named when it is imported again.
MOST_NAMES = 300
WEIGHTS = (("kg", "kilograms"), ("lb", "pounds"))
DISTANCES = (("km", "kilometres"), ("mi", "miles"), ("m", "metres"))
HINT = "Correct the line and import the file again; what is here already stays as it is."


class TrainingCsv(Importer):
    """A table with a line for each set."""

    accept: ClassVar[str] = ".csv,.txt,.tsv,text/csv,text/plain"
    largest_megabytes: ClassVar[int] = 30

    def preview(self, person: "User", source: Source, options: Mapping[str, str]) -> Preview:
        found = Preview()
        table = asking.table_of(source)
        reading = self.reading(table, options, found.questions)
        asking.add_broken(found.problems, reading.broken, HINT)
        if reading.missing:
            self.ask_for_columns(table, reading, options, found)
            return found
        sets = reading.sets
        names = Names()
        counted = Counter(each.exercise for each in sets)
        recognised = {name: names.recognise(name) for name, _ in counted.most_common(MOST_NAMES)}
        self.ask_for_units(person, reading, options, found)
        self.ask_for_exercises(counted, recognised, names, options, found)
        found.found = Counter(
            {
                "sets": len(sets),
                "workouts": len({each.moment for each in sets}),
                "exercises": len(counted),
                "exercises known by name": sum(each.is_exact for each in recognised.values()),
            }
        )
        found.columns = ["Line", "Date", "Exercise", "Repetitions", "Weight", "Distance", "Time"]
        found.rows = [shown(each) for each in sets[:ROWS_SHOWN]]
        if not sets and not found.problems.listed:
            raise CannotImport("The file has no sets.")
        return found

    def run(self, person: "User", source: Source, options: Mapping[str, str], report: Report) -> Iterator[Progress]:
        questions: list[Question] = []
        reading = self.reading(asking.table_of(source), options, questions)
        if reading.missing or any(each.is_needed and not each.answer for each in questions):
            raise CannotImport("Answer the questions of the preview first.")
        for each in reading.broken:
            report.skip("lines", f"{each.reason[:1].upper()}{each.reason[1:]}.", HINT, each.line)
        names = Names()
        exercises = {name: chosen(name, names, options) for name in {each.exercise for each in reading.sets}}
        units = self.units(person, options)
        days = storing.by_day(self.name, reading.sets, reading.remarks, exercises, units, report)
        yield from storing.store(person, self.name, days, report)

    def reading(self, table: Table, options: Mapping[str, str], questions: list[Question]) -> Reading:
        columns = asking.columns_chosen(table, options)
        place = (columns_named(table.columns, LAYOUTS[self.name].known) | columns).get("moment")
        order = None
        if place is not None:
            order, asked = asking.order_asked(table.column(place), options)
            questions += asked
        return read(table, self.name, columns, order)

    @staticmethod
    def units(person: "User", options: Mapping[str, str]) -> Units:
        weight = options.get("weight_unit", "")
        distance = options.get("distance_unit", "")
        return Units(
            weight if weight in dict(WEIGHTS) else str(person.weight_unit),
            distance if distance in dict(DISTANCES) else ("mi" if person.weight_unit == "lb" else "km"),
        )

    @staticmethod
    def ask_for_columns(table: Table, reading: Reading, options: Mapping[str, str], found: Preview) -> None:
        """A file with other headings than are known here, e.g. in another language."""
        columns = asking.columns_chosen(table, options)
        for field, label in NEEDED.items():
            if field in reading.missing:
                found.questions.append(asking.which_column(table, field, f"Column with {label}", columns.get(field)))
        for field in ("weight", "repetitions"):
            label = f"Column with the {field}"
            found.questions.append(asking.which_column(table, field, label, columns.get(field), is_needed=False))
        found.columns = list(table.columns)
        found.rows = [list(row.cells) for row in table.rows[:ROWS_SHOWN]]

    def ask_for_units(self, person: "User", reading: Reading, options: Mapping[str, str], found: Preview) -> None:
        units = self.units(person, options)
        if not reading.names_weight_unit:
            found.questions.append(
                Question("weight_unit", "Unit of weights", WEIGHTS, units.weight, "The file does not name it.")
            )
        if not reading.names_distance_unit:
            found.questions.append(
                Question("distance_unit", "Unit of distances", DISTANCES, units.distance, "The file does not name it.")
            )

    @staticmethod
    def ask_for_exercises(
        counted: Mapping[str, int],
        recognised: Mapping[str, Recognition],
        names: Names,
        options: Mapping[str, str],
        found: Preview,
    ) -> None:
        for name, known in recognised.items():
            number, answer = counted[name], options.get(f"{EXERCISE}{name}")
            if known.is_exact and answer is None:
                continue
            if answer is None:
                answer = names.shown[known.exercise] if known.exercise else ""
            choices = tuple((each, each) for each in known.suggestions)
            note = hint(number, known.suggestions, is_unknown=bool(answer) and names.chosen(answer) is None)
            found.questions.append(Question(f"{EXERCISE}{name}", name, choices, answer, note, is_free=True))


def hint(number: int, suggestions: tuple[str, ...], *, is_unknown: bool) -> str:
    count = f"{number} set{'s' if number > 1 else ''}."
    perhaps = f" Perhaps: {', '.join(suggestions)}." if suggestions else ""
    wrong = " There is no exercise of this name here." if is_unknown else ""
    return f"{count}{wrong}{perhaps} Left empty, they can be imported later."


def chosen(name: str, names: Names, options: Mapping[str, str]) -> int | None:
    """The exercise that the person has named, else the one that is surely meant."""
    answer = options.get(f"{EXERCISE}{name}")
    return names.known(name) if answer is None else names.chosen(answer)


def shown(each: PerformedSet) -> list[str]:
    weight = f"{plain(each.weight)} {each.weight_unit}".strip() if each.weight is not None else ""
    distance = f"{plain(each.distance)} {each.distance_unit}".strip() if each.distance else ""
    repetitions = plain(each.repetitions) if each.repetitions is not None else ""
    time = f"{each.seconds} s" if each.seconds else ""
    return [str(each.line), f"{each.moment:%Y-%m-%d %H:%M}", each.exercise, repetitions, weight, distance, time]


class Strong(TrainingCsv):
    name = "strong"
    label = "Strong (CSV)"
    help = "In the app: Settings, Export Strong Data."


class Hevy(TrainingCsv):
    name = "hevy"
    label = "Hevy (CSV)"
    help = "In the app: Settings, Export & Import Data, Export Workouts."


class FitNotes(TrainingCsv):
    name = "fitnotes"
    label = "FitNotes (CSV)"
    help = "On Android: Settings, Spreadsheet Export, Workout Data. On iOS: Settings, Export."
