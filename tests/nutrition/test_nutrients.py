"""The registry of nutrients."""

from collections import Counter
from decimal import Decimal

import pytest

from journal.waistline import NUTRIENTS as WAISTLINE
from nutrition.nutrients import (
    EIGHT,
    MICRONUTRIENTS,
    NUTRIENTS,
    REQUIRED,
    Label,
    known,
    packed,
    unpacked,
    with_sodium,
)
from nutrition.units import NoCommonMeasure, Unit


def test_the_eight_of_the_api_come_first():
    assert tuple(NUTRIENTS)[:8] == EIGHT
    assert {name: NUTRIENTS[name].unit for name in EIGHT} == {"energy": "kcal"} | dict.fromkeys(EIGHT[1:], "g")
    assert [name for name in EIGHT if name in REQUIRED] == list(REQUIRED)


def test_the_others_are_open():
    assert len(MICRONUTRIENTS) > 50
    assert {"vitamin_b12", "iron", "omega_3", "cholesterol", "caffeine", "alcohol", "water", "salt"} < set(
        MICRONUTRIENTS
    )


def test_every_nutrient_that_waistline_knows_has_a_place():
    assert {label.name for each in NUTRIENTS.values() for label in each.waistline} == WAISTLINE


@pytest.mark.parametrize("source", ["off", "waistline", "usda"])
def test_no_name_of_a_source_means_two_things(source):
    labels = [label for each in NUTRIENTS.values() for label in getattr(each, source)]
    names = Counter(name for label in labels for name in (label.name, label.number) if name)

    assert names.most_common(1)[0][1] == 1


def test_ids_and_numbers_of_usda_cannot_be_confused():
    labels = [label for each in NUTRIENTS.values() for label in each.usda]

    assert all(int(label.name) > 1000 > float(label.number) for label in labels)


def test_names_of_sodium():
    assert (NUTRIENTS["sodium"].off, NUTRIENTS["sodium"].waistline, NUTRIENTS["sodium"].usda) == (
        (Label("sodium", Unit.GRAM),),
        (Label("sodium", Unit.MILLIGRAM),),
        (Label("1093", Unit.MILLIGRAM, "307"),),
    )


@pytest.mark.parametrize(
    ("name", "value", "unit", "expected"),
    [
        pytest.param("vitamin_a", "1000", "IU", "300", id="retinol"),
        pytest.param("vitamin_d", "400", "IU", "10", id="cholecalciferol"),
        pytest.param("vitamin_e", "100", "IU", "67", id="alpha-tocopherol"),
        pytest.param("alcohol", "5", "%vol", "3.9465", id="a beer"),
        pytest.param("vitamin_c", "0.012", "g", "12", id="any mass"),
        pytest.param("energy", "418.4", "kJ", "100", id="energy"),
    ],
)
def test_values_in_our_unit_and_back(name, value, unit, expected):
    nutrient = NUTRIENTS[name]

    assert nutrient.value(Decimal(value), Unit(unit)) == Decimal(expected)
    assert nutrient.value_in(Decimal(expected), Unit(unit)) == Decimal(value)


@pytest.mark.parametrize(("name", "unit"), [("vitamin_c", "IU"), ("protein", "%vol"), ("energy", "g")])
def test_units_that_nobody_has_defined_for_a_nutrient(name, unit):
    with pytest.raises(NoCommonMeasure):
        NUTRIENTS[name].value(Decimal(1), Unit(unit))
    with pytest.raises(NoCommonMeasure):
        NUTRIENTS[name].value_in(Decimal(1), Unit(unit))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param({"salt": "1.25"}, {"salt": "1.25", "sodium": "0.5"}, id="from salt"),
        pytest.param({"sodium": "0.5"}, {"salt": "1.25", "sodium": "0.5"}, id="from sodium"),
        pytest.param({"sodium": "0.4", "salt": "2"}, {"sodium": "0.4", "salt": "2"}, id="both stay as they are"),
        pytest.param({"sodium": "0"}, {"sodium": "0", "salt": "0"}, id="zero is known"),
        pytest.param({"sodium": None, "fat": "1"}, {"fat": "1"}, id="neither"),
    ],
)
def test_salt_and_sodium(given, expected):
    values = {name: None if value is None else Decimal(value) for name, value in given.items()}

    assert with_sodium(values) == {name: Decimal(value) for name, value in expected.items()}


def test_zero_is_known():
    assert known({"fat": Decimal(0), "fiber": None}) == {"fat": 0}


def test_micronutrients_are_packed_for_json():
    values = {"energy": Decimal(10), "iron": Decimal("2.3"), "vitamin_a": Decimal(0), "zinc": None}

    assert packed(values) == {"iron": 2.3, "vitamin_a": 0}
    assert unpacked({"iron": 2.3, "vitamin_a": 0, "phlogiston": 1}) == {"iron": Decimal("2.3"), "vitamin_a": 0}
