"""``slot/`` and ``slot-entry/``."""

from decimal import Decimal

import pytest
from django.utils import timezone

from tests.exercises.factories import ExerciseFactory
from tests.workouts.factories import DayFactory, SlotEntryFactory, SlotFactory
from workouts.models import Slot, SlotEntry

SLOTS, ENTRIES = "/api/v2/slot/", "/api/v2/slot-entry/"


@pytest.fixture
def slot(alice):
    return SlotFactory(user=alice)


@pytest.fixture
def exercise(db):
    return ExerciseFactory()


def test_slot_is_created_from_a_day(alice_api, alice):
    day = DayFactory(user=alice)

    response = alice_api.post(SLOTS, {"id": None, "day": day.pk, "entries": []})

    row = Slot.objects.get()
    assert (response.status_code, row.user, row.rounds) == (201, alice, None)
    assert response.json() == {
        "id": row.pk,
        "uuid": str(row.uuid),
        "day": day.pk,
        "order": 1,
        "comment": "",
        "config": None,
    }


def test_slot_moves_to_a_day_of_another_own_plan(alice_api, alice, slot):
    day = DayFactory(user=alice)

    answer = alice_api.patch(f"{SLOTS}{slot.pk}/", {"day": str(day.uuid), "order": -1, "config": {"a": 1}})

    assert (answer.json()["day"], answer.json()["order"], answer.json()["config"]) == (day.pk, -1, {"a": 1})


def test_entry_is_created_from_a_slot_and_an_exercise(alice_api, alice, slot, exercise):
    response = alice_api.post(ENTRIES, {"slot": slot.pk, "exercise": exercise.pk})

    row = SlotEntry.objects.get()
    assert (response.status_code, row.user) == (201, alice)
    assert response.json() == {
        "id": row.pk,
        "uuid": str(row.uuid),
        "slot": slot.pk,
        "exercise": exercise.pk,
        "type": "normal",
        "repetition_unit": 1,
        "repetition_rounding": None,
        "weight_unit": 1,
        "weight_rounding": None,
        "order": 1,
        "comment": "",
        "config": None,
    }


def test_entry_keeps_what_is_sent(alice_api, slot, exercise):
    sent = {
        "slot": slot.pk,
        "exercise": exercise.pk,
        "type": "warmup",
        "repetition_unit": None,
        "repetition_rounding": "2.00",
        "weight_unit": 2,
        "weight_rounding": "1.25",
        "order": 7,
        "comment": "slowly",
        "config": [1],
    }

    answer = alice_api.post(ENTRIES, sent).json()

    assert {name: answer[name] for name in sent} == sent


@pytest.mark.parametrize("sent", [{}, {"weight_rounding": None, "repetition_rounding": 0}, {"weight_rounding": "0.00"}])
def test_roundings_come_from_the_profile(alice_api, alice, slot, exercise, sent):
    alice.weight_rounding, alice.repetitions_rounding = Decimal("2.5"), Decimal(1)
    alice.save()

    answer = alice_api.post(ENTRIES, {"slot": slot.pk, "exercise": exercise.pk, **sent}).json()

    assert (answer["weight_rounding"], answer["repetition_rounding"]) == ("2.50", "1.00")


def test_rounding_that_is_removed_later_stays_removed(alice_api, alice, slot):
    alice.weight_rounding = Decimal("2.5")
    alice.save()
    row = SlotEntryFactory(user=alice, slot=slot, weight_rounding="1.25")

    answer = alice_api.patch(f"{ENTRIES}{row.pk}/", {"weight_rounding": None})

    assert answer.json()["weight_rounding"] is None


@pytest.mark.parametrize(("orders", "expected"), [([], 1), ([1, 5, 2], 6), ([0], 1), ([2147483647], 2147483647)])
def test_new_entry_comes_last(alice_api, alice, slot, exercise, orders, expected):
    for order in orders:
        SlotEntryFactory(user=alice, slot=slot, order=order)

    assert alice_api.post(ENTRIES, {"slot": slot.pk, "exercise": exercise.pk}).json()["order"] == expected


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        ({"slot": None}, {"slot": ["This field may not be null."]}),
        ({"slot": True}, {"slot": ["Incorrect type. Expected pk value, received bool."]}),
        ({"slot": []}, {"slot": ["Incorrect type. Expected pk value, received list."]}),
        ({"slot": 10**17}, {"slot": [f'Invalid pk "{10**17}" - object does not exist.']}),
        ({"exercise": 99999}, {"exercise": ['Invalid pk "99999" - object does not exist.']}),
        ({"exercise": "x"}, {"exercise": ["Incorrect type. Expected pk value, received str."]}),
        ({"exercise": [1]}, {"exercise": ["Incorrect type. Expected pk value, received list."]}),
        ({"exercise": None}, {"exercise": ["This field may not be null."]}),
        ({"type": "easy"}, {"type": ['"easy" is not a valid choice.']}),
        ({"order": None}, {"order": ["This field may not be null."]}),
        ({"order": -1}, {"order": ["Ensure this value is greater than or equal to 0."]}),
        ({"order": 2**31}, {"order": ["Ensure this value is less than or equal to 2147483647."]}),
        ({"comment": "x" * 101}, {"comment": ["Ensure this field has no more than 100 characters."]}),
        (
            {"weight_rounding": 100},
            {"weight_rounding": ["Ensure that there are no more than 2 digits before the decimal point."]},
        ),
        ({"weight_rounding": -1}, {"weight_rounding": ["Ensure this value is greater than or equal to 0."]}),
        ({"weight_unit": 99}, {"weight_unit": ['Invalid pk "99" - object does not exist.']}),
        ({"config": {"x": "x" * 10_000}}, {"config": ["Ensure this value has no more than 10000 characters."]}),
    ],
    ids=str,
)
def test_entry_that_makes_no_sense_is_refused(alice_api, slot, exercise, body, errors):
    response = alice_api.post(ENTRIES, {"slot": slot.pk, "exercise": exercise.pk, **body})

    assert (response.status_code, response.json()) == (400, errors)


