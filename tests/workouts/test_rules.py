"""The ten ``-config`` endpoints."""

import pytest

from tests.workouts.factories import ProgressionRuleFactory, SlotEntryFactory
from workouts.models import ProgressionRule, Quantity

AMOUNTS = ["weight", "max-weight", "repetitions", "max-repetitions"]
SETS, RESTS, RIRS = ["sets", "max-sets"], ["rest", "max-rest"], ["rir", "max-rir"]
WEIGHTS = "/api/v2/weight-config/"


def path(name):
    return f"/api/v2/{name}-config/"


@pytest.fixture
def entry(alice):
    return SlotEntryFactory(user=alice)


def test_rule_is_created_from_an_entry_an_iteration_and_a_value(alice_api, alice, entry):
    response = alice_api.post(WEIGHTS, {"slot_entry": entry.pk, "iteration": 2, "value": 2.5, "operation": "+"})

    row = ProgressionRule.objects.get()
    assert (response.status_code, row.user, row.quantity) == (201, alice, Quantity.WEIGHT)
    assert response.json() == {
        "id": row.pk,
        "uuid": str(row.uuid),
        "slot_entry": entry.pk,
        "iteration": 2,
        "value": "2.50",
        "operation": "+",
        "step": "abs",
        "repeat": False,
        "requirements": None,
    }


@pytest.mark.parametrize(
    ("names", "sent", "shown"),
    [
        (AMOUNTS, "3000", "3000.00"),
        (AMOUNTS, 0, "0.00"),
        (AMOUNTS, 62.25, "62.25"),
        (SETS, 50, 50),
        (SETS, "0", 0),
        (RESTS, 1800, 1800),
        (RESTS, 0, 0),
        (RIRS, "4.5", "4.5"),
        (RIRS, 2, "2.0"),
    ],
)
def test_value_has_its_own_type(alice_api, entry, names, sent, shown):
    for name in names:
        made = alice_api.post(path(name), {"slot_entry": entry.pk, "iteration": 1, "value": sent}).json()
        (listed,) = alice_api.get(path(name)).json()["results"]

        assert (made["value"], listed) == (shown, made)


@pytest.mark.parametrize(
    ("names", "sent", "message"),
    [
        (AMOUNTS, 3000.01, "Ensure this value is less than or equal to 3000."),
        (AMOUNTS, -1, "Ensure this value is greater than or equal to 0."),
        (AMOUNTS, "1.234", "Ensure that there are no more than 2 decimal places."),
        (AMOUNTS, "abc", "A valid number is required."),
        (AMOUNTS, None, "This field may not be null."),
        (SETS, 51, "Ensure this value is less than or equal to 50."),
        (SETS, 1.5, "A valid integer is required."),
        (SETS, [1], "A valid integer is required."),
        (RESTS, 1801, "Ensure this value is less than or equal to 1800."),
        (RESTS, -1, "Ensure this value is greater than or equal to 0."),
        (RIRS, 1.2, '"1.2" is not a valid choice.'),
        (RIRS, 5, "Ensure this value is less than or equal to 4.5."),
        (RIRS, True, "A valid number is required."),
    ],
)
def test_value_out_of_range_is_refused(alice_api, entry, names, sent, message):
    for name in names:
        response = alice_api.post(path(name), {"slot_entry": entry.pk, "iteration": 1, "value": sent})

        assert (response.status_code, response.json()) == (400, {"value": [message]})


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        pytest.param({"iteration": 1, "operation": "+", "step": "percent"}, ("r", "na"), id="first replaces"),
        pytest.param({"iteration": 2, "operation": "r", "step": "percent"}, ("r", "na"), id="replacing has no step"),
        pytest.param({"iteration": 2, "step": "abs"}, ("r", "na"), id="default replaces"),
        pytest.param({"iteration": 2, "operation": "-", "step": "percent"}, ("-", "percent"), id="percent"),
        pytest.param({"iteration": 2, "operation": "+"}, ("+", "abs"), id="default step"),
        pytest.param({"iteration": 2, "operation": "+", "step": "na"}, ("+", "abs"), id="adding without step"),
        pytest.param({"iteration": 0, "operation": "+", "step": "abs"}, ("+", "abs"), id="never reached"),
    ],
)
def test_operation_and_step_go_together(alice_api, entry, sent, stored):
    answer = alice_api.post(WEIGHTS, {"slot_entry": entry.pk, "value": 1, **sent}).json()

    assert (answer["operation"], answer["step"]) == stored


