"""Progress, records and the load of muscles."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine

from exercises.models import Muscle
from tests.exercises.factories import ExerciseFactory
from tests.workouts.factories import WorkoutLogFactory

NOW = datetime(2026, 2, 4, 12, tzinfo=UTC)  # a Wednesday


@pytest.fixture
def squat(db):
    row = ExerciseFactory()
    row.muscles.set(Muscle.objects.filter(pk=10))
    row.muscles_secondary.set(Muscle.objects.filter(pk=11))
    return row


@pytest.fixture
def log(alice, squat):
    def make(days_ago=0, **values):
        moment = NOW - timedelta(days=days_ago)
        return WorkoutLogFactory(**{"user": alice, "exercise": squat, "session": None, "date": moment, **values})

    return make


# --- One exercise --------------------------------------------------------------------------------------------------


def test_progress_tells_each_day_and_every_record(alice_api, squat, log, bob):
    first = log(7)
    second = log(0, weight=60, repetitions=5)
    log(0, repetitions=20)
    WorkoutLogFactory(user=bob, exercise=squat, weight=200)

    answer = alice_api.get(f"/api/v2/exercise/{squat.pk}/progress/").json()

    assert answer["exercise"] == squat.pk
    assert answer["formulas"] == [{"name": name, "most_repetitions": 10} for name in ("Epley", "Brzycki")]
    assert answer["history"] == [
        {
            "date": "2026-01-28",
            "sets": 1,
            "volume": 400.0,
            "best_weight": 50.0,
            "one_rep_max": {"Epley": 63.33, "Brzycki": 62.07},
        },
        {
            "date": "2026-02-04",
            "sets": 2,
            "volume": 1300.0,
            "best_weight": 60.0,
            "one_rep_max": {"Epley": 70.0, "Brzycki": 67.5},
        },
    ]
    assert answer["best_sets"][:2] == [
        {"repetitions": 5.0, "weight": 60.0, "date": "2026-02-04", "log": second.pk},
        {"repetitions": 8.0, "weight": 50.0, "date": "2026-01-28", "log": first.pk},
    ]
    of_weight = [each for each in answer["records"] if each["feat"] == "weight"]
    assert of_weight == [
        {"feat": "weight", "value": 50.0, "previous": None, "date": "2026-01-28", "log": first.pk},
        {"feat": "weight", "value": 60.0, "previous": 50.0, "date": "2026-02-04", "log": second.pk},
    ]


def test_progress_of_some_days_knows_what_came_before(alice_api, squat, log):
    log(7)
    log(0, weight=45)
    address = f"/api/v2/exercise/{squat.pk}/progress/"

    since = alice_api.get(f"{address}?from=2026-02-01").json()
    until = alice_api.get(f"{address}?to=2026-01-28").json()

    assert ([each["date"] for each in since["history"]], since["records"]) == (["2026-02-04"], [])
    assert [each["date"] for each in until["history"]] == ["2026-01-28"]
    assert len(until["records"]) == 4


def test_progress_with_nothing_that_can_be_computed_has_nulls(alice_api, squat, log):
    log(0, weight=None, repetitions=30, repetitions_unit_id=3)

    history = alice_api.get(f"/api/v2/exercise/{squat.pk}/progress/").json()["history"]

    assert (history[0]["volume"], history[0]["best_weight"]) == (0.0, None)
    assert history[0]["one_rep_max"] == {"Epley": None, "Brzycki": None}


@pytest.mark.parametrize(
    ("query", "status", "body"),
    [
        ("?from=x", 400, ["from"]),
        ("?to=2026-02-30", 400, ["to"]),
        ("?from=2026-02-02&to=2026-02-01", 400, ["to"]),
    ],
)
def test_progress_of_no_days_is_refused(alice_api, squat, query, status, body):
    response = alice_api.get(f"/api/v2/exercise/{squat.pk}/progress/{query}")

    assert (response.status_code, list(response.json())) == (status, body)


def test_progress_is_for_people_and_of_exercises(api, alice_api, bob_api, squat, log):
    log()
    address = f"/api/v2/exercise/{squat.pk}/progress"

    assert api.get(address).status_code == 401
    assert bob_api.get(address).json()["history"] == []
    assert alice_api.post(f"{address}/").status_code == 405
    assert [alice_api.get(f"/api/v2/exercise/{key}/progress/").status_code for key in (999999, "x")] == [404, 404]
    assert "private" in alice_api.get(address)["Cache-Control"]


# --- Records -------------------------------------------------------------------------------------------------------


def test_standing_records_of_each_exercise(alice_api, squat, log):
    other = ExerciseFactory()
    log(7)
    best = log(0, weight=60)
    log(0, exercise=other, weight=None, repetitions=12)

    answer = alice_api.get("/api/v2/workoutlog/records/").json()

    assert [each["exercise"] for each in answer] == [squat.pk, other.pk]
    assert {each["feat"]: (each["value"], each["previous"]) for each in answer[0]["records"]} == {
        "weight": (60.0, 50.0),
        "repetitions": (8.0, None),
        "volume": (480.0, 400.0),
        "one_rep_max": (74.48, 62.07),
    }
    assert {each["log"] for each in answer[0]["records"] if each["feat"] != "repetitions"} == {best.pk}
    assert [each["feat"] for each in answer[1]["records"]] == ["repetitions"]


def test_records_are_those_of_the_logs_that_the_filters_leave(alice_api, squat, log):
    log(7, weight=80)
    log(0)
    log(0, exercise=ExerciseFactory())

    answer = alice_api.get(f"/api/v2/workoutlog/records/?exercise={squat.pk}&date__gte=2026-02-01").json()

    assert [(each["exercise"], each["records"][0]["value"]) for each in answer] == [(squat.pk, 50.0)]


@pytest.mark.parametrize("path", ["workoutlog/records", "exercise/{}/progress"])
def test_clients_of_uuids_find_those_of_logs(alice_api, squat, log, path):
    row = log()

    answer = alice_api.get(f"/api/v2/{path.format(squat.pk)}/", headers={"X-Id-Format": "uuid"}).json()

    records = answer["records"] if isinstance(answer, dict) else answer[0]["records"]
    assert {each["log"] for each in records} == {str(row.uuid)}


# --- Muscles -------------------------------------------------------------------------------------------------------


@time_machine.travel(NOW, tick=False)
def test_load_of_muscles_by_week_and_against_the_weeks_before(alice_api, log):
    for days_ago in (0, 1, 9, 27, 60):
        log(days_ago)

    answer = alice_api.get("/api/v2/muscle-load/?weeks=2").json()

    assert answer == {
        "measure": "sets",
        "weeks": [
            {
                "week": "2026-W05",
                "start": "2026-01-26",
                "total": 1.0,
                "muscles": [{"muscle": 10, "value": 1.0}, {"muscle": 11, "value": 0.5}],
            },
            {
                "week": "2026-W06",
                "start": "2026-02-02",
                "total": 2.0,
                "muscles": [{"muscle": 10, "value": 2.0}, {"muscle": 11, "value": 1.0}],
            },
        ],
        "workload": [
            {"muscle": 10, "acute": 2.0, "chronic": 1.0, "ratio": 2.0},
            {"muscle": 11, "acute": 1.0, "chronic": 0.5, "ratio": 2.0},
        ],
    }


@time_machine.travel(NOW, tick=False)
def test_load_is_compared_with_nothing_at_the_beginning(alice_api, log):
    log(0, weight=Decimal(100), repetitions=5)

    answer = alice_api.get("/api/v2/muscle-load/?measure=volume&weeks=1").json()

    assert answer["weeks"][0]["total"] == 500.0
    assert answer["workload"][0] == {"muscle": 10, "acute": 500.0, "chronic": 125.0, "ratio": None}


@time_machine.travel(NOW, tick=False)
def test_nobody_has_done_nothing_yet(alice_api):
    answer = alice_api.get("/api/v2/muscle-load/").json()

    assert ([each["week"] for each in answer["weeks"]], answer["workload"]) == (
        ["2026-W03", "2026-W04", "2026-W05", "2026-W06"],
        [],
    )


@pytest.mark.parametrize(
    ("query", "name"),
    [("weeks=0", "weeks"), ("weeks=53", "weeks"), ("weeks=x", "weeks"), ("measure=intensity", "measure")],
)
def test_load_of_nonsense_is_refused(alice_api, query, name):
    response = alice_api.get(f"/api/v2/muscle-load/?{query}")

    assert (response.status_code, list(response.json())) == (400, [name])
