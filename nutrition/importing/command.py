"""What the commands that import have in common: their options, a progress bar, and the closing lines."""

import logging
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from config import outbound
from exercises.importing.source import SourceError
from exercises.models import Language
from nutrition.importing import addresses
from nutrition.importing.files import LocalFile, Source, WebFile
from nutrition.importing.report import Report

WEB = ("http://", "https://")


class ImportCommand(BaseCommand):
    """``private`` and ``dry_run`` are as the options say."""

    places: ClassVar[str] = "PATH|URL"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("places", nargs="+", metavar=self.places, help="what to read, one after the other")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")
        parser.add_argument("--restart", action="store_true", help="begin anew what was stopped before its end")
        parser.add_argument(
            "--private-addresses", action="store_true", help="allow addresses of the own machine and network"
        )

    def handle(self, *, places: list[str], private_addresses: bool, **options: Any) -> None:
        # A line for each request would tear the progress bar apart.
        logging.getLogger("httpx").setLevel(logging.WARNING)
        try:
            with addresses.client(private=private_addresses) as client:
                for place in self.each(places, client):
                    self.stdout.write(self.style.MIGRATE_HEADING(place))
                    self.tell(self.read(place, client, named=place in places, **options), dry_run=options["dry_run"])
        except SourceError as error:
            raise CommandError(f"{error} What was read until then is kept; run the command again to go on.") from error

    def each(self, places: list[str], client: outbound.Client) -> Iterator[str]:
        """The places, with what a list among them names."""
        yield from places

    def read(self, place: str, client: outbound.Client, *, named: bool, **options: Any) -> Report | None:
        """None if there was nothing to do; ``named``: by the person, not by a list.  Raises ``SourceError``."""
        raise NotImplementedError

    @contextmanager
    def bar(self, total: int | None, unit: str = "B") -> Iterator["tqdm[Any]"]:
        # disable=None hides the bar where nobody watches (cron, CI, a pipe).
        with tqdm(total=total, unit=unit, unit_scale=True, unit_divisor=1024, disable=None) as bar:
            yield bar

    def tell(self, report: Report | None, *, dry_run: bool) -> None:
        if report is None:
            self.stdout.write("  was read before")
            return
        for line in report.lines():
            self.stdout.write(f"  {line}")
        self.stdout.write(self.style.SUCCESS(f"  {report.writes:,} rows {'would be ' if dry_run else ''}changed."))


def wanted(codes: str | None) -> dict[str, int]:
    """Ids of languages by their codes; all that are known here if none are named."""
    known = dict(Language.objects.values_list("short_name", "pk"))
    if codes is None:
        return known
    asked = [code.strip() for code in codes.split(",") if code.strip()]
    if missing := [code for code in asked if code not in known]:
        raise CommandError(f"There is no language {', '.join(missing)} here.")
    return {code: known[code] for code in asked}


def opened(place: str, client: outbound.Client) -> Source:
    return WebFile(place, client) if place.startswith(WEB) else LocalFile(Path(place))
