"""From what is handed over to what came of it: the steps that the page and the endpoint have in common."""

import logging
import shutil
import time
import zoneinfo
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path, PurePosixPath
from threading import Thread
from typing import IO, Any, Protocol
from uuid import UUID, uuid4

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from accounts.importing import registry
from accounts.importing.base import CannotImport, Importer, Report, Source, Takes
from accounts.models import ImportRun, User
from accounts.models.import_run import FILES_KEPT, FOLDER
from config.api.trees import has_nul
from config.faults import what_and_where

log = logging.getLogger(__name__)

SECONDS_BETWEEN_NEWS = 0.5
MEGABYTE = 1024 * 1024
MOST_RUNS_KEPT = 50
# Of each person, so that nobody fills the disk with previews.
MOST_FILES_KEPT = 5
MOST_OPTIONS, LONGEST_OPTION = 2000, 300
UNEXPECTED = "Something went wrong that should not have. What was imported until then stays; try again."


class Upload(Protocol):
    """What of Django's uploaded files is used."""

    name: str | None
    size: int | None
    file: IO[bytes] | None


class Busy(ValueError):
    """Another import of this person is running."""


class Gone(ValueError):
    """The file has been removed, because the import is done or a day has passed."""


@contextmanager
def in_time_of(person: User) -> Iterator[None]:
    """Times without a zone are the person's."""
    with timezone.override(zoneinfo.ZoneInfo(person.time_zone)):
        yield


def begin(
    *, person: User, importer: type[Importer], file: Upload | None = None, address: str = "", token: str = ""
) -> ImportRun:
    """Keep what is handed over, a file or where and how to ask a server, and look at it.

    Raises ``CannotImport``, and nothing is kept then.
    """
    clean_up(person)
    run = ImportRun(user=person, importer=importer.name)
    if importer.takes is Takes.FILE:
        if file is None or not file.size:
            raise CannotImport("Choose a file; this one is empty or missing.")
        if file.size > importer.largest_megabytes * MEGABYTE:
            raise CannotImport(f"The file is larger than {importer.largest_megabytes} MB.")
        keep(run, file)
    else:
        run.address, run.token = address.strip(), token.strip()
        if not run.address or not run.token:
            raise CannotImport("Write the address of the server and the token that you have there.")
    try:
        look(run, save=False)
        run.save()
    except BaseException:
        if run.file:
            run.file.unlink(missing_ok=True)
        raise
    return run


def keep(run: ImportRun, upload: Any) -> None:
    name = PurePosixPath(str(upload.name or "").replace("\\", "/")).name
    run.name = "".join(sign for sign in name if sign.isprintable())[-200:]
    run.path = f"{FOLDER}/{uuid4().hex}"
    target = Path(settings.PRIVATE_ROOT) / run.path
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with target.open("wb") as file:
        target.chmod(0o600)
        upload.seek(0)
        shutil.copyfileobj(upload, file)


def source_of(run: ImportRun) -> Source:
    return Source(path=run.file, name=run.name, address=run.address, token=run.token)


def look(run: ImportRun, options: Mapping[str, str] | None = None, *, save: bool = True) -> None:
    """Preview with these answers, or those that were given before.  Raises ``CannotImport``, ``Gone``."""
    check_source(run)
    if options is not None:
        run.options = checked(run.options | checked(options))
    with in_time_of(run.user):
        found = registry.named(run.importer)().preview(run.user, source_of(run), run.options)
    run.preview = found.as_json()
    if save:
        run.save(update_fields=["options", "preview"])


def checked(options: Mapping[str, Any]) -> dict[str, str]:
    """Only texts, and not more of them than a file can have questions."""
    if not isinstance(options, Mapping) or len(options) > MOST_OPTIONS or has_nul(dict(options)):
        raise CannotImport("Options are an object of texts by name.")
    return {str(name)[:LONGEST_OPTION]: str(value)[:LONGEST_OPTION] for name, value in options.items()}


