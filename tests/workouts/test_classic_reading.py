"""Reading a whole workout as the classic apps do."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.exercises.factories import ExerciseFactory
from tests.workouts.factories import SlotEntryFactory, SlotFactory
from tests.workouts.test_reading import planned


def test_computed_settings_are_in_the_order_of_training(alice, alice_api):
    slot = SlotFactory(user=alice, rounds=2)
    entries = [SlotEntryFactory(user=alice, slot=slot, order=order) for order in (1, 2)]

    answer = alice_api.get(f"/api/v2/set/{slot.pk}/computed_settings/").json()

    assert [row["id"] for row in answer["results"]] == [entry.pk for entry in entries] * 2
    assert answer["results"][0] == alice_api.get(f"/api/v2/setting/{entries[0].pk}/").json()


def test_canonical_representation_is_the_whole_workout(alice, alice_api):
    plan = planned(alice, exercises=1, days=2)
    plan.days.filter(order=2).update(weekday_mask=0b1001)
    slot = plan.days.get(order=2).slots.get()
    entry = slot.entries.get()

    answer = alice_api.get(f"/api/v2/workout/{plan.pk}/canonical_representation/").json()

    assert answer["obj"] == alice_api.get(f"/api/v2/workout/{plan.pk}/").json()
    assert [day["obj"]["name"] for day in answer["day_list"]] == ["Day 2", "Day 1"]
    assert [day["days_of_week"] for day in answer["day_list"]] == [
        {"text": "Monday, Thursday", "day_list": [{"day_of_week": 1}, {"day_of_week": 4}]},
        {"text": "", "day_list": []},
    ]
    (drawn,) = answer["day_list"][0]["set_list"]
    assert drawn["obj"] == alice_api.get(f"/api/v2/set/{slot.pk}/").json()
    assert drawn["is_superset"] is False
    assert [row["id"] for row in drawn["settings_computed"]] == [entry.pk] * 3
    (exercise,) = drawn["exercise_list"]
    assert exercise["setting_obj_list"] == [alice_api.get(f"/api/v2/setting/{entry.pk}/").json()]
    assert (exercise["setting_text"], exercise["has_weight"], exercise["comment_list"]) == (
        "3 Sets, 8 \N{MULTIPLICATION SIGN} 50 kg",
        True,
        [],
    )
    assert exercise["obj"]["id"] == entry.exercise_id
    assert set(answer["muscles"]) == {"front", "back", "frontsecondary", "backsecondary"}


def test_muscle_that_leads_does_not_only_help(alice, alice_api):
    entry = SlotEntryFactory(user=alice, exercise=ExerciseFactory(muscles=[1], muscles_secondary=[5]))
    SlotEntryFactory(user=alice, slot=entry.slot, exercise=ExerciseFactory(muscles=[5, 8], muscles_secondary=[1, 2]))

    answer = alice_api.get(f"/api/v2/workout/{entry.slot.day.routine_id}/canonical_representation/").json()

    assert {side: [muscle["id"] for muscle in found] for side, found in answer["muscles"].items()} == {
        "front": [1],
        "back": [5, 8],
        "frontsecondary": [2],
        "backsecondary": [],
    }


def test_canonical_representation_costs_the_same_whatever_its_size(alice, alice_api, django_assert_num_queries):
    def read(plan):
        alice_api.get(f"/api/v2/workout/{plan.pk}/canonical_representation/")

    small, large = planned(alice, exercises=1), planned(alice, exercises=4, days=3)
    read(small)
    with CaptureQueriesContext(connection) as counted:
        read(small)

    with django_assert_num_queries(len(counted)):
        read(large)
