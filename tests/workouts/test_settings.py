"""``setting/``: entries and their first rules in the classic vocabulary."""

from decimal import Decimal

import pytest

from tests.exercises.factories import ExerciseFactory
from tests.workouts.factories import ProgressionRuleFactory, SlotEntryFactory, SlotFactory
from workouts.models import ProgressionRule, Quantity, SlotEntry

SETS, SETTINGS = "/api/v2/set/", "/api/v2/setting/"


@pytest.fixture
def slot(alice):
    return SlotFactory(user=alice, rounds=4)


@pytest.fixture
def exercise(db):
    return ExerciseFactory()


def rules_of(entry):
    rows = ProgressionRule.objects.filter(slot_entry=entry).order_by("iteration", "quantity")
    return [(row.quantity, row.iteration, row.operation, row.step, str(row.value)) for row in rows]


def test_setting_is_an_entry_with_rules(alice_api, alice, slot, exercise):
    sent = {
        "set": slot.pk,
        "exercise_base": exercise.pk,
        "repetition_unit": 1,
        "reps": 8,
        "weight": "62.50",
        "weight_unit": 2,
        "rir": "1.5",
        "order": 3,
        "comment": "slowly",
    }

    response = alice_api.post(SETTINGS, {**sent, "id": None})

    row = SlotEntry.objects.get()
    assert (response.status_code, row.user) == (201, alice)
    assert response.json() == {
        **sent,
        "id": row.pk,
        "uuid": str(row.uuid),
        "slot": slot.pk,
        "exercise": exercise.pk,
    }
    assert rules_of(row) == [
        ("repetitions", 1, "r", "na", "8.00"),
        ("rir", 1, "r", "na", "1.50"),
        ("weight", 1, "r", "na", "62.50"),
    ]
    assert alice_api.get(f"{SETTINGS}{row.pk}/").json() == response.json()
    assert alice_api.get(SETTINGS).json()["results"] == [response.json()]


def test_least_that_makes_a_setting(alice_api, slot, exercise):
    answer = alice_api.post(SETTINGS, {"set": slot.pk, "exercise_base": exercise.pk, "reps": 0}).json()

    shown = ("reps", "weight", "rir", "repetition_unit", "weight_unit", "order", "comment")
    assert {name: answer[name] for name in shown} == {
        "reps": 0,
        "weight": None,
        "rir": None,
        "repetition_unit": 1,
        "weight_unit": 1,
        "order": 1,
        "comment": "",
    }


@pytest.mark.parametrize(
    ("field", "sent", "shown"),
    [
        ("weight", 0, "0.00"),
        ("weight", None, None),
        ("weight", "", None),
        ("weight", 1500, "1500.00"),
        ("rir", "", None),
        ("rir", None, None),
        ("rir", "0", "0"),
        ("rir", 0, "0"),
        ("rir", 2, "2"),
        ("rir", 2.5, "2.5"),
        ("rir", "2.0", "2"),
        ("rir", "4", "4"),
        ("reps", 600, 600),
        ("reps", "8", 8),
        ("reps", 8.0, 8),
    ],
)
def test_nothing_and_zero_stay_different(alice_api, slot, exercise, field, sent, shown):
    body = {"set": slot.pk, "exercise_base": exercise.pk, "reps": 5, field: sent}

    made = alice_api.post(SETTINGS, body).json()

    assert (made[field], alice_api.get(f"{SETTINGS}{made['id']}/").json()) == (shown, made)


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        ({"reps": None}, {"reps": ["This field may not be null."]}),
        ({"reps": 601}, {"reps": ["Ensure this value is less than or equal to 600."]}),
        ({"reps": -1}, {"reps": ["Ensure this value is greater than or equal to 0."]}),
        ({"reps": 1.5}, {"reps": ["A valid integer is required."]}),
        ({"reps": 10**15}, {"reps": ["Ensure this value is less than or equal to 600."]}),
        ({"weight": 1500.01}, {"weight": ["Ensure this value is less than or equal to 1500."]}),
        ({"weight": -1}, {"weight": ["Ensure this value is greater than or equal to 0."]}),
        ({"weight": "1,5"}, {"weight": ["A valid number is required."]}),
        ({"rir": "4.5"}, {"rir": ['"4.5" is not a valid choice.']}),
        ({"rir": "NaN"}, {"rir": ['"NaN" is not a valid choice.']}),
        ({"rir": 1.2}, {"rir": ['"1.2" is not a valid choice.']}),
        ({"rir": True}, {"rir": ['"True" is not a valid choice.']}),
        ({"rir": [2]}, {"rir": ['"[2]" is not a valid choice.']}),
        ({"set": 99999}, {"set": ['Invalid pk "99999" - object does not exist.']}),
        ({"exercise_base": [1]}, {"exercise_base": ["Incorrect type. Expected pk value, received list."]}),
        ({"weight_unit": None}, {"weight_unit": ["This field may not be null."]}),
        ({"order": 2**31}, {"order": ["Ensure this value is less than or equal to 2147483647."]}),
        ({"comment": "x" * 101}, {"comment": ["Ensure this field has no more than 100 characters."]}),
    ],
    ids=str,
)
def test_setting_that_makes_no_sense_is_refused(alice_api, slot, exercise, body, errors):
    response = alice_api.post(SETTINGS, {"set": slot.pk, "exercise_base": exercise.pk, "reps": 5, **body})

    assert (response.status_code, response.json()) == (400, errors)
    assert SlotEntry.objects.count() == 0


