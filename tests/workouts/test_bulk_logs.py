"""``workoutlog/bulk/``: a whole session in one request."""

from datetime import date
from uuid import UUID, uuid4

import pytest
import time_machine

from tests.exercises.factories import ExerciseFactory
from tests.factories import RoutineFactory
from tests.workouts.factories import SlotEntryFactory, WorkoutLogFactory, WorkoutSessionFactory
from workouts.models import WorkoutLog, WorkoutSession

BULK = "/api/v2/workoutlog/bulk/"
REQUIRED = {"exercise": ["This field is required."]}

pytestmark = pytest.mark.django_db


@pytest.fixture
def one():
    return {"exercise": ExerciseFactory().pk, "reps": 8, "weight": "50", "date": "2026-01-05T18:00:00Z"}


@pytest.fixture
def entry(alice):
    return SlotEntryFactory(user=alice)


def test_session_and_its_logs_are_stored_together(alice, alice_api, one, entry):
    routine = entry.slot.day.routine
    described = {"workout": routine.pk, "date": "2026-01-05", "impression": "3", "time_start": "18:00"}
    logs = [{**one, "slot_entry": entry.pk, "date": None}, {**one, "weight": 55, "date": "2026-01-05T18:10:00Z"}]

    response = alice_api.post(BULK, {"session": described, "logs": logs})

    session, (first, second) = WorkoutSession.objects.get(), WorkoutLog.objects.order_by("pk")
    assert response.status_code == 201
    assert response.json() == {
        "results": [
            {"index": n, "status": 201, "id": log.pk, "uuid": str(log.uuid), "session": session.pk}
            for n, log in enumerate([first, second])
        ],
        "session": alice_api.get(f"/api/v2/workoutsession/{session.pk}/").json(),
    }
    assert (session.routine, session.day, session.impression, session.is_implied) == (
        routine,
        entry.slot.day,
        "3",
        False,
    )
    assert {(log.user, log.session, log.routine) for log in (first, second)} == {(alice, session, routine)}
    assert [log.date.isoformat() for log in (first, second)] == [
        "2026-01-05T18:00:00+00:00",
        "2026-01-05T18:10:00+00:00",
    ]
    assert [log.volume for log in (first, second)] == [400, 440]


@time_machine.travel("2026-01-05T17:00:00Z", tick=False)
def test_list_of_logs_goes_to_the_sessions_of_their_dates(alice_api, one):
    bodies = [{"exercise": one["exercise"], "reps": 5}, one, {**one, "date": "2026-01-06"}]

    results = alice_api.post(BULK, bodies).json()["results"]

    sessions = {row.date: row for row in WorkoutSession.objects.all()}
    assert [each["session"] for each in results] == [sessions[date(2026, 1, day)].pk for day in (5, 5, 6)]
    assert {row.is_implied for row in sessions.values()} == {True}


def test_one_wrong_log_keeps_all_from_being_stored(alice_api, one):
    bodies = [one, {"reps": 8}, "set", {**one, "weight": None, "reps": None}]

    response = alice_api.post(BULK, {"session": {"date": "2026-01-05"}, "logs": bodies})

    assert (response.status_code, WorkoutLog.objects.count(), WorkoutSession.objects.count()) == (400, 0, 0)
    assert response.json() == {
        "results": [
            {"index": 0, "status": 424},
            {"index": 1, "status": 400, "errors": REQUIRED},
            {
                "index": 2,
                "status": 400,
                "errors": {"non_field_errors": ["Invalid data. Expected a dictionary, but got str."]},
            },
            {
                "index": 3,
                "status": 400,
                "errors": {"non_field_errors": ["Enter repetitions, a weight, or both."]},
            },
        ]
    }


def test_right_logs_are_stored_if_that_is_wanted(alice_api, one):
    response = alice_api.post(f"{BULK}?partial=True", [{"reps": 8}, one])

    log = WorkoutLog.objects.get()
    assert response.status_code == 207
    assert response.json()["results"] == [
        {"index": 0, "status": 400, "errors": REQUIRED},
        {"index": 1, "status": 201, "id": log.pk, "uuid": str(log.uuid), "session": log.session_id},
    ]


def test_nothing_right_is_refused_even_then(alice_api):
    response = alice_api.post(f"{BULK}?partial=True", [{"reps": 8}])

    assert response.status_code == 400


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        ([], {"logs": ["Expected a list of 1 to 200 logs."]}),
        ([{}] * 201, {"logs": ["Expected a list of 1 to 200 logs."]}),
        ({"logs": {}}, {"logs": ["Expected a list of 1 to 200 logs."]}),
        ({"session": {}}, {"logs": ["Expected a list of 1 to 200 logs."]}),
        ({"session": 5, "logs": [{}]}, {"session": ["Expected an object."]}),
        ({"session": {"impression": 7}, "logs": [{}]}, {"session": {"impression": ['"7" is not a valid choice.']}}),
        ({"session": {"uuid": "x"}, "logs": [{}]}, {"session": {"uuid": ["Must be a valid UUID."]}}),
    ],
    ids=["none", "too many", "no list", "no logs", "no object", "wrong session", "wrong uuid"],
)
def test_body_that_is_no_session_is_refused(alice_api, body, errors):
    response = alice_api.post(BULK, body)

    assert (response.status_code, response.json()) == (400, errors)


