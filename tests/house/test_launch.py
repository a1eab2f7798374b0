"""The commands that start a server, each piece by itself; test_serve.py starts a whole one."""

import socket
import threading
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from config import healthcheck, launch, seeding


class Shoes(seeding.Seeder):
    label = "shoes"

    def __init__(self):
        self.loads = 0

    def is_current(self):
        return self.loads > 0

    def total(self):
        return 5

    def load(self):
        self.loads += 1
        yield from [3, 2]


@pytest.fixture
def shoes(monkeypatch):
    monkeypatch.setattr(seeding, "_seeders", {})
    seeder = Shoes()
    seeding.register(seeder)
    return seeder


def seed(*arguments, **options):
    out = StringIO()
    call_command("seed", *arguments, stdout=out, **options)
    return out.getvalue()


def test_seed_loads_once(shoes):
    assert [seed(), seed(), shoes.loads] == ["shoes: 5 loaded\n", "shoes: up to date\n", 1]


def test_seed_loads_again_when_told_to(shoes):
    assert [seed(), seed("--again"), shoes.loads] == ["shoes: 5 loaded\n", "shoes: 5 loaded\n", 2]


def test_seed_can_be_quiet_about_what_is_there(shoes):
    seed()

    assert seed(verbosity=0) == ""


def test_two_seeders_cannot_have_one_label(shoes):
    seeding.register(shoes)

    with pytest.raises(ValueError, match="two seeders called 'shoes'"):
        seeding.register(Shoes())
    assert seeding.registered() == [shoes]


def test_port_in_use_is_one_sentence(settings):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        settings.HOST, settings.PORT = other.getsockname()

        with pytest.raises(
            CommandError, match=f"Cannot listen on 127.0.0.1 port {settings.PORT}: Address already in use"
        ):
            launch.check_port()


def test_host_that_is_not_here_is_one_sentence(settings):
    settings.HOST = "no-such-host.invalid"

    with pytest.raises(CommandError, match="Cannot listen on no-such-host.invalid port 8000"):
        launch.check_port()


def test_data_folder_is_made(settings, tmp_path):
    settings.DATA_DIR, settings.STATIC_ROOT = tmp_path / "a" / "b", tmp_path / "a" / "b" / "static"

    launch.check_data_folder()

    assert (settings.DATA_DIR.stat().st_mode & 0o777, settings.STATIC_ROOT.is_dir()) == (0o700, True)


def test_data_folder_that_cannot_be_made_is_one_sentence(settings, tmp_path):
    (tmp_path / "file").touch()
    settings.DATA_DIR = tmp_path / "file" / "data"

    with pytest.raises(CommandError, match="cannot be made: Not a directory. Set DATA_DIR to a writable folder"):
        launch.check_data_folder()


@pytest.fixture
def connect(db):
    """Makes connections to the same database that a launch may close."""
    opened = []

    def make():
        opened.append(connection.copy())
        opened[-1].inc_thread_sharing()
        return opened[-1]

    yield make
    for each in opened:
        each.close()


def test_prepared_database_is_left_alone_but_for_missing_starter_data(settings, tmp_path, monkeypatch, connect, shoes):
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(launch, "connection", connect())
    said = []

    launch.prepare_database(said.append)

    assert (said, shoes.loads) == ([], 1)


def test_second_start_waits_for_the_first(settings, tmp_path, connect):
    settings.DATA_DIR = tmp_path
    said, waits, passed = [], threading.Event(), threading.Event()
    first, second = connect(), connect()

    def say(sentence):
        said.append(sentence)
        waits.set()

    def start_second():
        with launch.one_at_a_time(second, say):
            passed.set()

    with launch.one_at_a_time(first, say):
        other = threading.Thread(target=start_second, daemon=True)
        other.start()
        waits.wait(30)
        passed_too_early = passed.wait(0.1)
    other.join(30)

    assert (passed_too_early, passed.is_set()) == (False, True)
    assert said == ["Another process is preparing the database; waiting for it."]


def test_database_that_comes_up_is_waited_for(monkeypatch):
    class Starting:
        tries = 0

        def ensure_connection(self):
            self.tries += 1
            if self.tries < 3:
                raise launch.OperationalError("the database system is\n  starting up")

    said = []
    monkeypatch.setattr(launch, "connection", Starting())
    monkeypatch.setattr(launch, "PAUSE_SECONDS", 0)

    launch.check_database(10, said.append)

    assert said == ["Waiting for the database: the database system is starting up"] * 2


def options(command):
    return dict(each.removeprefix("--").partition("=")[::2] for each in command[4:])


def test_server_believes_no_proxy_and_writes_no_access_log(settings):
    found = options(launch.server_command())

    assert (found["forwarded-allow-ips"], "access-logfile" in found, "no-control-socket" in found) == ("", False, True)


@pytest.mark.parametrize(("workers", "preloads"), [(1, False), (3, True)])
def test_several_workers_share_what_was_loaded(settings, workers, preloads):
    settings.WORKERS = workers

    found = options(launch.server_command())

    assert (found["workers"], "preload" in found) == (str(workers), preloads)


@pytest.mark.parametrize(
    ("site", "host", "address"),
    [
        pytest.param("", "127.0.0.1", "http://127.0.0.1:8000", id="this machine"),
        pytest.param("", "0.0.0.0", "http://localhost:8000", id="every address"),
        pytest.param("", "fd00::5", "http://[fd00::5]:8000", id="IPv6"),
        pytest.param(
            "https://fit.example.org/regimen", "0.0.0.0", "https://fit.example.org/regimen", id="behind a proxy"
        ),
    ],
)
def test_greeting_begins_with_the_address_to_type(settings, site, host, address):
    settings.SITE_URL, settings.HOST = site, host

    assert launch.address() == address


@pytest.mark.django_db
def test_greeting_of_an_empty_server_says_what_to_do_next(settings, alice):
    assert "Next: make your account" not in launch.greeting()

    alice.delete()

    assert f"Next: make your account at {launch.address()}/accounts/signup/" in launch.greeting()


@pytest.mark.parametrize(
    ("environment", "asked"),
    [
        pytest.param({}, ("http://127.0.0.1:8000/api/v2/version/", None), id="the defaults"),
        pytest.param(
            {"HOST": "0.0.0.0", "PORT": "81"}, ("http://127.0.0.1:81/api/v2/version/", None), id="every address"
        ),
        pytest.param({"HOST": "::1"}, ("http://[::1]:8000/api/v2/version/", None), id="one address"),
        pytest.param(
            {"ALLOWED_HOSTS": ".fit.example.org, other"},
            ("http://127.0.0.1:8000/api/v2/version/", "fit.example.org"),
            id="a server that answers to its name only",
        ),
    ],
)
def test_healthcheck_asks_this_machine(monkeypatch, environment, asked):
    for name in ("HOST", "PORT", "ALLOWED_HOSTS"):
        monkeypatch.setenv(name, environment.get(name, ""))

    request = healthcheck.request()

    assert (request.full_url, request.get_header("Host")) == asked


def test_healthcheck_of_nothing_fails(monkeypatch, capsys):
    monkeypatch.setenv("HOST", "127.0.0.1")
    monkeypatch.setenv("PORT", "1")

    assert healthcheck.is_healthy() is False
    assert "Connection refused" in capsys.readouterr().err
