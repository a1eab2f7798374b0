"""What is read out of a body, without a database."""

import json
import math
from decimal import Decimal

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.api.trees import depth
from journal import selection, waistline
from journal.waistline import app_version, members, number, read_body, stats

# What JSON can hold and both sides can give back.
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS
)
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner), max_leaves=20)
OBJECTS = st.dictionaries(TEXTS, VALUES)
# How programs write JSON: compact, with blanks, with escapes.
WRITERS = [
    lambda value: orjson.dumps(value).decode(),
    lambda value: json.dumps(value, indent=3),
    lambda value: json.dumps(value, separators=(" ,\n", "\t: "), ensure_ascii=False),
]


@given(value=OBJECTS, write=st.sampled_from(WRITERS))
def test_members_are_what_an_object_holds(value, write):
    found = members(write(value))

    assert list(found) == list(value)
    assert {name: json.loads(text) for name, text in found.items()} == value


@given(value=VALUES, write=st.sampled_from(WRITERS))
def test_any_json_is_read_or_null(value, write):
    raw = write(value).encode()
    if value is None:
        with pytest.raises(waistline.UnreadableBody):
            read_body(raw)
    else:
        assert json.loads(read_body(raw).text) == value


@given(raw=st.binary() | st.text(alphabet='{}[]",:\\u0001e.-truefalsn').map(str.encode))
def test_any_bytes_are_read_or_refused(raw):
    try:
        body = read_body(raw)
    except waistline.UnreadableBody:
        return
    assert json.loads(body.text) == json.loads(raw)


@given(nutrition=st.dictionaries(TEXTS, SCALARS))
def test_numbers_of_the_nutrition_are_its_nutrients(nutrition):
    raw = orjson.dumps({"nutrition": nutrition, "entry": {"dateTime": "2024-01-05"}})

    found = read_body(raw).nutrients

    numbers = {name: value for name, value in nutrition.items() if type(value) in {int, float}}
    assert found == {name: float(value) for name, value in numbers.items()}
    assert all(math.isfinite(value) for value in found.values())


def test_depth_is_that_of_the_documented_server():
    deepest = b"[" * waistline.DEEPEST + b"1" + b"]" * waistline.DEEPEST

    assert depth(json.loads(read_body(deepest).text)) == waistline.DEEPEST
    with pytest.raises(waistline.UnreadableBody):
        read_body(b"[" + deepest + b"]")


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param({"weight": 80.5, "waist": 90}, {"weight": "80.5", "waist": "90"}, id="numbers"),
        pytest.param({"weight": 81.64663}, {"weight": "81.64663"}, id="as they are written"),
        pytest.param({"weight": " 80.50 "}, {"weight": "80.50"}, id="numbers in quotes"),
        pytest.param({"weight": None, "a": True, "b": "x", "c": [1], "d": "", "e": "NaN"}, {}, id="none of them a number"),
        pytest.param([], {}, id="an empty list is an empty object in PHP"),
        pytest.param(None, None, id="null says nothing"),
        pytest.param("x", None, id="nor does a text"),
    ],
)  # fmt: skip
def test_stats(found, expected):
    assert stats(found) == (None if expected is None else {name: Decimal(text) for name, text in expected.items()})


@given(value=SCALARS)
def test_number_is_finite_or_none(value):
    found = number(value)

    assert found is None or found.is_finite()
    if isinstance(value, int) and not isinstance(value, bool):
        assert found == value


def test_more_stats_than_anybody_has_are_not_looked_at():
    assert len(stats({str(name): name for name in range(500)})) == 100


@pytest.mark.parametrize(
    ("user_agent", "version"),
    [
        ("Waistline - Android - Version 3.11.1 - https://github.com/davidhealey/waistline", "3.11.1"),
        ("curl/8.5.0", ""),
        ("", ""),
    ],
)
def test_app_version(user_agent, version):
    assert app_version(user_agent) == version


@given(name=TEXTS.map(str.strip).filter(lambda name: name and "," not in name), value=st.floats(allow_nan=False))
def test_condition_on_any_name_and_number(name, value):
    found = selection.conditions(f"{name}[gt]:{value!r}" if math.isfinite(value) else f"{name}[gt]:1e999")

    assert [each.name for each in found] == [name]
    assert found[0].operator == "gt"
    assert found[0].number == (value if math.isfinite(value) else math.inf)


@pytest.mark.parametrize(
    ("text", "value"),
    [("10", 10), ("10.7", 10), (" 7", 7), ("-3x", -3), ("+4", 4), ("x", 0), ("", 0), ("00012", 12), ("1e3", 1),
     ("9" * 5000, selection.LARGEST), ("-" + "9" * 5000, -selection.LARGEST), ("0" * 5000 + "5", 5)],
)  # fmt: skip
def test_leading_number(text, value):
    assert selection.leading_number(text) == value
