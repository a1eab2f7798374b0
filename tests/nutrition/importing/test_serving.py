from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutrition.importing.serving import HEAVIEST_GRAMS, UNITS, Serving, serving

LETTERS = st.text(st.characters(codec="utf-8"), max_size=60)


@pytest.mark.parametrize(
    ("text", "name", "grams"),
    [
        ("30 g", "Portion (30 g)", 30),
        ("30g", "Portion (30g)", 30),
        ("ca. 30 g", "Portion (30 g)", 30),
        ("30 grammes", "Portion (30 grammes)", 30),
        ("40 г", "Portion (40 г)", 40),
        ("１００ｇ", "Portion (100g)", 100),
        ("2 biscuits (25 g)", "2 biscuits", 25),
        ("25 g (2 biscuits)", "2 biscuits", 25),
        ("12 chips/28g", "12 chips/28g", 28),
        ("1/2 pizza (200 g", "1/2 pizza", 200),
        ("1 can [330 ml]", "1 can", 330),
        ("½ cup = 113g", "1/2 cup", 113),
        ("1½ cups (360 ml)", "1 1/2 cups", 360),
        ("1/2 lb", "Portion (1/2 lb)", 227),
        ("1 cup (240 ml)", "1 cup", 240),
        ("1,5 dl", "Portion (1,5 dl)", 150),
        ("0.5 L", "Portion (0.5 L)", 500),
        ("33 cl", "Portion (33 cl)", 330),
        ("100 g (3.5 oz)", "Portion (100 g)", 100),
        ("1 oz (28 g)", "Portion (28 g)", 28),
        ("3.5oz.", "Portion (3.5oz.)", 99),
        ("8 fl oz (240 mL)", "Portion (240 mL)", 240),
        ("8 FL. OZ.", "Portion (8 FL. OZ.)", 237),
        ("1 bar (1.4 oz / 40 g)", "1 bar", 40),
        ("1 portion de 30 g", "1 portion de 30 g", 30),
        ("1 tbsp (15 g) (2 pieces)", "1 tbsp (15 g) (2 pieces)", 15),
        ("2 x 25 g", "Portion (2 x 25 g)", 50),
        ("6x30g", "Portion (6x30g)", 180),
        ("1,000 g", "Portion (1,000 g)", 1000),
        ("2,835 g", "Portion (2,835 g)", 3),
        ("12.5 g", "Portion (12.5 g)", 13),
        ("2 &quot;big&quot; bars (50 g)", '2 "big" bars', 50),
    ],
)
def test_serving_is_read(text, name, grams):
    assert serving(text) == Serving(name, grams)


@pytest.mark.parametrize(
    "text", ["", "30", "1 slice", "0 g", "0.3 g", "99999 g", "1/0 g", "5gal", "1 Portion (2 biscuits)"]
)
def test_serving_without_a_usable_weight_is_none(text):
    assert serving(text) is None


def test_known_weight_counts_where_the_text_has_none():
    assert serving("1 slice", Decimal("33.5")) == Serving("1 slice", 34)
    assert serving("30 g", Decimal(99)) == Serving("Portion (30 g)", 30)


@given(LETTERS, st.decimals(min_value=-10, max_value=20_000, places=2) | st.none())
def test_any_text_gives_a_usable_serving_or_none(text, known):
    found = serving(text, known)

    if found is not None:
        assert 1 <= found.grams <= HEAVIEST_GRAMS
        assert 1 <= len(found.name) <= 200
        assert found.name == found.name.strip()


@given(st.integers(1, 900), st.sampled_from(sorted(UNITS)), st.sampled_from(["", " "]))
def test_number_and_unit_are_read_whatever_the_unit(number, unit, blank):
    expected = number * UNITS[unit][1]
    found = serving(f"{number}{blank}{unit}")

    assert (found.grams if found else 0) == (
        round(expected + Decimal("0.00001")) if 0.5 <= expected <= HEAVIEST_GRAMS else 0
    )
