"""A whole server: started, asked, stopped and started again, on whichever database the tests run on."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import ProxyHandler, Request, build_opener
from uuid import uuid4

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS_TO_START = 90
open_directly = build_opener(ProxyHandler({})).open

pytestmark = pytest.mark.slow

EMPTY = object()
on_an_empty_database = pytest.mark.parametrize("database_url", [EMPTY], indirect=True, ids=["empty"])


class Server:
    """``manage.py serve`` in a process of its own, with nothing of this process's settings."""

    def __init__(self, folder, **environment):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.folder = folder
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "DATA_DIR": str(folder / "data"),
            "PORT": str(self.port),
            # Drawing two hundred pictures takes longer than all the rest; what they are is tested in tests/exercises.
            "STARTER_DATA": "False",
            **{name: value.format(port=self.port) for name, value in environment.items()},
        }
        self.processes = []

    def start(self, *arguments):
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", *arguments],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        process.lines = []
        # Read all along, so that a full pipe never stops the server.
        process.reader = threading.Thread(target=lambda: process.lines.extend(process.stdout), daemon=True)
        process.reader.start()
        self.processes.append(process)
        return process

    def wait(self, process):
        until = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < until:
            assert process.poll() is None, "".join(process.lines)
            try:
                return self.get("/api/v2/version/")
            except OSError:
                time.sleep(0.1)
        pytest.fail(f"No answer after {SECONDS_TO_START} s:\n" + "".join(process.lines))

    def get(self, path, **headers):
        request = Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)
        with open_directly(request, timeout=20) as answer:
            return answer.status, answer.read().decode()

    def stop(self, process, number=signal.SIGTERM):
        """Signal it, and return its exit code and what it wrote."""
        process.send_signal(number)
        code = process.wait(timeout=30)
        process.reader.join()
        process.stdout.close()
        return code, "".join(process.lines)

    def run(self, *arguments):
        """Start it where it is going to refuse; exit code and last line."""
        process = self.start(*arguments)
        code = process.wait(timeout=SECONDS_TO_START)
        process.reader.join()
        process.stdout.close()
        return code, process.lines[-1].strip()

    def close(self):
        for process in self.processes:
            if process.poll() is None:
                process.kill()
                process.wait()
                process.reader.join()
                process.stdout.close()


def on_postgresql():
    """Address of the server that the tests use, and a connection that may make databases; ``None`` on SQLite."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return None
    import psycopg2

    at = connection.settings_dict
    login = f"{at['USER']}:{at['PASSWORD']}" if at["PASSWORD"] else at["USER"]
    arguments = {"dbname": "postgres", "user": at["USER"], "password": at["PASSWORD"], "host": at["HOST"]}
    server = psycopg2.connect(port=at["PORT"] or 5432, **arguments)
    server.autocommit = True
    return f"postgres://{login}@{at['HOST']}:{at['PORT'] or 5432}", server


@contextmanager
def database(template=""):
    """A database beside the one that the tests use, a copy of ``template``; the folder's own file on SQLite."""
    if (found := on_postgresql()) is None:
        yield ""
        return
    address, server = found
    name = f"regimen_serve_{uuid4().hex[:12]}"
    with server.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template.rpartition("/")[2] or "template1"}"')
        yield f"{address}/{name}"
        # Not WITH (FORCE): it may not end an autovacuum worker, which a plain DROP sends away itself.
        own = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND usename = current_user"
        cursor.execute(own, [name])
        cursor.execute(f'DROP DATABASE "{name}"')
    server.close()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory):
    """Folder and address of a database with all tables, made once: that takes most of a first start."""
    folder = tmp_path_factory.mktemp("migrated")
    with database() as address:
        made = Server(folder, DATABASE_URL=address)
        (folder / "data").mkdir(mode=0o700)
        migrate = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
        subprocess.run(migrate, cwd=ROOT, env=made.environment, check=True)
        yield folder, address


@pytest.fixture
def database_url(request, migrated, tmp_path):
    """A migrated database; an empty one for tests with the parameter ``EMPTY``."""
    folder, template = migrated
    if getattr(request, "param", None) is EMPTY:
        template = ""
    elif not template:
        (tmp_path / "data").mkdir(mode=0o700)
        shutil.copy(folder / "data" / "regimen.sqlite3", tmp_path / "data")
        (tmp_path / "data" / "regimen.sqlite3").chmod(0o600)
    with database(template) as address:
        yield address


@pytest.fixture
def server(tmp_path, database_url):
    made = []

    def make(**environment):
        made.append(Server(tmp_path, DATABASE_URL=database_url, **environment))
        return made[-1]

    yield make
    for each in made:
        each.close()


@on_an_empty_database
def test_first_start_makes_everything_and_the_second_is_quick(server):
    house = server()
    first = house.start()

    assert house.wait(first) == (200, '"2.7.0"')
    code, output = house.stop(first)
    began = time.monotonic()
    second = house.start()
    house.wait(second)
    seconds = time.monotonic() - began

    assert (code, seconds < 15) == (0, True)
    assert re.search(r"Preparing the database: \d+ migrations", output)
    assert f"http://127.0.0.1:{house.port}/api/v2/" in output
    assert "Next: make your account" in output
    assert "Warning" not in output
    assert house.stop(second, signal.SIGINT)[1].count("migrations") == 0


