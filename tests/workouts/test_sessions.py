"""``workoutsession/``: one for each person, date and plan."""

from datetime import date, time

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.exercises.factories import ExerciseFactory
from tests.factories import RoutineFactory
from tests.workouts.factories import DayFactory, SlotEntryFactory, WorkoutLogFactory, WorkoutSessionFactory
from workouts.models import WorkoutLog, WorkoutSession

SESSIONS, LOGS = "/api/v2/workoutsession/", "/api/v2/workoutlog/"
DUPLICATE = {"non_field_errors": ["The fields date, user, routine must make a unique set."]}


@pytest.fixture
def day(alice):
    return DayFactory(user=alice)


@pytest.fixture
def routine(day):
    return day.routine


@pytest.fixture
def session(alice, routine):
    return WorkoutSessionFactory(user=alice, routine=routine)


def test_session_is_made_with_every_field_in_both_vocabularies(alice, alice_api, routine, day):
    alice.time_zone = "Europe/Berlin"
    alice.save()
    sent = {"date": "2026-01-05", "notes": "Good", "impression": 3, "time_start": "18:00", "time_end": "19:30:15.5"}

    response = alice_api.post(SESSIONS, {"id": None, "workout": routine.pk, "day": day.pk, **sent, "logs": []})

    row = WorkoutSession.objects.get()
    assert (response.status_code, row.user, row.is_implied) == (201, alice, False)
    assert response.json() == {
        "id": row.pk,
        "uuid": str(row.uuid),
        "user": alice.pk,
        "routine": routine.pk,
        "workout": routine.pk,
        "day": day.pk,
        "date": "2026-01-05",
        "notes": "Good",
        "impression": "3",
        "time_start": "18:00:00",
        "time_end": "19:30:15",
        "datetime_start": "2026-01-05T18:00:00+01:00",
        "datetime_end": "2026-01-05T19:30:15+01:00",
    }
    assert alice_api.get(SESSIONS).json()["results"] == [response.json()]


@time_machine.travel("2026-01-05T23:30:00Z", tick=False)
def test_session_of_nothing_is_that_of_today_where_the_person_is(alice, alice_api):
    alice.time_zone = "Europe/Berlin"
    alice.save()

    answer = alice_api.post(SESSIONS, {"date": None, "impression": None}).json()

    names = ("date", "routine", "day", "notes", "impression", "time_start", "datetime_start", "datetime_end")
    assert [answer[name] for name in names] == ["2026-01-06", None, None, None, "2", None, None, None]


@pytest.mark.parametrize("written", ["2026-01-05T23:59:59+05:00", "2026-01-05 00:00:00.000", "2026-01-05T18:00:00Z"])
def test_date_of_a_date_time_counts_as_it_is_written(alice_api, written):
    assert alice_api.post(SESSIONS, {"date": written}).json()["date"] == "2026-01-05"


@pytest.mark.parametrize("written", ["2", 2, 2.0, "2.0", "2.00"])
def test_impression_is_read_as_apps_write_it(alice_api, written):
    assert alice_api.post(SESSIONS, {"impression": written}).json()["impression"] == "2"


def test_routine_follows_from_the_day(alice_api, day, routine):
    answer = alice_api.post(SESSIONS, {"day": day.pk, "routine": None}).json()

    assert (answer["routine"], answer["day"]) == (routine.pk, day.pk)


@pytest.mark.parametrize(
    ("body", "field", "message"),
    [
        ({"date": "yesterday"}, "date", None),
        ({"date": "2026-02-30"}, "date", None),
        ({"impression": "4"}, "impression", '"4" is not a valid choice.'),
        ({"impression": True}, "impression", '"True" is not a valid choice.'),
        ({"impression": "NaN"}, "impression", '"NaN" is not a valid choice.'),
        ({"impression": "good"}, "impression", '"good" is not a valid choice.'),
        ({"time_start": "25:00"}, "time_start", None),
        ({"time_start": "18:00", "time_end": "17:59:59"}, "time_end", "The end cannot be before the start."),
        ({"notes": "x" * 10_001}, "notes", "Ensure this field has no more than 10000 characters."),
        ({"routine": 999_999}, "routine", 'Invalid pk "999999" - object does not exist.'),
        ({"day": 999_999}, "day", 'Invalid pk "999999" - object does not exist.'),
        ({"routine": "push"}, "routine", "Incorrect type. Expected pk value, received str."),
        ({"routine": [1]}, "routine", "Incorrect type. Expected pk value, received list."),
        ({"routine": True}, "routine", "Incorrect type. Expected pk value, received bool."),
    ],
)
def test_session_that_makes_no_sense_is_refused(alice_api, body, field, message):
    response = alice_api.post(SESSIONS, body)

    assert (response.status_code, list(response.json())) == (400, [field])
    assert message in {None, response.json()[field][0]}
    assert not WorkoutSession.objects.exists()


@pytest.mark.parametrize("name", ["routine", "workout", "day"])
def test_plan_of_somebody_else_does_not_exist(bob_api, day, routine, name):
    key = day.pk if name == "day" else routine.pk

    response = bob_api.post(SESSIONS, {name: key})

    first_name = "routine" if name == "workout" else name
    assert (response.status_code, response.json()) == (
        400,
        {first_name: [f'Invalid pk "{key}" - object does not exist.']},
    )


