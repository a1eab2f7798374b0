"""``manage.py import_usda FoodData_Central_sr_legacy_food_json_2018-04.zip``"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from config import outbound
from exercises.importing.source import SourceError
from exercises.models import Language
from nutrition.importing import usda
from nutrition.importing.command import WEB, ImportCommand
from nutrition.importing.files import LocalFile, Progress, WebFile, unpacked, watched
from nutrition.importing.foods import Unusable
from nutrition.importing.report import Report
from nutrition.importing.run import Record, Run
from nutrition.importing.usda_files import Archive, chunks, joined, objects

IMPORTER = "usda"


class Command(ImportCommand):
    help = (
        "Import foods of FoodData Central from a JSON or CSV download, as a zip file or unpacked: foundation foods, "
        "SR legacy, survey and branded foods. Run it again to go on where it was stopped, or to update."
    )

    def read(self, place: str, client: outbound.Client, *, named: bool, **options: Any) -> Report | None:
        with self.local(place, client) as path:
            archive = Archive(path)
            identity = LocalFile(path).identity if path.is_file() else fingerprint(archive)
            run = Run(IMPORTER, identity, path.name, dry_run=options["dry_run"])
            begin = run.begin(again=options["restart"])
            tables = archive.tables()
            names = list(tables.values()) or archive.lists()
            if not names:
                raise SourceError(f"{place} holds neither JSON nor CSV.")
            with self.bar(sum(map(archive.size, names))) as bar:
                content = joined(archive, tables, bar.update) if tables else in_lists(archive, names, bar.update)
                return run.go(records(content, begin))

    @contextmanager
    def local(self, place: str, client: outbound.Client) -> Iterator[Path]:
        """A zip file is read from its end, so one on the web is loaded first."""
        if not place.startswith(WEB):
            yield Path(place)
            return
        source = WebFile(place, client)
        with tempfile.TemporaryDirectory(prefix="usda-") as folder, self.bar(source.size) as bar:
            path = Path(folder) / source.name
            with path.open("wb") as file:
                file.writelines(watched(source.chunks(), bar.update))
            yield path


def in_lists(archive: Archive, names: list[str], progress: Progress) -> Iterator[Any]:
    for name in names:
        with archive.open(name) as file:
            yield from objects(unpacked(chunks(file, progress), name))


def records(content: Iterator[Any], begin: int) -> Iterator[Record]:
    """Counted in foods; those before ``begin`` are read over."""
    english = Language.objects.get(short_name="en").pk
    for position, record in enumerate(islice(content, begin, None), start=begin + 1):
        yield position, record if isinstance(record, Unusable) else food(record, english)


def food(record: Any, language: int) -> Any:
    """The food of a record, or why there is none."""
    try:
        return usda.read(record, language)
    except Unusable as problem:
        return problem


def fingerprint(archive: Archive) -> str:
    return "\n".join(f"{name} {LocalFile(archive.path / name).identity}" for name in archive.names())
