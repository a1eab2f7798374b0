"""A whole server: started, asked, stopped and started again, on whichever database the tests run on."""

import json
import re
import signal
import socket
import subprocess
import sys
from contextlib import ExitStack, closing
from urllib.error import HTTPError

import pytest

from tests.servers import NOTHING, ROOT, House, building, open_directly

pytestmark = pytest.mark.slow


def refusal(house, *arguments):
    """Exit code and last line of a server that does not start."""
    code, output = house.end(house.serve(*arguments))
    return code, output.splitlines()[-1]


@pytest.fixture(scope="module")
def begun(originals, tmp_path_factory):
    """A house where there was nothing, two servers that were started in it at once, and what they answered first."""
    with building(originals, tmp_path_factory) as make:
        one = make(NOTHING)
        with closing(House(one.folder, one.database_url)) as other:
            processes = one.serve(), other.serve()
            yield one, processes, (one.wait(processes[0]), other.wait(processes[1]))


def test_other_accounts_of_the_machine_cannot_read_what_is_written(begun):
    house, _, _ = begun

    files = [path for path in house.data.rglob("*") if path.is_file()]

    assert house.data / "secret.key" in files
    assert [path.name for path in files if path.stat().st_mode & 0o077] == []


def test_two_starts_at_once_prepare_the_database_once_and_a_third_not_at_all(begun):
    house, processes, answers = begun

    ended = [house.end(process, signal.SIGTERM) for process in processes]
    third = house.serve()
    house.wait(third)

    assert answers == ((200, '"2.7.0"'), (200, '"2.7.0"'))
    assert [code for code, _ in ended] == [0, 0]
    (first,) = (output for _, output in ended if "Preparing the database" in output)
    assert re.search(r"Preparing the database: \d+ migrations", first)
    assert f"http://127.0.0.1:{house.port}/api/v2/" in ended[0][1]
    assert "Next: make your account" in first
    assert "Warning" not in first
    assert house.end(third, signal.SIGINT)[1].count("migrations") == 0


def test_several_workers_share_one_database(make_house):
    house = make_house(WORKERS="2")
    process = house.serve()

    house.wait(process)
    statuses = {house.get("/api/v2/language/")[0] for _ in range(20)}

    assert statuses == {200}
    assert house.end(process, signal.SIGTERM)[0] == 0


def test_healthcheck_tells_whether_it_answers(make_house):
    house = make_house(ALLOWED_HOSTS="fit.example.org,127.0.0.1")
    check = [sys.executable, "-m", "config.healthcheck"]
    process = house.serve()

    house.wait(process)
    up = subprocess.run(check, cwd=ROOT, env=house.environment, capture_output=True, check=False).returncode
    house.end(process, signal.SIGTERM)
    down = subprocess.run(check, cwd=ROOT, env=house.environment, capture_output=True, check=False).returncode

    assert (up, down) == (0, 1)


def test_below_a_path_both_kinds_of_proxy_work(make_house):
    house = make_house(SITE_URL="http://127.0.0.1:{port}/regimen")
    process = house.serve()
    house.wait(process)

    kept = json.loads(house.get("/regimen/api/v2/language/?limit=1")[1])
    stripped = json.loads(house.get("/api/v2/language/?limit=1")[1])

    assert kept == stripped
    assert kept["next"] == f"http://127.0.0.1:{house.port}/regimen/api/v2/language/?limit=1&offset=1"
    assert "/regimen/static/" in house.get("/regimen/api/v2/", Accept="text/html")[1]
    assert house.get("/regimen/static/rest_framework/css/default.css")[0] == 200
    assert house.get("/static/rest_framework/css/default.css")[0] == 200
    assert f"http://127.0.0.1:{house.port}/regimen/accounts/signup/" in house.end(process, signal.SIGTERM)[1]


def test_static_files_are_served_by_the_same_process(make_house):
    house = make_house()
    house.wait(house.serve())
    _, page = house.get("/api/v2/", Accept="text/html")

    sheets = re.findall(r'href="(/static/[^"]+\.css)"', page)

    assert sheets
    assert {house.get(sheet)[0] for sheet in sheets} == {200}


def test_clients_that_leave_their_end_open_keep_nobody_waiting(make_house):
    house = make_house()
    house.wait(house.serve())
    with ExitStack() as stack:
        for _ in range(15):
            client = stack.enter_context(socket.create_connection(("127.0.0.1", house.port)))
            client.sendall(b"GET /api/v2/version/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")

        # Two seconds for each of them would be thirty.
        with open_directly(f"{house.origin}/api/v2/version/", timeout=20) as answer:
            assert answer.status == 200


def test_unknown_host_is_refused_in_json(make_house):
    house = make_house()
    house.wait(house.serve())

    with pytest.raises(HTTPError) as refused:
        house.get("/api/v2/version/", Host="evil.example.org")

    with refused.value as answer:
        assert (answer.code, answer.headers["Content-Type"]) == (400, "application/json")


def test_taken_port_is_one_line(make_house):
    house = make_house()
    with socket.socket() as other:
        other.bind(("127.0.0.1", house.port))
        other.listen()

        code, line = refusal(house)

    assert (code, line.startswith(f"CommandError: Cannot listen on 127.0.0.1 port {house.port}: Address")) == (1, True)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        pytest.param("DATA_DIR", "/dev/null/data", "cannot be made: Not a directory.", id="a folder that cannot be"),
        pytest.param("PORT", "http", "write a whole number from 1 to 65535.", id="a port in letters"),
    ],
)
def test_setting_that_makes_no_sense_is_one_line(make_house, name, value, sentence):
    house = make_house()
    house.environment[name] = value

    code, line = refusal(house)

    assert (code, line.startswith("Regimen cannot start: "), sentence in line) == (1, True, True)


def test_replica_refuses_a_database_that_nobody_prepared(make_house):
    code, line = refusal(make_house(NOTHING), "--skip-migrate")

    assert code == 1
    assert re.fullmatch(
        r"CommandError: \d+ migrations are missing. Start one server without --skip-migrate first.", line
    )


def test_replica_starts_on_a_prepared_database(make_house):
    house = make_house()

    replica = house.serve("--skip-migrate")

    assert house.wait(replica) == (200, '"2.7.0"')


def test_database_that_cannot_be_reached_is_one_line_without_the_password(make_house):
    house = make_house()
    house.environment["DATABASE_URL"] = "postgres://regimen:hush@127.0.0.1:1/regimen"

    code, line = refusal(house)

    assert (code, line.startswith("CommandError: The database cannot be reached: ")) == (1, True)
    assert "hush" not in line
