"""Throwing away what has expired: by ``manage.py purge``, and about once a day by the server itself.

A room registers what it has to throw away in ``AppConfig.ready``.
"""

import logging
import random
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.apps import apps
from django.conf import settings
from django.db import connection, connections
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string

logger = logging.getLogger(__name__)

# Removes what has expired by a moment, in batches of one short transaction each, and yields the size of each.
Purger = Callable[[datetime], Iterator[int]]

ROWS_PER_BATCH = 500
EVERY = timedelta(hours=23)
LOOK_SECONDS = 3600
# Not at the start, which has enough to do, and not all processes at once.
FIRST_LOOK_SECONDS = (120, 900)

_purgers: dict[str, Purger | str] = {}


def register(label: str, purger: Purger | str) -> None:
    """``label`` is what is thrown away, in the plural; of a dotted path nothing is imported before it is needed."""
    if _purgers.setdefault(label, purger) is not purger:
        raise ValueError(f"There are two purgers of {label!r}.")


def registered() -> dict[str, Purger]:
    return {label: import_string(purger) if isinstance(purger, str) else purger for label, purger in _purgers.items()}


def in_batches(rows: QuerySet) -> Iterator[int]:
    """Delete so few rows at a time that nobody who writes has to wait."""
    while keys := list(rows.order_by("pk").values_list("pk", flat=True)[:ROWS_PER_BATCH]):
        rows.model._base_manager.filter(pk__in=keys).delete()
        yield len(keys)


def purge(now: datetime) -> Iterator[tuple[str, int | None]]:
    """Run every purger; yields what and how many, ``None`` where it failed, which keeps no other from running."""
    for label, purger in registered().items():
        try:
            yield label, sum(purger(now))
        except Exception:
            logger.exception("What has expired among the %s could not be removed.", label)
            yield label, None
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA optimize")


def is_our_turn(now: datetime) -> bool:
    """Whether nobody has begun since ``EVERY``; true for one process only, however many ask at once."""
    chores = apps.get_model("accounts.Chore")._default_manager
    # A row that is far in the past, so that both the first and the next process go through the same update.
    chores.bulk_create([chores.model(name="housekeeping", begun=now - 2 * EVERY)], ignore_conflicts=True)
    return bool(chores.filter(name="housekeeping", begun__lt=now - EVERY).update(begun=now))


def look() -> None:
    """Keep house if it is our turn.  Never fails: the server goes on without."""
    try:
        now = timezone.now()
        if is_our_turn(now):
            counts = dict(purge(now))
            logger.info("Removed what has expired: %s.", told(counts))
    except Exception:
        logger.exception("Housekeeping failed; manage.py purge does the same by hand.")
    finally:
        connections.close_all()


def told(counts: dict[str, int | None]) -> str:
    return ", ".join(f"{label} {count}" for label, count in counts.items() if count) or "nothing"


def go_on() -> None:
    time.sleep(random.uniform(*FIRST_LOOK_SECONDS))  # noqa: S311 (spreads load)
    while True:
        look()
        time.sleep(LOOK_SECONDS)


def start() -> None:
    """In a process that serves, after it was forked.  The thread ends with the process."""
    if settings.HOUSEKEEPING:
        threading.Thread(target=go_on, name="housekeeping", daemon=True).start()
