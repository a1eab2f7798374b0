from datetime import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workouts.trophies.rules import ACHIEVEMENTS, BY_ID, Deeds, Progress, earned, progress, records


def test_there_are_twenty_one_with_ids_in_order():
    assert [each.id for each in ACHIEVEMENTS] == list(range(1, 22))
    assert len({each.uuid for each in ACHIEVEMENTS}) == len({each.name for each in ACHIEVEMENTS}) == 21


def test_what_is_hidden_progressive_and_repeatable():
    assert {each.id for each in ACHIEVEMENTS if each.is_hidden} == {4, 5, 6, 7, 13, 14, 15, 16, 17, 18, 19, 20, 21}
    assert {each.id for each in ACHIEVEMENTS if each.is_progressive} == set(range(1, 17))
    assert {each.id for each in ACHIEVEMENTS if each.is_repeatable} == {21}


@pytest.mark.parametrize(
    ("deeds", "expected"),
    [
        (Deeds(), set()),
        (Deeds(workouts=1), {1}),
        (Deeds(workouts=9), {1}),
        (Deeds(workouts=10), {1, 2}),
        (Deeds(workouts=1000), {1, 2, 3, 4, 5, 6, 7}),
        (Deeds(longest_days=29), set()),
        (Deeds(longest_days=30), {8}),
        (Deeds(longest_weekends=3), set()),
        (Deeds(longest_weekends=4), {9}),
        (Deeds(kilograms=Decimal("4999.9999")), set()),
        (Deeds(kilograms=Decimal(5000)), {10}),
        (Deeds(kilograms=Decimal(10_000_000)), {10, 11, 12, 13, 14, 15, 16}),
        (Deeds(earliest=time(6), latest=time(23)), set()),
        (Deeds(earliest=time(5, 59, 59), latest=time(23, 0, 1)), {17, 18}),
        (Deeds(new_years=1), {19}),
        (Deeds(comebacks=2), {20}),
    ],
    ids=str,
)
def test_what_is_earned(deeds, expected):
    assert earned(deeds) == expected


@pytest.mark.parametrize(
    ("number", "deeds", "expected"),
    [
        (3, Deeds(workouts=21), Progress(42.0, "21", "50", "21 / 50 workouts")),
        (7, Deeds(workouts=999), Progress(99.9, "999", "1000", "999 / 1,000 workouts")),
        (8, Deeds(longest_days=4), Progress(13.33, "4", "30", "4 / 30 days")),
        (9, Deeds(), Progress(0.0, "0", "4", "0 / 4 weekends")),
        (11, Deeds(kilograms=Decimal(4350)), Progress(21.75, "4350", "20000", "4,350 / 20,000 kg")),
        (10, Deeds(kilograms=Decimal("850.55")), Progress(17.01, "850.55", "5000", "850.5 / 5,000 kg")),
        (10, Deeds(kilograms=Decimal("4999.9999")), Progress(99.99, "4999.99", "5000", "4,999 / 5,000 kg")),
        (17, Deeds(), Progress()),
        (21, Deeds(), Progress()),
    ],
)
def test_progress_is_shown_in_numbers_that_never_promise_too_much(number, deeds, expected):
    assert progress(BY_ID[number], deeds) == expected


@pytest.mark.parametrize(
    ("strengths", "best", "expected"),
    [
        ([50, 50, 60, 55], None, [0, 2]),
        ([50, 60], Decimal(55), [1]),
        ([50], Decimal(50), []),
        ([], None, []),
    ],
)
def test_record_is_stronger_than_all_before(strengths, best, expected):
    assert list(records(enumerate(map(Decimal, strengths)), best)) == expected


@given(st.lists(st.decimals(1, 300, places=1)), st.integers(0, 30))
def test_records_may_be_counted_from_anywhere_on(strengths, cut):
    sets = list(enumerate(strengths))

    later = records(sets[cut:], max(strengths[:cut], default=None))

    assert [*records(sets[:cut], None), *later] == list(records(sets, None))
