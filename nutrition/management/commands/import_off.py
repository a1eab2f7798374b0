"""``manage.py import_off openfoodfacts-products.jsonl.gz``"""

from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import orjson

from config import outbound
from exercises.importing.source import SourceError
from nutrition.importing import off
from nutrition.importing.command import WEB, ImportCommand, opened, wanted
from nutrition.importing.files import Source, lines, said, unpacked, watched, without_first
from nutrition.importing.foods import Unusable
from nutrition.importing.report import Report
from nutrition.importing.run import Record, Run

IMPORTER = "off"
INDEX = "/index.txt"
LARGEST_INDEX = 1024 * 1024


class Command(ImportCommand):
    help = (
        "Import products of Open Food Facts from a JSONL dump, its daily deltas, or the index.txt that lists them. "
        "Run it again to go on where it was stopped, or to update; what was edited here is kept."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--languages", metavar="en,de", help="only products in these; default: all known here")

    def each(self, places: list[str], client: outbound.Client) -> Iterator[str]:
        for place in places:
            if place.startswith(WEB) and place.endswith(INDEX):
                yield from listed(place, client)
            else:
                yield place

    def read(self, place: str, client: outbound.Client, *, named: bool, **options: Any) -> Report | None:
        languages, source = wanted(options["languages"]), opened(place, client)
        run = Run(IMPORTER, source.identity, source.name, ",".join(sorted(languages)), dry_run=options["dry_run"])
        # A delta that a list names is read once; what a person names is read as often as they say.
        if run.is_done and not named:
            return None
        begin = run.begin(again=options["restart"])
        with self.bar(source.size) as bar:
            return run.go(records(source, begin, languages, bar.update))


def records(source: Source, begin: int, languages: Mapping[str, int], progress: Any) -> Iterator[Record]:
    content = unpacked(watched(source.chunks(), progress), source.name)
    read = partial(product, languages=languages)
    for end, line in lines(without_first(content, begin), begin):
        if line is None or line.strip():
            yield end, read(line)


def product(line: bytes | None, languages: Mapping[str, int]) -> Any:
    """The food of a line, or why there is none."""
    if line is None:
        return Unusable("is longer than 16 MB")
    try:
        return off.read(orjson.loads(line), languages)
    except Unusable as problem:
        return problem
    except orjson.JSONDecodeError:
        return Unusable("is no JSON", line[:60].decode(errors="replace"))


def listed(index: str, client: outbound.Client) -> Iterator[str]:
    """Addresses of the deltas that a list names, the oldest first."""
    with said(index):
        response = client.get(index)
        response.raise_for_status()
    if len(response.content) > LARGEST_INDEX:
        raise SourceError(f"{index} is too long for a list of files.")
    names = [name.strip() for name in response.text.splitlines() if name.strip()]
    yield from (str(outbound.URL(index).join(name)) for name in sorted(names))
