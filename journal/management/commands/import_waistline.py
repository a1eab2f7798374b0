"""``manage.py import_waistline alice waistline_export.json``"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from accounts.models import User
from journal.importing import backup
from journal.importing.days import import_backup

NOTES_SHOWN = 40


class Command(BaseCommand):
    help = "Fill a person's diary from a backup of the Waistline app; again changes nothing. Its secrets are dropped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="user name or e-mail address")
        parser.add_argument("file", type=Path, help="waistline_export.json")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")

    def handle(self, *, name: str, file: Path, dry_run: bool, verbosity: int, **_: Any) -> None:
        user = User.objects.named(name).first()
        if user is None:
            raise CommandError(f"Nobody here is called {name}.")
        try:
            found = backup.read(file.read_bytes(), user.time_zone)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        except backup.NotABackup as error:
            raise CommandError(str(error)) from error
        # disable=None hides the bar where nobody watches (cron, CI, a pipe).
        with tqdm(unit=" days", disable=None) as bar:

            def progress(done: int, total: int) -> None:
                bar.total = total
                bar.update(done - bar.n)

            report = import_backup(user=user, backup=found, dry_run=dry_run, progress=progress)
        shown = None if verbosity > 1 else NOTES_SHOWN
        for note in report.notes[:shown]:
            self.stdout.write(f"  {note}")
        if shown is not None and len(report.notes) > shown:
            self.stdout.write(f"  … and {len(report.notes) - shown} more; --verbosity 2 shows all.")
        would = "would be " if dry_run else ""
        self.stdout.write(f"Version {found.version}: {report.line()}.")
        if besides := report.line_of_besides():
            self.stdout.write(f"New besides: {besides}.")
        self.stdout.write(self.style.SUCCESS(f"{report.changes} days {would}changed."))
