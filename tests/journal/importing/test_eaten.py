"""What a day comes to, by the app's rule."""

import json
import math

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.importing.eaten import details, leading_number, number, rounded, totals

OATS = {
    "id": 1,
    "name": "Oats",
    "portion": "100",
    "unit": "g",
    "nutrition": {"calories": 372.5, "fat": "7.04", "x": -1},
}
MILK = {"id": 2, "name": "Milk", "portion": 250, "nutrition": {"kilojoules": 500, "calories": 120, "salt": None}}
QUICK = {"id": 3, "name": "Quick Add", "portion": 1, "nutrition": {"calories": 1}}
SOUP = {"id": 1, "name": "Soup", "portion": "1", "nutrition": {"calories": 200, "proteins": 10.005}}
EMPTY = {"id": 4, "name": "Nothing", "portion": 0, "nutrition": {"calories": 10, "fat": 0}}
RECORDS = {("food", each["id"]): each for each in (OATS, MILK, QUICK, EMPTY)} | {("recipe", 1): SOUP}


def item(number, portion="100", quantity="1", **more):
    return {"id": number, "portion": portion, "quantity": quantity, "type": "food"} | more


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        pytest.param([], {"calories": 0}, id="a day without food"),
        pytest.param([item(9)], {"calories": 0}, id="a food that is gone counts nothing"),
        pytest.param(
            [item(1, "50", "2")],
            {"calories": 372.5, "kilojoules": 1558.54, "fat": 7.04},
            id="kilojoules follow from calories; negative values are left out",
        ),
        pytest.param(
            [item(2, 125, 1)],
            {"calories": 60, "kilojoules": 250, "salt": 0},
            id="known kilojoules stay, null is zero",
        ),
        pytest.param(
            [item(1, type="recipe")],
            {"calories": 20000, "kilojoules": 83680, "proteins": 1000.5},
            id="a recipe has its own ids",
        ),
        pytest.param([{"id": 2, "portion": "250 ml", "quantity": 1}], {"calories": 120, "kilojoules": 500, "salt": 0}, id="text behind the number, no type"),
        pytest.param([item(3, 1, 250.5), item(3, 1, -400)], {"calories": 250.5, "kilojoules": 1048.09}, id="burned energy is left out"),
        pytest.param([item(2, "250", ""), item(2, "250", "x"), item(2, "x")], {"calories": 0, "kilojoules": 0, "salt": 0}, id="what is no number counts nothing"),
        pytest.param([item(4, 1)], {"calories": math.inf, "kilojoules": math.inf, "fat": 0}, id="a portion of zero"),
        pytest.param([{"id": [1]}, {"id": None}, {}], {"calories": 0}, id="odd items"),
    ],
)  # fmt: skip
def test_totals(items, expected):
    found = totals(items, RECORDS)

    assert found == expected
    assert set(found) == set(expected)


def test_keys_are_in_order_of_their_first_appearance():
    assert list(totals([item(2), item(1), item(1, type="recipe")], RECORDS)) == [
        "calories",
        "kilojoules",
        "salt",
        "fat",
        "proteins",
    ]


def test_items_are_rounded_and_their_sum_is_not():
    record = {"id": 1, "portion": 1, "nutrition": {"calories": 0.1}}
    items = [item(1, 1)] * 3

    assert totals(items, {("food", 1): record})["calories"] == 0.30000000000000004


def test_infinite_sums_are_null_and_whole_numbers_have_no_point():
    assert (
        orjson.dumps(totals([item(4, 1), item(2, 250)], RECORDS))
        == b'{"calories":null,"kilojoules":null,"fat":0,"salt":0}'
    )


def test_details_keep_negative_values_and_the_whole_record():
    found = details([item(1, "200", "1"), item(9), item(2, 250, 0)], RECORDS)

    assert found == [
        OATS | {"nutrition": {"calories": 745, "fat": 14.08, "x": -2}},
        None,
        MILK | {"nutrition": {"kilojoules": 500, "calories": 120, "salt": 0}},
    ]


def test_records_are_not_changed():
    before = json.dumps([OATS, MILK])
    totals([item(1), item(2)], RECORDS)
    details([item(1), item(2)], RECORDS)

    assert json.dumps([OATS, MILK]) == before


@pytest.mark.parametrize(
    ("value", "expected"),
    [(1.005, 1), (1.115, 1.12), (2.5, 2.5), (-0.125, -0.12), (-0.135, -0.13), (-0.004, 0), (1e300, 1e300), (0, 0)],
)
def test_rounding_is_that_of_javascript(value, expected):
    # What Math.round(value * 100) / 100 gives.
    assert rounded(value) == expected


@pytest.mark.parametrize(
    ("value", "leading", "whole"),
    [
        ("100g", 100, None),
        ("1.5 l", 1.5, None),
        (".5", 0.5, 0.5),
        ("", None, 0),
        ("1e3", 1000, 1000),
        (None, 0, 0),
        (True, None, None),
        ([], None, None),
        (7, 7, 7),
    ],
)
def test_numbers_of_javascript(value, leading, whole):
    for found, expected in ((leading_number(value), leading), (number(value), whole)):
        assert math.isnan(found) if expected is None else found == expected


# What a JSON parser of 64 bits can give.
INTEGERS = st.integers(-(2**63), 2**64 - 1)
VALUES = st.none() | st.text(max_size=5) | INTEGERS | st.floats() | st.booleans() | st.lists(INTEGERS, max_size=2)


@given(portion=VALUES, base=VALUES, quantity=VALUES, value=VALUES)
def test_nothing_in_a_record_is_an_error(portion, base, quantity, value):
    record = {"id": 1, "portion": base, "nutrition": {"calories": value, "fat": value}}
    items = [item(1, portion, quantity)] * 2

    orjson.dumps(totals(items, {("food", 1): record}))
    orjson.dumps(details(items, {("food", 1): record}))
