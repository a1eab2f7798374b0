"""Phones on a bad line: they repeat each request until it is answered, while workers of the server are killed."""

import random
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid5

import httpx
import pytest

from tests.servers import Accidents

pytestmark = pytest.mark.slow

PHONES, SETS = 6, 5
NAMESPACE = UUID("7f1c9bb4-3f0f-4b58-9d7c-58dd0d7c0a11")
ADD_EXERCISE = """
from exercises.models import Exercise, ExerciseCategory
print(Exercise.objects.create(category=ExerciseCategory.objects.order_by("id")[0]).pk)
"""


class Phone(httpx.Client):
    """Repeats each request until it is answered; now and then it hangs up before."""

    def __init__(self, house, accident, **headers):
        super().__init__(base_url=f"{house.origin}/api/v2/", headers=headers, trust_env=False, timeout=60)
        self.accident = accident

    def insist(self, method, path, body=None, **headers):
        for attempt in range(60):
            patience = random.choice([0.005, 0.02, 60]) if attempt < 3 else 60
            try:
                answer = self.request(method, path, json=body, headers=headers, timeout=patience)
            except httpx.TransportError:
                continue
            finally:
                self.accident()
            assert answer.status_code < 500, answer.text
            return answer
        pytest.fail(f"{path} was never answered.")


def train(phone, exercise, number):
    """A log by key, one by uuid, a session in bulk, a correction and a removal, each time; what has to be there then."""
    left = {}
    for step in range(SETS):
        weight = number * 100 + step
        made = {"exercise": exercise, "date": f"2026-03-{number + 1:02}", "repetitions": 5}
        by_key, by_uuid, corrected, removed, *bulk = (uuid5(NAMESPACE, f"{number} {step} {n}") for n in range(7))

        phone.insist("POST", "workoutlog/", {**made, "weight": weight}, **{"Idempotency-Key": str(by_key)})
        phone.insist("POST", "workoutlog/", {**made, "uuid": str(by_uuid), "weight": weight})
        for each in (corrected, removed):
            # With a key too: the uuid alone cannot tell a late repetition from a new wish for the old row.
            sent = {**made, "uuid": str(each), "weight": weight}
            phone.insist("POST", "workoutlog/", sent, **{"Idempotency-Key": str(each)})
        phone.insist("PATCH", f"workoutlog/{corrected}/", {"weight": weight + 0.5})
        phone.insist("DELETE", f"workoutlog/{removed}/")
        logs = [{**made, "uuid": str(each), "weight": weight} for each in bulk]
        phone.insist("POST", "workoutlog/bulk/", {"logs": logs})

        left[weight] = 2 + len(bulk)
        left[weight + 0.5] = 1
    return left


@pytest.mark.parametrize("every", [0, 30], ids=["left alone", "killed"])
def test_repeating_what_was_not_answered_leaves_exactly_the_intended_rows(make_house, every):
    house = make_house(WORKERS="3", THREADS="4")
    house.register("alice", "correct horse")
    exercise = int(house.python(ADD_EXERCISE))
    process = house.serve()
    house.wait(process)
    accident = Accidents(process, every)
    with Phone(house, accident) as phone, ThreadPoolExecutor(PHONES) as pool:
        token = phone.post("login/", data={"username": "alice", "password": "correct horse"}).json()["token"]
        phone.headers["Authorization"] = f"Token {token}"
        wanted = list(pool.map(lambda number: train(phone, exercise, number), range(PHONES)))
        house.wait(process)
        logs = phone.get("workoutlog/?limit=1000").json()["results"]
        sessions = phone.get("workoutsession/?limit=1000").json()["results"]

    assert bool(accident.killed) == bool(every)
    found = [float(log["weight"]) for log in logs]
    assert {weight: found.count(weight) for weight in set(found)} == {
        weight: number for each in wanted for weight, number in each.items()
    }
    assert sorted(session["date"] for session in sessions) == [f"2026-03-{number + 1:02}" for number in range(PHONES)]
    assert {log["session"] for log in logs} == {session["id"] for session in sessions}
