"""A month of training, logged by an app of one generation and read by one of the other."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from tests.exercises.factories import ExerciseFactory
from tests.factories import RoutineFactory
from workouts.models import WorkoutLog, WorkoutSession

SESSIONS, LOGS = "/api/v2/workoutsession/", "/api/v2/workoutlog/"
DAYS = [date(2026, 1, 5) + timedelta(days=2 * number) for number in range(14)]
NAMES = {
    "workout": "routine",
    "exercise_base": "exercise",
    "reps": "repetitions",
    "repetition_unit": "repetitions_unit",
}


@pytest.fixture
def routine(alice):
    return RoutineFactory(user=alice)


@pytest.fixture
def exercises(db):
    return ExerciseFactory.create_batch(3)


@pytest.fixture
def month(routine, exercises):
    """What was done: three sets of three exercises on each day, in the classic words."""
    return [
        {
            "workout": routine.pk,
            "exercise_base": exercise.pk,
            "reps": 8 - number,
            "repetition_unit": 1,
            "weight": f"{50 + week:.2f}",
            "weight_unit": 1,
            "rir": ["", "0.5", "2"][number],
            "date": day.isoformat(),
        }
        for week, day in enumerate(DAYS)
        for exercise in exercises
        for number in range(3)
    ]


def in_new_words(body):
    renamed = {NAMES.get(name, name): value for name, value in body.items()}
    return {**renamed, "date": f"{body['date']}T18:00:00", "rir": body["rir"] or None}


def sorted_rows(rows):
    return sorted(rows, key=lambda row: tuple(map(str, row.values())))


def test_month_of_an_old_app_is_read_by_a_new_one(alice_api, routine, month):
    for number, body in enumerate(month):
        assert alice_api.post(LOGS, {"id": None, **body}).status_code == 201
        if number % 9 == 8:
            described = {"workout": routine.pk, "date": body["date"], "impression": "3", "time_start": None}
            assert alice_api.post(SESSIONS, {"id": None, **described}).status_code == 200

    trained = alice_api.get(f"/api/v2/routine/{routine.pk}/logs/").json()

    assert [(each["session"]["date"], each["session"]["impression"]) for each in trained] == [
        (day.isoformat(), "3") for day in DAYS
    ]
    shown = ("routine", "exercise", "repetitions", "repetitions_unit", "weight", "weight_unit", "rir", "date")
    found = [{name: log[name] for name in shown} for each in trained for log in each["logs"]]
    wanted = [
        {
            **{name: in_new_words(body)[name] for name in shown},
            "repetitions": f"{body['reps']}.00",
            "date": f"{body['date']}T00:00:00Z",
        }
        for body in month
    ]
    assert sorted_rows(found) == sorted_rows(wanted)


def test_month_of_a_new_app_is_read_by_an_old_one(alice_api, routine, exercises, month):
    for day in DAYS:
        described = {"routine": routine.pk, "date": day.isoformat(), "impression": "1", "notes": "Hard"}
        logs = [in_new_words(body) for body in month if body["date"] == day.isoformat()]
        assert alice_api.post(f"{LOGS}bulk/", {"session": described, "logs": logs}).status_code == 201

    found = alice_api.get(f"{LOGS}?workout={routine.pk}&limit=999").json()["results"]
    sessions = alice_api.get(f"{SESSIONS}?workout={routine.pk}&limit=999").json()["results"]
    chart = alice_api.get(f"/api/v2/workout/{routine.pk}/log_data/?id={exercises[0].pk}").json()["chart_data"]

    wanted = [{**body, "rir": body["rir"] or None, "date": f"{body['date']}T18:00:00Z"} for body in month]
    assert sorted_rows([{name: row[name] for name in wanted[0]} for row in found]) == sorted_rows(wanted)
    assert [(row["date"], row["impression"], row["workout"]) for row in sessions] == [
        (day.isoformat(), "1", routine.pk) for day in DAYS
    ]
    assert chart == [
        [{"date": day.isoformat(), "weight": f"{50 + week:.2f}", "reps": reps} for week, day in enumerate(DAYS)]
        for reps in (6, 7, 8)
    ]


def test_month_adds_up_and_goes_day_by_day(alice_api, routine, month):
    for day in DAYS:
        logs = [body for body in month if body["date"] == day.isoformat()]
        alice_api.post(f"{LOGS}bulk/", logs)
    lifted = sum(Decimal(body["weight"]) * body["reps"] for body in month)

    stats = alice_api.get(f"/api/v2/routine/{routine.pk}/stats/").json()

    assert (stats["volume"]["mesocycle"]["total"], stats["sets"]["mesocycle"]["total"]) == (f"{lifted:.2f}", "126.00")
    assert list(stats["volume"]["daily"]) == [day.isoformat() for day in DAYS]

    for row in alice_api.get(f"{SESSIONS}?limit=7").json()["results"]:
        alice_api.delete(f"{SESSIONS}{row['id']}/")
    assert (WorkoutSession.objects.count(), WorkoutLog.objects.count()) == (7, 63)
    assert WorkoutLog.objects.earliest("date").date == datetime.combine(DAYS[7], datetime.min.time(), UTC)
