"""Plans that are written by several requests at once."""

import pytest

from config.api.serializers import OwnedRelatedField
from tests.exercises.factories import ExerciseFactory
from tests.factories import RoutineFactory
from tests.workouts.at_once import at_once, together
from tests.workouts.factories import DayFactory, ProgressionRuleFactory, SlotEntryFactory, SlotFactory
from workouts.models import Day, ProgressionRule, Routine, Schedule, Slot, SlotEntry
from workouts.routines.removal import remove_routine

RULES = "/api/v2/weight-config/"


@at_once
def test_schedules_made_at_once_leave_one_active(alice):
    answers = together(16, alice, lambda client, n: client.post("/api/v2/schedule/", {"name": str(n)}))

    assert {each.status_code for each in answers} == {201}
    assert (Schedule.objects.count(), Schedule.objects.filter(is_active=True).count()) == (16, 1)


@at_once
@pytest.mark.parametrize("part", ["day", "slot", "setting"])
def test_nothing_is_left_below_a_plan_that_is_removed_meanwhile(alice, part):
    routine, exercise = RoutineFactory(user=alice), ExerciseFactory()
    slot = SlotFactory(user=alice, day=DayFactory(user=alice, routine=routine))
    body = {
        "day": {"routine": routine.pk, "name": "x"},
        "slot": {"day": slot.day_id},
        "setting": {"set": slot.pk, "exercise_base": exercise.pk, "reps": 8},
    }[part]

    def ask(client, n):
        if n == 4:
            return client.delete(f"/api/v2/routine/{routine.pk}/")
        return client.post(f"/api/v2/{part}/", body)

    answers = together(24, alice, ask)

    assert answers[4].status_code == 204
    assert {each.status_code for each in answers} <= {201, 204, 400}
    assert [model.objects.count() for model in (Day, Slot, SlotEntry, ProgressionRule)] == [0, 0, 0, 0]


@at_once
def test_rule_that_is_made_at_once_is_one(alice):
    body = {"slot_entry": SlotEntryFactory(user=alice).pk, "iteration": 1, "value": 50}

    answers = together(16, alice, lambda client, _: client.post(RULES, body))

    assert sorted(each.status_code for each in answers) == [201] + [400] * 15
    assert ProgressionRule.objects.count() == 1


@at_once
def test_setting_that_is_changed_at_once_has_one_rule(alice):
    entry = SlotEntryFactory(user=alice)
    path = f"/api/v2/setting/{entry.pk}/"

    answers = together(16, alice, lambda client, n: client.patch(path, {"reps": n, "weight": n}))

    assert {each.status_code for each in answers} == {200}
    assert len(set(ProgressionRule.objects.values_list("value", flat=True))) == 1
    assert ProgressionRule.objects.count() == 2


@at_once
def test_copy_that_is_repeated_at_once_is_one(alice):
    entry = SlotEntryFactory(user=alice)
    ProgressionRuleFactory(user=alice, slot_entry=entry)
    path = f"/api/v2/routine/{entry.slot.day.routine_id}/copy/"

    answers = together(16, alice, lambda client, _: client.post(path, {}, headers={"Idempotency-Key": "a"}))

    assert {each.status_code for each in answers} == {201}
    assert len({each.json()["id"] for each in answers}) == 1
    assert (Routine.objects.count(), SlotEntry.objects.count()) == (2, 2)


def test_day_of_a_plan_that_is_removed_after_it_was_found_is_refused(alice_api, alice, monkeypatch):
    routine = RoutineFactory(user=alice)
    find = OwnedRelatedField.to_internal_value

    def late(self, data):
        found = find(self, data)
        remove_routine(Routine.objects.get(pk=found.pk))
        return found

    monkeypatch.setattr(OwnedRelatedField, "to_internal_value", late)

    response = alice_api.post("/api/v2/day/", {"routine": routine.pk, "name": "x"})

    message = f'Invalid pk "{routine.pk}" - object does not exist.'
    assert (response.status_code, response.json()) == (400, {"routine": [message]})


def test_rule_that_somebody_was_faster_with_is_refused(alice_api, alice, monkeypatch):
    entry = SlotEntryFactory(user=alice)
    bulk = ProgressionRule.save

    def late(self, *args, **kwargs):
        monkeypatch.setattr(ProgressionRule, "save", bulk)
        ProgressionRuleFactory(user=alice, slot_entry=entry)
        bulk(self, *args, **kwargs)

    monkeypatch.setattr(ProgressionRule, "save", late)

    response = alice_api.post(RULES, {"slot_entry": entry.pk, "iteration": 1, "value": 50})

    message = "This already exists, or it refers to something that does not exist any more."
    assert (response.status_code, response.json()) == (400, {"non_field_errors": [message]})
