"""Tables, numbers, durations and dates as other programs write them."""

from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.importing.tables import Broken, NotATable, Row, fold, read
from accounts.importing.values import Order, Unreadable, moment, number, seconds


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_any_delimiter_and_encoding(delimiter, encoding):
    text = f"Datum{delimiter}Übung\n2024-01-05{delimiter}Bankdrücken, “schräg”\n".replace("“schräg”", "schräg")
    text = text.replace("Bankdrücken, schräg", '"Bankdrücken, schräg"')

    table = read(text.encode(encoding))

    assert (table.columns, table.rows) == (("Datum", "Übung"), (Row(2, ("2024-01-05", "Bankdrücken, schräg")),))
    assert table.delimiter == delimiter


def test_lines_are_counted_as_in_the_file():
    table = read(b'a,b\r\n\r\n1,"two\r\nlines"\r\n3,4\r\n5\r\n6,7,8\r\n')

    assert [row.line for row in table.rows] == [3, 5, 6]
    assert table.rows[2].cells == ("5", "")
    assert table.broken == (Broken(7, "has 3 cells, but there are 2 columns"),)


def test_quotation_mark_that_is_never_closed_is_one_broken_line():
    table = read(b'a,b\n1,2\n3,"4\n' + b"5,6\n" * 10_000)

    assert table.rows == (Row(2, ("1", "2")),)
    assert [each.line for each in table.broken] == [3]


@pytest.mark.parametrize("content", [b"", b" \n\n", b"a,b\n", b"PK\3\4\0\0\0\0", b"\xff\xfe"])
def test_no_table(content):
    with pytest.raises(NotATable):
        read(content)


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Weight (kg)", "weight kg"), ("start_time", "start time"), ("Übungs-Name", "ubungs name"), ("Réps ", "reps")],
)
def test_headings(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("82.5", "82.5"),
        ("82,5", "82.5"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1,234,567", "1234567"),
        ("1'234.5", "1234.5"),
        ("1 234,5", "1234.5"),
        ("1\u202f234,5", "1234.5"),
        ("-3", "-3"),
        ("", None),
        ("-", None),
    ],
)
def test_numbers(text, value):
    assert number(text) == (None if value is None else Decimal(value))


@pytest.mark.parametrize("text", ["much", "1.2.3", "NaN", "Infinity", "1e99", "٤٥x", "0x10"])
def test_no_numbers(text):
    with pytest.raises(Unreadable):
        number(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1h 5m", 3900),
        ("1h", 3600),
        ("45m", 2700),
        ("45 min", 2700),
        ("1h 5m 30s", 3930),
        ("1hr 2min", 3720),
        ("1:05:00", 3900),
        ("0:45", 45),
        ("30s", 30),
        ("90", 90),
        ("90.0", 90),
        ("0", 0),
        ("", None),
    ],
)
def test_durations(text, value):
    assert seconds(text) == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-03-28", (2024, 3, 28)),
        ("2024-03-28 17:29:05", (2024, 3, 28, 17, 29, 5)),
        ("2024/03/28 17:29", (2024, 3, 28, 17, 29)),
        ("28.03.2024", (2024, 3, 28)),
        ("28.3.24 17:29", (2024, 3, 28, 17, 29)),
        ("03.04.2024", (2024, 4, 3)),
        ("28/03/2024", (2024, 3, 28)),
        ("03/28/2024 5:29 PM", (2024, 3, 28, 17, 29)),
        ("2024-03-28 12:05:00\u202fAM", (2024, 3, 28, 0, 5)),
        ("28 Mar 2024, 17:29", (2024, 3, 28, 17, 29)),
        ("28 mars 2024 17:29", (2024, 3, 28, 17, 29)),
        ("28. März 2024 um 17:29 Uhr", (2024, 3, 28, 17, 29)),
        ("28 de marzo de 2024", (2024, 3, 28)),
        ("5 juil. 2024", (2024, 7, 5)),
        ("1 août 2024", (2024, 8, 1)),
        ("Thu, Mar 28, 2024 at 5:29 PM", (2024, 3, 28, 17, 29)),
        ("Thursday 28 March 2024", (2024, 3, 28)),
    ],
)
def test_dates(text, expected):
    assert moment(text) == datetime(*expected)


def test_date_with_an_offset_keeps_it():
    assert moment("2024-03-28T17:29:00Z") == datetime(2024, 3, 28, 17, 29, tzinfo=UTC)


@pytest.mark.parametrize(("order", "month"), [(Order.DAY_FIRST, 4), (Order.MONTH_FIRST, 3)])
def test_date_that_may_be_two(order, month):
    assert moment("03/04/2024", order).month == month


@pytest.mark.parametrize(
    "text", ["", "soon", "03/04/2024", "2024-02-30", "28 Foo 2024", "2024-01-05 25:00", "32.1.2024"]
)
def test_no_dates(text):
    with pytest.raises(Unreadable):
        moment(text)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text):
    for reading in (number, seconds, moment):
        with suppress(Unreadable):
            reading(text)


@given(st.binary(max_size=300))
def test_any_file_is_read_or_refused(content):
    with suppress(NotATable):
        table = read(content)
        assert all(len(row.cells) == len(table.columns) for row in table.rows)


def test_too_many_columns_are_refused_before_rows_are_filled_up():
    with pytest.raises(NotATable, match="more than 500 columns"):
        read(b"date" + b"," * 500 + b"\n2026-01-01\n")


@pytest.mark.parametrize("text", ["99999999999999h", "9" * 5000 + ":00:00", "9" * 400 + "h", "-5", "1e9"])
def test_durations_that_nobody_trains(text):
    with pytest.raises(Unreadable, match="is no duration"):
        seconds(text)