def test_rows_of_somebody_else_do_not_exist(alice, bob_api, one, entry):
    log = WorkoutLogFactory(user=alice)
    theirs = {"routine": log.routine_id, "session": log.session_id, "slot_entry": entry.pk, "next_log": log.pk}

    results = bob_api.post(BULK, [{**one, name: key} for name, key in theirs.items()]).json()["results"]

    assert [each["errors"] for each in results] == [
        {name: [f'Invalid pk "{key}" - object does not exist.']} for name, key in theirs.items()
    ]


def test_uuid_of_somebody_else_is_free(alice, bob, bob_api, one):
    theirs = WorkoutLogFactory(user=alice)

    assert bob_api.post(BULK, [{**one, "uuid": str(theirs.uuid)}]).status_code == 201
    theirs.refresh_from_db()
    assert (theirs.user, theirs.weight) == (alice, 50)


def test_repeated_session_with_uuids_is_one(alice_api, one):
    described = {"uuid": str(uuid4()), "date": "2026-01-05", "notes": "Good"}
    logs = [{**one, "id": str(uuid4())}, {**one, "uuid": str(uuid4())}]

    first, again = (alice_api.post(BULK, {"session": described, "logs": logs}) for _ in range(2))

    assert [each["status"] for each in again.json()["results"]] == [200, 200]
    assert [each["id"] for each in first.json()["results"]] == [each["id"] for each in again.json()["results"]]
    assert (first.status_code, again.status_code, first.json()["session"]) == (201, 201, again.json()["session"])
    assert (WorkoutSession.objects.get().uuid, WorkoutLog.objects.count()) == (UUID(described["uuid"]), 2)


def test_repeated_session_with_a_key_is_one(alice_api, one):
    first, again = (alice_api.post(BULK, [one], headers={"Idempotency-Key": "one"}) for _ in range(2))

    assert (first.json(), WorkoutLog.objects.count()) == (again.json(), 1)


def test_session_that_failed_can_be_sent_again_with_its_key(alice_api, one):
    bodies = ([{"reps": 8}], [one])

    statuses = [alice_api.post(BULK, body, headers={"Idempotency-Key": "one"}).status_code for body in bodies]

    assert statuses == [400, 201]


def test_uuid_twice_in_a_request_is_refused(alice_api, one):
    key = str(uuid4())

    results = alice_api.post(BULK, [{**one, "uuid": key}, {**one, "uuid": key}]).json()["results"]

    assert [each["status"] for each in results] == [424, 400]
    assert results[1]["errors"] == {"uuid": ["Another log of this request has it."]}


def test_session_of_the_same_date_and_routine_is_changed(alice, alice_api, one):
    there = WorkoutSessionFactory(user=alice, notes="Before")

    answer = alice_api.post(
        BULK, {"session": {"routine": there.routine_id, "date": "2026-01-05", "notes": "After"}, "logs": [one]}
    ).json()

    there.refresh_from_db()
    assert (answer["session"]["id"], there.notes) == (there.pk, "After")


def test_changed_logs_go_to_the_session_of_their_new_date(alice, alice_api, one):
    rows = [WorkoutLogFactory(user=alice, routine=None, session=None) for _ in range(3)]
    bodies = [{**one, "uuid": str(row.uuid), "date": "2026-02-01"} for row in rows]

    assert alice_api.post(BULK, bodies).status_code == 201

    session = WorkoutSession.objects.get(date=date(2026, 2, 1))
    assert {row.session for row in WorkoutLog.objects.all()} == {session}
    assert {row.weight for row in WorkoutLog.objects.all()} == {50}


def test_clients_of_uuids_find_them(alice_api, one):
    answer = alice_api.post(
        BULK, {"session": {"date": "2026-01-05"}, "logs": [one]}, headers={"X-Id-Format": "uuid"}
    ).json()

    log, session = WorkoutLog.objects.get(), WorkoutSession.objects.get()
    found = answer["results"][0]
    assert (found["id"], found["session"], answer["session"]["id"]) == (
        str(log.uuid),
        str(session.uuid),
        str(session.uuid),
    )


def test_bulk_is_only_posted_to(alice_api):
    assert [alice_api.get(BULK).status_code, alice_api.put(BULK, []).status_code] == [405, 405]


def bodies_of(alice, number):
    routine = RoutineFactory(user=alice)
    entry = SlotEntryFactory(user=alice, slot__day__routine=routine)
    exercise = ExerciseFactory()
    return [
        {
            "uuid": str(uuid4()),
            "exercise": exercise.pk,
            "routine": routine.pk,
            "slot_entry": entry.pk,
            "repetitions_unit": 1,
            "weight_unit": 1,
            "reps": 8,
            "weight": 50,
            "date": "2026-01-05T18:00:00Z",
        }
        for _ in range(number)
    ]