def test_repetitions_have_to_be_said(alice_api, slot, exercise):
    response = alice_api.post(SETTINGS, {"set": slot.pk, "exercise_base": exercise.pk})

    assert (response.status_code, response.json()) == (400, {"reps": ["This field is required."]})


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"reps": 10}, [("repetitions", "10.00"), ("rir", "2.00"), ("weight", "50.00")]),
        ({"weight": None}, [("repetitions", "8.00"), ("rir", "2.00")]),
        ({"weight": "0"}, [("repetitions", "8.00"), ("rir", "2.00"), ("weight", "0.00")]),
        ({"rir": ""}, [("repetitions", "8.00"), ("weight", "50.00")]),
        ({"comment": "x"}, [("repetitions", "8.00"), ("rir", "2.00"), ("weight", "50.00")]),
    ],
)
def test_change_of_a_setting_changes_the_first_rules_only(alice_api, alice, slot, exercise, body, expected):
    sent = {"set": slot.pk, "exercise_base": exercise.pk, "reps": 8, "weight": 50, "rir": "2"}
    made = alice_api.post(SETTINGS, sent).json()
    later = ProgressionRuleFactory(user=alice, slot_entry_id=made["id"], iteration=2, value=5, operation="+")

    answer = alice_api.patch(f"{SETTINGS}{made['id']}/", body).json()

    found = [(quantity, value) for quantity, iteration, *_, value in rules_of(made["id"]) if iteration == 1]
    assert found == expected
    assert alice_api.get(f"{SETTINGS}{made['id']}/").json() == answer
    assert ProgressionRule.objects.filter(pk=later.pk).exists()


def test_rule_that_exists_keeps_its_id_and_progress(alice_api, alice, slot):
    entry = SlotEntryFactory(user=alice, slot=slot)
    rule = ProgressionRuleFactory(
        user=alice, slot_entry=entry, quantity=Quantity.REPETITIONS, value=8, repeat=True, requirements={"rules": []}
    )

    alice_api.patch(f"{SETTINGS}{entry.pk}/", {"reps": 9})

    rule.refresh_from_db()
    assert (rule.value, rule.repeat, rule.requirements) == (Decimal(9), True, {"rules": []})


def test_setting_beyond_what_old_apps_know_can_be_sent_back(alice_api, alice, slot):
    entry = SlotEntryFactory(user=alice, slot=slot, weight_unit=None, repetition_unit=None)
    values = {Quantity.REPETITIONS: Decimal("1000.5"), Quantity.WEIGHT: Decimal(3000), Quantity.RIR: Decimal("4.5")}
    for quantity, value in values.items():
        ProgressionRuleFactory(user=alice, slot_entry=entry, quantity=quantity, value=value)
    whole = alice_api.get(f"{SETTINGS}{entry.pk}/").json()

    answer = alice_api.put(f"{SETTINGS}{entry.pk}/", {**whole, "comment": "x"})

    entry.refresh_from_db()
    assert (whole["reps"], whole["weight"], whole["rir"], whole["weight_unit"]) == (1000, "3000.00", "4.5", 1)
    assert (answer.status_code, answer.json()) == (200, {**whole, "comment": "x"})
    assert (entry.weight_unit, entry.repetition_unit) == (None, None)
    assert [value for *_, value in rules_of(entry)] == ["1000.50", "4.50", "3000.00"]


