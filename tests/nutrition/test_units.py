"""Units and what they come to in one another."""

from decimal import Decimal

import pytest

from nutrition.units import NoCommonMeasure, Unit, converted, kilocalories, kilojoules, unit_named


@pytest.mark.parametrize(
    ("value", "unit", "to", "expected"),
    [
        pytest.param("1.5", "g", "mg", "1500", id="grams in milligrams"),
        pytest.param("0.0000023", "g", "µg", "2.3", id="grams in micrograms"),
        pytest.param("549", "mg", "g", "0.549", id="milligrams in grams"),
        pytest.param("2.4", "µg", "mg", "0.0024", id="micrograms in milligrams"),
        pytest.param("100", "kcal", "kJ", "418.4", id="a kilocalorie is 4.184 kJ"),
        pytest.param("418.4", "kJ", "kcal", "100", id="and back"),
        pytest.param("7", "IU", "IU", "7", id="any unit in itself"),
    ],
)
def test_conversion_is_exact(value, unit, to, expected):
    assert converted(Decimal(value), Unit(unit), Unit(to)) == Decimal(expected)


@pytest.mark.parametrize(("unit", "to"), [("g", "kcal"), ("kJ", "mg"), ("IU", "µg"), ("%vol", "g")])
def test_units_without_a_common_measure(unit, to):
    with pytest.raises(NoCommonMeasure, match=f"^{unit} cannot be given in {to}.$"):
        converted(Decimal(1), Unit(unit), Unit(to))


def test_energy_both_ways():
    assert (kilojoules(Decimal(250)), kilocalories(Decimal(1046))) == (1046, 250)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("G", "g"),
        (" MG ", "mg"),
        ("UG", "µg"),
        ("mcg", "µg"),
        pytest.param("\N{MICRO SIGN}g", "µg", id="micro sign"),
        pytest.param("\N{GREEK SMALL LETTER MU}g", "µg", id="mu"),
        ("KCAL", "kcal"),
        ("kj", "kJ"),
        ("IU", "IU"),
        ("UI", "IU"),
        ("% vol", "%vol"),
        ("%VOL", "%vol"),
        ("MG_ATE", None),
        ("", None),
    ],
)
def test_spellings_of_units(text, expected):
    assert unit_named(text) == expected
