"""Opens the ZIP of an account, whoever made it: nothing of it is used before all of it has been looked at."""

import hashlib
import json
import math
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, Self

from django.conf import settings

from accounts.archive import parts
from accounts.archive.directory import canonical
from accounts.archive.dumping import row_name
from accounts.archive.values import Unusable
from accounts.archive.writing import FORMAT, MANIFEST, PIECE, VERSION
from accounts.importing.base import CannotImport

MEGABYTE = 1024 * 1024
MOST_FILES = 100_000
# Of the list of files at the end of a ZIP, which is read at once.
LARGEST_LIST = 20 * MEGABYTE
LARGEST_MANIFEST = 30 * MEGABYTE
LARGEST_LINE = 4 * MEGABYTE
LARGEST_CATALOGUE = 100 * MEGABYTE
LARGEST_PICTURE = 20 * MEGABYTE
# Rows of one account resemble each other, and still fill a twentieth; a bomb fills a thousandth.
LARGEST_RATIO = 200
SMALL = 10 * MEGABYTE
NAME = re.compile(
    r"manifest\.json|profile\.json|(rows|catalogue)/[a-z]+\.[a-z]+\.jsonl|tables/[a-z]+\.csv"
    r"|media/[a-z]+/[0-9a-f-]{36}\.[a-z]{3,4}"
)
# Where an archive says how long the list of its files is, in what ``zipfile`` reads of it.
SIZE_OF_LIST = 5
NO_ARCHIVE = "This is no archive of an account; choose the ZIP that Regimen's export made."

Skip = Callable[[int, str], None]


def refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text} is too large")
    return number


def read_json(raw: bytes) -> Any:
    """Raises ``ValueError``, also for what is nested too deeply."""
    try:
        return json.loads(raw, parse_constant=refuse_constant, parse_float=finite)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def read_row(raw: bytes) -> parts.Row | None:
    try:
        found = read_json(raw)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def ignored(_: int, __: str) -> None:
    """What is wrong in files that only help."""


class Opened:
    """An archive that has been looked at.  Rows are read one by one."""

    def __init__(self, path: Path) -> None:
        self.zip = open_zip(path)
        try:
            self.look()
        except BaseException:
            self.zip.close()
            raise

    def look(self) -> None:
        self.entries = {entry.filename: entry for entry in self.zip.infolist()}
        check_entries(self.zip.infolist(), settings.ARCHIVE_MAX_MEGABYTES * MEGABYTE)
        self.manifest = read_manifest(self)
        for name, told in self.manifest["files"].items():
            check_content(self, name, told)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.zip.close()

    def open(self, name: str) -> IO[bytes]:
        return self.zip.open(self.entries[name])

    def row_count(self) -> int:
        return sum(self.manifest["files"].get(part.path, {}).get("rows", 0) for part in parts.parts())

    def profile(self) -> parts.Row:
        found = next(self.lines("profile.json", ignored), (1, {}))
        return found[1]

    def rows(self, name: str, skip: Skip) -> Iterator[tuple[int, parts.Row]]:
        """Rows with the numbers of their lines; ``skip`` is told of lines that hold none."""
        return self.lines(name, skip) if name in self.entries else iter(())

    def lines(self, name: str, skip: Skip) -> Iterator[tuple[int, parts.Row]]:
        with self.open(name) as file:
            number = 0
            while raw := file.readline(LARGEST_LINE):
                number += 1
                if len(raw) == LARGEST_LINE:
                    raise CannotImport(f"{name}: line {number} is too long.")
                if (row := read_row(raw)) is None:
                    skip(number, "This line is not a JSON object.")
                else:
                    yield number, row

    def described(self) -> dict[str, dict[str, parts.Row]]:
        """What the archive tells of the catalogue, by table and name."""
        found: dict[str, dict[str, parts.Row]] = {}
        for each in parts.catalogue():
            rows = self.rows(each.path, ignored) if each.describe else iter(())
            found[each.label] = {
                canonical(row_name(tuple(row[name] for name in each.key))): row
                for _, row in rows
                if all(isinstance(row.get(name), str) for name in each.key)
            }
        return found

    def content(self, name: Any, folder: str) -> bytes:
        """A picture; raises ``Unusable``."""
        if not isinstance(name, str) or not name.startswith(f"media/{folder}/") or name not in self.entries:
            raise Unusable("The file of this row is not in the archive.")
        if self.entries[name].file_size > LARGEST_PICTURE:
            raise Unusable(f"The file of this row has more than {LARGEST_PICTURE // MEGABYTE} MB.")
        with self.open(name) as file:
            return file.read()


