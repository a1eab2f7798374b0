"""Whatever a phone says was eaten, its day is placed."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models.synced import App
from journal.food import items
from journal.waistline import Eaten
from nutrition.diary.synced import place_day
from nutrition.models import DiaryEntry

NUMBERS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(["", "1", "100g", "1e5", "0.01", "-3", "x", "1e308", "½", "١٠"]),
)
TEXTS = st.one_of(st.none(), st.integers(), st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
NAMES = ("calories", "kilojoules", "fat", "sodium", "salt", "proteins", "iron", "vitamin-a", "my own")
RECORDS = st.fixed_dictionaries(
    {},
    optional={
        "id": st.one_of(NUMBERS, TEXTS),
        "name": TEXTS,
        "brand": TEXTS,
        "unit": st.one_of(TEXTS, st.sampled_from(["g", "ml", "KG", "slice"])),
        "barcode": st.one_of(TEXTS, st.sampled_from(["quick-add", "12345678", "4000417025005"])),
        "portion": NUMBERS,
        "nutrition": st.one_of(st.none(), st.dictionaries(st.sampled_from(NAMES), NUMBERS)),
    },
)
ITEMS = st.fixed_dictionaries(
    {},
    optional={
        "id": st.one_of(NUMBERS, TEXTS),
        "type": TEXTS,
        "portion": NUMBERS,
        "quantity": NUMBERS,
        "dateTime": st.one_of(
            TEXTS, st.sampled_from(["2026-01-05T08:00:00.000Z", "0001-01-01T00:00:00+14:00", "9999"])
        ),
        "description": TEXTS,
    },
)


@pytest.mark.slow
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.builds(Eaten, ITEMS, RECORDS), max_size=4))
def test_any_day_is_placed_and_twice_changes_nothing(alice, eaten):
    day = date(2026, 1, 5)
    place_day(alice, day, items(tuple(eaten)), App.WAISTLINE)
    before = list(DiaryEntry.objects.order_by("pk").values())

    place_day(alice, day, items(tuple(eaten)), App.WAISTLINE)

    assert list(DiaryEntry.objects.order_by("pk").values()) == before
    assert len(before) == len(list(items(tuple(eaten))))
