"""``manage.py import_waistline_server users.json --journal journal.json``"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from journal.importing.report import Report
from journal.importing.server import Move, NotADump, rows

NOTES_SHOWN = 40


class Command(BaseCommand):
    help = "Move people, with passwords and API keys, and their days over from waistline-api; phones need no change."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("users", type=Path, help="rows of its table user: a JSON list, or an object a line")
        parser.add_argument("--journal", type=Path, help="documents of its collection journal, in the same form")
        parser.add_argument("--merge", action="store_true", help="take people of the same name for one person")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")

    def handle(
        self, *, users: Path, journal: Path | None, merge: bool, dry_run: bool, verbosity: int, **_: Any
    ) -> None:
        # disable=None hides the bar where nobody watches (cron, CI, a pipe).
        with tqdm(unit=" days", disable=None) as bar:

            def progress(done: int, total: int) -> None:
                bar.total = total
                bar.update(done - bar.n)

            documents = read(journal) if journal else []
            move = Move(read(users), documents, may_merge=merge, dry_run=dry_run, progress=progress)
            move.run()
        for label, report in (("People", move.people), ("Days", move.days)):
            self.tell(label, report, None if verbosity > 1 else NOTES_SHOWN)
        would = "would be " if dry_run else ""
        self.stdout.write(self.style.SUCCESS(f"{move.people.changes} people, {move.days.changes} days {would}changed."))

    def tell(self, label: str, report: Report, shown: int | None) -> None:
        for note in report.notes[:shown]:
            self.stdout.write(f"  {note}")
        if shown is not None and len(report.notes) > shown:
            self.stdout.write(f"  … and {len(report.notes) - shown} more; --verbosity 2 shows all.")
        self.stdout.write(f"{label}: {report.line()}.")


def read(file: Path) -> list[Any]:
    try:
        return rows(file.read_text())
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
    except (NotADump, UnicodeDecodeError) as error:
        raise CommandError(f"{file} {error}") from error