def test_day_of_another_routine_is_refused(alice, alice_api, day, session):
    other = RoutineFactory(user=alice)
    refused = {"day": ["This day belongs to another routine."]}

    made = alice_api.post(SESSIONS, {"day": day.pk, "routine": other.pk})
    changed = alice_api.patch(f"{SESSIONS}{session.pk}/", {"day": DayFactory(user=alice).pk})

    assert [(made.status_code, made.json()), (changed.status_code, changed.json())] == [(400, refused)] * 2


def test_end_before_the_start_that_is_stored_is_refused(alice_api, session):
    alice_api.patch(f"{SESSIONS}{session.pk}/", {"time_start": "18:00"})

    response = alice_api.patch(f"{SESSIONS}{session.pk}/", {"time_end": "17:00"})

    assert (response.status_code, response.json()) == (400, {"time_end": ["The end cannot be before the start."]})


# --- There is one --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("with_routine", [True, False])
def test_second_session_of_a_date_and_routine_is_refused(alice_api, routine, with_routine):
    body = {"date": "2026-01-05", "routine": routine.pk if with_routine else None}

    responses = [alice_api.post(SESSIONS, {**body, "notes": note}) for note in ("a", "b")]

    assert [each.status_code for each in responses] == [201, 400]
    assert responses[1].json() == DUPLICATE
    assert WorkoutSession.objects.get().notes == "a"


@pytest.mark.parametrize("with_routine", [True, False])
def test_session_that_a_log_made_is_taken_over(alice_api, alice, routine, with_routine):
    key = routine.pk if with_routine else None
    alice_api.post(LOGS, {"exercise": ExerciseFactory().pk, "repetitions": 8, "date": "2026-01-05", "routine": key})
    implied = WorkoutSession.objects.get()

    body = {"date": "2026-01-05", "routine": key, "notes": "Good", "uuid": "019b8f3e-2f5a-7c11-9d0e-6b1a5f2c7d01"}
    first, again = alice_api.post(SESSIONS, body), alice_api.post(SESSIONS, body)

    assert [first.status_code, again.status_code] == [200, 200]
    assert (first.json()["id"], first.json()["uuid"], first.json()["notes"]) == (implied.pk, body["uuid"], "Good")
    assert alice_api.post(SESSIONS, {**body, "uuid": None}).json() == DUPLICATE


@pytest.mark.parametrize("method", ["patch", "put"])
def test_session_does_not_move_to_a_place_that_is_taken(alice, alice_api, session, method):
    other = WorkoutSessionFactory(user=alice, routine=session.routine, date=date(2026, 1, 6))

    response = getattr(alice_api, method)(f"{SESSIONS}{other.pk}/", {"date": "2026-01-05"})

    other.refresh_from_db()
    assert (response.status_code, response.json(), other.date) == (400, DUPLICATE, date(2026, 1, 6))


def test_dates_of_other_people_are_not_taken(bob_api, session):
    assert bob_api.post(SESSIONS, {"date": session.date.isoformat()}).status_code == 201


def test_repeated_session_with_a_uuid_is_one(alice_api, routine):
    body = {"id": "019b8f3e-2f5a-7c11-9d0e-6b1a5f2c7d01", "routine": routine.pk, "date": "2026-01-05"}

    statuses = [alice_api.post(SESSIONS, {**body, "notes": note}).status_code for note in ("a", "b")]

    assert (statuses, WorkoutSession.objects.get().notes) == ([201, 200], "b")


def test_repeated_session_with_a_key_is_one(alice_api, routine):
    body, key = {"routine": routine.pk, "date": "2026-01-05"}, {"Idempotency-Key": "one"}

    responses = [alice_api.post(SESSIONS, body, headers=key) for _ in range(2)]

    assert [each.status_code for each in responses] == [201, 201]
    assert responses[0].json() == responses[1].json()


# --- Changing ------------------------------------------------------------------------------------------------------


def test_row_of_a_removed_routine_can_be_sent_back_whole(alice_api, session, routine):
    assert alice_api.delete(f"/api/v2/routine/{routine.pk}/").status_code == 204
    whole = alice_api.get(f"{SESSIONS}{session.pk}/").json()

    answer = alice_api.put(f"{SESSIONS}{session.pk}/", {**whole, "notes": "Later"})

    assert (answer.status_code, answer.json()) == (200, {**whole, "notes": "Later"})
    assert whole["routine"] == routine.pk


def test_change_of_an_implied_session_describes_it(alice, alice_api):
    row = WorkoutSessionFactory(user=alice, is_implied=True)

    alice_api.patch(f"{SESSIONS}{row.pk}/", {})

    row.refresh_from_db()
    assert not row.is_implied