def test_entry_without_rules_can_be_sent_back_but_a_number_cannot_be_emptied(alice_api, alice, slot):
    entry = SlotEntryFactory(user=alice, slot=slot)
    path = f"{SETTINGS}{entry.pk}/"
    whole = alice_api.get(path).json()

    assert (whole["reps"], alice_api.put(path, whole).json()) == (None, whole)
    alice_api.patch(path, {"reps": 8})
    assert alice_api.patch(path, {"reps": None}).json() == {"reps": ["This field may not be null."]}


def test_setting_keeps_the_unit_that_is_sent(alice_api, alice, slot):
    entry = SlotEntryFactory(user=alice, slot=slot, weight_unit=None)

    answer = alice_api.patch(f"{SETTINGS}{entry.pk}/", {"weight_unit": 2})

    entry.refresh_from_db()
    assert (answer.json()["weight_unit"], entry.weight_unit_id) == (2, 2)


def test_setting_has_no_rounding_of_its_own(alice_api, alice, slot, exercise):
    alice.weight_rounding = Decimal("2.5")
    alice.save()

    alice_api.post(SETTINGS, {"set": slot.pk, "exercise_base": exercise.pk, "reps": 8, "weight": 51})

    assert SlotEntry.objects.get().weight_rounding is None


def test_setting_takes_the_names_of_the_other_vocabulary(alice_api, slot, exercise):
    answer = alice_api.post(SETTINGS, {"slot": str(slot.uuid), "exercise": exercise.pk, "reps": 8})

    assert (answer.status_code, answer.json()["set"], answer.json()["exercise_base"]) == (201, slot.pk, exercise.pk)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "BAC"),
        ("ordering=reps", "ABC"),
        ("ordering=-weight", "CBA"),
        ("ordering=rir", "BAC"),
        ("ordering=-set,id", "ABC"),
        ("set={slot}", "BAC"),
        ("exercise_base={exercise}", "C"),
        ("reps=8", "A"),
        ("reps=8,10", "BA"),
        ("weight=50", "A"),
        ("weight=50.00,60.5", "BA"),
        ("order=1", "B"),
        ("exercise={exercise}", "BAC"),
        ("limit=1000", "BAC"),
    ],
)
def test_settings_are_filtered_and_ordered(alice_api, alice, slot, query, expected):
    bodies = [
        {"comment": "A", "order": 2, "reps": 8, "weight": 50},
        {"comment": "B", "order": 1, "reps": 10, "weight": "60.5", "rir": "1"},
        {"comment": "C", "order": 3, "reps": 12},
    ]
    for body in bodies:
        exercise = ExerciseFactory()
        alice_api.post(SETTINGS, {"set": slot.pk, "exercise_base": exercise.pk, **body})

    rows = alice_api.get(f"{SETTINGS}?{query.format(slot=slot.pk, exercise=exercise.pk)}").json()["results"]

    assert "".join(row["comment"] for row in rows) == expected


@pytest.mark.parametrize("query", ["reps=x", "weight=1e999", "set=99999", "exercise_base=0", f"order={'9' * 30}"])
def test_filter_of_settings_that_makes_no_sense_is_refused(alice_api, query):
    response = alice_api.get(f"{SETTINGS}?{query}")

    assert (response.status_code, list(response.json())) == (400, [query.partition("=")[0]])


@pytest.mark.parametrize("path", [SETS, SETTINGS])
@pytest.mark.parametrize("headers", [{}, {"X-Id-Format": "uuid"}], ids=["integers", "uuids"])
def test_list_costs_the_same_for_fifty_rows(alice_api, alice, slot, path, headers, django_assert_num_queries):
    SlotFactory.create_batch(49, user=alice, day=slot.day)
    for entry in SlotEntryFactory.create_batch(50, user=alice, slot=slot):
        ProgressionRuleFactory(user=alice, slot_entry=entry)

    with django_assert_num_queries(3):  # the token with its person, the count, the page
        assert len(alice_api.get(f"{path}?limit=100", headers=headers).json()["results"]) == 50


def test_writing_a_setting_takes_few_queries(alice_api, slot, exercise, django_assert_max_num_queries):
    body = {"set": slot.pk, "exercise_base": exercise.pk, "reps": 8, "weight": 50, "rir": "2", "order": 1}

    with django_assert_max_num_queries(15):
        assert alice_api.post(SETTINGS, body).status_code == 201
