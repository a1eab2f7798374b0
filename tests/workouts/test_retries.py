"""A phone on a bad line: it repeats each request until it is answered, while workers of the server are killed."""

import random
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid5

import httpx
import pytest

from tests.house.test_serve import database_url, migrated, server  # noqa: F401 (fixtures)
from tests.journal.v1.test_load import House, killing

pytestmark = pytest.mark.slow

PHONES, SETS = 6, 8
NAMESPACE = UUID("7f1c9bb4-3f0f-4b58-9d7c-58dd0d7c0a11")
ADD_EXERCISE = """
from exercises.models import Exercise, ExerciseCategory
print(Exercise.objects.create(category=ExerciseCategory.objects.order_by("id")[0]).pk)
"""


@pytest.fixture
def house(server):  # noqa: F811
    return House(server)


def insist(client, method, path, body=None, **headers):
    """The first answer.  Now and then the phone hangs up before it hears one."""
    for attempt in range(60):
        patience = random.choice([0.005, 0.02, 20]) if attempt < 3 else 20
        try:
            answer = client.request(method, path, json=body, headers=headers, timeout=httpx.Timeout(20, read=patience))
        except httpx.TransportError:
            continue
        assert answer.status_code < 500, answer.text
        return answer
    pytest.fail(f"{path} was never answered.")


def train(house, token, exercise, phone):
    """A log by key, one by uuid, a session in bulk, a correction and a removal, each time; what has to be there then."""
    left = {}
    headers = {"Authorization": f"Token {token}"}
    with httpx.Client(
        base_url=f"http://127.0.0.1:{house.server.port}/api/v2/", headers=headers, trust_env=False
    ) as api:
        for number in range(SETS):
            weight = phone * 100 + number
            made = {"exercise": exercise, "date": f"2026-03-{phone + 1:02}", "repetitions": 5}
            by_key, by_uuid, corrected, removed, *bulk = (uuid5(NAMESPACE, f"{phone} {number} {n}") for n in range(7))

            insist(api, "POST", "workoutlog/", {**made, "weight": weight}, **{"Idempotency-Key": str(by_key)})
            insist(api, "POST", "workoutlog/", {**made, "uuid": str(by_uuid), "weight": weight})
            for each in (corrected, removed):
                # With a key too: the uuid alone cannot tell a late repetition from a new wish for the old row.
                sent = {**made, "uuid": str(each), "weight": weight}
                insist(api, "POST", "workoutlog/", sent, **{"Idempotency-Key": str(each)})
            insist(api, "PATCH", f"workoutlog/{corrected}/", {"weight": weight + 0.5})
            insist(api, "DELETE", f"workoutlog/{removed}/")
            logs = [{**made, "uuid": str(each), "weight": weight} for each in bulk]
            insist(api, "POST", "workoutlog/bulk/", {"logs": logs})

            left[weight] = 2 + len(bulk)
            left[weight + 0.5] = 1
    return left


@pytest.mark.parametrize("kills", [False, True], ids=["left alone", "killed"])
def test_repeating_what_was_not_answered_leaves_exactly_the_intended_rows(house, kills):
    exercise = int(house.manage("shell", "-v0", "-c", ADD_EXERCISE))
    person = {"username": "alice", "password": "correct horse"}
    address = f"http://127.0.0.1:{house.server.port}/api/v2/"
    token = httpx.post(f"{address}login/", data=person, trust_env=False).json()["token"]
    headers = {"Authorization": f"Token {token}"}

    with ThreadPoolExecutor(PHONES) as pool:
        phones = [pool.submit(train, house, token, exercise, phone) for phone in range(PHONES)]
        if kills:
            with killing(house) as killed:
                wanted = [phone.result() for phone in phones]
            assert killed
        else:
            wanted = [phone.result() for phone in phones]
    house.server.wait(house.process)

    logs = httpx.get(f"{address}workoutlog/?limit=1000", headers=headers, trust_env=False).json()["results"]
    found = [float(log["weight"]) for log in logs]
    sessions = httpx.get(f"{address}workoutsession/?limit=1000", headers=headers, trust_env=False).json()["results"]
    assert {weight: found.count(weight) for weight in set(found)} == {
        weight: number for each in wanted for weight, number in each.items()
    }
    assert sorted(session["date"] for session in sessions) == [f"2026-03-{phone + 1:02}" for phone in range(PHONES)]
    assert {log["session"] for log in logs} == {session["id"] for session in sessions}
