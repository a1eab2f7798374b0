"""Dates as clients write them, and windows of days."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.periods import (
    Interval,
    ReversedWindow,
    UnreadableDate,
    Window,
    labelled_day,
    months_later,
    today_in,
    window,
    written_date,
)

D = date.fromisoformat
# Every offset there is, in quarters of an hour.
OFFSETS = st.integers(-12 * 4, 14 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters)))
SMALL = st.dates(date(1990, 1, 1), date(2060, 1, 1))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param("2024-01-01", "2024-01-01", id="a date"),
        pytest.param("2024-01-01T00:00:00.000Z", "2024-01-01", id="as the app writes it"),
        pytest.param("2024-01-01T23:59:59Z", "2024-01-01", id="without milliseconds"),
        pytest.param("2024-01-01T23:59Z", "2024-01-01", id="without seconds"),
        pytest.param("2024-01-01T23:59:60Z", "2024-01-01", id="a leap second"),
        pytest.param("2024-01-01T00:30:00.123456789+14:00", "2024-01-01", id="nanoseconds and the first time zone"),
        pytest.param("2024-01-01T23:30:00,5-1200", "2024-01-01", id="a comma, and an offset without colon"),
        pytest.param("2024-01-01T00:30:00 02:00", "2024-01-01", id="a plus that became a blank"),
        pytest.param(" 2024-01-01t10:00z ", "2024-01-01", id="small letters and blanks around"),
        pytest.param("2024-02-29", "2024-02-29", id="a leap day"),
        pytest.param("0001-01-01", "0001-01-01", id="the first"),
        pytest.param("9999-12-31T23:59:59.999Z", "9999-12-31", id="the last"),
    ],
)
def test_date_is_the_one_that_is_written(text, day):
    assert written_date(text) == D(day)


@pytest.mark.parametrize(
    "text",
    ["", "2024", "2024-1-1", "2024-02-30", "2023-02-29", "0000-01-01", "2024-01-01T24:00", "2024-01-01T10:00:61Z",
     "2024-01-01T10:00+24:00", "2024-01-01T10:00+01:60", "2024-01-01Z", "٢٠٢٤-٠١-٠١", "2024-01-01\n2024-01-02"],
)  # fmt: skip
def test_anything_else_is_no_date(text):
    with pytest.raises(UnreadableDate):
        written_date(text)


@given(
    moment=st.datetimes(timezones=OFFSETS), spec=st.sampled_from(["auto", "milliseconds", "minutes", "microseconds"])
)
def test_any_moment_in_any_zone_keeps_its_date(moment, spec):
    text = moment.isoformat(timespec=spec)

    assert written_date(text) == labelled_day(text) == moment.date()


@given(text=st.text())
def test_any_text_is_a_date_or_refused(text):
    labelled_day(text)
    with suppress(UnreadableDate):
        written_date(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-01-05T00:00:00.000Z", "2024-01-05"),
        ("  2024-01-05", "2024-01-05"),
        ("2024-01-05T99:99", "2024-01-05"),
        ("2024-01-05 and so on", "2024-01-05"),
        ("2024-01-051", None),
        ("2024-01-05-01", None),
        ("2024-13-05", None),
        ("on 2024-01-05", None),
        ("", None),
    ],
)
def test_label_is_the_date_at_the_beginning(text, day):
    assert labelled_day(text) == (D(day) if day else None)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        pytest.param(None, None, ("2024-01-04", "2024-01-10"), id="nothing: today and six days before"),
        pytest.param(None, "2023-05-10", ("2023-05-04", "2023-05-10"), id="the end: six days before it"),
        pytest.param("2024-01-01", None, ("2024-01-01", "2024-01-10"), id="the beginning: up to today"),
        pytest.param("2024-01-01", "2024-01-01", ("2024-01-01", "2024-01-01"), id="one day"),
        pytest.param(None, "0001-01-03", ("0001-01-01", "0001-01-03"), id="time has a beginning"),
    ],
)
def test_window(first, last, expected):
    found = window(first and D(first), last and D(last), today=D("2024-01-10"))

    assert (str(found.first), str(found.last)) == expected


@pytest.mark.parametrize(("first", "last"), [("2024-01-02", "2024-01-01"), ("2024-01-11", None)])
def test_window_cannot_end_before_it_begins(first, last):
    with pytest.raises(ReversedWindow):
        window(D(first), last and D(last), today=D("2024-01-10"))


@given(first=SMALL, length=st.integers(0, 5000), interval=st.sampled_from(Interval))
def test_days_are_as_many_as_counted_and_all_within(first, length, interval):
    asked = Window(first, first + timedelta(days=length), interval)
    days = asked.days()

    assert len(days) == asked.count() == len(set(days))
    assert days == sorted(days)
    assert (days[0], days[-1] <= asked.last) == (first, True)


@given(first=SMALL, length=st.integers(0, 5000))
def test_monthly_days_keep_the_day_or_are_the_last_of_their_month(first, length):
    for day in Window(first, first + timedelta(days=length), Interval.MONTH).days():
        assert day.day == first.day or (day + timedelta(days=1)).day == 1


@given(day=SMALL, months=st.integers(0, 600))
def test_month_is_the_one_so_many_later(day, months):
    later = months_later(day, months)

    assert (later.year - day.year) * 12 + later.month - day.month == months


@pytest.mark.parametrize("interval", Interval)
def test_all_of_time_is_counted_without_being_listed(interval):
    asked = Window(date.min, date.max, interval)

    assert asked.count() == {"day": 3_652_059, "week": 521_723, "month": 119_988, "year": 9999}[interval]


@given(now=st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)))
def test_today_differs_by_a_day_at_most(now):
    now = now.replace(tzinfo=UTC)
    days = [today_in(zone, now) for zone in ("Etc/GMT+12", "UTC", "Etc/GMT-14")]

    assert days == sorted(days)
    assert days[1] == now.date()
    assert days[2] == now.astimezone(ZoneInfo("Etc/GMT-14")).date()