@pytest.mark.parametrize(
    ("path", "field"), [("slot", "day"), ("slot-entry", "slot"), ("set", "exerciseday"), ("setting", "set")]
)
def test_part_cannot_be_moved_below_somebody_elses(alice_api, alice, bob, path, field):
    row = {"slot": SlotFactory, "set": SlotFactory}.get(path, SlotEntryFactory)(user=alice)
    theirs = (DayFactory if field in {"day", "exerciseday"} else SlotFactory)(user=bob)

    response = alice_api.patch(f"/api/v2/{path}/{row.pk}/", {field: theirs.pk})

    message = f'Invalid pk "{theirs.pk}" - object does not exist.'
    assert (response.status_code, response.json()) == (400, {field: [message]})


@pytest.mark.parametrize("path", ["slot-entry", "setting"])
def test_retired_exercise_stays_where_it_is_and_comes_nowhere_else(alice_api, alice, slot, path):
    retired = ExerciseFactory(retired_at=timezone.now())
    row = SlotEntryFactory(user=alice, slot=slot, exercise=retired)
    field = "exercise" if path == "slot-entry" else "exercise_base"

    kept = alice_api.patch(f"/api/v2/{path}/{row.pk}/", {field: retired.pk, "comment": "x"})
    new = alice_api.post(
        f"/api/v2/{path}/", {("slot" if path == "slot-entry" else "set"): slot.pk, field: retired.pk, "reps": 1}
    )

    assert (kept.status_code, kept.json()["exercise"]) == (200, retired.pk)
    assert (new.status_code, list(new.json())) == (400, [field])


@pytest.fixture
def entries(alice, slot):
    other = SlotFactory(user=alice, day=slot.day, order=0, comment="c")
    SlotEntryFactory(user=alice, slot=slot, comment="A", order=2, weight_rounding="2.5", weight_unit_id=2)
    SlotEntryFactory(user=alice, slot=slot, comment="B", order=1, type="myo", repetition_rounding="1")
    SlotEntryFactory(user=alice, slot=other, comment="C", order=1, repetition_unit_id=3, weight_unit=None)
    return SlotEntry.objects.get(comment="A")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "BCA"),
        ("ordering=-id", "CBA"),
        ("ordering=weight_rounding", "ABC"),
        ("slot={slot}", "BA"),
        ("exercise={exercise}", "A"),
        ("type=myo,normal", "BCA"),
        ("type=myo", "B"),
        ("repetition_unit=3", "C"),
        ("weight_unit=2", "A"),
        ("weight_rounding=2.5", "A"),
        ("repetition_rounding=1", "B"),
        ("order=1", "BC"),
        ("comment=C", "C"),
    ],
)
def test_entries_are_filtered_and_ordered(alice_api, entries, query, expected):
    query = query.format(slot=entries.slot_id, exercise=entries.exercise_id)

    rows = alice_api.get(f"{ENTRIES}?{query}").json()["results"]

    assert "".join(row["comment"] for row in rows) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["c", ""]),
        ("ordering=-order", ["", "c"]),
        ("day={day}", ["c", ""]),
        ("order=0", ["c"]),
        ("comment=c", ["c"]),
    ],
)
def test_slots_are_filtered_and_ordered(alice_api, entries, query, expected):
    rows = alice_api.get(f"{SLOTS}?{query.format(day=entries.slot.day_id)}").json()["results"]

    assert [row["comment"] for row in rows] == expected


@pytest.mark.parametrize("path", ["slot", "slot-entry"])
def test_list_costs_the_same_for_fifty_parts(alice_api, alice, slot, path, django_assert_num_queries):
    SlotFactory.create_batch(49, user=alice, day=slot.day)
    SlotEntryFactory.create_batch(50, user=alice, slot=slot)

    with django_assert_num_queries(3):  # the token with its person, the count, the page
        assert len(alice_api.get(f"/api/v2/{path}/?limit=100").json()["results"]) == 50