def test_replacing_rule_that_becomes_an_adding_one_adds_its_value(alice_api, alice, entry):
    row = ProgressionRuleFactory(user=alice, slot_entry=entry, iteration=2, value=10, step="na")

    answer = alice_api.patch(f"{WEIGHTS}{row.pk}/", {"operation": "+"}).json()

    assert (answer["operation"], answer["step"], answer["value"]) == ("+", "abs", "10.00")


def test_rule_that_moves_to_the_first_iteration_replaces(alice_api, alice, entry):
    row = ProgressionRuleFactory(user=alice, slot_entry=entry, iteration=2, operation="+", step="percent")

    answer = alice_api.patch(f"{WEIGHTS}{row.pk}/", {"iteration": 1}).json()

    assert (answer["operation"], answer["step"]) == ("r", "na")


def test_two_rules_of_one_iteration_are_refused(alice_api, alice, entry):
    ProgressionRuleFactory(user=alice, slot_entry=entry, iteration=1)
    other = ProgressionRuleFactory(user=alice, slot_entry=entry, iteration=2)

    made = alice_api.post(WEIGHTS, {"slot_entry": entry.pk, "iteration": 1, "value": 50})
    moved = alice_api.patch(f"{WEIGHTS}{other.pk}/", {"iteration": 1})
    elsewhere = alice_api.post(path("max-weight"), {"slot_entry": entry.pk, "iteration": 1, "value": 50})

    message = {"non_field_errors": ["The fields slot_entry, iteration must make a unique set."]}
    assert [(answer.status_code, answer.json()) for answer in (made, moved)] == [(400, message)] * 2
    assert elsewhere.status_code == 201


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        (None, None),
        ({"rules": []}, {"rules": []}),
        ({"rules": ["weight", "repetitions", "rir", "rest"]}, {"rules": ["weight", "repetitions", "rir", "rest"]}),
        ({"rules": ["rir", "rir"], "more": 1}, {"rules": ["rir"]}),
    ],
)
def test_requirements_are_kept(alice_api, entry, sent, stored):
    body = {"slot_entry": entry.pk, "iteration": 2, "value": 1, "requirements": sent}

    assert alice_api.post(WEIGHTS, body).json()["requirements"] == stored


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({}, "Missing required keys: 'rules'"),
        ({"rules": ["foo"]}, "Invalid rule: foo"),
        ({"rules": ["weight", ["rir"]]}, "Invalid rule: ['rir']"),
        ({"rules": ["sets"]}, "Invalid rule: sets"),
        ({"rules": {"weight": 1}}, "Rules must be a list."),
        ({"rules": None}, "Rules must be a list."),
        ([], "Requirements must be a JSON object."),
        ("weight", "Requirements must be a JSON object."),
        (1, "Requirements must be a JSON object."),
    ],
    ids=str,
)
def test_requirements_that_make_no_sense_are_refused(alice_api, entry, sent, message):
    body = {"slot_entry": entry.pk, "iteration": 2, "value": 1, "requirements": sent}

    response = alice_api.post(WEIGHTS, body)

    assert (response.status_code, response.json()) == (400, {"requirements": [message]})


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        (
            {"slot_entry": None, "iteration": None, "operation": "*", "step": "zz"},
            {
                "slot_entry": ["This field may not be null."],
                "iteration": ["This field may not be null."],
                "operation": ['"*" is not a valid choice.'],
                "step": ['"zz" is not a valid choice.'],
            },
        ),
        ({"iteration": -1}, {"iteration": ["Ensure this value is greater than or equal to 0."]}),
        ({"iteration": 2**31}, {"iteration": ["Ensure this value is less than or equal to 2147483647."]}),
        ({"repeat": "perhaps"}, {"repeat": ["Must be a valid boolean."]}),
        ({"slot_entry": 99999}, {"slot_entry": ['Invalid pk "99999" - object does not exist.']}),
    ],
    ids=str,
)
def test_rule_that_makes_no_sense_is_refused(alice_api, entry, body, errors):
    response = alice_api.post(WEIGHTS, {"slot_entry": entry.pk, "iteration": 2, "value": 1, **body})

    assert (response.status_code, response.json()) == (400, errors)


