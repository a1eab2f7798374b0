"""``manage.py import_ingredients https://wger.de``"""

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import orjson
from django.core.management.base import CommandError
from django.utils.dateparse import parse_date, parse_datetime

from config import outbound
from exercises.importing.source import Server
from exercises.models import License
from nutrition.importing import remote
from nutrition.importing.command import WEB, ImportCommand, opened, wanted
from nutrition.importing.files import Source, lines, unpacked, watched, without_first
from nutrition.importing.foods import Unusable
from nutrition.importing.report import Report
from nutrition.importing.run import Record, Run

IMPORTER = "server"
FILES = (".jsonl", ".jsonl.gz")


class Command(ImportCommand):
    help = (
        "Copy the foods of another wger-compatible server, or of a file that export_ingredients or another server "
        "wrote. Run it again to go on where it was stopped, or to update; what was edited here is kept."
    )
    places = "URL|PATH"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--languages", metavar="en,de", help="only foods in these; default: all known here")
        parser.add_argument("--since", metavar="DATE", default="", help="only foods that changed there after this")

    def read(self, place: str, client: outbound.Client, *, named: bool, **options: Any) -> Report | None:
        languages = wanted(options["languages"])
        reader = remote.Reader(languages, dict(License.objects.values_list("short_name", "pk")))
        choices = f"{','.join(languages)} {moment(options['since'])}"
        if is_file(place):
            source = opened(place, client)
            run = Run(IMPORTER, source.identity, source.name, choices, dry_run=options["dry_run"])
            begin = run.begin(again=options["restart"])
            with self.bar(source.size) as bar:
                return run.go(in_file(source, begin, reader, bar.update))
        server = Server(place, client)
        run = Run(IMPORTER, f"{server.origin.netloc}{server.root}", place, choices, dry_run=options["dry_run"])
        run.begin(again=options["restart"])
        narrow = ",".join(map(str, languages.values())) if options["languages"] else ""
        with self.bar(None, " foods") as bar:

            def told(total: int) -> None:
                bar.total = total

            pages = remote.pages(server, run.mark, {"language__in": narrow, "last_update__gt": options["since"]}, told)
            return run.go(in_pages(run, pages, reader, bar))


def is_file(place: str) -> bool:
    """A server's address has a host without such an ending."""
    return (urlsplit(place).path if place.startswith(WEB) else place).endswith(FILES)


def moment(text: str) -> str:
    """As the other server reads it; ``CommandError`` if it is no date."""
    try:
        found = parse_datetime(text) or parse_date(text)
    except ValueError:
        found = None
    if text and found is None:
        raise CommandError(f"{text} is no date; write it as 2026-11-21.")
    return text


def in_file(source: Source, begin: int, reader: remote.Reader, progress: Any) -> Iterator[Record]:
    content = unpacked(watched(source.chunks(), progress), source.name)
    for end, line in lines(without_first(content, begin), begin):
        if line is None or line.strip():
            yield end, parsed(line, reader)


def parsed(line: bytes | None, reader: remote.Reader) -> Any:
    if line is None:
        return Unusable("is longer than 16 MB")
    try:
        return food(orjson.loads(line), reader)
    except orjson.JSONDecodeError:
        return Unusable("is no JSON", line[:60].decode(errors="replace"))


def in_pages(run: Run, pages: Iterator[tuple[str, list[Any]]], reader: remote.Reader, bar: Any) -> Iterator[Record]:
    """Counted in rows; the query of the next page is kept with the last row of each."""
    position = run.progress.position
    for following, rows in pages:
        for place, row in enumerate(rows, start=1):
            position += 1
            if place == len(rows):
                run.mark = following
            yield position, food(row, reader)
        bar.update(len(rows))


def food(row: Any, reader: remote.Reader) -> Any:
    try:
        return reader.read(row)
    except Unusable as problem:
        return problem