@on_an_empty_database
def test_other_accounts_of_the_machine_cannot_read_what_is_written(server, tmp_path):
    house = server()
    house.wait(house.start())

    files = [path for path in (tmp_path / "data").rglob("*") if path.is_file()]

    assert (tmp_path / "data" / "secret.key") in files
    assert [path.name for path in files if path.stat().st_mode & 0o077] == []


@on_an_empty_database
def test_two_starts_at_once_prepare_the_database_once(server):
    one = server()
    other = server()

    processes = [one.start(), other.start()]
    answers = [one.wait(processes[0]), other.wait(processes[1])]

    assert answers == [(200, '"2.7.0"')] * 2
    outputs = [one.stop(processes[0])[1], other.stop(processes[1])[1]]
    assert sorted("Preparing the database" in output for output in outputs) == [False, True]


def test_several_workers_share_one_database(server):
    house = server(WORKERS="2")
    process = house.start()

    house.wait(process)
    statuses = {house.get("/api/v2/language/")[0] for _ in range(20)}

    assert statuses == {200}
    assert house.stop(process)[0] == 0


def test_healthcheck_tells_whether_it_answers(server):
    house = server(ALLOWED_HOSTS="fit.example.org,127.0.0.1")
    check = [sys.executable, "-m", "config.healthcheck"]
    process = house.start()

    house.wait(process)
    up = subprocess.run(check, cwd=ROOT, env=house.environment, capture_output=True, check=False).returncode
    house.stop(process)
    down = subprocess.run(check, cwd=ROOT, env=house.environment, capture_output=True, check=False).returncode

    assert (up, down) == (0, 1)


def test_below_a_path_both_kinds_of_proxy_work(server):
    house = server(SITE_URL="http://127.0.0.1:{port}/regimen")
    process = house.start()
    house.wait(process)

    kept = json.loads(house.get("/regimen/api/v2/language/?limit=1")[1])
    stripped = json.loads(house.get("/api/v2/language/?limit=1")[1])

    assert kept == stripped
    assert kept["next"] == f"http://127.0.0.1:{house.port}/regimen/api/v2/language/?limit=1&offset=1"
    assert "/regimen/static/" in house.get("/regimen/api/v2/", Accept="text/html")[1]
    assert house.get("/regimen/static/rest_framework/css/default.css")[0] == 200
    assert house.get("/static/rest_framework/css/default.css")[0] == 200
    assert f"http://127.0.0.1:{house.port}/regimen/accounts/signup/" in house.stop(process)[1]


def test_static_files_are_served_by_the_same_process(server):
    house = server()
    house.wait(house.start())
    _, page = house.get("/api/v2/", Accept="text/html")

    sheets = re.findall(r'href="(/static/[^"]+\.css)"', page)

    assert sheets
    assert {house.get(sheet)[0] for sheet in sheets} == {200}


def test_unknown_host_is_refused_in_json(server):
    house = server()
    house.wait(house.start())

    with pytest.raises(HTTPError) as refused:
        house.get("/api/v2/version/", Host="evil.example.org")

    with refused.value as answer:
        assert (answer.code, answer.headers["Content-Type"]) == (400, "application/json")


def test_taken_port_is_one_line(server):
    house = server()
    with socket.socket() as other:
        other.bind(("127.0.0.1", house.port))
        other.listen()

        code, line = house.run()

    assert (code, line.startswith(f"CommandError: Cannot listen on 127.0.0.1 port {house.port}: Address")) == (1, True)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        pytest.param("DATA_DIR", "/dev/null/data", "cannot be made: Not a directory.", id="a folder that cannot be"),
        pytest.param("PORT", "http", "write a whole number from 1 to 65535.", id="a port in letters"),
    ],
)
def test_setting_that_makes_no_sense_is_one_line(server, name, value, sentence):
    house = server()
    house.environment[name] = value

    code, line = house.run()

    assert (code, line.startswith("Regimen cannot start: "), sentence in line) == (1, True, True)


@on_an_empty_database
def test_replica_refuses_a_database_that_nobody_prepared(server):
    code, line = server().run("--skip-migrate")

    assert code == 1
    assert re.fullmatch(
        r"CommandError: \d+ migrations are missing. Start one server without --skip-migrate first.", line
    )


def test_replica_starts_on_a_prepared_database(server):
    house = server()

    replica = house.start("--skip-migrate")

    assert house.wait(replica) == (200, '"2.7.0"')


def test_database_that_cannot_be_reached_is_one_line_without_the_password(server):
    house = server()
    house.environment["DATABASE_URL"] = "postgres://regimen:hush@127.0.0.1:1/regimen"

    code, line = house.run()

    assert (code, line.startswith("CommandError: The database cannot be reached: ")) == (1, True)
    assert "hush" not in line
