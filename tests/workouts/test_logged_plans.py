"""What was trained by a plan: ``routine/{id}/logs``, ``routine/{id}/stats``, ``workout/{id}/log_data``."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from exercises.models import Muscle
from tests.exercises.factories import ExerciseFactory
from tests.factories import RoutineFactory
from tests.workouts.factories import WorkoutLogFactory, WorkoutSessionFactory


@pytest.fixture
def routine(alice):
    return RoutineFactory(user=alice)


@pytest.fixture
def squat(db):
    return exercise_of(primary=[10], secondary=[11])


@pytest.fixture
def press(db):
    return exercise_of(primary=[4], secondary=[])


def exercise_of(primary, secondary):
    row = ExerciseFactory()
    row.muscles.set(Muscle.objects.filter(pk__in=primary))
    row.muscles_secondary.set(Muscle.objects.filter(pk__in=secondary))
    return row


@pytest.fixture
def log(alice, routine):
    def make(exercise, day=5, **values):
        moment = datetime(2026, 1, day, 18, tzinfo=UTC)
        return WorkoutLogFactory(
            **{"user": alice, "routine": routine, "session": None, "exercise": exercise, "date": moment, **values}
        )

    return make


# --- Logs ----------------------------------------------------------------------------------------------------------


def test_sessions_of_a_routine_come_by_date_with_their_logs(alice, alice_api, routine, log, squat):
    later, first, empty = (
        WorkoutSessionFactory(user=alice, routine=routine, date=date(2026, 1, day)) for day in (7, 5, 9)
    )
    logs = [log(squat, day, session=session) for day, session in ((7, later), (5, first), (7, later))]
    WorkoutLogFactory(user=alice)

    answer = alice_api.get(f"/api/v2/routine/{routine.pk}/logs/").json()

    def shown(row, endpoint):
        return alice_api.get(f"/api/v2/{endpoint}/{row.pk}/").json()

    assert answer == [
        {"session": shown(session, "workoutsession"), "logs": [shown(each, "workoutlog") for each in found]}
        for session, found in ((first, [logs[1]]), (later, [logs[0], logs[2]]), (empty, []))
    ]


@pytest.mark.parametrize("action", ["logs", "stats"])
def test_what_was_trained_by_a_public_template_is_private(bob_api, alice_api, routine, action):
    routine.is_template = routine.is_public = True
    routine.save()

    address = f"/api/v2/routine/{routine.pk}/{action}/"
    assert (alice_api.get(address).status_code, bob_api.get(address).status_code) == (200, 404)


# --- Statistics ----------------------------------------------------------------------------------------------------


def load(exercises, muscles, upper, lower, total):
    return {
        "exercises": exercises,
        "muscle": muscles,
        "upper_body": f"{upper:.2f}",
        "lower_body": f"{lower:.2f}",
        "total": f"{total:.2f}",
    }


def test_routine_without_logs_adds_up_to_nothing(alice_api, routine):
    nothing = {"daily": {}, "weekly": {}, "iteration": {}, "mesocycle": load({}, {}, 0, 0, 0)}

    answer = alice_api.get(f"/api/v2/routine/{routine.pk}/stats/").json()

    assert answer == {"volume": nothing, "sets": nothing, "intensity": nothing}


def test_routine_adds_up(alice_api, routine, log, squat, press):
    log(squat, weight=100, repetitions=5, iteration=1)
    log(press, day=12, weight=Decimal("220.46"), weight_unit_id=2, repetitions=5, iteration=2)
    log(press, day=12, weight=None, repetitions=60, repetitions_unit_id=3)

    answer = alice_api.get(f"/api/v2/routine/{routine.pk}/stats/").json()

    one, two = str(squat.pk), str(press.pk)
    of_squat = load({one: 500.0}, {"10": 500.0, "11": 250.0}, 0, 500, 500)
    volume = answer["volume"]
    assert volume["daily"]["2026-01-05"] == of_squat
    assert volume["weekly"]["202602"] == {**of_squat, "week": "2026-W02"}
    assert volume["iteration"]["1"] == of_squat
    assert list(volume["iteration"]) == ["1", "2"]
    assert volume["mesocycle"]["upper_body"] == "499.99"
    assert volume["mesocycle"]["total"] == "999.99"
    assert answer["sets"]["mesocycle"] == load({one: 1.0, two: 2.0}, {"4": 2.0, "10": 1.0, "11": 0.5}, 2, 1, 3)
    assert answer["intensity"]["daily"]["2026-01-05"]["total"] == "0.89"


def test_intensity_knows_what_was_lifted_before_the_routine(alice, alice_api, routine, log, squat):
    earlier = datetime(2025, 12, 1, 18, tzinfo=UTC)
    WorkoutLogFactory(user=alice, exercise=squat, weight=200, repetitions=1, date=earlier)
    WorkoutLogFactory(exercise=squat, weight=300, repetitions=1, date=earlier)
    log(squat, weight=100, repetitions=5)

    answer = alice_api.get(f"/api/v2/routine/{routine.pk}/stats/").json()

    assert answer["intensity"]["mesocycle"]["exercises"] == {str(squat.pk): 0.5}


def test_days_are_those_where_the_person_is(alice, alice_api, routine, log, squat):
    alice.time_zone = "Asia/Tokyo"
    alice.save()
    log(squat)

    answer = alice_api.get(f"/api/v2/routine/{routine.pk}/stats/").json()

    assert list(answer["sets"]["daily"]) == ["2026-01-06"]


# --- The classic chart ---------------------------------------------------------------------------------------------


def test_chart_has_the_heaviest_set_of_each_date_and_number_of_repetitions(alice_api, routine, log, squat, press):
    log(squat, weight=50)
    best = log(squat, weight=Decimal("52.5"))
    pounds = log(squat, day=7, weight=120, weight_unit_id=2)
    other = log(squat, day=7, repetitions=5)
    plates = log(squat, weight_unit_id=4)
    timed = log(squat, repetitions_unit_id=3)
    log(press)
    log(squat, routine=None)

    answer = alice_api.get(f"/api/v2/workout/{routine.pk}/log_data/?id={squat.pk}").json()

    assert answer["chart_data"] == [
        [{"date": "2026-01-07", "weight": "50.00", "reps": 5}],
        [{"date": "2026-01-05", "weight": "52.50", "reps": 8}, {"date": "2026-01-07", "weight": "120.00", "reps": 8}],
    ]
    assert list(answer["logs"]) == ["2026-01-05", "2026-01-07"]
    assert answer["logs"]["2026-01-05"][1] == alice_api.get(f"/api/v2/workoutlog/{best.pk}/").json()
    assert {row["id"] for row in answer["logs"]["2026-01-07"]} == {pounds.pk, other.pk}
    assert not {plates.pk, timed.pk} & {row["id"] for rows in answer["logs"].values() for row in rows}


@pytest.mark.parametrize(
    ("query", "status", "body"),
    [
        ("", 200, "Please give the id of an exercise, e.g. ?id=1."),
        ("?id=", 200, "Please give the id of an exercise, e.g. ?id=1."),
        ("?id=squat", 400, {"id": ["A valid integer is required."]}),
        ("?id=-1", 400, {"id": ["A valid integer is required."]}),
        ("?id=999999", 404, {"detail": "Not found."}),
    ],
)
def test_chart_of_no_exercise(alice_api, routine, query, status, body):
    response = alice_api.get(f"/api/v2/workout/{routine.pk}/log_data/{query}")

    assert (response.status_code, response.json()) == (status, body)


def test_exercise_that_was_never_logged_has_an_empty_chart(alice_api, routine, squat):
    answer = alice_api.get(f"/api/v2/workout/{routine.pk}/log_data/?id={squat.pk}").json()

    assert answer == {"chart_data": [], "logs": {}}
