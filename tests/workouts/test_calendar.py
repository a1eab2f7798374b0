"""The date sequence: what is trained when.  1 January 2024 was a Monday."""

from datetime import date, timedelta
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workouts.calendar import Appointment, Day, Plan, appointments, appointments_on, next_training

MONDAY = date(2024, 1, 1)
TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = (MONDAY + timedelta(days=each) for each in range(1, 7))
LONG_AGO = date(2020, 1, 1)


def days(text):
    """``A B! C~ D@135`` are a day, one that needs logs, one of rest and one on Monday, Wednesday and Friday."""
    return [
        Day(
            id=ord(each[0]),
            order=position,
            is_rest="~" in each,
            needs_logs="!" in each,
            weekdays=frozenset(int(one) for one in each.partition("@")[2].strip("!~")),
        )
        for position, each in enumerate(text.split())
    ]


def told(sequence):
    """``A2`` is day A in iteration 2, ``-1`` an empty date that belongs to iteration 1, ``A1+B1`` one date."""
    return " ".join(
        "+".join(f"{chr(each.day.id) if each.day else '-'}{each.iteration}" for each in on_date)
        for _, on_date in groupby(sequence, key=lambda each: each.date)
    )


def sequence(text, start, length, *, fits_in_week=False, sessions=(), today=LONG_AGO):
    plan = Plan(days(text), start, start + timedelta(days=length - 1), fits_in_week)
    held = [(start + timedelta(days=offset), ord(day)) for offset, day in sessions]
    return list(appointments(plan, held, today))


@pytest.mark.parametrize(
    ("text", "start", "expected"),
    [
        pytest.param("", MONDAY, "", id="a plan without days has no dates"),
        pytest.param("A", MONDAY, "A1 A2 A3", id="a single day comes every day"),
        pytest.param("A B C", MONDAY, "A1 B1 C1 A2 B2 C2 A3", id="days take turns"),
        pytest.param("A B~ C", MONDAY, "A1 B1 C1 A2", id="rest is a day like any other"),
    ],
)
def test_days_follow_one_another(text, start, expected):
    assert told(sequence(text, start, max(len(expected.split()), 1))) == expected


@pytest.mark.parametrize(
    ("text", "start", "expected"),
    [
        pytest.param("A B C", MONDAY, "A1 B1 C1 -1 -1 -1 -1 A2 B2 C2 -2 -2 -2 -2 A3", id="from Monday"),
        pytest.param("A B C", WEDNESDAY, "A1 B1 C1 -1 -1 A2 B2 C2 -2 -2 -2 -2 A3", id="from Wednesday"),
        pytest.param("A B C", FRIDAY, "A1 B1 C1 A2 B2 C2 -2 -2 -2 -2 A3", id="no blank week after a Sunday"),
        pytest.param("A B C", SATURDAY, "A1 B1 C1 -1 -1 -1 -1 -1 -1 A2 B2 C2 -2", id="into the next week"),
        pytest.param(
            "A B C D E F G H I",
            MONDAY,
            "A1 B1 C1 D1 E1 F1 G1 H1 I1 -1 -1 -1 -1 -1 A2 B2",
            id="nine days take two weeks",
        ),
        pytest.param("A B C D E F G", THURSDAY, "A1 B1 C1 D1 E1 F1 G1 A2 B2", id="seven days fit as they are"),
        pytest.param("A", MONDAY, "A1 -1 -1 -1 -1 -1 -1 A2 -2", id="one day is once a week"),
        pytest.param("A", SUNDAY, "A1 A2 -2 -2 -2 -2 -2 -2 A3", id="one day, from Sunday"),
        pytest.param("A B", MONDAY, "A1 B1 -1", id="the end may come in between"),
    ],
)
def test_plan_that_fits_in_the_week(text, start, expected):
    assert told(sequence(text, start, len(expected.split()), fits_in_week=True)) == expected