def open_zip(path: Path) -> zipfile.ZipFile:
    """Without reading a list of files that would fill the memory."""
    try:
        with path.open("rb") as file:
            end = zipfile._EndRecData(file)  # type: ignore[attr-defined]  # noqa: SLF001 (the only way to ask before)
        if end is None or end[SIZE_OF_LIST] > LARGEST_LIST:
            raise CannotImport(NO_ARCHIVE)
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise error if isinstance(error, CannotImport) else CannotImport(NO_ARCHIVE) from error


def check_entries(entries: list[zipfile.ZipInfo], most_bytes: int) -> None:
    if len(entries) > MOST_FILES:
        raise CannotImport(f"The archive has more than {MOST_FILES} files.")
    if len({entry.filename for entry in entries}) != len(entries):
        raise CannotImport("The archive has two files of the same name.")
    for entry in entries:
        check_entry(entry)
    if sum(entry.file_size for entry in entries) > most_bytes:
        raise CannotImport(
            f"The archive is larger than {most_bytes // MEGABYTE} MB when it is unpacked; ask the administrator to "
            "raise ARCHIVE_MAX_MEGABYTES."
        )
    if sum(entry.file_size for entry in entries if entry.filename.startswith("catalogue/")) > LARGEST_CATALOGUE:
        raise CannotImport("The catalogue in the archive is too large.")


def check_entry(entry: zipfile.ZipInfo) -> None:
    if not NAME.fullmatch(entry.filename):
        raise CannotImport(f"The archive has a file that does not belong there: {entry.filename[:100]!r}.")
    if entry.flag_bits & 1:
        raise CannotImport("The archive is encrypted.")
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise CannotImport("The archive is packed in a way that this server does not read.")
    if entry.file_size > SMALL and entry.file_size > LARGEST_RATIO * max(entry.compress_size, 1):
        raise CannotImport(f"{entry.filename} is packed so tightly that it looks like an attack.")


def read_manifest(archive: Opened) -> dict[str, Any]:
    entry = archive.entries.get(MANIFEST)
    if entry is None or entry.file_size > LARGEST_MANIFEST:
        raise CannotImport(NO_ARCHIVE)
    try:
        found = read_json(archive.zip.read(entry))
    except (ValueError, zipfile.BadZipFile, OSError, EOFError) as error:
        raise CannotImport(NO_ARCHIVE) from error
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise CannotImport(NO_ARCHIVE)
    if found.get("version") != VERSION:
        raise CannotImport(
            f"The archive has version {str(found.get('version'))[:20]}, this server reads version {VERSION}; "
            "update the older of the two servers and export again."
        )
    check_listing(found.get("files"), archive.entries.keys() - {MANIFEST})
    return found


def check_listing(files: Any, names: set[str]) -> None:
    if not isinstance(files, dict) or files.keys() != names or "profile.json" not in names:
        raise CannotImport("The files in the archive are not those that its manifest lists.")
    for told in files.values():
        rows = told.get("rows", 0) if isinstance(told, dict) else None
        if not isinstance(rows, int) or not 0 <= rows < 10**9:
            raise CannotImport("The manifest of the archive is damaged.")


def check_content(archive: Opened, name: str, told: dict[str, Any]) -> None:
    """Read it once, as far as the ZIP says it goes, and compare with the manifest."""
    digest = hashlib.sha256()
    try:
        with archive.open(name) as file:
            while piece := file.read(PIECE):
                digest.update(piece)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, RuntimeError, zlib.error) as error:
        raise CannotImport(f"{name} in the archive is damaged; export again.") from error
    if digest.hexdigest() != told.get("sha256"):
        raise CannotImport(f"{name} in the archive is not what the manifest says; export again.")
