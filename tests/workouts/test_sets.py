"""``set/``: slots and their rounds in the classic vocabulary."""

import pytest

from tests.exercises.factories import ExerciseFactory
from tests.workouts.factories import DayFactory, ProgressionRuleFactory, SlotEntryFactory, SlotFactory
from workouts.models import Quantity, Slot

SETS, SETS_CONFIG = "/api/v2/set/", "/api/v2/sets-config/"


@pytest.fixture
def slot(alice):
    return SlotFactory(user=alice, rounds=4)


@pytest.fixture
def exercise(db):
    return ExerciseFactory()


def test_set_is_created_from_a_day(alice_api, alice):
    day = DayFactory(user=alice)

    response = alice_api.post(SETS, {"id": None, "exerciseday": day.pk})

    row = Slot.objects.get()
    assert (response.status_code, row.user, row.rounds) == (201, alice, 4)
    assert response.json() == {
        "id": row.pk,
        "uuid": str(row.uuid),
        "exerciseday": day.pk,
        "sets": 4,
        "order": 1,
        "comment": "",
    }


@pytest.mark.parametrize("sets", [0, 10, "3"])
def test_sets_are_0_to_10(alice_api, alice, sets):
    body = {"exerciseday": DayFactory(user=alice).pk, "sets": sets, "order": -5, "comment": "first"}

    answer = alice_api.post(SETS, body).json()

    assert (answer["sets"], answer["order"], answer["comment"]) == (int(sets), -5, "first")


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        ({"sets": 11}, {"sets": ["Ensure this value is less than or equal to 10."]}),
        ({"sets": -1}, {"sets": ["Ensure this value is greater than or equal to 0."]}),
        ({"sets": None}, {"sets": ["This field may not be null."]}),
        ({"sets": [4]}, {"sets": ["A valid integer is required."]}),
        ({"exerciseday": None}, {"exerciseday": ["This field may not be null."]}),
        ({"exerciseday": 99999}, {"exerciseday": ['Invalid pk "99999" - object does not exist.']}),
        ({"exerciseday": [1]}, {"exerciseday": ["Incorrect type. Expected pk value, received list."]}),
        ({"order": 2**31}, {"order": ["Ensure this value is less than or equal to 2147483647."]}),
        ({"comment": "x" * 201}, {"comment": ["Ensure this field has no more than 200 characters."]}),
    ],
    ids=str,
)
def test_set_that_makes_no_sense_is_refused(alice_api, alice, body, errors):
    response = alice_api.post(SETS, {"exerciseday": DayFactory(user=alice).pk, **body})

    assert (response.status_code, response.json()) == (400, errors)


@pytest.mark.parametrize(
    ("rounds", "sets", "shown"),
    [
        pytest.param(3, [5], 3, id="rounds first"),
        pytest.param(None, [5, 2], 5, id="else the first entry"),
        pytest.param(None, [None, 2], 1, id="else one"),
        pytest.param(None, [], 1, id="one without entries"),
        pytest.param(0, [5], 0, id="no rounds are rounds"),
    ],
)
def test_sets_of_a_slot_are_read_back(alice_api, alice, rounds, sets, shown):
    slot = SlotFactory(user=alice, rounds=rounds)
    for order, value in reversed(list(enumerate(sets))):
        entry = SlotEntryFactory(user=alice, slot=slot, order=order)
        ProgressionRuleFactory(user=alice, slot_entry=entry, quantity=Quantity.SETS, iteration=2, value=9)
        if value:
            ProgressionRuleFactory(user=alice, slot_entry=entry, quantity=Quantity.SETS, value=value)

    (row,) = alice_api.get(SETS).json()["results"]

    assert (row["sets"], alice_api.get(f"{SETS}{slot.pk}/").json()) == (shown, row)


def test_set_sent_back_as_it_was_shown_changes_nothing(alice_api, alice):
    slot = SlotFactory(user=alice)
    entry = SlotEntryFactory(user=alice, slot=slot)
    ProgressionRuleFactory(user=alice, slot_entry=entry, quantity=Quantity.SETS, value=20)
    whole = alice_api.get(f"{SETS}{slot.pk}/").json()

    answer = alice_api.put(f"{SETS}{slot.pk}/", whole)

    slot.refresh_from_db()
    assert (answer.status_code, answer.json(), slot.rounds) == (200, whole, None)


