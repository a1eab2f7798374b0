"""Sixteen phones at once, and workers that are killed under them."""

import logging
import random
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta

import httpx
import pytest

from tests.servers import Accidents

pytestmark = pytest.mark.slow

logger = logging.getLogger(__name__)
# A line for each request would hide the one that counts.
logging.getLogger("httpx").setLevel(logging.WARNING)

WRITERS, ROUNDS = 16, 8
SHARED = "2020-01-01"


@dataclass(slots=True)
class Sent:
    """One request: when it began and ended, and whether it was acknowledged."""

    day: str
    number: int
    began: float
    ended: float = 0
    is_acknowledged: bool = False


class Diary:
    """A running server with one person, and what her phones see of it."""

    def __init__(self, house):
        house.register("alice", "correct horse")
        self.house, self.key = house, house.manage("api_key", "alice")
        self.process = house.serve()
        house.wait(self.process)

    def client(self):
        return httpx.Client(
            base_url=f"{self.house.origin}/api/v1/",
            headers={"Authorization": f"ApiKey {self.key}"},
            timeout=60,
            trust_env=False,
        )

    def days(self, client):
        """Every stored day, asked for in windows that the endpoint allows."""
        found = {}
        for start in range(0, 800, 400):
            first = date(2020, 1, 1) + timedelta(days=start)
            last = first + timedelta(days=399)
            answer = client.get("stats", params={"date_from": str(first), "date_to": str(last), "limit": 500}).json()
            assert answer["pagination"]["total"] == len(answer["results"])
            found |= answer["results"]
        return found


@pytest.fixture
def diary(make_house, request):
    return Diary(make_house(WORKERS="3", THREADS="4", **getattr(request, "param", {})))


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


def write(diary, writer, accident):
    """To one day that all write, to one of the writer's own, and each time to a new one."""
    found = []
    own = date(2020, 1, 2) + timedelta(days=writer)
    with diary.client() as client:
        for step in range(ROUNDS):
            number = writer * 1000 + step
            new = date(2020, 2, 1) + timedelta(days=writer * ROUNDS + step)
            for day in (SHARED, own, new):
                found.append(send(client, str(day), number))
                accident()
    return found


@pytest.mark.parametrize("every", [0, 40], ids=["left alone", "killed"])
def test_no_acknowledged_day_is_lost_and_none_is_doubled(diary, every):
    accident = Accidents(diary.process, every)
    with ThreadPoolExecutor(WRITERS) as pool:
        found = pool.map(lambda writer: write(diary, writer, accident), range(WRITERS))
        sent = [each for of_one in found for each in of_one]
    diary.house.wait(diary.process)
    with diary.client() as client:
        days = diary.days(client)
        check(sent, days)
        for day, nutrition in random.sample(sorted(days.items()), 20):
            check_filters(client, day, nutrition["calories"])
    acknowledged = sum(each.is_acknowledged for each in sent)
    logger.info(
        "%s sent, %s acknowledged, %s days, %s killed", len(sent), acknowledged, len(days), len(accident.killed)
    )
    assert bool(accident.killed) == bool(every)
    assert every or acknowledged == len(sent)


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


@pytest.mark.parametrize("diary", [{"API_DAILY_LIMIT": "100"}], indirect=True, ids=["a hundred a day"])
def test_daily_limit_is_exact_under_load(diary):
    left = 86_400 - time.time() % 86_400
    if left < 60:
        time.sleep(left)  # the limit is that of a day in UTC

    def read(_):
        with diary.client() as client:
            return [client.get("stats").status_code for _ in range(10)]

    with ThreadPoolExecutor(WRITERS) as pool:
        statuses = [status for found in pool.map(read, range(WRITERS)) for status in found]

    assert (statuses.count(200), statuses.count(429)) == (100, 60)
