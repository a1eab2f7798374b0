"""What expires about people: sign-ins, tokens, wrong passwords, and answers kept for repetition."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import F, Q

from accounts.models import IdempotentRequest, TokenFamily
from config import housekeeping


def register() -> None:
    housekeeping.register("accounts to be deleted", "accounts.housekeeping.accounts_due")
    housekeeping.register("sessions", "accounts.housekeeping.sessions")
    housekeeping.register("token families", "accounts.housekeeping.token_families")
    housekeeping.register("wrong passwords", "accounts.housekeeping.wrong_passwords")
    housekeeping.register("answers kept for repetition", "accounts.housekeeping.kept_answers")
    housekeeping.register("counts of requests", "accounts.housekeeping.counts_of_requests")


def accounts_due(now: datetime) -> Iterator[int]:
    """Those whose people have asked for it, and have not changed their mind in the time that they had."""
    # Those who only serve do without what it brings along.
    from accounts import leaving

    yield leaving.delete_due(now)


def sessions(now: datetime) -> Iterator[int]:
    return housekeeping.in_batches(Session.objects.filter(expire_date__lt=now))


def token_families(now: datetime) -> Iterator[int]:
    """Those whose tokens no longer work: expired, revoked a day ago, or voided with the person's other credentials."""
    dead = Q(expires__lt=now) | Q(revoked_at__lt=now - timedelta(days=1)) | ~Q(epoch=F("user__credential_epoch"))
    return housekeeping.in_batches(TokenFamily.objects.filter(dead))


def wrong_passwords(now: datetime) -> Iterator[int]:
    return housekeeping.in_batches(AccessAttempt.objects.filter(attempt_time__lt=now - settings.AXES_COOLOFF_TIME))


def kept_answers(now: datetime) -> Iterator[int]:
    return housekeeping.in_batches(IdempotentRequest.objects.filter(created__lt=now - settings.IDEMPOTENCY_LIFETIME))


def counts_of_requests(now: datetime) -> Iterator[int]:
    """Of throttles, where they are kept in the database, which removes them only when there are too many."""
    options = settings.CACHES["default"]
    if options["BACKEND"].endswith("DatabaseCache"):
        table = connection.ops.quote_name(options["LOCATION"])
        with connection.cursor() as cursor:
            # In the form in which Django's cache writes it.
            expired = connection.ops.adapt_datetimefield_value(now.replace(microsecond=0))
            cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [expired])  # noqa: S608 (a name of our own)
            yield cursor.rowcount