@pytest.mark.parametrize(
    ("text", "sessions", "today", "expected"),
    [
        pytest.param(
            "A! B", [], 4, "A1 A1 A1 A1 A1 B1 A2 B2", id="waits up to today, then goes on as if all went well"
        ),
        pytest.param("A! B", [(1, "A")], 4, "A1 A1 B1 A2 A2 B2 A3", id="goes on the day after its session"),
        pytest.param("A!", [], 2, "A1 A1 A1 A2 A3 A4", id="a single day waits in its iteration"),
        pytest.param("A!", [(0, "A"), (1, "A")], 9, "A1 A2 A3 A3", id="and moves with each session"),
        pytest.param("A! B", [(0, "B")], 9, "A1 A1 A1", id="a session of another day does not count"),
        pytest.param("A B!", [(1, "B")], 9, "A1 B1 A2 B2 B2", id="the last day may wait too"),
        pytest.param("A B", [], 9, "A1 B1 A2", id="days that need no logs do not wait"),
        pytest.param("A!", [], -1, "A1 A2 A3", id="a plan of the future goes on by itself"),
        pytest.param("A!", [], 0, "A1 A2 A3", id="tomorrow is the future"),
        pytest.param("A!", [], 1, "A1 A1 A2", id="today is not"),
        pytest.param("A!", [(-1, "A")], 9, "A1 A1", id="a session from before the plan does not count"),
    ],
)
def test_day_that_needs_logs(text, sessions, today, expected):
    found = sequence(text, MONDAY, len(expected.split()), sessions=sessions, today=MONDAY + timedelta(days=today))

    assert told(found) == expected


@pytest.mark.parametrize(
    ("text", "sessions", "expected"),
    [
        pytest.param("A! B", [], "A1 A1 A1 A1 A1 A1 A1 A1 A1", id="nothing is empty while the first day waits"),
        pytest.param("A B!", [], "A1 B1 B1 B1 B1 B1 B1 B1 B1", id="nor while the last one does"),
        pytest.param("A B!", [(3, "B")], "A1 B1 B1 B1 -1 -1 -1 A2 B2", id="the rest of the week is empty after it"),
        pytest.param("A B!", [(6, "B")], "A1 B1 B1 B1 B1 B1 B1 A2 B2", id="a week used up leaves no empty date"),
    ],
)
def test_day_that_needs_logs_in_a_plan_that_fits_in_the_week(text, sessions, expected):
    found = sequence(text, MONDAY, 9, fits_in_week=True, sessions=sessions, today=MONDAY + timedelta(days=20))

    assert told(found) == expected


def test_days_go_by_order_and_then_by_id():
    plan = Plan([Day(3, order=2), Day(2, order=1), Day(1, order=2)], MONDAY, WEDNESDAY)

    assert [each.day.id for each in appointments(plan, [], LONG_AGO)] == [2, 1, 3]


@pytest.mark.parametrize(
    ("text", "start", "expected"),
    [
        pytest.param("A@1 B@3 C@5", MONDAY, "A1 -1 B1 -1 C1 -1 -1 A2 -2 B2", id="from Monday"),
        pytest.param(
            "A@1 B@3 C@5", WEDNESDAY, "B1 -1 C1 -1 -1 A1 -1 B2 -2 C2 -2 -2 A2", id="weeks begin with the plan"
        ),
        pytest.param("A@147", MONDAY, "A1 -1 -1 A1 -1 -1 A1 A2", id="a day on several weekdays is on each of them"),
        pytest.param("A@1 B@1 C@2", MONDAY, "A1+B1 C1 -1 -1 -1 -1 -1 A2+B2 C2", id="two days on one weekday"),
        pytest.param("A@1 B~@2", MONDAY, "A1 B1 -1", id="rest may be pinned"),
        pytest.param("X A@1 Y", MONDAY, "A1 X1 Y1 -1 -1 -1 -1 A2 X2 Y2 -2", id="others take free dates, once a week"),
        pytest.param("X A@13", TUESDAY, "X1 A1 -1 -1 -1 -1 A1 X2 A2", id="others in a week that begins on Tuesday"),
        pytest.param(
            "A@12345 X Y Z", MONDAY, "A1 A1 A1 A1 A1 X1 Y1 A2 A2 A2 A2 A2 Z1 X2", id="others go on where they stopped"
        ),
        pytest.param("A@1234567 X", SATURDAY, "A1 A1 A1 A1 A1 A1 A1 A2", id="a full week leaves no date to others"),
        pytest.param("A@7", MONDAY, "-1 -1 -1 -1 -1 -1 A1 -2", id="seven is Sunday"),
    ],
)
@pytest.mark.parametrize("fits_in_week", [False, True])
def test_days_pinned_to_weekdays(text, start, expected, fits_in_week):
    assert told(sequence(text, start, len(expected.split()), fits_in_week=fits_in_week)) == expected


