"""The end of an account: asked for, waited for, and then nothing of the person is left (docs/export.md).

While it waits, ``is_active`` is false, so that nothing lets anybody in, and ``deletion_due`` tells it from an account
that an administrator has deactivated.  With the password, and the second factor if there is one, the person can still
change their mind.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.files.storage import Storage
from django.db import DatabaseError, models, transaction
from django.http import HttpRequest
from django.utils import timezone

from accounts import notices
from accounts.archive import parts
from accounts.models import User
from config.housekeeping import ROWS_PER_BATCH

logger = logging.getLogger(__name__)
# In the session of a browser in which somebody has typed the password of an account that waits.
SESSION_KEY = "leaving"
SECONDS_TO_DECIDE = 900


# --- Asking and changing one's mind --------------------------------------------------------------------------------


def ask(*, user: User) -> datetime | None:
    """End everything that lets somebody in, and wait; without a time to wait all goes now, and ``None`` is returned."""
    now = timezone.now()
    with transaction.atomic():
        person: User = User.objects.select_for_update().get(pk=user.pk)
        person.deletion_due = now + timedelta(days=settings.ACCOUNT_DELETION_GRACE_DAYS)
        person.is_active = False
        person.save(update_fields=["deletion_due", "is_active"])
        person.void_credentials()
    if settings.ACCOUNT_DELETION_GRACE_DAYS == 0:
        remove(person)
        return None
    mail("leaving", person)
    return person.deletion_due


@transaction.atomic
def stay(*, user: User) -> bool:
    """False if the time has come.  Credentials of before stay void: the person signs in and makes new ones."""
    person: User | None = waiting().select_for_update().filter(pk=user.pk).first()
    if person is None:
        return False
    person.deletion_due, person.is_active = None, True
    person.save(update_fields=["deletion_due", "is_active"])
    mail("staying", person)
    return True


def waiting() -> "models.QuerySet[User]":
    """Those who can still change their mind; from then on nobody can stop what removes row after row."""
    people: models.QuerySet[User] = User.objects.filter(is_active=False, deletion_due__gt=timezone.now())
    return people


def mail(name: str, person: User) -> None:
    notices.send(name, person.email, username=person.username, due=person.deletion_due, zone=person.time_zone)


# --- The browser of somebody whose account waits -------------------------------------------------------------------


def recognise(request: HttpRequest, user: User) -> None:
    """Remember that the password was right; it opens only the page on which to decide."""
    request.session[SESSION_KEY] = {"user": user.pk, "epoch": user.credential_epoch, "at": time.time()}


def recognised(request: HttpRequest) -> User | None:
    """Whose account waits and whose password was typed here a moment ago."""
    found: Any = request.session.get(SESSION_KEY) or {}
    if time.time() - found.get("at", 0) > SECONDS_TO_DECIDE:
        return None
    return waiting().filter(pk=found["user"], credential_epoch=found["epoch"]).first()


def forget_recognised(request: HttpRequest) -> None:
    request.session.pop(SESSION_KEY, None)


# --- The end -------------------------------------------------------------------------------------------------------


def delete_due(now: datetime) -> int:
    """Remove everybody whose time has come; how many they were.

    What is interrupted or fails goes on the next time, and keeps nobody else here.
    """
    removed = 0
    for person in User.objects.filter(deletion_due__lte=now, is_active=False).order_by("pk"):
        try:
            remove(person)
        except DatabaseError:
            logger.exception("Account %s could not be removed; the next housekeeping tries again.", person.pk)
        else:
            removed += 1
    return removed


def remove(person: User) -> None:
    """Every row and every file of the person, table by table in short transactions: nobody who writes has to wait."""
    User.objects.filter(pk=person.pk).update(is_active=False)
    for part in reversed(parts.parts()):
        for batch in batches(part.rows(person).order_by("pk")):
            with transaction.atomic():
                remove_rows(part, batch)
    with transaction.atomic():
        for room in parts.rooms():
            if room.forget:
                room.forget(person)
        forget_traces(person)
        mail("left", person)
        person.delete()


def batches(rows: "models.QuerySet[Any]") -> Iterator[list[Any]]:
    while batch := list(rows[:ROWS_PER_BATCH]):
        yield batch


def remove_rows(part: parts.Part, rows: list[Any]) -> None:
    if part.media:
        storage = parts.storage_of(part)
        names = [name for row in rows for name in part.media.paths(row)]
        transaction.on_commit(partial(remove_files, storage, names))
    models.QuerySet(part.model).filter(pk__in=[row.pk for row in rows]).delete()


def remove_files(storage: Storage, names: list[str]) -> None:
    """With the folders that are empty then: one of them is named after the person's number."""
    for name in names:
        storage.delete(name)
        with suppress(OSError, NotImplementedError):
            for folder in list(PurePosixPath(name).parents)[:-2]:
                Path(storage.path(str(folder))).rmdir()


def forget_traces(person: User) -> None:
    """What refers to people by other things than a foreign key."""
    names = {person.username.lower(), person.email.lower()} - {""}
    for table in (AccessAttempt, AccessFailureLog, AccessLog):
        table.objects.filter(username__in=names).delete()
    people = ContentType.objects.get_for_model(User)
    LogEntry.objects.filter(content_type=people, object_id=str(person.pk)).delete()
    for session in Session.objects.order_by("pk").iterator():
        if str(person.pk) in whose(session.get_decoded()):
            session.delete()


def whose(content: dict[str, Any]) -> set[str]:
    """Whom a session knows, signed in or about to decide."""
    return {str(content.get("_auth_user_id")), str((content.get(SESSION_KEY) or {}).get("user"))}
