"""Taking a backup and putting it back."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from config import __version__
from config.snapshots import archive, databases
from config.snapshots.manifest import CREDENTIAL_KEYS, FOLDERS, MANIFEST, SECRET_KEY, Manifest, Unusable


def places() -> dict[str, Path]:
    """Where each member of the archive that is a folder or a key lies on this server."""
    return {
        "media": Path(settings.MEDIA_ROOT),
        "private": Path(settings.PRIVATE_ROOT),
        CREDENTIAL_KEYS: Path(settings.CREDENTIAL_KEY_FILE),
        SECRET_KEY: settings.DATA_DIR / SECRET_KEY,
    }


def collect(folder: Path) -> Manifest:
    """Everything that makes up this server, of one moment, into ``folder``."""
    here, database = places(), databases.current()
    if database.is_empty():
        raise Unusable(f"There is no data yet. Is DATA_DIR right? It is {settings.DATA_DIR}.")
    # Before and after the database: whatever a row of the snapshot names is there, also if it is deleted meanwhile.
    for _ in range(2):
        for name in FOLDERS:
            archive.link_all(here[name], folder / name)
        if not (folder / database.member).exists():
            database.snapshot(folder / database.member)
    for name in (CREDENTIAL_KEYS, SECRET_KEY):
        if here[name].exists():
            shutil.copyfile(here[name], folder / name)
    manifest = Manifest(
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        version=__version__,
        engine=connection.vendor,
        database_version=database.version(),
        migrations=sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()),
    )
    (folder / MANIFEST).write_text(manifest.written())
    return manifest


def check(folder: Path) -> Manifest:
    """What is in the unpacked archive; ``Unusable`` if this program or this database cannot take it."""
    if not (folder / MANIFEST).exists():
        raise Unusable(f"There is no {MANIFEST} in it: this is no backup of Regimen.")
    manifest = Manifest.read((folder / MANIFEST).read_bytes())
    database = databases.current()
    if manifest.engine != connection.vendor:
        raise Unusable(
            f"The backup is of {manifest.engine}, and DATABASE_URL names {connection.vendor}. Restore it on "
            f"{manifest.engine}, then move the accounts by their exports: docs/operations.md tells how."
        )
    loader = MigrationLoader(None)
    known = {
        *(loader.disk_migrations),
        *(old for each in loader.disk_migrations.values() for old in each.replaces),
    }
    if unknown := manifest.unknown_migrations({f"{app}.{name}" for app, name in known}):
        raise Unusable(
            f"The backup is of Regimen {manifest.version}, which is newer than this program ({__version__}): "
            f"{unknown[0]} is not known here. Update the program first."
        )
    if not (folder / database.member).exists():
        raise Unusable(f"There is no {database.member} in it. Take another backup.")
    database.check(folder / database.member)
    return manifest


def is_empty() -> bool:
    """Whether nothing of a person could be lost here."""
    here = places()
    has_files = any(path.is_file() for name in FOLDERS if here[name].is_dir() for path in here[name].rglob("*"))
    return databases.current().is_empty() and not has_files


def put_in_place(folder: Path, aside: Path) -> None:
    """The database last, because it is what may fail; until it is there, every step is taken back."""
    database, done = databases.current(), list[tuple[Path, Path]]()
    try:
        for source, target in steps(folder, aside):
            move(source, target)
            done.append((source, target))
        database.replace(folder / database.member, aside)
    except BaseException:
        for source, target in reversed(done):
            move(target, source)
        raise
    try:
        call_command("migrate", interactive=False, verbosity=0)
    except Exception as error:
        raise CommandError(
            f"The backup is in place, but its database could not be brought up to date: {error}. "
            f"What was here before is in {aside}."
        ) from error


def steps(folder: Path, aside: Path) -> Iterator[tuple[Path, Path]]:
    """What is moved where.  A folder that is not in the backup was empty; a key that is not in it stays."""
    for name, place in places().items():
        is_there = (folder / name).exists()
        if place.exists() and (name in FOLDERS or is_there):
            yield place, aside / name
        if is_there:
            yield folder / name, place


def move(source: Path, target: Path) -> None:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    shutil.move(source, target)


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
