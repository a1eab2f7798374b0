"""Whether a server works on this data folder, so that nothing is put in place below it."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from django.conf import settings
from django.core.management import CommandError

# Open as long as the process lives; the system ends the lock with it, however it ends.
_held: list[IO[str]] = []


def hold() -> None:
    """Say that this process serves.  Waits while something is being restored."""
    file = (settings.DATA_DIR / "running.lock").open("a")
    fcntl.flock(file, fcntl.LOCK_SH)
    _held.append(file)


@contextmanager
def nobody_serves() -> Iterator[None]:
    """``CommandError`` if a server works on this folder; none begins to before this ends."""
    with (settings.DATA_DIR / "running.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CommandError(f"A server works on {settings.DATA_DIR}. Stop it first.") from error
        yield
