"""``workoutlog/``: one set as it was performed."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine

from tests.workouts.factories import WorkoutLogFactory
from workouts.models import WorkoutLog, WorkoutSession

LOGS = "/api/v2/workoutlog/"
UUID = "019b8f3e-2f5a-7c11-9d0e-6b1a5f2c7d01"


# --- Both vocabularies ---------------------------------------------------------------------------------------------


@time_machine.travel("2026-01-05T17:00:00Z", tick=False)
def test_log_of_a_newer_app_has_every_field_in_both_vocabularies(alice, alice_api, exercise, entry, routine):
    sent = {
        "iteration": 1,
        "repetitions": "8",
        "repetitions_target": "10",
        "repetitions_unit": 1,
        "weight": 52.5,
        "weight_target": "55",
        "weight_unit": 2,
        "rir": "2.0",
        "rir_target": 1.5,
        "rest": 90,
        "rest_target": 120,
    }

    response = alice_api.post(
        LOGS, {"id": None, "routine": routine.pk, "slot_entry": entry.pk, "exercise": exercise.pk, **sent}
    )

    row = WorkoutLog.objects.get()
    assert (response.status_code, row.user) == (201, alice)
    assert response.json() == {
        "id": row.pk,
        "uuid": str(row.uuid),
        "date": "2026-01-05T17:00:00Z",
        "session": row.session_id,
        "routine": routine.pk,
        "workout": routine.pk,
        "slot_entry": entry.pk,
        "next_log": None,
        "exercise": exercise.pk,
        "exercise_base": exercise.pk,
        "iteration": 1,
        "repetitions": "8.00",
        "reps": 8,
        "repetitions_target": "10.00",
        "repetitions_unit": 1,
        "repetition_unit": 1,
        "weight": "52.50",
        "weight_target": "55.00",
        "weight_unit": 2,
        "rir": "2",
        "rir_target": "1.5",
        "rest": 90,
        "rest_target": 120,
    }
    assert alice_api.get(LOGS).json()["results"] == [response.json()]
    assert (row.volume, row.one_rep_max) == (Decimal("190.5088"), Decimal("31.7515"))


def test_log_of_an_old_app_is_complete(alice_api, exercise, routine):
    sent = {
        "id": None,
        "exercise_base": exercise.pk,
        "workout": routine.pk,
        "reps": 8,
        "repetition_unit": 1,
        "weight": "50.00",
        "weight_unit": 1,
        "date": "2026-01-05",
        "rir": "",
    }

    answer = alice_api.post(LOGS, sent).json()

    assert {name: answer[name] for name in sent if name not in {"id", "date", "rir"}} == {
        name: sent[name] for name in sent if name not in {"id", "date", "rir"}
    }
    assert (answer["date"], answer["rir"]) == ("2026-01-05T00:00:00Z", None)
    assert (answer["exercise"], answer["routine"], answer["repetitions"]) == (exercise.pk, routine.pk, "8.00")


@pytest.mark.parametrize(
    ("sent", "shown"),
    [("", None), (None, None), (0, "0"), ("0", "0"), (2, "2"), ("2.00", "2"), (1.5, "1.5"), ("4.5", "4.5")],
)
def test_repetitions_in_reserve_are_shown_without_zeros(alice_api, body, sent, shown):
    assert alice_api.post(LOGS, {**body, "rir": sent}).json()["rir"] == shown


@pytest.mark.parametrize(
    ("zone", "sent", "shown", "day"),
    [
        ("UTC", "2026-01-05", "2026-01-05T00:00:00Z", date(2026, 1, 5)),
        ("Europe/Berlin", "2026-01-05", "2026-01-05T00:00:00+01:00", date(2026, 1, 5)),
        ("Europe/Berlin", "2026-01-05T23:30:00Z", "2026-01-06T00:30:00+01:00", date(2026, 1, 6)),
        ("America/New_York", "2026-01-05T23:30:00", "2026-01-05T23:30:00-05:00", date(2026, 1, 5)),
        ("America/New_York", "2026-01-06T03:00:00Z", "2026-01-05T22:00:00-05:00", date(2026, 1, 5)),
    ],
)
def test_date_goes_to_the_session_of_that_day_where_the_person_is(alice, alice_api, body, zone, sent, shown, day):
    alice.time_zone = zone
    alice.save()

    answer = alice_api.post(LOGS, {**body, "date": sent}).json()

    assert (answer["date"], WorkoutSession.objects.get().date) == (shown, day)


@time_machine.travel("2026-01-05T17:00:00Z", tick=False)
@pytest.mark.parametrize("given", [{}, {"date": None}])
def test_log_without_a_date_is_of_now(alice_api, exercise, given):
    answer = alice_api.post(LOGS, {"exercise": exercise.pk, "reps": 8, **given}).json()

    assert answer["date"] == "2026-01-05T17:00:00Z"


# --- What is refused -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "errors"),
    [
        ({"repetitions": None, "weight": None}, {"non_field_errors": ["Enter repetitions, a weight, or both."]}),
        ({"repetitions": "", "weight": ""}, {"non_field_errors": ["Enter repetitions, a weight, or both."]}),
        ({"repetitions_unit": None}, {"repetitions_unit": ["A value needs a unit."]}),
        ({"weight_unit": None}, {"weight_unit": ["A value needs a unit."]}),
        ({"repetitions": -1}, {"repetitions": ["Ensure this value is greater than or equal to 0."]}),
        ({"weight": "-0.5"}, {"weight": ["Ensure this value is greater than or equal to 0."]}),
        ({"weight": "1.234"}, {"weight": ["Ensure that there are no more than 2 decimal places."]}),
        ({"weight": 10000}, {"weight": ["Ensure that there are no more than 4 digits before the decimal point."]}),
        ({"weight": "NaN"}, {"weight": ["A valid number is required."]}),
        ({"weight": "heavy"}, {"weight": ["A valid number is required."]}),
        ({"rir": 5}, {"rir": ["Ensure this value is less than or equal to 4.5."]}),
        ({"rir": 0.3}, {"rir": ["Use steps of 0.5."]}),
        ({"rir": "Infinity"}, {"rir": ["A valid number is required."]}),
        ({"rest": -1}, {"rest": ["Ensure this value is greater than or equal to 0."]}),
        ({"iteration": -1}, {"iteration": ["Ensure this value is greater than or equal to 0."]}),
        ({"rest": 2**31}, {"rest": ["Ensure this value is less than or equal to 2147483647."]}),
        ({"exercise": None}, {"exercise": ["This field may not be null."]}),
        ({"exercise": 999999}, {"exercise": ['Invalid pk "999999" - object does not exist.']}),
        ({"exercise": "squat"}, {"exercise": ["Incorrect type. Expected pk value, received str."]}),
        ({"exercise": {"id": 1}}, {"exercise": ["Incorrect type. Expected pk value, received dict."]}),
        ({"exercise": UUID}, {"exercise": [f'Invalid pk "{UUID}" - object does not exist.']}),
        ({"weight_unit": 99}, {"weight_unit": ['Invalid pk "99" - object does not exist.']}),
        ({"routine": 999999}, {"routine": ['Invalid pk "999999" - object does not exist.']}),
        ({"session": UUID}, {"session": [f'Invalid pk "{UUID}" - object does not exist.']}),
        ({"slot_entry": 999999}, {"slot_entry": ['Invalid pk "999999" - object does not exist.']}),
        ({"next_log": 999999}, {"next_log": ['Invalid pk "999999" - object does not exist.']}),
        ({"uuid": "x"}, {"uuid": ["Must be a valid UUID."]}),
    ],
    ids=str,
)
def test_log_that_makes_no_sense_is_refused(alice_api, body, change, errors):
    response = alice_api.post(LOGS, body | change)

    assert (response.status_code, response.json()) == (400, errors)
    assert not WorkoutLog.objects.exists()
    assert not WorkoutSession.objects.exists()


@pytest.mark.parametrize("sent", ["yesterday", "2026-13-01", "0001-01-01", "9999-12-31T23:59:59Z", 17, [], {}])
def test_date_that_is_none_is_refused(alice_api, body, sent):
    response = alice_api.post(LOGS, {**body, "date": sent})

    assert (response.status_code, list(response.json())) == (400, ["date"])


@pytest.mark.parametrize("name", ["routine", "workout", "session", "slot_entry", "next_log"])
@pytest.mark.parametrize("form", ["pk", "uuid"])
def test_rows_of_somebody_else_do_not_exist(bob_api, body, alice, entry, routine, name, form):
    log = WorkoutLogFactory(user=alice)
    theirs = {"session": log.session, "slot_entry": entry, "next_log": log}.get(name, routine)

    response = bob_api.post(LOGS, {**body, name: str(getattr(theirs, form))})

    assert response.json() == {
        name.replace("workout", "routine"): [f'Invalid pk "{getattr(theirs, form)}" - object does not exist.']
    }


@pytest.mark.parametrize("value", ["repetitions", "weight"])
def test_one_value_is_enough(alice_api, exercise, value):
    answer = alice_api.post(LOGS, {"exercise": exercise.pk, value: 8}).json()

    assert (answer["repetitions_unit"], answer["weight_unit"]) == (1, 1)
    assert answer["reps"] == (8 if value == "repetitions" else 0)


def test_unit_may_be_missing_where_the_value_is(alice_api, exercise):
    response = alice_api.post(LOGS, {"exercise": exercise.pk, "repetitions": 8, "weight": None, "weight_unit": None})

    row = WorkoutLog.objects.get()
    assert (response.status_code, row.weight_unit_id) == (201, None)


def test_old_app_finds_a_number_where_a_newer_one_logged_nothing(alice, alice_api):
    WorkoutLogFactory(user=alice, routine=None, weight=None, weight_unit=None, repetitions_unit=None, repetitions=None)

    (row,) = alice_api.get(LOGS).json()["results"]

    assert {
        name: row[name] for name in ("routine", "workout", "repetitions_unit", "repetition_unit", "weight_unit")
    } == {
        "routine": None,
        "workout": 0,
        "repetitions_unit": None,
        "repetition_unit": 1,
        "weight_unit": 1,
    }
    assert row["reps"] == 0


@pytest.mark.parametrize("change", [{"repetitions": None}, {"reps": None}, {"repetitions_unit": None}])
def test_change_that_leaves_no_value_is_refused(alice, alice_api, change):
    row = WorkoutLogFactory(user=alice, weight=None, weight_unit=None)

    assert alice_api.patch(f"{LOGS}{row.pk}/", change).status_code == 400


def test_exercise_that_was_retired_can_still_be_trained(alice_api, body, exercise):
    exercise.retired_at = datetime(2026, 1, 1, tzinfo=UTC)
    exercise.save()

    assert alice_api.post(LOGS, body).status_code == 201


# --- Repeated requests ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["uuid", "id"])
def test_repeated_log_with_a_uuid_is_one(alice_api, body, name):
    responses = [alice_api.post(LOGS, {**body, name: UUID}) for _ in range(2)]

    assert [each.status_code for each in responses] == [201, 200]
    assert responses[0].json() == responses[1].json()
    assert (WorkoutLog.objects.count(), WorkoutSession.objects.count()) == (1, 1)


def test_repeated_log_with_a_key_is_one(alice_api, body):
    responses = [alice_api.post(LOGS, body, headers={"Idempotency-Key": "one"}) for _ in range(2)]

    assert responses[0].json() == responses[1].json()
    assert WorkoutLog.objects.count() == 1
