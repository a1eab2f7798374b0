"""Nutrients of an amount, of a meal and of a day."""

from decimal import Decimal

import pytest

from nutrition.nutrients import EIGHT
from nutrition.sums import Total, answer, energy_shares, grams, per_100_grams, per_kilogram, total, values_of


def values(text):
    """Nutrients in the order of the API, ``-`` for what is not known."""
    return {name: None if each == "-" else Decimal(each) for name, each in zip(EIGHT, text.split(), strict=True)}


def answered(text):
    numbers = {name: None if value is None else float(value) for name, value in values(text).items()}
    return numbers | {"fibres": numbers["fiber"]}


# Facts about answers of the servers that the clients know: energy, protein, carbohydrates, sugar, fat, saturated, fibre
# and sodium of these foods.
HAM = values("176 25.63 0.125 0 8.19 3.244 0 0.549")
STEW = values("300 25.63 0.125 1 9 3 5 0.1")
RAW = values("180 10 5 4 2 0 20 2.1")
CHICKPEAS = values("420 9.003 43.855 33.745 23.179 8.154 - 0.48")
LASAGNE = values("301 18.16 13.917 9.812 19.2 6.933 - 1.494")
FRIES = values("239 19.177 35.866 9.046 2.106 1.728 4.416 1.552")
MILK = values("604 19.132 37.67 13.755 41.875 10.475 - 1.456")
FALAFEL = values("423 39.029 49.096 16.026 7.881 - 1.695 1.28")


def meal(*items):
    return answer(total(values_of(food, grams(Decimal(amount), unit)) for food, amount, unit in items).values)


@pytest.mark.parametrize(
    ("amount", "unit", "expected"),
    [
        pytest.param("100", None, "176 25.63 0.125 - 8.19 3.244 - 0.549", id="100 g: optional zeros are null"),
        pytest.param("10.5", None, "18.48 2.69115 0.013125 - 0.85995 0.34062 - 0.057645", id="nothing is rounded"),
        pytest.param("2", 109, "383.68 55.8734 0.2725 - 17.8542 7.07192 - 1.19682", id="two spoons of 109 g"),
        pytest.param("2", Decimal("0.5") * 223, "392.48 57.1549 0.27875 - 18.2637 7.23412 - 1.22427", id="half cups"),
        pytest.param("-5", None, "-8.8 -1.2815 -0.00625 - -0.4095 -0.1622 - -0.02745", id="below zero"),
        pytest.param("0", None, "0 0 0 - 0 - - -", id="nothing"),
    ],
)
def test_values_of_an_amount_are_answered_as_recorded(amount, unit, expected):
    assert meal((HAM, amount, unit)) == answered(expected)


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        pytest.param([], "0 0 0 - 0 - - -", id="no items"),
        pytest.param(
            [
                (HAM, 120, None),
                (HAM, 100, None),
                (HAM, 1000, None),
                (RAW, 100, None),
                (HAM, 100, 109),
                (STEW, 100, 109),
            ],
            "54211.2 5910.026 33.775 113 1975.628 720.1728 565 79.5388",
            id="grams and units",
        ),
        pytest.param(
            [(CHICKPEAS, "150.5", None), (CHICKPEAS, 2, 100)],
            "1472.1 31.555515 153.711775 118.276225 81.242395 28.57977 - 1.6824",
            id="fibre that no item knows",
        ),
        pytest.param(
            [(LASAGNE, 59, None), (FRIES, 400, None), (MILK, 213, None), (FALAFEL, 1, 200)],
            "3266.11 206.23156 330.10413 103.32323 124.70775 33.31422 21.054 12.75074",
            id="what some items know",
        ),
    ],
)
def test_sum_of_a_meal_is_answered_as_recorded(items, expected):
    assert meal(*items) == answered(expected)


def test_answer_tells_nothing_but_the_eight():
    assert answer({"iron": Decimal(3), "protein": None}) == answered("0 0 0 - 0 - - -")


def test_answer_has_no_negative_zero():
    assert str(answer({"energy": Decimal(0) * -5})["energy"]) == "0.0"


def test_missing_is_not_zero():
    found = total([{"fat": Decimal(0), "fiber": None}, {"fat": Decimal(0)}])

    assert found == Total({"fat": Decimal(0)}, {"fat": 2}, 2)
    assert (found.value("fat"), found.value("fiber"), found.coverage("fiber")) == (0, None, 0)


def test_partly_known_sum_says_so():
    found = total([{"iron": Decimal(2)}, {"iron": None}, {"iron": Decimal("0.5")}, {}])

    assert (found.value("iron"), found.coverage("iron"), found.is_complete("iron")) == (
        Decimal("2.5"),
        Decimal("0.5"),
        False,
    )


def test_sum_of_nothing_is_unknown_and_complete():
    assert (Total().value("fat"), Total().coverage("fat"), Total().is_complete("fat")) == (None, None, True)


def test_recipe_per_100_grams():
    dough = total([values_of({"fat": Decimal(80)}, Decimal(50)), values_of({"fat": Decimal(1)}, Decimal(200))])

    assert per_100_grams(dough.values, Decimal(200)) == {"fat": 21}
    assert per_100_grams(dough.values, Decimal(0)) == {}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param("2000 100 250 - 60 - - -", "20 50 27", id="4, 4 and 9 kcal per gram of the declared energy"),
        pytest.param("100 25 - - 0 - - -", "100 - 0", id="what is not known has no share"),
        pytest.param("90 0 0 - 20 - - -", "0 0 200", id="a wrong label is not mended"),
        pytest.param("0 1 1 - 1 - - -", "- - -", id="no energy"),
        pytest.param("- 1 1 - 1 - - -", "- - -", id="unknown energy"),
    ],
)
def test_shares_of_energy(given, expected):
    shares = [None if each == "-" else Decimal(each) for each in expected.split()]

    assert energy_shares(values(given)) == dict(zip(["protein", "carbohydrates", "fat"], shares, strict=True))


@pytest.mark.parametrize(
    ("weight", "expected"),
    [
        pytest.param("80", (Decimal("1.5"), None, 0), id="known ones"),
        pytest.param(None, (None, None, None), id="no weight"),
        pytest.param("0", (None, None, None), id="nobody weighs nothing"),
    ],
)
def test_grams_per_kilogram(weight, expected):
    eaten = {"protein": Decimal(120), "carbohydrates": None, "fat": Decimal(0)}

    found = per_kilogram(eaten, None if weight is None else Decimal(weight))

    assert found == dict(zip(["protein", "carbohydrates", "fat"], expected, strict=True))
