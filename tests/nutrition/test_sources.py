"""Nutrients in the records of others."""

from decimal import Decimal

import pytest

from nutrition.sources import Reading, number, read_off, read_usda, read_waistline, to_waistline


def reading(unreadable=(), **values):
    return Reading({name: Decimal(value) for name, value in values.items()}, frozenset(unreadable))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (0, "0"),
        (12, "12"),
        (0.1, "0.1"),
        (" 3.50 ", "3.5"),
        (-1.5, "-1.5"),
        (2.2999999999999998e-05, "0.000023"),
        (1e-300, "0"),
        (10**9, "1000000000"),
        (10**10, None),
        (float("nan"), None),
        ("1e9999999999", None),
        pytest.param(10**5000, None, id="longer than Python writes"),
        ("12,5", None),
        ("", None),
        (True, None),
        (None, None),
        ([1], None),
    ],
)
def test_numbers(given, expected):
    assert number(given) == (None if expected is None else Decimal(expected))


@pytest.mark.parametrize(
    ("nutriments", "expected"),
    [
        pytest.param(
            {"energy-kcal_100g": 250, "energy-kj_100g": 999, "proteins_100g": "3.5", "sugars_100g": 0},
            reading(energy="250", protein="3.5", carbohydrates_sugar="0"),
            id="kilocalories are believed before kilojoules",
        ),
        pytest.param({"energy-kj_100g": 1046}, reading(energy="250"), id="kilojoules alone"),
        pytest.param({"energy_100g": 1046}, reading(energy="250"), id="the old name is kilojoules too"),
        pytest.param(
            {"vitamin-b12_100g": 2.2999999999999998e-06, "iron_100g": 0.0021, "alcohol_100g": 5},
            reading(vitamin_b12="2.3", iron="2.1", alcohol="3.9465"),
            id="grams in our unit, percent in grams",
        ),
        pytest.param({"salt_100g": 1.25}, reading(salt="1.25", sodium="0.5"), id="sodium from salt"),
        pytest.param(
            {"fat_100g": "lots", "fiber_100g": ""}, reading({"fat"}), id="text is unreadable, empty is not there"
        ),
        pytest.param({"energy-kcal_100g": "?", "energy_100g": 1046}, reading(energy="250"), id="the next name helps"),
        pytest.param(
            {"fat": 3, "fat_serving": 4, "fat_prepared_100g": 5, "nova-group_100g": 4}, reading(), id="others"
        ),
    ],
)
def test_open_food_facts(nutriments, expected):
    assert read_off(nutriments) == expected


def test_open_food_facts_as_prepared():
    assert read_off({"fat_prepared_100g": 5, "fat_100g": 20}, "_prepared_100g") == reading(fat="5")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            [(1008, 89, "KCAL"), (1093, 1, "MG"), (2000, 12.2, "G"), (1079, 2.6, "G")],
            reading(energy="89", carbohydrates_sugar="12.2", fiber="2.6", sodium="0.001", salt="0.0025"),
            id="ids",
        ),
        pytest.param(
            [("208", 89, None), ("307", 40, None)], reading(energy="89", sodium="0.04", salt="0.1"), id="numbers"
        ),
        pytest.param([(2047, 243, "kcal"), (2048, 229, "kcal")], reading(energy="229"), id="specific before general"),
        pytest.param([(1062, 418.4, "kJ"), (1085, 3, "G")], reading(energy="100", fat="3"), id="second best"),
        pytest.param([(1104, 1000, "IU"), (1110, 400, "IU")], reading(vitamin_a="300", vitamin_d="10"), id="IU"),
        pytest.param([(1162, 50, "IU"), (1087, 9, "MG_ATE")], reading({"vitamin_c", "calcium"}), id="other units"),
        pytest.param([(1003, None, "G"), (1210, 5, "G")], reading(), id="no amount, no nutrient of ours"),
    ],
)
def test_food_data_central(rows, expected):
    assert read_usda(rows) == expected


def test_waistline():
    nutrition = {"calories": 250, "kilojoules": 1, "sodium": 400, "vitamin-pp": "1.5", "magic": 3, "fat": None}

    assert read_waistline(nutrition) == reading(energy="250", sodium="0.4", salt="1", vitamin_b3="1.5")


def test_waistline_burns_energy():
    assert read_waistline({"kilojoules": -418.4}) == reading(energy="-100")


def test_to_waistline():
    given = {"energy": Decimal(100), "sodium": Decimal("0.4"), "water": Decimal(80), "iron": None, "magic": Decimal(1)}

    assert to_waistline(given) == {
        "calories": 100,
        "kilojoules": Decimal("418.4"),
        "sodium": 400,
        "salt": 1,
    }