def test_body_without_sets_keeps_them(alice_api, alice):
    slot = SlotFactory(user=alice, rounds=7)

    answer = alice_api.put(f"{SETS}{slot.pk}/", {"exerciseday": slot.day_id})

    assert answer.json()["sets"] == 7


def test_sets_written_by_an_old_app_win_over_a_rule(alice_api, alice):
    slot = SlotFactory(user=alice)
    entry = SlotEntryFactory(user=alice, slot=slot)
    ProgressionRuleFactory(user=alice, slot_entry=entry, quantity=Quantity.SETS, value=3)
    ProgressionRuleFactory(user=alice, slot_entry=entry, quantity=Quantity.SETS, value=9, iteration=2)

    answer = alice_api.patch(f"{SETS}{slot.pk}/", {"sets": 5})

    shown = [rule["value"] for rule in alice_api.get(f"{SETS_CONFIG}?ordering=iteration").json()["results"]]
    assert (answer.json()["sets"], shown) == (5, [5, 9])


def test_sets_written_by_an_old_app_leave_the_steps_of_a_pyramid(alice_api, alice, exercise):
    slot = SlotFactory(user=alice)
    for value in (2, 3):
        entry = SlotEntryFactory(user=alice, slot=slot, exercise=exercise)
        ProgressionRuleFactory(user=alice, slot_entry=entry, quantity=Quantity.SETS, value=value)

    alice_api.patch(f"{SETS}{slot.pk}/", {"sets": 5})

    assert sorted(rule["value"] for rule in alice_api.get(SETS_CONFIG).json()["results"]) == [2, 3]


def test_sets_written_by_a_new_app_are_the_rounds_of_the_only_entry(alice_api, alice, slot):
    entry = SlotEntryFactory(user=alice, slot=slot)

    made = alice_api.post(SETS_CONFIG, {"slot_entry": entry.pk, "iteration": 1, "value": 6}).json()
    found = [alice_api.get(f"{SETS}{slot.pk}/").json()["sets"]]
    alice_api.patch(f"{SETS_CONFIG}{made['id']}/", {"value": 2})
    found.append(alice_api.get(f"{SETS}{slot.pk}/").json()["sets"])
    alice_api.delete(f"{SETS_CONFIG}{made['id']}/")
    found.append(alice_api.get(f"{SETS}{slot.pk}/").json()["sets"])

    assert found == [6, 2, 1]


def test_sets_of_one_exercise_leave_the_rounds_of_a_superset(alice_api, alice, slot):
    entry, _ = SlotEntryFactory.create_batch(2, user=alice, slot=slot)

    alice_api.post(SETS_CONFIG, {"slot_entry": entry.pk, "iteration": 1, "value": 6})

    assert alice_api.get(f"{SETS}{slot.pk}/").json()["sets"] == 4


def test_sets_of_a_later_iteration_leave_the_rounds(alice_api, alice, slot):
    entry = SlotEntryFactory(user=alice, slot=slot)

    alice_api.post(SETS_CONFIG, {"slot_entry": entry.pk, "iteration": 2, "value": 6})

    assert alice_api.get(f"{SETS}{slot.pk}/").json()["sets"] == 4


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "BAC"),
        ("ordering=-order", "CAB"),
        ("ordering=sets", "CAB"),
        ("ordering=exerciseday,-sets", "BAC"),
        ("exerciseday={day}", "BAC"),
        ("sets=5", "B"),
        ("sets=1,4", "AC"),
        ("order=1", "B"),
    ],
)
def test_sets_are_filtered_and_ordered(alice_api, alice, slot, query, expected):
    Slot.objects.filter(pk=slot.pk).update(comment="A", order=2)
    other = SlotFactory(user=alice, day=slot.day, comment="B", order=1)
    ProgressionRuleFactory(
        user=alice, slot_entry=SlotEntryFactory(user=alice, slot=other), quantity=Quantity.SETS, value=5
    )
    SlotFactory(user=alice, day=slot.day, comment="C", order=3)

    rows = alice_api.get(f"{SETS}?{query.format(day=slot.day_id)}").json()["results"]

    assert "".join(row["comment"] for row in rows) == expected
