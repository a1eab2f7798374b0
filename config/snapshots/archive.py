"""The archive: a tar of the manifest, the database, the files and the keys, with the digest of each at its end."""

import hashlib
import io
import os
import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO

from config.snapshots.manifest import CREDENTIAL_KEYS, FOLDERS, MANIFEST, SECRET_KEY, SUMS, Unusable

MEGABYTE = 1024 * 1024
# Files that compression makes no smaller take most of the time; the database takes little of it at this level.
COMPRESSION = 3
SINGLE = {MANIFEST, SUMS, CREDENTIAL_KEYS, SECRET_KEY, "database.sqlite3", "database.dump"}

Progress = Callable[[int], object]


def stamp() -> str:
    """Now (UTC), as it stands in names of files."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H%M%SZ")


@contextmanager
def workshop(beside: Path, purpose: str) -> Iterator[Path]:
    """A folder on the same disk, so that files can be linked and renamed; removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix=f".{purpose}-", dir=beside))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def link_all(source: Path, target: Path) -> None:
    """Hold on to every file of ``source``, also if it is deleted a moment later; called again, adds what is new."""
    for path in sorted(source.rglob("*")):
        there = target / path.relative_to(source)
        if path.is_symlink() or not path.is_file() or there.exists():
            continue
        there.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(path, there)
        except FileNotFoundError:
            continue
        except OSError:  # a disk without links
            shutil.copyfile(path, there)


def files_of(folder: Path) -> list[Path]:
    """The manifest first: it is what a reader wants to know first."""
    return sorted(
        (path for path in folder.rglob("*") if path.is_file()), key=lambda path: (path.name != MANIFEST, path)
    )


def pack(folder: Path, target: Path, progress: Progress) -> None:
    """Write all of ``folder``; ``target`` appears when it is complete, and only its owner may read it."""
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with (
            os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file,
            tarfile.open(fileobj=file, mode="w:gz", compresslevel=COMPRESSION, format=tarfile.PAX_FORMAT) as tar,
        ):
            sums = [add(tar, path, path.relative_to(folder).as_posix(), progress) for path in files_of(folder)]
            text = "".join(f"{digest}  {name}\n" for digest, name in sums).encode()
            entry = tarfile.TarInfo(SUMS)
            entry.size, entry.mode = len(text), 0o600
            tar.addfile(entry, io.BytesIO(text))
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


class Watched:
    """A file that tells what was read of it."""

    def __init__(self, file: IO[bytes], progress: Progress) -> None:
        self.file, self.progress, self.digest = file, progress, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        content = self.file.read(size)
        self.digest.update(content)
        self.progress(len(content))
        return content


def add(tar: tarfile.TarFile, path: Path, name: str, progress: Progress) -> tuple[str, str]:
    with path.open("rb") as file:
        entry = tar.gettarinfo(arcname=name, fileobj=file)
        entry.type, entry.linkname, entry.mode = tarfile.REGTYPE, "", 0o600
        entry.size = os.fstat(file.fileno()).st_size
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = ""
        watched = Watched(file, progress)
        tar.addfile(entry, watched)
    return watched.digest.hexdigest(), name


def unpack(source: Path, folder: Path, progress: Progress) -> None:
    """Into ``folder``; ``Unusable`` unless every file is one of ours and has the digest that was written for it."""
    found: dict[str, str] = {}
    try:
        with source.open("rb") as file, tarfile.open(fileobj=Watched(file, progress), mode="r|gz") as tar:  # type: ignore[call-overload]
            for entry in tar:
                check_entry(entry)
                content = tar.extractfile(entry)
                if content is not None:
                    found[entry.name] = store(content, folder / entry.name)
    except (tarfile.TarError, zlib.error, EOFError, OSError) as error:
        raise Unusable(f"{source} cannot be read: {error}. It is damaged, or no backup.") from error
    sums = (folder / SUMS).read_text(errors="replace").splitlines() if SUMS in found else []
    expected = {name: digest for digest, _, name in (line.partition("  ") for line in sums)}
    found.pop(SUMS, None)
    if not expected or expected != found:
        wrong = sorted(name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name))
        raise Unusable(f"{source} is damaged ({', '.join(wrong[:3]) or 'it is not complete'}). Take another backup.")


def check_entry(entry: tarfile.TarInfo) -> None:
    parts = PurePosixPath(entry.name).parts
    is_ours = entry.name in SINGLE or (len(parts) > 1 and parts[0] in FOLDERS)
    if not entry.isreg() or not is_ours or ".." in parts:
        raise Unusable(f"{entry.name} does not belong into a backup of Regimen; nothing was restored.")


def store(content: IO[bytes], target: Path) -> str:
    digest = hashlib.sha256()
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        while chunk := content.read(MEGABYTE):
            digest.update(chunk)
            file.write(chunk)
    return digest.hexdigest()
