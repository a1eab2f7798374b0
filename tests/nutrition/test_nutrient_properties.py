"""What holds for nutrients of every food."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutrition.nutrients import EIGHT, MICRONUTRIENTS, NUTRIENTS, packed, unpacked
from nutrition.plausibility import Doubt, doubts, for_columns
from nutrition.sources import number, read_off, read_usda, read_waistline, to_waistline
from nutrition.sums import Total, answer, per_100_grams, total, values_of
from nutrition.units import Unit, converted

pytestmark = pytest.mark.slow

NUMBERS = st.decimals(0, 100, places=3)
FOODS = st.dictionaries(st.sampled_from(list(NUTRIENTS)), st.none() | NUMBERS, max_size=12)
WEIGHTS = st.decimals("0.01", "100000", places=2)
MASSES = st.sampled_from([Unit.GRAM, Unit.MILLIGRAM, Unit.MICROGRAM])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    st.lists,
    max_leaves=4,
)


@given(NUMBERS, MASSES, MASSES)
def test_mass_comes_back_the_same(value, unit, other):
    assert converted(converted(value, unit, other), other, unit) == value


@given(FOODS, WEIGHTS)
def test_values_of_an_amount_are_exact(food, weight):
    exact = {name: Fraction(value) * Fraction(weight) / 100 for name, value in food.items() if value is not None}

    assert {name: Fraction(value) for name, value in values_of(food, weight).items()} == exact


@given(FOODS, WEIGHTS, WEIGHTS)
def test_two_amounts_have_what_both_together_have(food, first, second):
    parts = total([values_of(food, first), values_of(food, second)])

    assert parts.values == values_of(food, first + second)


@given(st.lists(FOODS, max_size=6), st.randoms())
def test_order_and_grouping_of_parts_do_not_matter(foods, random):
    cut = random.randint(0, len(foods))
    shuffled = random.sample(foods, len(foods))

    assert total(shuffled[:cut]) + total(shuffled[cut:]) == total(foods)


@given(st.lists(FOODS, max_size=6))
def test_a_sum_knows_what_any_part_knows(foods):
    found = total(foods)

    assert found + Total() == found
    assert set(found.values) == {name for food in foods for name, value in food.items() if value is not None}
    assert {name for name in NUTRIENTS if found.coverage(name) == 1} == {
        name for name in NUTRIENTS if foods and all(food.get(name) is not None for food in foods)
    }


@given(FOODS)
def test_per_100_grams_of_a_hundred_grams(food):
    assert per_100_grams(values_of(food, Decimal(100)), Decimal(100)) == values_of(food, Decimal(100))


@given(FOODS)
def test_answer_is_what_json_and_back_again_keeps(food):
    found = answer(food)

    assert list(found) == [*EIGHT, "fibres"]
    assert all(Decimal(str(value)) == (food.get(name) or 0) for name, value in found.items() if name in EIGHT and value)


@given(st.dictionaries(st.sampled_from(MICRONUTRIENTS), NUMBERS))
def test_micronutrients_survive_json(values):
    assert unpacked(packed(values)) == values


@given(st.dictionaries(st.sampled_from(MICRONUTRIENTS), NUMBERS), NUMBERS)
def test_waistline_gives_back_what_it_was_given(micronutrients, energy):
    named = {name: value for name, value in micronutrients.items() if NUTRIENTS[name].waistline and name != "salt"}

    assert read_waistline(to_waistline(named | {"energy": energy})).values == named | {"energy": energy}


@given(
    st.dictionaries(st.sampled_from([f"{label.name}_100g" for each in NUTRIENTS.values() for label in each.off]), JSON)
)
def test_any_nutriments_are_read_and_judged(nutriments):
    found = read_off(nutriments)

    assert not found.values.keys() & found.unreadable
    assert bool(found.unreadable) == (Doubt.NOT_A_NUMBER in doubts(found.values, name="x", unreadable=found.unreadable))
    assert all(value is None or 0 <= value <= 10_000 for value in for_columns(found.values).values())


@given(
    st.lists(
        st.tuples(st.integers(1000, 1330) | st.text(max_size=3), JSON, st.none() | st.sampled_from(["G", "IU", "x"]))
    )
)
def test_any_rows_are_read(rows):
    assert read_usda(rows).values.keys() <= NUTRIENTS.keys()


@given(JSON)
def test_any_json_is_a_number_or_none(value):
    found = number(value)

    assert found is None or (found.is_finite() and len(found.as_tuple().digits) <= 12)
