"""The data folder: room, who may read it, the secrets in it, and the files of the pages."""

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import ImproperlyConfigured

from config import secret_files
from config.doctor import Finding, Level

MEGABYTE = 1024 * 1024
# Less than that stops the next import or backup; less than a tenth of it, the next upload.
LOW, VERY_LOW = 1000 * MEGABYTE, 100 * MEGABYTE
FOR_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def disk() -> Iterator[Finding]:
    folder: Path = settings.DATA_DIR
    if not os.access(folder, os.W_OK | os.X_OK):
        yield Finding(
            "disk", f"{folder} cannot be written", Level.WRONG, "Set DATA_DIR to a folder that this user owns."
        )
        return
    free = shutil.disk_usage(folder).free
    said = f"{free / MEGABYTE:,.0f} MB are free in {folder}"
    if free >= LOW:
        yield Finding("disk", said)
    else:
        level = Level.WRONG if free < VERY_LOW else Level.DOUBTFUL
        yield Finding("disk", said, level, "Make room, e.g. move old backups away.")
    if folder.stat().st_mode & FOR_OTHERS:
        # What lies in it is closed, and what will is closed by the server; the names are still to be seen.
        yield Finding("disk", f"others may look into {folder}", Level.DOUBTFUL, f"Run: chmod 700 {folder}")


def keys() -> Iterator[Path]:
    yield from (settings.DATA_DIR / "secret.key", Path(settings.CREDENTIAL_KEY_FILE))
    yield from sorted((settings.DATA_DIR / "backups").glob("*.tar.gz"))


def database_files() -> Iterator[Path]:
    if settings.IS_SQLITE:
        path = Path(settings.DATABASES["default"]["NAME"])
        yield from (path.with_name(path.name + suffix) for suffix in ("", "-wal", "-shm"))


def secrets() -> Iterator[Finding]:
    origin = "SECRET_KEY" if secret_files.is_named("SECRET_KEY") else settings.DATA_DIR / "secret.key"
    yield Finding("secrets", f"the secret key comes from {origin}")
    try:
        secret_files.refuse_known("SECRET_KEY", settings.SECRET_KEY)
    except ImproperlyConfigured:
        yield Finding("secrets", "the secret key is weak", Level.WRONG, "Remove it to have one generated.")
    # In a folder that is closed, an open file is no harm yet.
    is_closed = not settings.DATA_DIR.stat().st_mode & FOR_OTHERS
    for paths, level in ((keys(), Level.WRONG), (database_files(), Level.DOUBTFUL if is_closed else Level.WRONG)):
        if readable := [str(path) for path in paths if path.exists() and path.stat().st_mode & FOR_OTHERS]:
            yield Finding(
                "secrets", f"others may read {', '.join(readable)}", level, f"Run: chmod 600 {' '.join(readable)}"
            )


def static_files() -> Iterator[Finding]:
    missing = [name for name in ("regimen.css", "admin/css/base.css") if not finders.find(name)]
    if missing:
        yield Finding("static files", f"{', '.join(missing)} not found", Level.WRONG, "Install the program again.")
    else:
        yield Finding("static files", "there")