def test_rule_cannot_be_given_to_somebody_elses_entry(alice_api, alice, bob):
    row, theirs = ProgressionRuleFactory(user=alice), SlotEntryFactory(user=bob)

    response = alice_api.patch(f"{WEIGHTS}{row.pk}/", {"slot_entry": theirs.pk})

    assert (response.status_code, list(response.json())) == (400, ["slot_entry"])


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete"])
def test_rule_of_another_quantity_is_not_found(alice_api, alice, method):
    row = ProgressionRuleFactory(user=alice)

    assert getattr(alice_api, method)(f"{path('rir')}{row.pk}/").status_code == 404
    assert alice_api.get(path("rir")).json()["count"] == 0


def test_uuid_of_a_rule_of_another_quantity_changes_nothing(alice_api, alice, entry):
    row = ProgressionRuleFactory(user=alice, slot_entry=entry, value=50)

    body = {"uuid": str(row.uuid), "slot_entry": entry.pk, "iteration": 1, "value": 2}

    assert alice_api.post(path("rir"), body).status_code == 400
    assert alice_api.get(f"{WEIGHTS}{row.pk}/").json()["value"] == "50.00"


def test_request_repeated_with_its_uuid_makes_one_rule(alice_api, entry):
    body = {"uuid": "019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071", "slot_entry": entry.pk, "iteration": 1, "value": 2}

    first, second = (alice_api.post(WEIGHTS, body) for _ in range(2))

    assert (first.status_code, second.status_code, second.json()) == (201, 200, first.json())


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [1, 2, 3]),
        ("ordering=-iteration", [3, 2, 1]),
        ("ordering=value", [3, 2, 1]),
        ("slot_entry={entry}", [1, 2, 3]),
        ("slot_entry={entry}&ordering=iteration", [1, 2, 3]),
        ("iteration=2,3", [2, 3]),
        ("value=20", [2]),
        ("value=10.00,30", [1, 3]),
        ("operation=r", [1, 2]),
        ("operation=-", [3]),
        ("step=percent", [3]),
        ("repeat=True", [3]),
        ("repeat=1", [1, 2, 3]),
    ],
)
def test_rules_are_filtered_and_ordered(alice_api, alice, entry, query, expected):
    more = {3: {"operation": "-", "step": "percent", "repeat": True}}
    for number in (2, 1, 3):
        ProgressionRuleFactory(
            user=alice, slot_entry=entry, iteration=number, value=40 - 10 * number, **more.get(number, {})
        )
    rows = alice_api.get(f"{WEIGHTS}?{query.format(entry=entry.uuid)}").json()["results"]

    assert [row["iteration"] for row in rows] == expected


def test_list_costs_the_same_for_fifty_rules(alice_api, alice, entry, django_assert_num_queries):
    for iteration in range(50):
        ProgressionRuleFactory(user=alice, slot_entry=entry, iteration=iteration)

    with django_assert_num_queries(3):  # the token with its person, the count, the page
        assert len(alice_api.get(f"{WEIGHTS}?limit=100").json()["results"]) == 50
