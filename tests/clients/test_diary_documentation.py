"""The examples of Waistline's API documentation, run by curl as they are written there, host and key aside."""

import json
import shutil
import subprocess

import pytest
import time_machine

from accounts.models import ApiKey
from tests.conftest import needed

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.slow]

SYNC = """
curl '<APP_BASE_URL>/api/v1/sync' \
    -H 'Content-Type: application/json' \
    -H "Authorization: ApiKey <YOUR_API_KEY>" \
    -d '{
            "nutrition": {
                "calories": 2350
            },
            "entry": {
                "dateTime": "2024-01-05T00:00:00.000Z"
            }
        }'
"""
STATS = """
curl '<APP_BASE_URL>/api/v1/stats' \
    -H "Authorization: ApiKey <YOUR_API_KEY>"
"""
JOURNAL = """
curl '<APP_BASE_URL>/api/v1/journal' \
    -H "Authorization: ApiKey <YOUR_API_KEY>"
"""
HEALTH = """
curl '<APP_BASE_URL>/api/v1/health'
"""
DAY = {"nutrition": {"calories": 2350}, "entry": {"dateTime": "2024-01-05T00:00:00.000Z"}}


@pytest.fixture
def run(live_server, alice):
    needed(shutil.which("curl"), "curl")
    secret = ApiKey.of(alice).secret

    def shell(command, key=secret):
        command = command.replace("<APP_BASE_URL>", live_server.url).replace("<YOUR_API_KEY>", key)
        quiet = command.strip().replace("curl ", "curl --silent --noproxy '*' --write-out ' %{http_code}' ", 1)
        body, _, status = subprocess.run(
            quiet, shell=True, capture_output=True, text=True, check=True
        ).stdout.rpartition(" ")
        return int(status), json.loads(body)

    return shell


def test_examples(run):
    with time_machine.travel("2024-01-05T12:00:00Z"):
        assert run(SYNC) == (200, {"status": 200, "message": "Data synchronized."})
        assert run(STATS) == (
            200,
            {
                "pagination": {"limit": 100, "offset": 0, "total": 1, "count": 1},
                "results": {"2024-01-05": {"calories": 2350}},
            },
        )
        assert run(JOURNAL) == (200, {"pagination": {"count": 1}, "results": [DAY]})


def test_health(run):
    assert run(HEALTH) == (200, {"healthy": True})


@pytest.mark.parametrize("command", [SYNC, STATS, JOURNAL])
def test_error(run, command):
    assert run(command, key="018d2452-6b7f-7574-a758-68375a1fbe40") == (
        401,
        {"status": 401, "message": "Your API Key is not valid."},
    )
