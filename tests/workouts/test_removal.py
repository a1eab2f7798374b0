"""Removing a plan or a part of it never takes along what was trained by it."""

from decimal import Decimal

import pytest

from tests.factories import RoutineFactory
from tests.workouts.factories import (
    DayFactory,
    ProgressionRuleFactory,
    ScheduleStepFactory,
    SlotEntryFactory,
    SlotFactory,
    WorkoutLogFactory,
    WorkoutSessionFactory,
)
from workouts.models import (
    Day,
    ProgressionRule,
    Routine,
    Schedule,
    ScheduleStep,
    Slot,
    SlotEntry,
    WorkoutLog,
    WorkoutSession,
)

PARTS = [Day, Slot, SlotEntry, ProgressionRule]


def trained(person, logs=3, days=1):
    """The log of a plan that has a part of each kind for every day."""
    routine = RoutineFactory(user=person)
    for _ in range(days):
        slot = SlotFactory(user=person, day=DayFactory(user=person, routine=routine))
        entry = SlotEntryFactory(user=person, slot=slot)
        ProgressionRuleFactory(user=person, slot_entry=entry)
    session = WorkoutSessionFactory(user=person, routine=routine, day=slot.day)
    ScheduleStepFactory(user=person, workout=routine)
    first = WorkoutLogFactory(
        user=person, routine=routine, session=session, slot_entry=entry, exercise=entry.exercise, iteration=2
    )
    same = {name: getattr(first, name) for name in ("user", "routine", "session", "slot_entry", "exercise", "date")}
    WorkoutLog.objects.bulk_create([WorkoutLog(**same) for _ in range(logs - 1)])
    return first


@pytest.mark.parametrize("path", ["routine", "workout"])
@pytest.mark.parametrize("form", ["pk", "uuid"])
def test_removed_plan_leaves_sessions_and_logs_with_its_id(alice_api, alice, path, form):
    log = trained(alice)
    kept = trained(alice)

    response = alice_api.delete(f"/api/v2/{path}/{getattr(log.routine, form)}/")

    log.refresh_from_db()
    assert (response.status_code, log.routine.retired_at is None) == (204, False)
    assert (log.session.routine_id, log.session.day, log.slot_entry) == (log.routine_id, None, None)
    assert (log.iteration, log.weight, log.volume) == (2, Decimal(50), Decimal(400))
    assert [model.objects.count() for model in PARTS] == [1, 1, 1, 1]
    assert list(ScheduleStep.objects.values_list("workout_id", flat=True)) == [kept.routine_id]
    assert (Schedule.objects.count(), WorkoutLog.objects.count(), WorkoutSession.objects.count()) == (2, 6, 2)
    kept.refresh_from_db()
    assert (kept.slot_entry is None, kept.session.day is None) == (False, False)


def test_parts_of_a_removed_plan_are_not_found(alice_api, alice):
    log = trained(alice)
    entry = log.slot_entry

    alice_api.delete(f"/api/v2/routine/{log.routine_id}/")

    paths = ["routine", "workout", "day", "set", "slot", "setting", "slot-entry", "weight-config", "schedulestep"]
    assert [alice_api.get(f"/api/v2/{path}/").json()["count"] for path in paths] == [0] * len(paths)
    assert alice_api.get(f"/api/v2/slot-entry/{entry.pk}/").status_code == 404
    assert alice_api.delete(f"/api/v2/routine/{log.routine_id}/").status_code == 404


@pytest.mark.parametrize("path", ["routine", "workout"])
def test_removing_costs_the_same_for_a_long_history(alice_api, alice, path, django_assert_num_queries):
    small, large = trained(alice), trained(alice, logs=500, days=6)
    with django_assert_num_queries(25, exact=False) as counted:
        alice_api.delete(f"/api/v2/{path}/{small.routine_id}/")

    with django_assert_num_queries(len(counted)):
        assert alice_api.delete(f"/api/v2/{path}/{large.routine_id}/").status_code == 204

    assert WorkoutLog.objects.filter(routine=large.routine_id, slot_entry=None).count() == 500


@pytest.mark.parametrize("part", ["day", "slot", "set", "slot-entry", "setting"])
def test_removed_part_leaves_sessions_and_logs(alice_api, alice, part):
    log = trained(alice)
    entry = log.slot_entry
    row = {"day": entry.slot.day, "slot": entry.slot, "set": entry.slot}.get(part, entry)

    response = alice_api.delete(f"/api/v2/{part}/{row.pk}/")

    log.refresh_from_db()
    assert (response.status_code, WorkoutLog.objects.count(), WorkoutSession.objects.count()) == (204, 3, 1)
    assert (log.slot_entry, log.routine, log.session.routine) == (None, entry.slot.day.routine, entry.slot.day.routine)
    assert log.session.day == (None if part == "day" else entry.slot.day)
    assert (SlotEntry.objects.count(), ProgressionRule.objects.count()) == (0, 0)


@pytest.mark.parametrize("part", ["day", "slot", "slot-entry"])
def test_removing_a_part_takes_few_queries_with_a_long_history(alice_api, alice, part, django_assert_max_num_queries):
    entry = trained(alice, logs=500).slot_entry
    row = {"day": entry.slot.day, "slot": entry.slot}.get(part, entry)

    with django_assert_max_num_queries(20):
        assert alice_api.delete(f"/api/v2/{part}/{row.pk}/").status_code == 204


@pytest.mark.parametrize("value", [True, False])
def test_rest_loses_nothing(alice_api, alice, value):
    log = trained(alice)

    alice_api.patch(f"/api/v2/day/{log.slot_entry.slot.day_id}/", {"is_rest": value})

    log.refresh_from_db()
    assert log.slot_entry is not None
    assert [model.objects.count() for model in PARTS] == [1, 1, 1, 1]


def test_uuid_of_a_removed_plan_can_be_used_again(alice_api, alice):
    row = RoutineFactory(user=alice)
    alice_api.delete(f"/api/v2/routine/{row.pk}/")

    body = {"uuid": str(row.uuid), "name": "Again", "start": "2026-01-05", "end": "2026-01-06"}

    assert (alice_api.post("/api/v2/routine/", body).status_code, Routine.objects.count()) == (201, 2)


def test_nobody_removes_somebody_elses_public_template(bob_api, alice):
    row = RoutineFactory(user=alice, is_template=True, is_public=True)

    assert bob_api.delete(f"/api/v2/routine/{row.pk}/").status_code == 404
    assert Routine.objects.get(pk=row.pk).retired_at is None