@pytest.mark.parametrize(
    ("text", "sessions", "today", "expected"),
    [
        pytest.param("A@1!", [], 30, "A1 A1 A1 A1", id="stays in its iteration"),
        pytest.param("A@1!", [(0, "A")], 30, "A1 A2 A2 A2", id="goes on after a week with its session"),
        pytest.param("A@1!", [(6, "A")], 30, "A1 A2 A2 A2", id="which may be on any date of the week"),
        pytest.param("A@1!", [(7, "A")], 30, "A1 A1 A2 A2", id="the next Monday is of the next week"),
        pytest.param("A@1!", [(0, "B")], 30, "A1 A1 A1 A1", id="a session of another day does not count"),
        pytest.param("A@1!", [], 6, "A1 A2 A3 A4", id="the future goes on as if all went well"),
        pytest.param("A@1!", [], 7, "A1 A1 A2 A3", id="a week that begins today is not the future"),
        pytest.param("A@1! B@1", [], 30, "A1+B1 A1+B2 A1+B3 A1+B4", id="each day for itself"),
    ],
)
def test_pinned_day_that_needs_logs(text, sessions, today, expected):
    found = sequence(text, MONDAY, 28, sessions=sessions, today=MONDAY + timedelta(days=today))

    assert told(each for each in found if each.day) == expected


@pytest.mark.parametrize(
    ("sessions", "expected"),
    [
        pytest.param([], "X1 X1 X1", id="without a session it stays"),
        pytest.param([(1, "X")], "X1 X2 X2", id="with one on its date it goes on"),
        pytest.param([(5, "X")], "X1 X2 X2", id="or on any date until it is due again"),
        pytest.param([(0, "X")], "X1 X1 X1", id="but not before it was due"),
    ],
)
def test_day_between_pinned_ones_that_needs_logs(sessions, expected):
    found = sequence("A@1 X!", MONDAY, 21, sessions=sessions, today=MONDAY + timedelta(days=30))

    assert told(each for each in found if each.day == found[1].day) == expected


def test_dates_are_those_of_the_plan():
    found = sequence("A B", FRIDAY, 3)

    assert found == [
        Appointment(FRIDAY, 1, days("A B")[0]),
        Appointment(SATURDAY, 1, days("A B")[1]),
        Appointment(SUNDAY, 2, days("A B")[0]),
    ]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        pytest.param(MONDAY, "A1+B1", id="two days share a date"),
        pytest.param(TUESDAY, "-1", id="an empty date"),
        pytest.param(LONG_AGO, "", id="before the plan"),
        pytest.param(date(2025, 1, 1), "", id="after the plan"),
    ],
)
def test_what_is_due_on_a_date(on, expected):
    assert told(appointments_on(sequence("A@1 B@1", MONDAY, 14), on)) == expected


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        pytest.param(LONG_AGO, MONDAY, id="before the plan its first day"),
        pytest.param(MONDAY, THURSDAY, id="empty dates and rest are left out"),
        pytest.param(THURSDAY, date(2024, 1, 8), id="in the week after"),
        pytest.param(date(2024, 1, 13), None, id="nothing follows"),
    ],
)
def test_next_training(after, expected):
    found = next_training(sequence("A@14 B~@2", MONDAY, 14), after)

    assert (found and found.date) == expected


DAYS = st.lists(
    st.builds(
        Day,
        id=st.integers(1, 99),
        order=st.integers(0, 3),
        is_rest=st.booleans(),
        needs_logs=st.booleans(),
        weekdays=st.frozensets(st.integers(1, 7), max_size=2),
    ),
    min_size=1,
    max_size=9,
    unique_by=lambda day: day.id,
)
SESSIONS = st.lists(st.tuples(st.integers(-3, 60), st.integers(1, 99)))


@pytest.mark.slow
@given(DAYS, st.integers(0, 6), st.booleans(), SESSIONS, st.integers(-5, 60), st.randoms())
def test_every_date_is_told_in_order_whatever_the_order_of_rows(held, start, fits, sessions, today, random):
    start = MONDAY + timedelta(days=start)
    trained = [(start + timedelta(days=offset), day) for offset, day in sessions]
    plan = Plan(held, start, start + timedelta(days=40), fits)
    shuffled = Plan(random.sample(held, len(held)), plan.start, plan.end, fits)

    found = list(appointments(plan, trained, start + timedelta(days=today)))

    assert found == list(appointments(shuffled, reversed(trained), start + timedelta(days=today)))
    assert sorted({each.date for each in found}) == list(plan.dates())
    assert [each.date for each in found] == sorted(each.date for each in found)
    assert all(each.iteration >= 1 for each in found)
