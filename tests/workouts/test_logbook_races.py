"""What happens when two requests write a session or its logs at once, and when a request is repeated."""

from datetime import date
from uuid import uuid4

import pytest

from tests.exercises.factories import ExerciseFactory
from tests.factories import RoutineFactory
from tests.workouts.at_once import at_once, together
from tests.workouts.factories import WorkoutLogFactory, WorkoutSessionFactory
from workouts.logbook.serializers import WorkoutSessionSerializer
from workouts.models import WorkoutLog, WorkoutSession

SESSIONS, LOGS, BULK = "/api/v2/workoutsession/", "/api/v2/workoutlog/", "/api/v2/workoutlog/bulk/"
DUPLICATE = {"non_field_errors": ["The fields date, user, routine must make a unique set."]}
DAY = date(2026, 1, 5)

# --- One after the other, at the worst moment; on both databases ---------------------------------------------------


@pytest.fixture(params=[True, False], ids=["with a routine", "without one"])
def routine(request, alice):
    return RoutineFactory(user=alice) if request.param else None


@pytest.fixture
def body(db, routine):
    key = routine.pk if routine else None
    return {"exercise": ExerciseFactory().pk, "reps": 8, "date": "2026-01-05T18:00:00Z", "routine": key}


def rival(monkeypatch, name, owner, make):
    """Has ``make`` write what nobody saw when it was looked for; what the request finds later is there, too."""
    original, calls = getattr(owner, name), []

    def late(*args, **kwargs):
        calls.append(True)
        if len(calls) > 1:
            make()
        found = original(*args, **kwargs)
        if len(calls) == 1:
            make()
        return found

    monkeypatch.setattr(owner, name, late)


def test_session_that_an_import_made_meanwhile_is_used(alice, alice_api, body, routine, monkeypatch):
    def make():
        if not WorkoutSession.objects.exists():
            WorkoutSessionFactory(user=alice, routine=routine, date=DAY)

    rival(monkeypatch, "owned_by", type(WorkoutSession.objects.all()), make)

    answer = alice_api.post(LOGS, body)

    assert (answer.status_code, answer.json()["session"]) == (201, WorkoutSession.objects.get().pk)


@pytest.mark.parametrize(("is_implied", "status"), [(True, 200), (False, 400)])
def test_session_that_comes_second_is_answered_as_if_it_had_been_seen(
    alice, alice_api, routine, monkeypatch, is_implied, status
):
    rival(
        monkeypatch,
        "settle_place",
        WorkoutSessionSerializer,
        lambda: WorkoutSessionFactory(user=alice, routine=routine, date=DAY, is_implied=is_implied),
    )

    response = alice_api.post(SESSIONS, {"date": "2026-01-05", "routine": routine.pk if routine else None})

    assert response.status_code == status


def test_change_that_comes_second_is_refused(alice, alice_api, routine, monkeypatch):
    row = WorkoutSessionFactory(user=alice, routine=routine, date=date(2026, 1, 6))
    original = WorkoutSessionSerializer.settle_place

    def settle(self, attrs):
        original(self, attrs)
        WorkoutSessionFactory(user=alice, routine=routine, date=DAY)

    monkeypatch.setattr(WorkoutSessionSerializer, "settle_place", settle)

    response = alice_api.patch(f"{SESSIONS}{row.pk}/", {"date": "2026-01-05"})

    assert (response.status_code, response.json()) == (400, DUPLICATE)


# --- At once -------------------------------------------------------------------------------------------------------


def marked(function):
    """With a routine only: restoring the tables after each of these tests takes seconds."""
    return at_once(pytest.mark.parametrize("routine", [True], indirect=True)(function))


@marked
def test_logs_at_once_share_one_session(alice, body):
    answers = together(24, alice, lambda client, _: client.post(LOGS, body))

    assert {each.status_code for each in answers} == {201}
    assert {each.json()["session"] for each in answers} == {WorkoutSession.objects.get().pk}
    assert WorkoutLog.objects.count() == 24


@marked
def test_sessions_at_once_are_one(alice, routine):
    sent = {"date": "2026-01-05", "routine": routine.pk if routine else None}

    answers = together(16, alice, lambda client, n: client.post(SESSIONS, {**sent, "notes": str(n)}))

    assert sorted(each.status_code for each in answers) == [201] + [400] * 15
    assert [each.json() for each in answers if each.status_code == 400] == [DUPLICATE] * 15
    assert WorkoutSession.objects.count() == 1


