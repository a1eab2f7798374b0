"""What a log refers to."""

import pytest

from tests.exercises.factories import ExerciseFactory
from tests.workouts.factories import SlotEntryFactory


@pytest.fixture
def exercise(db):
    return ExerciseFactory()


@pytest.fixture
def entry(alice, exercise):
    return SlotEntryFactory(user=alice, exercise=exercise)


@pytest.fixture
def routine(entry):
    return entry.slot.day.routine


@pytest.fixture
def body(exercise):
    return {"exercise": exercise.pk, "repetitions": 8, "weight": "50", "date": "2026-01-05T18:00:00Z"}
