"""Several requests of one person at one time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction

from tests.exercises.factories import ExerciseFactory
from workouts.logbook.changes import Change, announce
from workouts.models import TrainingStatistics, UserTrophy, WorkoutLog, WorkoutSession
from workouts.trophies.actions import rebuild

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time."),
]
SUMS = ("total_workouts", "total_weight_lifted", "streak", "longest_streak", "longest_weekend_streak")


def train(user, exercise, number):
    """A session with one set, as a request of its own writes it."""
    moment = datetime(2026, 1, 5, 18, tzinfo=UTC) + timedelta(days=number)
    try:
        with transaction.atomic():
            session = WorkoutSession.objects.create(user=user, date=date(2026, 1, 5) + timedelta(days=number))
            log = WorkoutLog.objects.create(
                user=user,
                session=session,
                exercise=exercise,
                date=moment,
                repetitions=Decimal(8),
                weight=Decimal(50 + number * 7 % 20),
            )
            announce(Change(user, logs_after=[log], sessions_after=[session]))
    finally:
        connection.close()


def state(user):
    trophies = UserTrophy.objects.filter(user=user).order_by("trophy", "log").values_list("trophy", "log")
    return TrainingStatistics.objects.filter(user=user).values(*SUMS).get(), list(trophies)


def test_nothing_is_lost(alice):
    exercise = ExerciseFactory()
    numbers = [number * 11 % 32 for number in range(32)]

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: train(alice, exercise, number), numbers))
    kept = state(alice)
    rebuild(user=alice)

    assert kept[0]["total_workouts"] == kept[0]["longest_streak"] == 32
    assert state(alice) == kept