def test_logs_follow_their_session_to_another_routine(alice, alice_api, session):
    log = WorkoutLogFactory(
        user=alice, session=session, routine=session.routine, slot_entry=SlotEntryFactory(user=alice)
    )
    other = DayFactory(user=alice)

    answer = alice_api.patch(f"{SESSIONS}{session.pk}/", {"day": other.pk, "routine": other.routine_id}).json()

    log.refresh_from_db()
    assert (answer["routine"], answer["day"]) == (other.routine_id, other.pk)
    assert (log.routine_id, log.slot_entry) == (other.routine_id, None)


def test_session_without_a_plan_has_a_number_for_old_apps_which_they_may_send_back(alice_api):
    made = alice_api.post(SESSIONS, {"date": "2026-01-05"}).json()

    response = alice_api.put(f"{SESSIONS}{made['id']}/", {"workout": made["workout"], "date": "2026-01-06"})

    assert (made["routine"], made["workout"]) == (None, 0)
    assert (response.status_code, response.json()) == (200, {**made, "date": "2026-01-06"})


def test_session_without_a_plan_has_none_for_clients_of_uuids(alice_api):
    made = alice_api.post(SESSIONS, {"date": "2026-01-05"}, headers={"X-Id-Format": "uuid"}).json()

    assert (made["routine"], made["workout"]) == (None, None)


def test_session_that_leaves_its_routine_leaves_its_day(alice, alice_api, day):
    row = WorkoutSessionFactory(user=alice, routine=day.routine, day=day)

    answer = alice_api.patch(f"{SESSIONS}{row.pk}/", {"workout": RoutineFactory(user=alice).pk}).json()

    assert answer["day"] is None


# --- Removing ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "kept"), [("", 0), ("?keep_logs=False", 0), ("?keep_logs=True", 3), ("?keep_logs=true", 3)]
)
def test_removed_session_takes_its_logs_along_unless_told(alice, alice_api, session, query, kept):
    logs = [WorkoutLogFactory(user=alice, session=session, routine=session.routine) for _ in range(3)]
    WorkoutLog.objects.filter(pk=logs[0].pk).update(next_log=logs[1])
    elsewhere = WorkoutLogFactory(user=alice)

    assert alice_api.delete(f"{SESSIONS}{session.pk}/{query}").status_code == 204

    left = WorkoutLog.objects.exclude(pk=elsewhere.pk)
    assert [(row.session, row.routine) for row in left] == [(None, session.routine)] * kept


def test_typing_error_costs_no_logs(alice, alice_api, session):
    response = alice_api.delete(f"{SESSIONS}{session.pk}/?keep_logs=yes")

    assert (response.status_code, response.json()) == (400, {"keep_logs": ["Must be True or False."]})
    assert WorkoutSession.objects.filter(pk=session.pk).exists()


@pytest.mark.parametrize("query", ["", "?keep_logs=True"])
def test_removal_costs_the_same_for_any_number_of_logs(alice, alice_api, query):
    costs = []
    for number in (1, 1, 3, 50):
        row = WorkoutSessionFactory(user=alice, routine=None)
        WorkoutLogFactory.create_batch(number, user=alice, session=row, routine=None, exercise=ExerciseFactory())
        with CaptureQueriesContext(connection) as queries:
            alice_api.delete(f"{SESSIONS}{row.pk}/{query}")
        costs.append(len(queries))

    # The first change of a person counts what is there already.
    assert costs[1:] == [costs[1]] * 3


# --- Lists ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["5", "6", "7"]),
        ("ordering=-date", ["7", "6", "5"]),
        ("ordering=-datetime_start", ["7", "6", "5"]),
        ("ordering=datetime_end,id", ["5", "6", "7"]),
        ("ordering=-made_up", ["5", "6", "7"]),
        ("ordering=-workout,date", ["7", "5", "6"]),
        ("date=2026-01-06", ["6"]),
        ("date__gte=2026-01-06&date__lt=2026-01-07", ["6"]),
        ("routine={routine}", ["5", "6"]),
        ("workout={routine}", ["5", "6"]),
        ("workout={uuid}", ["5", "6"]),
        ("notes=6", ["6"]),
        ("impression=3", ["6"]),
        ("impression=1,3", ["6"]),
        ("time_start=18:00", ["6"]),
        ("time_start=18:00:00", ["6"]),
        ("time_end=19:00", []),
        ("limit=1", ["5"]),
    ],
)
def test_sessions_are_filtered_and_ordered(alice, alice_api, routine, query, expected):
    for number, plan in ((5, routine), (6, routine), (7, None)):
        WorkoutSessionFactory(user=alice, routine=plan, date=date(2026, 1, number), notes=str(number))
    WorkoutSession.objects.filter(notes="6").update(impression="3", time_start=time(18))

    page = alice_api.get(f"{SESSIONS}?{query.format(routine=routine.pk, uuid=routine.uuid)}").json()

    assert [row["notes"] for row in page["results"]] == expected


@pytest.mark.parametrize("query", ["date=x", "routine=x", "workout=999999", "impression=4", "time_start=x"])
def test_filter_of_the_wrong_type_is_refused(alice_api, query):
    response = alice_api.get(f"{SESSIONS}?{query}")

    assert (response.status_code, list(response.json())) == (400, [query.split("=")[0]])
