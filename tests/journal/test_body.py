from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError

from journal.models import Measurement, MeasurementCategory, WeightEntry
from journal.synced import SyncedDay, announce
from tests.journal.factories import MeasurementCategoryFactory, MeasurementFactory, WeightEntryFactory

DAY = date(2026, 1, 5)
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


@pytest.fixture
def sync(alice):
    def send(stats, day=DAY, **units):
        values = {name: Decimal(value) for name, value in stats.items()}
        announce(SyncedDay(user=alice, day=day, stats=values, units=units))

    return send


def weights():
    return list(WeightEntry.objects.order_by("id").values_list("date", "weight", "unit", "synced_from"))


def measurements():
    columns = ("category__name", "category__unit", "value", "synced_from")
    return list(Measurement.objects.order_by("category__name", "id").values_list(*columns))


def test_stats_of_a_day_become_a_weight_and_measurements(sync):
    sync({"weight": "80.5", "waist": "92.50", "body fat": "18.2", "blood pressure": "120"})

    assert weights() == [(NOON, Decimal("80.5"), "kg", "waistline")]
    assert measurements() == [
        ("Blood pressure", "-", 120, "waistline"),
        ("Body fat", "%", Decimal("18.2"), "waistline"),
        ("Waist", "cm", Decimal("92.5"), "waistline"),
    ]


def test_day_that_is_sent_again_is_updated_and_not_repeated(sync):
    sync({"weight": "80.5", "waist": "92.5"})
    sync({"weight": "80.1", "waist": "92"})

    assert weights() == [(NOON, Decimal("80.1"), "kg", "waistline")]
    assert measurements() == [("Waist", "cm", 92, "waistline")]


def test_what_the_app_no_longer_has_is_gone(sync):
    sync({"weight": "80.5", "waist": "92.5", "hips": "99"})
    sync({"hips": "99"})

    assert (weights(), measurements()) == ([], [("Hips", "cm", 99, "waistline")])


def test_other_days_are_left_alone(sync):
    sync({"weight": "80.5", "waist": "92.5"}, day=date(2026, 1, 4))
    sync({})

    assert (len(weights()), len(measurements())) == (1, 1)


def test_pounds_that_the_app_has_converted_are_shown_as_they_were_entered(sync, alice, alice_api):
    alice.weight_unit = "lb"
    alice.save()

    sync({"weight": "81.646626600000001"})

    assert alice_api.get("/api/v2/weightentry/").json()["results"][0]["weight"] == "180.00"


@pytest.mark.parametrize("zone", ["Etc/GMT+12", "Pacific/Kiritimati", "Europe/Berlin"])
def test_day_is_a_label_and_the_same_in_every_time_zone(sync, alice, zone):
    alice.time_zone = zone
    alice.save()

    sync({"weight": "80"})

    assert weights()[0][0] == datetime(2026, 1, 5, 12, tzinfo=ZoneInfo(zone))


def test_what_the_person_entered_elsewhere_stands_beside(sync, alice):
    WeightEntryFactory(user=alice, date=NOON, weight="79")
    category = MeasurementCategoryFactory(user=alice, name="waist")
    MeasurementFactory(user=alice, category=category, date=NOON, value=90)

    sync({"weight": "80.5", "waist": "92.5"})
    sync({})

    assert weights() == [(NOON, 79, "kg", "")]
    assert measurements() == [("waist", "cm", 90, "")]


def test_what_the_person_changed_afterwards_is_theirs(sync, alice_api):
    sync({"weight": "80.5", "waist": "92.5"})
    alice_api.patch(f"/api/v2/weightentry/{WeightEntry.objects.get().pk}/", {"weight": "79"})
    alice_api.patch(f"/api/v2/measurement/{Measurement.objects.get().pk}/", {"value": 90})

    sync({"weight": "81", "waist": "93"})
    sync({})

    assert weights() == [(NOON, 79, "kg", "")]
    assert measurements() == [("Waist", "cm", 90, "")]


