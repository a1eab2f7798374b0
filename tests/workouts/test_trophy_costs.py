"""Sums and trophies are the same as counted from scratch, and cost few queries.  2026-01-05 is a Monday."""

from datetime import time
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.exercises.factories import ExerciseFactory
from tests.factories import UserFactory
from tests.workouts.announcing import (
    add_log,
    add_session,
    change_log,
    change_session,
    day,
    moment,
    remove_log,
    remove_session,
    state,
)
from tests.workouts.factories import WorkoutLogFactory, WorkoutSessionFactory
from workouts.logbook.changes import Change, announce
from workouts.models import UserTrophy, WorkoutLog, WorkoutSession
from workouts.trophies.actions import rebuild

pytestmark = pytest.mark.django_db


@pytest.fixture
def squat(db):
    return ExerciseFactory()


# --- The same as from scratch --------------------------------------------------------------------------------------

OPERATIONS = st.lists(
    st.tuples(
        st.sampled_from(["session", "session", "log", "log", "log", "move", "edit", "drop log", "drop session"]),
        st.integers(0, 40),
        st.integers(1, 6),
    ),
    max_size=14,
)


def play(user, exercises, operation, number, size):
    sessions = list(WorkoutSession.objects.filter(user=user).order_by("pk"))
    logs = list(WorkoutLog.objects.filter(user=user).order_by("pk"))
    free = not any(session.date == day(number) for session in sessions)
    start = time(size * 4 - 1)
    if operation == "session" and free:
        add_session(user, day(number), time_start=start)
    elif operation == "log" and sessions:
        session = sessions[size % len(sessions)]
        add_log(session, moment(number), exercise=exercises[size % 2], weight=Decimal(10 * size))
    elif operation == "move" and sessions and free:
        change_session(sessions[size % len(sessions)], date=day(number), time_start=start)
    elif operation == "edit" and logs:
        chosen = logs[number % len(logs)]
        change_log(chosen, weight=Decimal(10 * size), date=moment(number), exercise=exercises[number % 2])
    elif operation == "drop log" and logs:
        remove_log(logs[number % len(logs)])
    elif operation == "drop session" and sessions:
        remove_session(sessions[number % len(sessions)])


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(OPERATIONS)
def test_after_any_changes_all_is_as_counted_from_scratch(db, operations):
    user, exercises = UserFactory(), [ExerciseFactory(), ExerciseFactory()]
    add_session(user, day(20), time_start=time(12))

    for operation in operations:
        play(user, exercises, *operation)
    kept = state(user)
    rebuild(user=user)

    assert state(user) == kept


# --- What it costs -------------------------------------------------------------------------------------------------


@pytest.fixture
def veteran(alice, squat):
    """Sixty days in a row with a set each, every one stronger; all of it counted."""
    sessions = WorkoutSession.objects.bulk_create(WorkoutSession(user=alice, date=day(n)) for n in range(60))
    logs = [
        WorkoutLog(
            user=alice, session=each, exercise=squat, date=moment(n), repetitions=Decimal(8), weight=Decimal(100 + n)
        )
        for n, each in enumerate(sessions)
    ]
    for log in logs:
        log.measure()
    WorkoutLog.objects.bulk_create(logs)
    rebuild(user=alice)
    return alice


def cost(change):
    with CaptureQueriesContext(connection) as queries:
        announce(change)
    return len(queries)


@pytest.mark.parametrize(
    ("number", "weight", "expected"),
    [
        pytest.param(59, 10, 3, id="nothing special"),
        pytest.param(59, 300, 4, id="a record"),
        pytest.param(30, 110, 3, id="long ago"),
        pytest.param(30, 300, 6, id="a record of long ago that ends all later ones"),
    ],
)
def test_log_costs_few_queries(veteran, squat, number, weight, expected):
    session = WorkoutSession.objects.get(user=veteran, date=day(number))
    log = WorkoutLogFactory(
        user=veteran, session=session, routine=None, exercise=squat, date=moment(number, 19), weight=Decimal(weight)
    )

    assert cost(Change(veteran, logs_after=[log])) == expected


@pytest.mark.parametrize(
    ("number", "weight", "expected"),
    [
        pytest.param(60, 500, 4, id="today"),
        pytest.param(200, 500, 4, id="after a break, which earns a trophy"),
        pytest.param(-40, 10, 8, id="long ago"),
        pytest.param(-40, 500, 9, id="long ago, and it ends all later records"),
    ],
)
def test_new_session_with_a_record_costs_few_queries(veteran, squat, number, weight, expected):
    session = WorkoutSessionFactory(user=veteran, routine=None, date=day(number))
    log = WorkoutLogFactory(
        user=veteran, session=session, routine=None, exercise=squat, date=moment(number), weight=Decimal(weight)
    )

    assert cost(Change(veteran, logs_after=[log], sessions_after=[session])) == expected


def test_first_session_ever_costs_few_queries(alice):
    session = WorkoutSessionFactory(user=alice, routine=None)
    log = WorkoutLogFactory(user=alice, session=session, routine=None)

    assert cost(Change(alice, logs_after=[log], sessions_after=[session])) == 7


@pytest.mark.parametrize("sets", [1, 3, 25])
def test_whole_session_costs_the_same_however_many_sets(veteran, sets):
    session = WorkoutSessionFactory(user=veteran, routine=None, date=day(60))
    logs = [
        WorkoutLogFactory(user=veteran, session=session, routine=None, date=moment(60), weight=Decimal(number + 1))
        for number in range(sets)
    ]

    assert cost(Change(veteran, logs_after=logs, sessions_after=[session])) == 4
    assert UserTrophy.objects.filter(user=veteran, log__in=logs).count() == sets
