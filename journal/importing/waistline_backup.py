"""Waistline's backup as an importer like the others."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar

from accounts.importing.base import ROWS_SHOWN, CannotImport, Importer, Preview, Problem, Progress, Report, Source
from journal.actions import Outcome
from journal.importing import backup
from journal.importing.days import import_in_batches
from journal.importing.report import Report as DayReport

if TYPE_CHECKING:
    from accounts.models import User


class WaistlineBackup(Importer):
    name = "waistline"
    label = "Waistline (backup)"
    help = "In the app: Settings, Import/Export, Export database; it writes waistline_export.json."
    accept: ClassVar[str] = ".json,application/json"
    largest_megabytes: ClassVar[int] = 100

    def preview(self, person: "User", source: Source, options: Mapping[str, str]) -> Preview:
        found, read = Preview(), read_backup(person, source)
        days = read.days()
        kinds = Counter(kind for kind, _ in read.records)
        found.found = Counter({"days": len(days), "foods": kinds["food"], "recipes": kinds["recipe"]})
        found.columns = ["Day", "Foods", "Kilocalories"]
        found.rows = [
            [each.day.isoformat(), str(len(each.entry["items"])), f"{each.nutrition.get('calories', 0):.0f}"]
            for each in days[-ROWS_SHOWN:]
        ]
        for problem in dict.fromkeys(read.problems):
            found.problems.add(Problem(f"{problem[:1].upper()}{problem[1:]}"))
        return found

    def run(self, person: "User", source: Source, options: Mapping[str, str], report: Report) -> Iterator[Progress]:
        told, days = DayReport(), read_backup(person, source)
        for done, total in import_in_batches(user=person, backup=days, report=told):
            take_over(told, report)
            yield Progress(done, total)
        take_over(told, report)
        for note in told.notes:
            report.note(f"{note[:1].upper()}{note[1:]}")


def read_backup(person: "User", source: Source) -> backup.Backup:
    try:
        return backup.read(source.content(), person.time_zone)
    except backup.NotABackup as error:
        raise CannotImport(str(error)) from error


def take_over(told: DayReport, report: Report) -> None:
    """The counts so far, in the words of all importers."""
    outcomes = told.outcomes
    report.added = Counter({"days": outcomes[Outcome.ADDED], **told.besides})
    report.changed = Counter({"days": outcomes[Outcome.CHANGED]})
    report.kept = Counter({"days": outcomes[Outcome.UNCHANGED] + outcomes[Outcome.KEPT]})
    report.skipped = Counter({"records": outcomes["skipped"]})
