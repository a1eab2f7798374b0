"""Runs of days and weekends.  2026-01-05 is a Monday."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workouts.trophies.streaks import Streaks, added, from_days, removed, run_until

MONDAY = date(2026, 1, 5)
NUMBERS = st.sets(st.integers(0, 75), max_size=60)


def day(number):
    return MONDAY + timedelta(days=number)


def days(numbers):
    return [day(number) for number in sorted(numbers)]


def around(numbers, number):
    return days({each for each in numbers if each < number})[::-1], days({each for each in numbers if each > number})


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        pytest.param([], Streaks(), id="nothing"),
        pytest.param([3], Streaks(last_day=day(3), days=1, longest_days=1), id="one day"),
        pytest.param([0, 1, 2, 4], Streaks(last_day=day(4), days=1, longest_days=3), id="a run that ended"),
        pytest.param(
            [5, 6, 12, 13, 20],
            Streaks(last_day=day(20), days=1, longest_days=2, last_weekend=day(12), weekends=2, longest_weekends=2),
            id="two weekends and a Sunday",
        ),
        pytest.param(
            [5, 6, 19, 20],
            Streaks(last_day=day(20), days=2, longest_days=2, last_weekend=day(19), weekends=1, longest_weekends=1),
            id="weekends with one between them",
        ),
        pytest.param([6, 7], Streaks(last_day=day(7), days=2, longest_days=2), id="Sunday and Monday"),
        pytest.param([0, 29], Streaks(last_day=day(29), days=1, longest_days=1), id="29 days later"),
        pytest.param([0, 30], Streaks(last_day=day(30), days=1, longest_days=1, comebacks=1), id="30 days later"),
    ],
)
def test_streaks_of_days(numbers, expected):
    assert from_days(days(numbers)) == expected


@given(NUMBERS.flatmap(lambda numbers: st.permutations(sorted(numbers))))
def test_days_may_come_in_any_order(numbers):
    known, streaks = set(), Streaks()

    for number in numbers:
        streaks = added(streaks, day(number), *around(known, number))
        known.add(number)

    assert streaks == from_days(days(numbers))


@given(NUMBERS, st.integers(0, 75))
def test_day_that_goes_leaves_what_the_others_give(numbers, number):
    rest = numbers - {number}

    left = removed(from_days(days(numbers | {number})), day(number), *around(rest, number))

    assert left in {None, from_days(days(rest))}


@given(NUMBERS, st.integers(0, 75))
def test_all_days_are_asked_for_only_if_a_longest_run_or_a_weekend_is_broken(numbers, number):
    rest, whole = numbers - {number}, from_days(days(numbers | {number}))

    left = removed(whole, day(number), *around(rest, number))

    partner = {5: number + 1, 6: number - 1}.get(number % 7)
    if left is None:
        start = next(each for each in range(number, -2, -1) if each not in rest | {number})
        end = next(each for each in range(number, 78) if each not in rest | {number})
        assert end - start - 1 == whole.longest_days or partner in rest


@given(NUMBERS, st.integers(-3, 80))
def test_streak_is_alive_today_and_tomorrow(numbers, today):
    past = {number for number in numbers if number <= today}
    ends = today if today in past else today - 1
    expected = next(count for count in range(80) if ends - count not in past)

    assert from_days(days(past)).current_days(day(today)) == expected
    assert run_until(day(today), days(past)[::-1]) == expected


def test_streak_of_a_day_to_come_is_not_told_by_the_sums():
    assert from_days([MONDAY]).current_days(MONDAY - timedelta(days=1)) == 0


@pytest.mark.parametrize(
    ("today", "expected"),
    [(date(2026, 1, 11), 1), (date(2026, 1, 16), 1), (date(2026, 1, 18), 1), (date(2026, 1, 19), 0), (MONDAY, 0)],
)
def test_weekends_are_alive_until_the_next_one_is_over(today, expected):
    streaks = from_days([date(2026, 1, 10), date(2026, 1, 11)])

    assert streaks.current_weekends(today) == expected
