"""Sixteen phones at once, and workers that are killed under them."""

import logging
import os
import random
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import httpx
import pytest

from tests.house.test_serve import ROOT, database_url, migrated, server  # noqa: F401 (fixtures)

pytestmark = pytest.mark.slow

logger = logging.getLogger(__name__)
# A line for each request would hide the one that counts.
logging.getLogger("httpx").setLevel(logging.WARNING)

WRITERS = 16
SHARED = "2020-01-01"


@dataclass(slots=True)
class Sent:
    """One request: when it began and ended, and whether it was acknowledged."""

    day: str
    number: int
    began: float
    ended: float = 0
    is_acknowledged: bool = False


class House:
    """A running server with one person and her key."""

    def __init__(self, make, **environment):
        self.server = make(WORKERS="3", THREADS="4", **environment)
        self.process = self.server.start()
        self.server.wait(self.process)
        person = {"DJANGO_SUPERUSER_PASSWORD": "correct horse", "DJANGO_SUPERUSER_EMAIL": "a@example.org"}
        self.manage("createsuperuser", "--noinput", "--username", "alice", **person)
        self.key = self.manage("api_key", "alice").strip()

    def manage(self, *arguments, **environment):
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.server.environment | environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    def client(self):
        return httpx.Client(
            base_url=f"http://127.0.0.1:{self.server.port}/api/v1/",
            headers={"Authorization": f"ApiKey {self.key}"},
            timeout=30,
            trust_env=False,
        )

    def workers(self):
        pid = self.process.pid
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def days(self, client):
        """Every stored day, asked for in windows that the endpoint allows."""
        found = {}
        for start in range(0, 1400, 400):
            first = date(2020, 1, 1) + timedelta(days=start)
            last = first + timedelta(days=399)
            answer = client.get("stats", params={"date_from": str(first), "date_to": str(last), "limit": 500}).json()
            assert answer["pagination"]["total"] == len(answer["results"])
            found |= answer["results"]
        return found


def send(client, day, number):
    sent = Sent(day, number, time.monotonic())
    body = {"nutrition": {"calories": number, "fat": -number}, "entry": {"dateTime": f"{day}T00:00:00.000Z"}}
    try:
        response = client.post("sync", json=body)
    except httpx.TransportError:
        pass  # the worker is dead; whether it had stored the day nobody knows
    else:
        assert response.status_code == 200, response.text
        sent.is_acknowledged = True
    sent.ended = time.monotonic()
    return sent


def write(house, writer, rounds):
    """To one day that all write, to one of the writer's own, and each time to a new one."""
    found = []
    own = date(2020, 1, 2) + timedelta(days=writer)
    with house.client() as client:
        for step in range(rounds):
            number = writer * 1000 + step
            new = date(2020, 2, 1) + timedelta(days=writer * rounds + step)
            found += [send(client, str(day), number) for day in (SHARED, own, new)]
    return found


@contextmanager
def killing(house):
    """A worker of this server dies now and then; yields when."""
    done, killed = threading.Event(), []

    def kill():
        while not done.wait(0.7):
            # Only children of our own server, and only while it runs.
            if house.process.poll() is None and (workers := house.workers()):
                os.kill(random.choice(workers), signal.SIGKILL)
                killed.append(time.monotonic())

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    try:
        yield killed
    finally:
        done.set()
        killer.join()


@pytest.mark.parametrize("kills", [False, True], ids=["left alone", "killed"])
def test_no_acknowledged_day_is_lost_and_none_is_doubled(server, kills):  # noqa: F811
    house = House(server)
    with killing(house) if kills else nullcontext([]) as killed, ThreadPoolExecutor(WRITERS) as pool:
        sent = [each for found in pool.map(lambda writer: write(house, writer, 15), range(WRITERS)) for each in found]
    house.server.wait(house.process)
    with house.client() as client:
        days = house.days(client)
        check(sent, days)
        for day, nutrition in random.sample(sorted(days.items()), 20):
            check_filters(client, day, nutrition["calories"])
    acknowledged = sum(each.is_acknowledged for each in sent)
    logger.info("%s sent, %s acknowledged, %s days, %s killed", len(sent), acknowledged, len(days), len(killed))
    assert bool(killed) == kills
    assert kills or acknowledged == len(sent)


def check(sent, days):
    by_day = {}
    for each in sent:
        by_day.setdefault(each.day, []).append(each)
    assert set(days) <= set(by_day)
    for day, found in by_day.items():
        acknowledged = [each for each in found if each.is_acknowledged]
        if day not in days:
            assert not acknowledged, f"{day} is lost"
            continue
        number = days[day]["calories"]
        assert days[day] == {"calories": number, "fat": -number}
        # What is there must have been sent, and nothing acknowledged may have begun after it had been answered.
        last = next(each for each in found if each.number == number)
        later = [each for each in acknowledged if each.began > last.ended]
        assert not last.is_acknowledged or not later, f"{day}: {later[0]} came after {last}"


def check_filters(client, day, number):
    """The numbers that filters compare are those of the day that is shown."""
    conditions = f"calories[gt]:{number - 0.5},calories[lt]:{number + 0.5},fat[lt]:{0.5 - number}"
    query = {"date_from": day, "date_to": day, "filter": conditions}
    assert list(client.get("stats", params=query).json()["results"]) == [day]


def test_daily_limit_is_exact_under_load(server):  # noqa: F811
    house = House(server, API_DAILY_LIMIT="100")

    def read(_):
        with house.client() as client:
            return [client.get("stats").status_code for _ in range(10)]

    with ThreadPoolExecutor(WRITERS) as pool:
        statuses = [status for found in pool.map(read, range(WRITERS)) for status in found]

    assert (statuses.count(200), statuses.count(429)) == (100, 60)
