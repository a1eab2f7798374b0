"""What the logbook asks of the database does not grow with what is in it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.exercises.factories import ExerciseFactory
from tests.workouts.factories import SlotEntryFactory, WorkoutLogFactory, WorkoutSessionFactory
from tests.workouts.test_bulk_logs import BULK, bodies_of
from workouts.models import WorkoutLog

LOGS = "/api/v2/workoutlog/"
TRANSACTION = ("SAVEPOINT", "RELEASE")
START = datetime(2026, 1, 5, 18, tzinfo=UTC)


def cost(ask):
    """Queries, but those that begin and end transactions."""
    with CaptureQueriesContext(connection) as queries:
        assert ask().status_code < 300
    return len([each for each in queries if not each["sql"].startswith(TRANSACTION)])


@pytest.fixture
def body(alice):
    return bodies_of(alice, 1)[0]


def test_log_is_stored_in_under_twelve_queries(alice_api, body):
    costs = [
        cost(lambda sent={**body, "uuid": None, "date": START + timedelta(hours=hours)}: alice_api.post(LOGS, sent))
        for hours in (0, 48, 48.1, 48.2)
    ]

    # A person's first log, one that begins a session, and those that follow.
    assert max(costs[1:]) < 12
    assert costs[2] == costs[3]


def test_session_is_stored_in_the_same_number_of_queries_whatever_its_size(alice, alice_api):
    costs = []
    for number in (1, 1, 3, 50, 200):
        logs = bodies_of(alice, number)
        costs.append(cost(lambda logs=logs: alice_api.post(BULK, logs)))
        WorkoutLog.objects.all().delete()

    assert costs[1:] == [costs[1]] * 4


def test_session_is_changed_in_the_same_number_of_queries_whatever_its_size(alice, alice_api):
    costs = []
    for number in (2, 3, 50):
        logs = bodies_of(alice, number)
        alice_api.post(BULK, logs)
        heavier = [{**log, "weight": 60} for log in logs]
        costs.append(cost(lambda logs=heavier: alice_api.post(BULK, logs)))

    assert costs == [costs[0]] * 3


@pytest.mark.parametrize("headers", [{}, {"X-Id-Format": "uuid"}], ids=["integers", "uuids"])
@pytest.mark.parametrize(
    "path",
    [
        "/api/v2/workoutlog/?limit=1000",
        "/api/v2/workoutlog/records/",
        "/api/v2/workoutsession/?limit=1000",
        "/api/v2/routine/{routine}/logs/",
        "/api/v2/routine/{routine}/stats/",
        "/api/v2/workout/{routine}/log_data/?id={exercise}",
        "/api/v2/exercise/{exercise}/progress/",
        "/api/v2/muscle-load/?weeks=52",
    ],
)
def test_reading_costs_the_same_for_any_number_of_rows(alice, alice_api, path, headers):
    entry = SlotEntryFactory(user=alice)
    routine, exercise = entry.slot.day.routine, ExerciseFactory()
    address = path.format(routine=routine.pk, exercise=exercise.pk)
    costs = []
    for more in (1, 2, 47):
        for number in range(more):
            moment = START + timedelta(days=len(costs) * 50 + number)
            session = WorkoutSessionFactory(user=alice, routine=routine, day=entry.slot.day, date=moment.date())
            WorkoutLogFactory(
                user=alice, routine=routine, session=session, exercise=exercise, slot_entry=entry, date=moment
            )
        costs.append(cost(lambda: alice_api.get(address, headers=headers)))

    assert costs == [costs[0]] * 3