@marked
@pytest.mark.parametrize("protection", ["uuid", "key"])
def test_log_that_is_repeated_at_once_is_one(alice, body, protection):
    sent = {**body, "uuid": str(uuid4())} if protection == "uuid" else body
    headers = {"Idempotency-Key": "one"} if protection == "key" else {}

    answers = together(16, alice, lambda client, _: client.post(LOGS, sent, headers=headers))

    assert {each.status_code for each in answers} <= {200, 201}
    assert len({each.json()["id"] for each in answers}) == WorkoutLog.objects.count() == 1
    assert WorkoutSession.objects.count() == 1


@marked
def test_session_that_is_repeated_at_once_is_one(alice, body):
    sent = {
        "session": {"uuid": str(uuid4()), "date": "2026-01-05", "routine": body["routine"]},
        "logs": [{**body, "uuid": str(uuid4())} for _ in range(5)],
    }

    answers = together(12, alice, lambda client, _: client.post(BULK, sent))

    assert {each.status_code for each in answers} == {201}
    assert (WorkoutSession.objects.count(), WorkoutLog.objects.count()) == (1, 5)


@marked
def test_description_and_logs_at_once_meet_in_one_session(alice, body):
    described = {"date": "2026-01-05", "routine": body["routine"], "notes": "Good"}

    def ask(client, n):
        return client.post(SESSIONS, described) if n == 4 else client.post(LOGS, body)

    answers = together(16, alice, ask)

    session = WorkoutSession.objects.get()
    assert {each.status_code for each in answers} <= {200, 201}
    assert (session.notes, session.is_implied, session.logs.count()) == ("Good", False, 15)


@marked
def test_logs_that_come_while_their_session_is_removed_stay_or_go_with_it(alice, body):
    def ask(client, n):
        if n % 4 == 3:
            rows = client.get(SESSIONS).json()["results"]
            return client.delete(f"{SESSIONS}{rows[0]['id']}/") if rows else None
        return client.post(LOGS, body)

    answers = together(32, alice, ask)

    assert {each.status_code for each in answers if each} <= {201, 204, 404}
    assert not WorkoutLog.objects.filter(session=None).exists()


@marked
def test_logs_that_leave_and_come_lose_nothing(alice, body):
    """The last log leaves a session while another one comes: it must not go with it."""
    keys = [WorkoutLogFactory(user=alice, session=None, routine=None).pk for _ in range(8)]

    def ask(client, n):
        moved = f"2026-01-0{5 + n % 2}T18:00:00Z"
        return client.patch(f"{LOGS}{keys[n % 8]}/", {"date": moved, "weight": n + 1})

    answers = together(64, alice, ask)

    assert {each.status_code for each in answers} == {200}
    assert WorkoutLog.objects.count() == 8
    assert not WorkoutSession.objects.filter(logs=None).exists()


# --- After a dropped connection ------------------------------------------------------------------------------------


def test_client_that_sends_everything_twice_has_what_it_meant(alice, alice_api, body, routine):
    """A training, as an app sends it that saw no answer the first time: each request with its uuid or its key."""
    key = routine.pk if routine else None
    logs = [{**body, "uuid": str(uuid4()), "weight": weight} for weight in (50, 55, 60)]
    bulk = [{**body, "weight": 65}]
    described = {"uuid": str(uuid4()), "date": "2026-01-05", "routine": key, "notes": "Good", "impression": "3"}

    for path, sent, headers in (
        *((LOGS, log, {}) for log in logs),
        (BULK, bulk, {"Idempotency-Key": "bulk"}),
        (SESSIONS, described, {}),
        (LOGS, {**body, "weight": 70}, {"Idempotency-Key": "last"}),
    ):
        first, again = (alice_api.post(path, sent, headers=headers) for _ in range(2))
        assert {first.status_code, again.status_code} <= {200, 201}

    session = WorkoutSession.objects.get()
    assert (session.user, session.routine, session.date, session.notes) == (alice, routine, DAY, "Good")
    assert list(WorkoutLog.objects.order_by("weight").values_list("weight", "session", "routine")) == [
        (weight, session.pk, key) for weight in (50, 55, 60, 65, 70)
    ]
