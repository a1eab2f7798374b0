"""What the server leans on besides its database."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.cache import cache as shared
from django.core.mail import get_connection, send_mail

from config.doctor import Finding, Level

SECONDS = 10


def cache() -> Iterator[Finding]:
    kind = settings.CACHES["default"]["BACKEND"].rpartition(".")[2]
    where = {
        "LocMemCache": "in the memory of the one process",
        "DatabaseCache": f"in the database, common to {settings.WORKERS} processes",
        "RedisCache": "in Redis, common to all processes",
    }.get(kind, kind)
    key, value = f"doctor-{uuid4().hex}", uuid4().hex
    try:
        shared.set(key, value, timeout=60)
        is_kept = shared.get(key) == value
        shared.delete(key)
    except Exception as error:  # noqa: BLE001 (each backend has its own)
        yield Finding(
            "cache",
            f"throttle counts are kept {where}, which does not work ({type(error).__name__})",
            Level.WRONG,
            "Start Redis or correct CACHE_URL; without CACHE_URL the counts are in the database.",
        )
        return
    if is_kept:
        yield Finding("cache", f"throttle counts are kept {where}")
    else:
        yield Finding("cache", f"what is kept {where} is gone at once", Level.WRONG, "Give Redis more memory.")


def mail() -> Iterator[Finding]:
    kind = settings.EMAIL_BACKEND.split(".")[-2]
    if kind != "smtp":
        yield Finding(
            "mail",
            f"mails go nowhere but to the {kind}: nobody can reset their password by mail",
            Level.DOUBTFUL,
            "Set EMAIL_URL to your mail server, and SITE_URL.",
        )
        return
    place = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        connection: Any = get_connection(timeout=SECONDS)
        connection.open()
        connection.close()
    except OSError as error:
        yield Finding(
            "mail", f"{place} does not take mails ({type(error).__name__})", Level.WRONG, "Correct EMAIL_URL."
        )
        return
    yield Finding("mail", f"{place} takes mails from {settings.DEFAULT_FROM_EMAIL}")
    if "@localhost" in settings.DEFAULT_FROM_EMAIL:
        yield Finding(
            "mail",
            "the sender is at localhost, which other servers refuse",
            Level.DOUBTFUL,
            "Set DEFAULT_FROM_EMAIL to an address of yours.",
        )


def test_mail(address: str) -> Finding:
    """Send one, whatever kind of mail is set."""
    try:
        send_mail("[Regimen] Mail works", "manage.py doctor sent this to see whether mail works.", None, [address])
    except OSError as error:
        return Finding("mail", f"nothing could be sent ({type(error).__name__})", Level.WRONG, "Correct EMAIL_URL.")
    return Finding("mail", "sent; look whether it arrives, also among the junk")
