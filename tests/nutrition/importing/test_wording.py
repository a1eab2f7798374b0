import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutrition.importing.wording import in_title_case, tidy


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("  Rice\tand \n beans ", "Rice and beans"),
        ("Ben &amp; Jerry&#39;s", "Ben & Jerry's"),
        ("5 &amp;lt; 6", "5 < 6"),
        ("Käse\x00\x07", "Käse"),
        ("a\u200bb\ufeff", "ab"),
        ("نان\u200cسفید", "نان\u200cسفید"),
        ("x" * 300, "x" * 200),
        (None, ""),
        (17, ""),
    ],
)
def test_text_is_tidied(text, tidied):
    assert tidy(text) == tidied


@given(st.text())
def test_any_text_becomes_one_line_that_fits(text):
    found = tidy(text, 20)

    assert len(found) <= 20
    assert found == found.strip()
    assert "\x00" not in found
    assert len(found.splitlines()) <= 1


@pytest.mark.parametrize(
    ("text", "titled"),
    [("JERRY'S 2% MILK", "Jerry's 2% Milk"), ("Hummus, commercial", "Hummus, commercial"), ("", "")],
)
def test_shouting_is_written_in_title_case(text, titled):
    assert in_title_case(text) == titled
