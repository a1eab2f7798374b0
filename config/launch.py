"""What has to be true before the server takes requests, and the command that then takes them."""

import fcntl
import os
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse

from config import __version__

Say = Callable[[str], None]

# Any number will do, as long as nothing else in the same database locks it.
ADVISORY_LOCK = 0x526567696D656E
EVERY_ADDRESS = {"0.0.0.0", "::"}  # noqa: S104 (compared with, not bound to)
PAUSE_SECONDS = 2
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 (heartbeats of workers; a disk may stall them)


def check_data_folder() -> None:
    folder = settings.DATA_DIR
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        settings.STATIC_ROOT.mkdir(exist_ok=True)  # empty, but WhiteNoise warns where it is missing
    except OSError as error:
        raise CommandError(f"{folder} cannot be made: {error.strerror}. Set DATA_DIR to a writable folder.") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise CommandError(f"{folder} cannot be written. Set DATA_DIR to a writable folder.")


def check_port() -> None:
    """Find a taken port before the work of a first start, not after it."""
    host, port = settings.HOST, settings.PORT
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise CommandError(
            f"Cannot listen on {host} port {port}: {error.strerror}. Set HOST or PORT, e.g. PORT={port % 65535 + 1}."
        ) from error


def check_database(wait_seconds: int, say: Say) -> None:
    """Give a database that starts at the same time so long to come up."""
    until = time.monotonic() + wait_seconds
    while True:
        try:
            connection.ensure_connection()
        except OperationalError as error:
            reason = " ".join(str(error).split())
            if time.monotonic() >= until:
                raise CommandError(f"The database cannot be reached: {reason}. Check DATABASE_URL.") from error
            say(f"Waiting for the database: {reason}")
            time.sleep(PAUSE_SECONDS)
        else:
            return


@contextmanager
def one_at_a_time(database: BaseDatabaseWrapper, say: Say) -> Iterator[None]:
    """Let one starting process of this database pass, and the next when it is done."""
    wait = "Another process is preparing the database; waiting for it."
    if database.vendor == "postgresql":
        with database.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [ADVISORY_LOCK])
            if not cursor.fetchone()[0]:
                say(wait)
                cursor.execute("SELECT pg_advisory_lock(%s)", [ADVISORY_LOCK])
        try:
            yield
        finally:
            database.close()  # which ends the lock, whatever state the connection is in
        return
    with (settings.DATA_DIR / "start.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(wait)
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def pending_migrations() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def prepare_database(say: Say) -> None:
    """Tables, and rows to start with; nothing is touched where both are there."""
    with one_at_a_time(connection, say):
        if pending := pending_migrations():
            say(f"Preparing the database: {pending} migrations.")
            call_command("migrate", interactive=False, verbosity=0)
        if settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache"):
            call_command("createcachetable", verbosity=0)
        if settings.STARTER_DATA:
            call_command("seed", verbosity=0)


def check_migrated() -> None:
    if pending := pending_migrations():
        raise CommandError(f"{pending} migrations are missing. Start one server without --skip-migrate first.")


def server_command() -> list[str]:
    host = f"[{settings.HOST}]" if ":" in settings.HOST else settings.HOST
    options = {
        "pythonpath": settings.BASE_DIR,
        "bind": f"{host}:{settings.PORT}",
        "worker-class": "config.worker.Worker",
        "workers": settings.WORKERS,
        "threads": settings.THREADS,
        # Longer than the 60 s of usual proxies, so that it is they who close an idle connection.
        "keep-alive": 65,
        # A worker that says nothing for so long is replaced.  Loading the code on a small board takes a while.
        "timeout": 120,
        "graceful-timeout": 25,
        # Lists of uuids in filters make long addresses.
        "limit-request-line": 8190,
        # Nobody: config.hosts.TrustedProxies decides whose X-Forwarded-* headers count.
        "forwarded-allow-ips": "",
        # Warnings and errors only.  There is no access log: its lines would hold what people searched for.
        "log-level": "warning",
    }
    command = [sys.executable, "-m", "gunicorn", "config.wsgi:application", "--no-control-socket"]
    command += [f"--{name}={value}" for name, value in options.items()]
    if SHARED_MEMORY.is_dir() and os.access(SHARED_MEMORY, os.W_OK):
        command.append(f"--worker-tmp-dir={SHARED_MEMORY}")
    if settings.WORKERS > 1:
        # Loaded once and shared; nothing opens a connection or starts a thread while it loads.
        command.append("--preload")
    return command


def address() -> str:
    """Where people find the server, without a slash at the end."""
    if settings.SITE_URL:
        return str(settings.SITE_URL)
    host = "localhost" if settings.HOST in EVERY_ADDRESS else settings.HOST
    return f"http://[{host}]:{settings.PORT}" if ":" in host else f"http://{host}:{settings.PORT}"


def greeting() -> str:
    start = address()
    lines = [
        f"Regimen {__version__}",
        f"  pages      {start}/",
        f"  API        {start}/api/v2/",
        f"  reference  {start}/api/v2/schema/ui/",
        f"  listens on {settings.HOST} port {settings.PORT}",
        f"  data in    {settings.DATA_DIR}",
    ]
    if not get_user_model().objects.exists():
        # Without the sub-path, which the address has already.
        path = reverse("account_signup").removeprefix(settings.FORCE_SCRIPT_NAME or "")
        lines += [
            f"Next: make your account at {start}{path}",
            '      or an administrator: make manage ARGS="createsuperuser" (in a container: manage.py createsuperuser)',
            '      or look around in one with a year in it: make manage ARGS="demo" (in a container: manage.py demo)',
        ]
    return "\n".join([*lines, "Ctrl-C stops it."])