def test_sending_back_what_was_shown_is_no_change(sync, alice_api):
    sync({"weight": "81.64663", "waist": "92.5"})
    for path in ("weightentry", "measurement"):
        row = alice_api.get(f"/api/v2/{path}/").json()["results"][0]
        alice_api.put(f"/api/v2/{path}/{row['id']}/", row)

    assert weights() == [(NOON, Decimal("81.64663"), "kg", "waistline")]
    assert measurements() == [("Waist", "cm", Decimal("92.5"), "waistline")]


@pytest.mark.parametrize("kilograms", ["29.99", "600.01", "-1", "1e400"])
def test_impossible_weight_is_left_to_the_diary(sync, kilograms):
    sync({"weight": kilograms, "waist": "90"})

    assert (weights(), len(measurements())) == ([], 1)


def test_values_that_fit_no_column_are_left_to_the_diary(sync):
    sync({"steps": "12345.678", "mood": "-1", "atoms": "1e400", " ": "1"})

    assert measurements() == [("Steps", "-", Decimal("12345.68"), "waistline")]


def test_names_that_are_the_same_in_the_column_are_one(sync):
    sync({"x" * 150: "1", "x" * 120: "2", " a": "3", "a": "4"})

    assert [(name, value) for name, _, value, _ in measurements()] == [("A", 4), ("X" + "x" * 99, 2)]


def test_own_category_of_that_name_and_unit_is_used(sync, alice):
    category = MeasurementCategoryFactory(user=alice, name="WAIST", unit="cm")

    sync({"waist": "92.5"})

    assert Measurement.objects.get().category == category


def test_own_category_of_another_unit_is_not(sync, alice):
    MeasurementCategoryFactory(user=alice, name="Waist", unit="in")

    sync({"waist": "92.5"})

    assert measurements() == [("Waist", "cm", Decimal("92.5"), "waistline")]


def test_category_keeps_its_link_when_it_is_renamed(sync, alice_api):
    sync({"waist": "92.5"})
    alice_api.patch(f"/api/v2/measurement-category/{MeasurementCategory.objects.get().pk}/", {"name": "Taille"})

    sync({"waist": "92"})

    assert measurements() == [("Taille", "cm", 92, "waistline")]


def test_category_loses_its_link_when_its_unit_is_changed(sync, alice_api):
    sync({"waist": "92.5"}, day=date(2026, 1, 4))
    alice_api.patch(f"/api/v2/measurement-category/{MeasurementCategory.objects.get().pk}/", {"unit": "in"})

    sync({"waist": "92"})

    assert [(unit, value) for _, unit, value, _ in measurements()] == [("in", Decimal("92.5")), ("cm", 92)]


def test_unit_that_becomes_known_is_taken_over(sync):
    sync({"grip": "40"})
    sync({"grip": "41"}, grip="kg")

    assert measurements() == [("Grip", "kg", 41, "waistline")]


def test_people_are_kept_apart(sync, bob):
    MeasurementCategoryFactory(user=bob)
    WeightEntryFactory(user=bob, synced_day=DAY, synced_from="waistline", weight="70")

    sync({"weight": "80.5", "waist": "92.5"})

    assert sorted(WeightEntry.objects.values_list("user__username", "weight")) == [
        ("alice", Decimal("80.5")),
        ("bob", Decimal(70)),
    ]
    assert Measurement.objects.get().category.user.username == "alice"


def test_unchanged_day_costs_three_queries(sync, django_assert_num_queries):
    stats = {"weight": "80.5", "waist": "92.5", "hips": "99"}
    sync(stats)

    with django_assert_num_queries(7):  # and a savepoint for each listener
        sync(stats)


@pytest.mark.parametrize("factory", [WeightEntryFactory, MeasurementFactory])
def test_database_refuses_a_second_synced_row_of_a_day(alice, factory):
    row = factory(user=alice, synced_day=DAY, synced_from="waistline")
    same = {"category": row.category} if factory is MeasurementFactory else {}

    with pytest.raises(IntegrityError):
        factory(user=alice, synced_day=DAY, synced_from="waistline", **same)
