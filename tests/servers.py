"""Whole servers for tests: a folder, a database and processes of their own, on whichever database the tests run on."""

import os
import random
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, closing, contextmanager, suppress
from itertools import count
from pathlib import Path
from urllib.request import ProxyHandler, Request, build_opener
from uuid import uuid4

import psycopg2
import pytest
from django.conf import settings
from filelock import FileLock

ROOT = Path(__file__).resolve().parent.parent
SECONDS_TO_START = 120
SECONDS_TO_STOP = 60
NOTHING, MIGRATED, SEEDED = "nothing", "migrated", "seeded"
# Drawing two hundred pictures takes longer than all the rest; what they are is tested in tests/exercises.
SEED = """
from django.core.management import call_command
from exercises import seeding
seeding.illustrate = lambda exercises: None
call_command("seed")
"""
open_directly = build_opener(ProxyHandler({})).open


class House:
    """A data folder with its database, and ``manage.py`` in processes that know nothing of this one's settings."""

    def __init__(self, folder, database_url="", **environment):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.folder, self.data, self.database_url = folder, folder / "data", database_url
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "DATA_DIR": str(self.data),
            "DATABASE_URL": database_url,
            "PORT": str(self.port),
            "STARTER_DATA": "False",
            **{name: value.format(port=self.port) for name, value in environment.items()},
        }
        self.processes = []

    @property
    def origin(self):
        return f"http://127.0.0.1:{self.port}"

    def start(self, *arguments, **environment):
        """A process whose ``lines`` grow as it writes them."""
        process = subprocess.Popen(
            [sys.executable, *map(str, arguments)],
            cwd=ROOT,
            env=self.environment | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        process.lines = []
        # Read all along, so that a full pipe never stops it.
        process.reader = threading.Thread(target=lambda: process.lines.extend(process.stdout), daemon=True)
        process.reader.start()
        self.processes.append(process)
        return process

    def serve(self, *arguments):
        return self.start("manage.py", "serve", *arguments)

    def wait(self, process):
        """Until it answers."""
        until = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < until:
            assert process.poll() is None, "".join(process.lines)
            try:
                return self.get("/api/v2/version/")
            except OSError:
                time.sleep(0.1)
        pytest.fail(f"No answer after {SECONDS_TO_START} s:\n" + "".join(process.lines))

    def get(self, path, **headers):
        request = Request(self.origin + path, headers=headers)
        with open_directly(request, timeout=60) as answer:
            return answer.status, answer.read().decode()

    def end(self, process, number=None):
        """Signal it, if there is one to send, and return its exit code and what it wrote."""
        if number:
            process.send_signal(number)
        code = process.wait(timeout=SECONDS_TO_STOP if number else SECONDS_TO_START)
        process.reader.join()
        process.stdout.close()
        return code, "".join(process.lines)

    def close(self):
        for process in self.processes:
            if not process.stdout.closed:
                # With its workers, which would otherwise finish what they are at, however long.
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                self.end(process)

    def run(self, *arguments, given="", **environment):
        """Exit code and output of ``manage.py``."""
        done = subprocess.run(
            [sys.executable, "manage.py", *map(str, arguments)],
            cwd=ROOT,
            env=self.environment | environment,
            input=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout

    def manage(self, *arguments, given="", **environment):
        """Output of a command that does what it shall."""
        code, output = self.run(*arguments, given=given, **environment)
        assert code == 0, output
        return output.strip()

    def python(self, code):
        """What it prints, with all models at hand."""
        return self.manage("shell", "--verbosity=0", "-c", code)

    def register(self, name, password):
        address = f"{name}@example.org"
        account = {"DJANGO_SUPERUSER_PASSWORD": password, "DJANGO_SUPERUSER_EMAIL": address}
        self.manage("createsuperuser", "--noinput", "--username", name, **account)

    def rows(self, query):
        if self.database_url:
            connecting = psycopg2.connect(self.database_url)
        else:
            connecting = sqlite3.connect(self.data / "regimen.sqlite3", timeout=20)
        with closing(connecting) as connection, closing(connection.cursor()) as cursor:
            cursor.execute(query)
            return cursor.fetchall()


class Accidents:
    """A worker of the server dies at each ``every``-th call; none does if that is 0.

    Counted, not timed: on a slow machine no worker would live long enough to answer anybody.
    """

    def __init__(self, process, every):
        self.process, self.every = process, every
        self.calls, self.killed = count(1), []

    def __call__(self):
        if self.every and next(self.calls) % self.every == 0:
            children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
            victim = int(random.choice(children))
            with suppress(ProcessLookupError):  # of the accident before
                os.kill(victim, signal.SIGKILL)
                self.killed.append(victim)


@contextmanager
def maintenance():
    """A cursor that may make databases, and the address of PostgreSQL without a database."""
    at = settings.DATABASES["default"]
    port = at["PORT"] or 5432
    login = f"{at['USER']}:{at['PASSWORD']}" if at["PASSWORD"] else at["USER"]
    arguments = {"dbname": "postgres", "user": at["USER"], "password": at["PASSWORD"], "host": at["HOST"]}
    with closing(psycopg2.connect(port=port, **arguments)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            yield cursor, f"postgres://{login}@{at['HOST']}:{port}"


def make_database(template="template1"):
    """Address of a new database beside the one that the tests use."""
    name = f"regimen_house_{uuid4().hex[:12]}"
    with maintenance() as (cursor, address):
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return f"{address}/{name}"


def drop_database(address):
    name = address.rpartition("/")[2]
    # Not WITH (FORCE): it may not end an autovacuum worker, which a plain DROP sends away itself.
    own = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND usename = current_user"
    with maintenance() as (cursor, _):
        cursor.execute(own, [name])
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')


def copied(original, folder, **environment):
    shutil.copytree(original.data, folder / "data", dirs_exist_ok=True)
    (folder / "data").chmod(0o700)
    template = original.database_url.rpartition("/")[2]
    return House(folder, make_database(template) if template else "", **environment)


class Originals:
    """What houses are copied from: with all tables, or with starter data too.

    Each takes seconds to make, so that all processes of a run share them.  ``folder`` is theirs together.
    """

    def __init__(self, folder, process):
        self.folder, self.user = folder, folder / "users" / process
        self.user.parent.mkdir(parents=True, exist_ok=True)
        with self.lock():
            self.user.touch()

    def lock(self):
        return FileLock(self.folder / "lock")

    def get(self, kind):
        """A house that nobody may change."""
        with self.lock():
            return self.made(kind)

    def made(self, kind):
        folder, address = self.folder / kind, self.folder / f"{kind}.address"
        if address.exists():
            return House(folder, address.read_text())
        if kind == SEEDED:
            house = copied(self.made(MIGRATED), folder)
            house.python(SEED)
        else:
            house = House(folder, "" if settings.IS_SQLITE else make_database())
            house.data.mkdir(mode=0o700, parents=True, exist_ok=True)
            house.manage("migrate", "--verbosity=0")
        address.write_text(house.database_url)
        return house

    def close(self):
        """The last of the processes takes the databases away."""
        with self.lock():
            self.user.unlink()
            if not any(self.user.parent.iterdir()):
                for address in self.folder.glob("*.address"):
                    if found := address.read_text():
                        drop_database(found)
                    address.unlink()


@pytest.fixture(scope="session")
def originals(tmp_path_factory, worker_id):
    base = tmp_path_factory.getbasetemp()
    made = Originals((base if worker_id == "master" else base.parent) / "originals", worker_id)
    yield made
    made.close()


@contextmanager
def building(originals, tmp_path_factory):
    """``make(kind, **environment)``, and everything is gone at the end."""
    with ExitStack() as stack:

        def make(kind=MIGRATED, **environment):
            folder = tmp_path_factory.mktemp("house")
            if kind == NOTHING:
                house = House(folder, "" if settings.IS_SQLITE else make_database(), **environment)
            else:
                house = copied(originals.get(kind), folder, **environment)
            if house.database_url:
                stack.callback(drop_database, house.database_url)
            stack.callback(house.close)
            return house

        yield make


@pytest.fixture
def make_house(originals, tmp_path_factory):
    with building(originals, tmp_path_factory) as make:
        yield make