def check_source(run: ImportRun) -> None:
    if run.importer not in registry.names():
        raise Gone("This server no longer reads such files.")
    if not is_there(run) or run.state == ImportRun.State.DONE:
        what = "token" if run.address else "file"
        raise Gone(f"The {what} has been removed; hand it over again. A second import changes nothing that is here.")


def is_there(run: ImportRun) -> bool:
    """Whether what was handed over is still here; a token whose key file was lost is not."""
    try:
        return run.file.is_file() if run.file else bool(run.token)
    except InvalidToken:
        return False


def start(run: ImportRun) -> None:
    """Have a thread do the work; returns at once.  Raises ``Gone``, ``Busy``, ``CannotImport``."""
    check_source(run)
    if not run.preview.get("is_ready", True):
        raise CannotImport("Answer the questions of the preview first.")
    claim = run.take()
    if claim is None:
        raise Busy("Another import of yours is running; wait until it is done.")
    run.refresh_from_db()
    transaction.on_commit(partial(launch, run.pk, claim))


def launch(key: int, claim: UUID) -> None:
    # A daemon, so that a server that stops does not wait for it; the run can be continued after the next start.
    Thread(target=in_thread, args=(key, claim), name=f"import-{key}", daemon=True).start()


def in_thread(key: int, claim: UUID) -> None:
    try:
        run = ImportRun.objects.select_related("user").filter(pk=key, claim=claim).first()
        if run is not None:
            work(run, claim)
    finally:
        connection.close()


def work(run: ImportRun, claim: UUID) -> None:
    """Do it and write down what came of it.  Raises nothing."""
    report = Report()
    try:
        is_whole = carry_out(run, claim, report)
    except CannotImport as error:
        run.say(claim, state=ImportRun.State.FAILED, error=str(error), report=report.as_json())
    except Exception as error:  # noqa: BLE001 (a thread has nobody to raise to)
        log.error("An import by %s: %s.", run.importer, what_and_where(error))  # noqa: TRY400 (without its words)
        run.say(claim, state=ImportRun.State.FAILED, error=UNEXPECTED, report=report.as_json())
    else:
        if is_whole and run.say(claim, state=ImportRun.State.DONE, report=report.as_json()):
            run.forget_source()


def carry_out(run: ImportRun, claim: UUID, report: Report) -> bool:
    """``False`` if the work was taken away before its end."""
    told = 0.0
    done = total = 0
    with in_time_of(run.user):
        for done, total in registry.named(run.importer)().run(run.user, source_of(run), run.options, report):
            if time.monotonic() - told >= SECONDS_BETWEEN_NEWS:
                told = time.monotonic()
                if not run.say(claim, done=done, total=total, report=report.as_json()):
                    return False
    return run.say(claim, done=done, total=total)


def removed(instance: ImportRun, **_: Any) -> None:
    """For ``post_delete``, because removing an account removes its rows without asking them."""
    if instance.file:
        transaction.on_commit(partial(instance.file.unlink, missing_ok=True))


def clean_up(person: User) -> None:
    """Remove all but the last runs of ``person``, and the files of all but the last few."""
    rows = ImportRun.objects.filter(user=person).exclude(state=ImportRun.State.RUNNING).order_by("-created", "-pk")
    for run in rows[MOST_RUNS_KEPT:]:
        run.delete()
    for run in rows.exclude(path="", sealed_token=None)[MOST_FILES_KEPT - 1 :]:
        run.forget_source()


def purge(now: datetime) -> Iterator[int]:
    """For ``config.housekeeping``: files and tokens kept for a day, also files whose row was never written."""
    for run in ImportRun.objects.outdated(now).order_by("pk"):
        run.forget_source()
        yield 1
    kept = {PurePosixPath(path).name for path in ImportRun.objects.exclude(path="").values_list("path", flat=True)}
    folder = Path(settings.PRIVATE_ROOT) / FOLDER
    for file in folder.iterdir() if folder.is_dir() else ():
        if file.name not in kept and file.stat().st_mtime < (now - FILES_KEPT).timestamp():
            file.unlink(missing_ok=True)
            yield 1
