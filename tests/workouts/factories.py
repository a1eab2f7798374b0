"""Plans, sessions and logs."""

from datetime import UTC, date, datetime
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from tests.exercises.factories import ExerciseFactory
from tests.factories import RoutineFactory, UserFactory
from workouts.models import (
    Day,
    ProgressionRule,
    Quantity,
    Schedule,
    ScheduleStep,
    Slot,
    SlotEntry,
    TrainingStatistics,
    UserTrophy,
    WorkoutLog,
    WorkoutSession,
)

SAME_PERSON = factory.SelfAttribute("..user")


class DayFactory(DjangoModelFactory):
    class Meta:
        model = Day

    user = factory.SubFactory(UserFactory)
    routine = factory.SubFactory(RoutineFactory, user=SAME_PERSON)
    name = "Push"
    description = "Chest and shoulders"


class SlotFactory(DjangoModelFactory):
    class Meta:
        model = Slot

    user = factory.SubFactory(UserFactory)
    day = factory.SubFactory(DayFactory, user=SAME_PERSON)


class SlotEntryFactory(DjangoModelFactory):
    class Meta:
        model = SlotEntry

    user = factory.SubFactory(UserFactory)
    slot = factory.SubFactory(SlotFactory, user=SAME_PERSON)
    exercise = factory.SubFactory(ExerciseFactory)


class ProgressionRuleFactory(DjangoModelFactory):
    class Meta:
        model = ProgressionRule

    user = factory.SubFactory(UserFactory)
    slot_entry = factory.SubFactory(SlotEntryFactory, user=SAME_PERSON)
    quantity = Quantity.WEIGHT
    iteration = 1
    value = Decimal(50)
    step = "na"


class WorkoutSessionFactory(DjangoModelFactory):
    class Meta:
        model = WorkoutSession
        # There is one for each date and plan.
        django_get_or_create = ("user", "date", "routine")

    user = factory.SubFactory(UserFactory)
    routine = factory.SubFactory(RoutineFactory, user=SAME_PERSON)
    date = date(2026, 1, 5)


class WorkoutLogFactory(DjangoModelFactory):
    class Meta:
        model = WorkoutLog

    user = factory.SubFactory(UserFactory)
    routine = factory.SubFactory(RoutineFactory, user=SAME_PERSON)
    session = factory.SubFactory(WorkoutSessionFactory, user=SAME_PERSON, routine=factory.SelfAttribute("..routine"))
    exercise = factory.SubFactory(ExerciseFactory)
    date = datetime(2026, 1, 5, 18, tzinfo=UTC)
    repetitions = Decimal(8)
    weight = Decimal(50)


class ScheduleFactory(DjangoModelFactory):
    class Meta:
        model = Schedule

    user = factory.SubFactory(UserFactory)
    name = "Spring"


class ScheduleStepFactory(DjangoModelFactory):
    class Meta:
        model = ScheduleStep

    user = factory.SubFactory(UserFactory)
    schedule = factory.SubFactory(ScheduleFactory, user=SAME_PERSON)
    workout = factory.SubFactory(RoutineFactory, user=SAME_PERSON)


class UserTrophyFactory(DjangoModelFactory):
    class Meta:
        model = UserTrophy

    user = factory.SubFactory(UserFactory)
    # All but the last of the twenty-one are held once.
    trophy_id = factory.Sequence(lambda number: number % 20 + 1)


class TrainingStatisticsFactory(DjangoModelFactory):
    class Meta:
        model = TrainingStatistics

    user = factory.SubFactory(UserFactory)
    last_updated = datetime(2026, 1, 5, 18, tzinfo=UTC)
