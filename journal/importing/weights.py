"""Body weight from a table of any layout."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from accounts.importing import asking
from accounts.importing.base import ROWS_SHOWN, CannotImport, Importer, Preview, Progress, Question, Report, Source
from accounts.importing.tables import Table
from accounts.importing.values import Unreadable
from journal import weights
from journal.importing.scales import Columns, Weighed, Weighings, dates, guess, read
from journal.models import WeightEntry

if TYPE_CHECKING:
    from accounts.models import User

NAMESPACE = UUID("0c7d2c5e-8a0e-5d9c-9a55-2b0f8f1c9d21")
UNITS = (("kg", "kilograms"), ("lb", "pounds"), ("st", "stones"))
ROWS_PER_TRANSACTION = 500
KIND = "weights"
HINT = "Correct the line and import the file again; what is here already stays as it is."


class WeightsCsv(Importer):
    name = "weights"
    label = "Body weight (CSV)"
    help = "Any table with a date and a weight in each line, as scales and apps for them export it."
    accept: ClassVar[str] = ".csv,.txt,.tsv,text/csv,text/plain"
    largest_megabytes: ClassVar[int] = 20

    def preview(self, person: "User", source: Source, options: Mapping[str, str]) -> Preview:
        found = Preview()
        table = asking.table_of(source)
        columns, weighings = self.reading(table, options, found.questions)
        found.questions = [*columns_asked(table, columns), *found.questions]
        if weighings is None:
            found.columns = list(table.columns)
            found.rows = [list(row.cells) for row in table.rows[:ROWS_SHOWN]]
            return found
        asking.add_broken(found.problems, weighings.broken, HINT)
        unit = unit_of(person, options)
        if not weighings.names_unit:
            found.questions.append(Question("unit", "Unit", UNITS, unit, "The file does not name it."))
        found.columns = ["Line", "Date", "Weight"]
        found.rows = [
            [str(each.line), f"{each.moment:%Y-%m-%d %H:%M}", f"{each.weight.normalize():f} {each.unit or unit}"]
            for each in weighings.weighed[:ROWS_SHOWN]
        ]
        found.found[KIND] = len(weighings.weighed)
        return found

    def run(self, person: "User", source: Source, options: Mapping[str, str], report: Report) -> Iterator[Progress]:
        questions: list[Question] = []
        _, weighings = self.reading(asking.table_of(source), options, questions)
        if weighings is None or any(each.is_needed and not each.answer for each in questions):
            raise CannotImport("Answer the questions of the preview first.")
        for each in weighings.broken:
            report.skip("lines", f"{each.reason[:1].upper()}{each.reason[1:]}.", HINT, each.line)
        unit, done, rows = unit_of(person, options), 0, iter(weighings.weighed)
        while batch := list(islice(rows, ROWS_PER_TRANSACTION)):
            counted = Report()
            with transaction.atomic():
                store(person, batch, unit, counted)
            report.include(counted)
            done += len(batch)
            yield Progress(done, len(weighings.weighed))

    @staticmethod
    def reading(
        table: Table, options: Mapping[str, str], questions: list[Question]
    ) -> tuple[Columns, Weighings | None]:
        """``None`` while the columns are not known."""
        columns = guess(table, asking.columns_chosen(table, options))
        if columns.moment is None or columns.weight is None:
            return columns, None
        order, asked = asking.order_asked(dates(table, columns), options)
        questions += asked
        return columns, read(table, columns, order)


def columns_asked(table: Table, columns: Columns) -> list[Question]:
    return [
        asking.which_column(table, "moment", "Column with the date", columns.moment),
        asking.which_column(table, "weight", "Column with the weight", columns.weight),
    ]


def unit_of(person: "User", options: Mapping[str, str]) -> str:
    chosen = options.get("unit", "")
    return chosen if chosen in dict(UNITS) else str(person.weight_unit)


def store(person: "User", batch: list[Weighed], unit: str, report: Report) -> None:
    """Add what is not here: nothing at the moment, and nothing of the same weight on the day."""
    wanted: dict[datetime, tuple[Weighed, Decimal, str]] = {}
    for each in batch:
        moment = timezone.make_aware(each.moment) if each.moment.tzinfo is None else each.moment
        try:
            weight, written = each.stored(unit)
        except Unreadable as error:
            report.skip(KIND, f"{error}.", "Is it in another unit?", each.line)
            continue
        known = wanted.setdefault(moment, (each, weight, written))
        if known[1:] != (weight, written):
            report.skip(KIND, "There is another weight at the same time above.", "Remove one of the two.", each.line)
        elif known[0] is not each:
            report.kept[KIND] += 1
    moments, days = here(person, list(wanted))
    rows = []
    for moment, (_, weight, written) in wanted.items():
        if moment in moments or rounded(weight, written) in days.get(timezone.localdate(moment), ()):
            report.kept[KIND] += 1
        else:
            uuid = uuid5(NAMESPACE, moment.astimezone(UTC).isoformat())
            rows.append(WeightEntry(user=person, uuid=uuid, date=moment, weight=weight, unit=written))
    # Of an entry that was moved to another time the uuid is taken; it is the same one.
    new = WeightEntry.objects.filter(user=person, uuid__in=[row.uuid for row in rows])
    taken = set(new.values_list("uuid", flat=True))
    WeightEntry.objects.bulk_create(row for row in rows if row.uuid not in taken)
    report.added[KIND] += len(rows) - len(taken)
    report.kept[KIND] += len(taken)


def here(person: "User", moments: list[datetime]) -> tuple[set[datetime], dict[date, set[Decimal]]]:
    """Moments that have an entry, and the weights of each day; one query."""
    if not moments:
        return set(), {}
    first = timezone.make_aware(datetime.combine(timezone.localdate(min(moments)), datetime.min.time()))
    last = timezone.make_aware(datetime.combine(timezone.localdate(max(moments)), datetime.max.time()))
    rows = WeightEntry.objects.filter(user=person, date__gte=first, date__lte=last)
    days: dict[date, set[Decimal]] = {}
    taken = set()
    for moment, weight, unit, synced_from in rows.values_list("date", "weight", "unit", "synced_from"):
        days.setdefault(timezone.localdate(moment), set()).add(rounded(weight, unit))
        if not synced_from:
            taken.add(moment)
    return taken, days


def rounded(weight: Decimal, unit: str) -> Decimal:
    return weights.shown(weight, unit, "kg")
