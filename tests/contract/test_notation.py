import pytest

from tests.contract.notation import at, blanks, date_, decimal_, differences, int_, keys, moment_, nullable, str_, uuid_

UUID = "0198c5a1-7c2e-7d3a-9f00-5a3f6f1f2b11"


@pytest.mark.parametrize(
    ("value", "shape"),
    [
        pytest.param(1, int_, id="an integer"),
        pytest.param(None, nullable(int_), id="a null where null is allowed"),
        pytest.param([{"id": 1}, {"id": 2}], [{"id": int_}], id="an array of objects"),
        pytest.param([], [int_], id="an empty array"),
        pytest.param("12.50", decimal_(2), id="a decimal with its places"),
        pytest.param("2026-01-05", date_, id="a date"),
        pytest.param("2026-01-05T10:00:00+01:00", moment_, id="a moment with an offset"),
        pytest.param(UUID, uuid_, id="a uuid"),
        pytest.param({"id": 1, "more": 2}, keys("id:int ~name:str"), id="at least the needed keys"),
    ],
)
def test_differences_none(value, shape):
    assert differences(value, shape) == []


@pytest.mark.parametrize(
    ("value", "shape", "expected"),
    [
        pytest.param({}, {"id": int_}, ["answer.id: missing"], id="a missing key"),
        pytest.param({"id": 1}, {}, ["answer.id: unexpected"], id="an unexpected key"),
        pytest.param(True, int_, ["answer: expected integer, found True"], id="a boolean is no integer"),
        pytest.param(None, str_, ["answer: expected string, found None"], id="a null"),
        pytest.param([1, "2"], [int_], ["answer[1]: expected integer, found '2'"], id="one wrong item"),
        pytest.param({}, [int_], ["answer: expected array, found {}"], id="an object for an array"),
        pytest.param([], {"id": int_}, ["answer: expected object, found []"], id="an array for an object"),
        pytest.param("1.5", decimal_(2), ["answer: expected decimal string with 2 places, found '1.5'"], id="places"),
        pytest.param(
            "2026-01-05T10:00:00",
            moment_,
            ["answer: expected date-time with an offset, found '2026-01-05T10:00:00'"],
            id="a moment without an offset",
        ),
        pytest.param({"id": None}, keys("id:int"), ["answer.id: expected integer, found None"], id="a null id"),
        pytest.param(
            {"a": 1}, keys("b:int ~a:str?"), ["answer.b: missing", "answer.a: expected string, found 1"], id="both"
        ),
    ],
)
def test_differences_named_with_their_path(value, shape, expected):
    assert differences(value, shape) == expected


def test_blanks_found_at_every_depth():
    assert blanks({"a": None, "b": [{"c": []}], "d": 0}) == ["answer.a", "answer.b[0].c"]


def test_at_walks_arrays_and_leaves_out_nulls():
    row = {"images": [{"thumbnails": {"small": "s"}}, {"thumbnails": None}]}

    assert at(row, "images[].thumbnails") == [{"small": "s"}]
