from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal import weights

UNITS = st.sampled_from(["kg", "lb"])


@st.composite
def entered(draw):
    """A weight as a person may enter it, with its unit."""
    unit = draw(UNITS)
    lightest, heaviest = weights.limits(unit)
    return draw(st.decimals(lightest, heaviest, places=2)), unit


@pytest.mark.parametrize(
    ("weight", "unit", "wanted", "expected"),
    [
        pytest.param("80.50", "kg", "kg", "80.50", id="as entered"),
        pytest.param("80.5", "kg", "lb", "177.47", id="kilograms in pounds"),
        pytest.param("180", "lb", "kg", "81.65", id="pounds in kilograms"),
        pytest.param("81.64663", "kg", "lb", "180.00", id="pounds that an app has sent as kilograms"),
        pytest.param("70.125", "kg", "kg", "70.13", id="a half is rounded up"),
    ],
)
def test_weight_is_shown_with_two_places(weight, unit, wanted, expected):
    assert str(weights.shown(Decimal(weight), unit, wanted)) == expected


@pytest.mark.parametrize(("unit", "expected"), [("kg", ["30.00", "600.00"]), ("lb", ["66.14", "1322.77"])])
def test_limits_are_kilograms_in_every_unit(unit, expected):
    assert [str(limit) for limit in weights.limits(unit)] == expected


@given(entered(), UNITS)
def test_what_is_shown_lies_within_its_own_bounds_and_no_others(weight, wanted):
    shown = weights.shown(*weight, wanted)
    kilograms = weights.in_kilograms(*weight)
    low, high = weights.bounds(shown, wanted)

    assert low <= kilograms < high
    assert weights.bounds(shown + weights.STEP, wanted)[0] == high


@given(entered(), st.lists(UNITS, max_size=20))
def test_looking_at_a_weight_in_other_units_never_changes_it(weight, looks):
    for unit in looks:
        weights.shown(*weight, unit)

    assert weights.shown(*weight, weight[1]) == weight[0]
