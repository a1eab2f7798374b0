"""Doubts about imported foods."""

from decimal import Decimal

import pytest

from nutrition.plausibility import EXPLANATIONS, Doubt, doubts, energy_agrees, explanations, for_columns

BREAD = {"energy": 250, "protein": 9, "carbohydrates": 45, "fat": 3, "fiber": 6}


def food(**changes):
    return {name: None if value is None else Decimal(str(value)) for name, value in (BREAD | changes).items()}


def test_good_bread_raises_no_doubt():
    assert doubts(food(), name="Bread", nutriscore="B") == Doubt(0)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"fiber": -1}, Doubt.NEGATIVE, id="below zero"),
        pytest.param({"fat": None}, Doubt.MISSING, id="no fat"),
        pytest.param({"fiber": None}, Doubt(0), id="fibre may be missing"),
        pytest.param({"iron": 100_001}, Doubt.TOO_MUCH, id="more than 100 g in milligrams"),
        pytest.param({"vitamin_b12": 100_000_000}, Doubt(0), id="100 g in micrograms"),
        pytest.param({"sodium": "40.1"}, Doubt.TOO_MUCH, id="saltier than salt"),
        pytest.param({"fat_saturated": 3}, Doubt(0), id="all fat is saturated"),
        pytest.param({"fat_saturated": "3.1"}, Doubt.SATURATED_ABOVE_FAT, id="more saturated fat than fat"),
        pytest.param(
            {"carbohydrates_sugar": "45.1"}, Doubt.SUGAR_ABOVE_CARBOHYDRATES, id="more sugar than carbohydrates"
        ),
        pytest.param({"energy": 120}, Doubt.ENERGY_DISAGREES, id="too little energy"),
        pytest.param({"energy": 400}, Doubt.ENERGY_DISAGREES, id="too much energy"),
        pytest.param({"energy": 902, "protein": 0, "carbohydrates": 0, "fat": 100, "fiber": None}, Doubt(0), id="lard"),
        pytest.param(
            {"energy": 903, "protein": 0, "carbohydrates": 0, "fat": 100, "fiber": 0}, Doubt.TOO_MUCH, id="beyond fat"
        ),
        pytest.param(
            {"energy": 500, "protein": 20, "carbohydrates": 80, "fat": 5}, Doubt(0), id="105 g together are rounded"
        ),
        pytest.param(
            {"energy": 500, "protein": 20, "carbohydrates": 80, "fat": "5.1"}, Doubt.TOO_MUCH_TOGETHER, id="105.1 g"
        ),
        pytest.param(
            {"energy": 1000, "protein": 101, "carbohydrates": 0, "fat": 0},
            Doubt.TOO_MUCH | Doubt.ENERGY_DISAGREES,
            id="two doubts",
        ),
    ],
)
def test_doubts_about_values(changes, expected):
    assert doubts(food(**changes), name="Bread") == expected


@pytest.mark.parametrize(
    ("name", "nutriscore", "unreadable", "expected"),
    [
        (" ", None, (), Doubt.NO_NAME),
        ("Bread", "f", (), Doubt.NO_SUCH_GRADE),
        ("Bread", "not-applicable", (), Doubt(0)),
        ("Bread", "", {"fiber"}, Doubt.NOT_A_NUMBER),
    ],
)
def test_other_doubts(name, nutriscore, unreadable, expected):
    assert doubts(food(), name=name, nutriscore=nutriscore, unreadable=unreadable) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"energy": 354, "fiber": 0}, True, id="243 kcal are 30 % and 5 less"),
        pytest.param({"energy": 355, "fiber": 0}, False, id="and not less than that"),
        pytest.param({"energy": 184, "fiber": 0}, True, id="243 kcal are 30 % and 5 more"),
        pytest.param({"energy": 183, "fiber": 0}, False, id="and not more than that"),
        pytest.param({"energy": 13, "protein": 0, "carbohydrates": 0, "fat": 0, "fiber": 0}, True, id="hardly any"),
        pytest.param({"energy": 14, "protein": 0, "carbohydrates": 0, "fat": 0, "fiber": 0}, False, id="from nothing"),
        pytest.param(
            {"energy": 216, "protein": 15.6, "carbohydrates": 64.5, "fat": 4.3, "fiber": 42.8}, True, id="American bran"
        ),
        pytest.param({"energy": 240, "protein": 0, "carbohydrates": 98, "fat": 0, "polyols": 97}, True, id="sugarfree"),
        pytest.param({"energy": 43, "protein": 0.5, "carbohydrates": 3.6, "fat": 0, "alcohol": 3.9}, True, id="beer"),
        pytest.param({"energy": None}, True, id="unknown energy"),
    ],
)
def test_energy_of_the_label_and_of_what_is_in_it(changes, expected):
    assert energy_agrees(food(**changes)) is expected


def test_each_doubt_is_explained():
    assert list(EXPLANATIONS) == list(Doubt)
    assert explanations(Doubt(0)) == []
    assert explanations(Doubt.NEGATIVE | Doubt.NO_NAME) == ["It has no name.", "A value is below zero."]


def test_doubts_keep_their_bits():
    assert [doubt.value for doubt in Doubt] == [2**bit for bit in range(10)]


def test_columns_hold_what_they_can():
    given = food(energy="250.5", protein="9.0005", fat=None, carbohydrates=-3, fiber=120, iron=2)

    assert for_columns(given) == {
        "energy": 251,
        "protein": Decimal("9.001"),
        "carbohydrates": 0,
        "carbohydrates_sugar": None,
        "fat": 0,
        "fat_saturated": None,
        "fiber": 100,
        "sodium": None,
    }
