"""``manage.py import_account alice regimen-alice-2026-01-05.zip``"""

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from accounts.archive.importer import RegimenArchive
from accounts.importing.base import CannotImport, Problems, Progress, Report, Source
from accounts.models import User


class Command(BaseCommand):
    help = "Take the ZIP of an account into a person's account: all of it or, if it cannot be read, nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="user name or e-mail address")
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")

    def handle(self, *, name: str, file: Path, dry_run: bool, **_: Any) -> None:
        user = User.objects.named(name).first()
        if user is None:
            raise CommandError(f"Nobody here is called {name}.")
        report = Report()
        try:
            self.show(RegimenArchive().take(user, Source(path=file, name=file.name), report, is_trial=dry_run))
        except CannotImport as error:
            raise CommandError(str(error)) from error
        self.tell(report.problems)
        would = "would be " if dry_run else ""
        for word in ("added", "changed", "kept", "skipped"):
            counts = [f"{count} {kind}" for kind, count in sorted(getattr(report, word).items()) if count]
            if counts:
                self.stdout.write(f"{would}{word}: {', '.join(counts)}")
        self.stdout.write(self.style.SUCCESS(f"{report.added.total()} rows {would}added."))

    def show(self, steps: Iterator[Progress]) -> None:
        with tqdm(unit=" rows", disable=None) as bar:
            for done, total in steps:
                bar.total = total
                bar.update(done - bar.n)

    def tell(self, problems: Problems) -> None:
        for problem in problems.listed:
            self.stdout.write(f"  {problem}")
        if problems.more:
            self.stdout.write(f"  … and {problems.more} more.")
