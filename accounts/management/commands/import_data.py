"""``manage.py import_data alice strong strong.csv``"""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from accounts.importing import registry
from accounts.importing.base import CannotImport, Importer, Preview, Problem, Report, Source, Takes, in_words
from accounts.importing.running import in_time_of
from accounts.models import User

NOTES_SHOWN = 40
TOKEN = "IMPORT_TOKEN"  # noqa: S105 (the name of a variable)
WEB = ("http://", "https://")


class Command(BaseCommand):
    help = "Import what somebody brings along from elsewhere; again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="user name or e-mail address")
        parser.add_argument("importer", help=f"one of {', '.join(registry.names())}")
        parser.add_argument("source", metavar="FILE|URL", help=f"of a server, whose token is in {TOKEN}")
        parser.add_argument("--dry-run", action="store_true", help="show the preview and its questions, and do nothing")
        parser.add_argument(
            "--set", dest="answers", action="append", default=[], metavar="NAME=VALUE", help="answer a question"
        )

    def handle(self, *, name: str, importer: str, source: str, answers: list[str], **options: Any) -> None:
        person = User.objects.named(name).first()
        if person is None:
            raise CommandError(f"Nobody here is called {name}.")
        if importer not in registry.names():
            raise CommandError(f"There is no importer {importer}; choose one of {', '.join(registry.names())}.")
        made = registry.named(importer)()
        given = dict(map(answer, answers))
        place = source_of(made, source)
        try:
            with in_time_of(person):
                found = made.preview(person, place, given)
                if options["dry_run"]:
                    self.show(found)
                    return
                if not found.is_ready:
                    self.show(found)
                    raise CommandError("Answer the questions with --set NAME=VALUE.")
                self.tell(self.run_with_bar(made, person, place, given), verbosity=options["verbosity"])
        except CannotImport as error:
            raise CommandError(str(error)) from error

    @staticmethod
    def run_with_bar(importer: Importer, person: User, place: Source, given: dict[str, str]) -> Report:
        report = Report()
        # disable=None hides the bar where nobody watches (cron, CI, a pipe).
        with tqdm(disable=None) as bar:
            for done, total in importer.run(person, place, given, report):
                bar.total = total
                bar.update(done - bar.n)
        return report

    def show(self, found: Preview) -> None:
        self.stdout.write(f"found: {in_words(found.found) or 'nothing'}")
        for row in found.rows:
            self.stdout.write(f"  {' | '.join(row)}")
        self.remarks(found.problems.listed)
        for question in found.questions:
            choices = ", ".join(f"{value} {label}" if value != label else value for value, label in question.choices)
            self.stdout.write(f"  {question.name} = {question.answer} ({question.label}: {choices})")

    def tell(self, report: Report, *, verbosity: int) -> None:
        listed = report.problems.listed
        shown = listed if verbosity > 1 else listed[:NOTES_SHOWN]
        self.remarks(shown)
        if more := len(listed) - len(shown) + report.problems.more:
            self.stdout.write(f"  … and {more} more; --verbosity 2 shows more of them.")
        for outcome in ("added", "changed", "kept", "skipped"):
            if found := report.as_json()[outcome]:
                self.stdout.write(f"{outcome}: {in_words(found)}")

    def remarks(self, problems: list[Problem]) -> None:
        for problem in problems:
            self.stdout.write(f"  {problem}")


def answer(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name:
        raise CommandError(f"{text!r} is no answer; write name=value.")
    return name, value


def source_of(importer: Importer, place: str) -> Source:
    """Whoever may run commands here may ask machines of the own network, too."""
    if importer.takes is Takes.SERVER:
        if not place.startswith(WEB):
            raise CommandError(f"{place} is no address; write https://….")
        return Source(address=place, token=os.environ.get(TOKEN, ""), is_trusted=True)
    path = Path(place)
    if not path.is_file():
        raise CommandError(f"{place} cannot be read: it is no file.")
    return Source(path=path, name=path.name, is_trusted=True)
