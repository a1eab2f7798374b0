"""What the server cannot do without: its database, its cache, and room on its disk."""

import logging
import shutil
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from functools import cache
from pathlib import Path

from django.core.cache import cache as shared_cache
from django.db import connection

logger = logging.getLogger(__name__)

# A monitor gives up soon; a database that takes longer than this is not there for apps either.
SECONDS = 2.0
# Several of the largest bodies.
LEAST_FREE_BYTES = 32 * 1024 * 1024


def all_present(data_folder: Path) -> bool:
    """Asks all of them anew, in a thread of their own, so that one that does not answer is not waited for."""
    try:
        threads().submit(ask, data_folder).result(SECONDS)
    except TookTooLong:
        logger.error("Not healthy: no answer within %s seconds", SECONDS)  # noqa: TRY400 (it says everything)
        return False
    except Exception as error:  # noqa: BLE001 (whatever it is, the server is not well)
        logger.error("Not healthy: %s", " ".join(str(error).split()))  # noqa: TRY400 (asked every few seconds)
        return False
    return True


@cache
def threads() -> ThreadPoolExecutor:
    # Two: one that hangs must not hide that the database is back.  Not more: nothing must pile up.
    return ThreadPoolExecutor(max_workers=2, thread_name_prefix="health")


def ask(data_folder: Path) -> None:
    """Raises if something is missing.  The connection is new, so a server that refuses new ones is found out."""
    try:
        with connection.cursor() as cursor:
            # A table, because SQLite does not look at its file for less.
            cursor.execute("SELECT 1 FROM django_migrations LIMIT 1")
            cursor.fetchall()
        shared_cache.get("health")
    finally:
        connection.close()
    if shutil.disk_usage(data_folder).free < LEAST_FREE_BYTES:
        raise OSError(f"less than {LEAST_FREE_BYTES // 1024 // 1024} MB are left on the disk of {data_folder}")
