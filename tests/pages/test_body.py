"""Body weight and the last sync on the dashboard."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine

from accounts.models import DailyUsage
from journal.panels.waistline import LastSync
from journal.panels.weight import BodyWeight
from tests.journal.factories import WeightEntryFactory
from tests.journal.v1.conftest import Phone
from tests.pages.conftest import TODAY

pytestmark = pytest.mark.django_db
WAISTLINE = "Mozilla/5.0 (Linux; Android 14) Waistline App Version 3.8.1"


def weigh(person, ago, weight, hour=7, unit="kg"):
    moment = datetime(TODAY.year, TODAY.month, TODAY.day, hour, tzinfo=UTC) - timedelta(days=ago)
    WeightEntryFactory(user=person, date=moment, weight=Decimal(weight), unit=unit)


def shown(contents):
    """Of the days that have a weight: label, trend and weight."""
    drawn = contents["chart"].drawn
    rows = zip(drawn["labels"], *(series["values"] for series in drawn["series"]), strict=True)
    return [row for row in rows if row[2] is not None]


def test_weights_stand_beside_their_trend(ask, alice):
    weigh(alice, 1, "80")
    weigh(alice, 0, "82")

    contents = ask(BodyWeight, alice)

    assert shown(contents) == [("2026-03-14", 80, 80), ("2026-03-15", 80.2, 82)]
    assert contents["chart"].summary == "The trend is at 80.2 kg, 0.2 kg more than 1 day before."


def test_trend_knows_what_came_before_the_days_shown(ask, alice):
    weigh(alice, 90, "80")
    weigh(alice, 89, "82")

    assert shown(ask(BodyWeight, alice)) == [("2025-12-16", 80.2, 82)]


def test_day_with_several_weights_has_their_mean(ask, alice):
    weigh(alice, 0, "80", hour=7)
    weigh(alice, 0, "81", hour=20)

    assert shown(ask(BodyWeight, alice)) == [("2026-03-15", 80.5, 80.5)]


def test_weights_are_in_the_unit_of_the_person(ask, alice):
    alice.weight_unit = "lb"
    weigh(alice, 1, "80")
    weigh(alice, 0, "176.4", unit="lb")

    contents = ask(BodyWeight, alice)

    assert (shown(contents), contents["unit"]) == ([("2026-03-14", 176.4, 176.4), ("2026-03-15", 176.4, 176.4)], "lb")


def test_year_can_be_chosen(ask, alice):
    weigh(alice, 364, "80")
    weigh(alice, 365, "80")

    assert "chart" not in ask(BodyWeight, alice)
    assert shown(ask(BodyWeight, alice, weight="365")) == [("2025-03-16", 80, 80)]


def test_bobs_weight_is_not_alices(ask, alice, bob):
    weigh(bob, 0, "80")

    assert "chart" not in ask(BodyWeight, alice)


def test_last_sync_names_the_app(ask, alice):
    phone = Phone(alice)
    with time_machine.travel("2026-03-15T10:00:00Z", tick=False):
        phone.sync({"nutrition": {"calories": 1}, "entry": {"dateTime": "2026-03-10"}}, HTTP_USER_AGENT=WAISTLINE)
        found = ask(LastSync, alice)

    assert (found["arrived"], found["version"]) == (datetime(2026, 3, 15, 10, tzinfo=UTC), "3.8.1")
    assert found["usage"] == [("Sent", 1), ("Read", 0)]


def test_usage_is_that_of_today(ask, alice):
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    DailyUsage.spend(user_id=alice.pk, kind="read", today=yesterday, limit=5)

    assert ask(LastSync, alice)["usage"] == [("Sent", 0), ("Read", 0)]


def test_without_a_sync_there_is_none_even_if_bob_has_synced(ask, alice, bob):
    Phone(bob).day("2026-03-15", {"calories": 1})

    found = ask(LastSync, alice)

    assert (found["arrived"], found["version"], found["usage"]) == (None, "", [("Sent", 0), ("Read", 0)])
