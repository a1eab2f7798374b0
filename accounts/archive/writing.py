"""Writes the ZIP of an account."""

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone
from django.utils.text import slugify

from accounts.archive import dumping, parts, profile
from accounts.archive.snapshot import one_moment
from config import __version__, spreadsheets

if TYPE_CHECKING:
    from accounts.models import User

FORMAT, VERSION = "regimen-account", 1
MANIFEST = "manifest.json"
PIECE = 1024 * 1024
# Called with how many rows and files are written and how many there are.
Watcher = Callable[[int, int], None]


def unwatched(_: int, __: int) -> None:
    """For whoever does not want to know how far it is."""


def as_line(row: parts.Row) -> bytes:
    """Both databases give the same bytes: PostgreSQL does not keep the order of names in JSON."""
    return json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


@dataclass
class Archive:
    """A ZIP that is being written; remembers what its manifest tells."""

    target: IO[bytes]
    made: datetime = field(default_factory=timezone.now)
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.zip = zipfile.ZipFile(self.target, "w", zipfile.ZIP_DEFLATED, allowZip64=True)

    def add(self, path: str, pieces: Iterable[bytes], *, is_packed: bool = True) -> int:
        """Write a file piece by piece; how many pieces it has."""
        entry = zipfile.ZipInfo(path, self.made.timetuple()[:6])
        entry.compress_type = zipfile.ZIP_DEFLATED if is_packed else zipfile.ZIP_STORED
        entry.external_attr = 0o600 << 16
        digest, size, count = hashlib.sha256(), 0, 0
        with self.zip.open(entry, "w", force_zip64=True) as file:
            for piece in pieces:
                file.write(piece)
                digest.update(piece)
                size += len(piece)
                count += 1
        self.files[path] = {"bytes": size, "sha256": digest.hexdigest()}
        return count

    def add_rows(self, path: str, rows: Iterable[parts.Row]) -> None:
        count = self.add(path, map(as_line, rows))
        self.files[path]["rows"] = count

    def finish(self) -> None:
        manifest = {
            "format": FORMAT,
            "version": VERSION,
            "server": __version__,
            "made_at": self.made.isoformat(),
            "files": self.files,
            "missing": self.missing,
            "left_out": parts.excluded(),
        }
        self.add(MANIFEST, [json.dumps(manifest, indent=1, sort_keys=True).encode()])


def write(user: "User", target: IO[bytes], watch: Watcher = unwatched) -> None:
    """Everything of one moment into ``target``, which has to be seekable; memory does not grow with the account.

    Files of pictures are copied after the tables, outside of the transaction: none is ever changed, and one that
    somebody removes meanwhile is listed as missing.
    """
    archive = Archive(target)
    try:
        fill(archive, user, watch)
        archive.finish()
    finally:
        archive.zip.close()


def fill(archive: Archive, user: "User", watch: Watcher) -> None:
    media: list[tuple[parts.Part, str, str]] = []
    with one_moment():
        count = Count(sum(part.rows(user).count() for part in parts.parts()), watch)
        archive.add("profile.json", [as_line(profile.dump(user))])
        for part in parts.parts():
            archive.add_rows(part.path, noting(part, count.each(dumping.dump(part.rows(user), part.columns)), media))
        write_catalogue(user, archive)
        for table in parts.tables():
            archive.add(table.path, csv_bytes(table, user))
    count.total += len(media)
    for part, path, name in count.each(media):
        copy(archive, part, path, name)


@dataclass
class Count:
    total: int
    watch: Watcher
    done: int = 0

    def each(self, things: Iterable[Any]) -> Iterator[Any]:
        for thing in things:
            yield thing
            self.done += 1
            self.watch(self.done, self.total)


def noting(
    part: parts.Part, rows: Iterable[parts.Row], media: list[tuple[parts.Part, str, str]]
) -> Iterator[parts.Row]:
    """Has the file's place in the archive where the row has its place on the disk."""
    for row in rows:
        if part.media and (stored := row[part.media.column]):
            suffix = str(stored)[str(stored).rfind(".") :]
            row[part.media.column] = f"media/{part.media.folder}/{row['uuid']}{suffix}"
            media.append((part, row[part.media.column], str(stored)))
        yield row


def write_catalogue(user: "User", archive: Archive) -> None:
    """What the rows refer to, as far as a server that lacks it can use it.  What refers is asked first."""
    keys: dict[str, set[int]] = {}
    for each in reversed(parts.catalogue()):
        if each.describe:
            keys[each.label] = dumping.referred(user, each, keys)
    for each in parts.catalogue():
        if each.describe:
            archive.add_rows(each.path, each.describe(keys[each.label]))


def csv_bytes(table: parts.Table, user: "User") -> Iterator[bytes]:
    yield from (line.encode() for line in spreadsheets.lines([table.heading]))
    yield from (line.encode() for line in spreadsheets.lines(table.rows(user)))


def copy(archive: Archive, part: parts.Part, path: str, name: str) -> None:
    try:
        file = parts.storage_of(part).open(name)
    except FileNotFoundError:
        archive.missing.append(path)
        return
    with file:
        # Pictures are packed already.
        archive.add(path, file.chunks(PIECE), is_packed=False)


def spool(user: "User", watch: Watcher = unwatched) -> IO[bytes]:
    """The ZIP in a file without a name, which goes with its last reader, also when the process is killed."""
    target: IO[bytes] = tempfile.TemporaryFile(dir=settings.DATA_DIR)  # noqa: SIM115 (whoever gets it closes it)
    try:
        write(user, target, watch)
        target.seek(0)
    except BaseException:
        target.close()
        raise
    return target


def file_name(user: "User", made: datetime) -> str:
    return f"regimen-{slugify(user.username) or 'account'}-{made:%Y-%m-%d}.zip"
