from datetime import UTC, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError

from journal.models import Measurement, MeasurementCategory
from tests.journal.factories import MeasurementCategoryFactory, MeasurementFactory, PhotoFactory, WeightEntryFactory

CATEGORIES, MEASUREMENTS = "/api/v2/measurement-category/", "/api/v2/measurement/"


@pytest.fixture
def waist(alice):
    return MeasurementCategoryFactory(user=alice)


# --- Categories ----------------------------------------------------------------------------------------------------


def test_category_is_created_from_a_name_and_a_unit(alice_api, alice):
    response = alice_api.post(CATEGORIES, {"id": None, "name": "Biceps", "unit": "cm", "entries": [], "user": 99})

    row = MeasurementCategory.objects.get()
    assert (response.status_code, row.user) == (201, alice)
    assert response.json() == {
        "id": row.pk,
        "uuid": str(row.uuid),
        "name": "Biceps",
        "unit": "cm",
        "metric_type": "custom",
        "chart_type": None,
        "chart_config": {},
        "dynamic_type": "NONE",
        "dynamic_params": {},
        "parent": None,
        "order": 0,
        "is_official": False,
    }


def test_category_keeps_what_newer_apps_send(alice_api, waist):
    sent = {
        "metric_type": "blood_pressure_systolic",
        "chart_type": "bar",
        "chart_config": {"trend": "slow", "colours": [1, None]},
        "dynamic_type": "BMI",
        "dynamic_params": {"height": 1.8},
        "parent": waist.pk,
        "order": -2,
    }

    answer = alice_api.post(CATEGORIES, {"name": "Upper", "unit": "mmHg", **sent}).json()

    assert {name: answer[name] for name in sent} == sent


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        ({}, {"name": ["This field is required."], "unit": ["This field is required."]}),
        (
            {"name": "", "unit": ""},
            {"name": ["This field may not be blank."], "unit": ["This field may not be blank."]},
        ),
        (
            {"name": "x" * 101, "unit": "x" * 31},
            {
                "name": ["Ensure this field has no more than 100 characters."],
                "unit": ["Ensure this field has no more than 30 characters."],
            },
        ),
        (
            {"name": "a", "unit": "b", "chart_config": {"x": "x" * 10_000}},
            {"chart_config": ["Ensure this value has no more than 10000 characters."]},
        ),
        ({"name": "a", "unit": "b", "metric_type": "x"}, {"metric_type": ['"x" is not a valid choice.']}),
    ],
    ids=["empty", "blank", "long", "much", "unknown word"],
)
def test_category_that_makes_no_sense_is_refused(alice_api, body, errors):
    response = alice_api.post(CATEGORIES, body)

    assert (response.status_code, response.json()) == (400, errors)


def test_two_categories_may_have_one_name(alice_api, waist):
    assert alice_api.post(CATEGORIES, {"name": waist.name, "unit": "cm"}).status_code == 201


@pytest.mark.parametrize("case", ["of a part", "of itself", "of a group"])
def test_groups_are_one_level_deep(alice_api, alice, waist, case):
    part = MeasurementCategoryFactory(user=alice, parent=waist)
    other = MeasurementCategoryFactory(user=alice)
    row, parent = {"of a part": (other, part), "of itself": (other, other), "of a group": (waist, other)}[case]

    response = alice_api.patch(f"{CATEGORIES}{row.pk}/", {"parent": parent.pk})

    message = "Categories can be grouped one level deep, not more."
    assert (response.status_code, response.json()) == (400, {"parent": [message]})


def test_category_can_leave_its_group(alice_api, alice, waist):
    part = MeasurementCategoryFactory(user=alice, parent=waist)

    answer = alice_api.patch(f"{CATEGORIES}{part.pk}/", {"parent": None})

    assert (answer.status_code, answer.json()["parent"]) == (200, None)


def test_removing_a_group_keeps_its_parts_and_removes_its_measurements(alice_api, alice, waist):
    part = MeasurementCategoryFactory(user=alice, parent=waist)
    MeasurementFactory(user=alice, category=waist)
    kept = MeasurementFactory(user=alice, category=part)

    assert alice_api.delete(f"{CATEGORIES}{waist.pk}/").status_code == 204

    part.refresh_from_db()
    assert (part.parent, list(Measurement.objects.all())) == (None, [kept])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Waist", "Hips", "Arm"]),
        ("name=Hips", ["Hips"]),
        ("name=hips", []),
        ("unit=in", ["Arm"]),
        ("ordering=name", ["Arm", "Hips", "Waist"]),
        ("metric_type=custom&limit=1", ["Waist"]),
        ("is_official=True", []),
    ],
)
def test_categories_are_filtered_and_ordered(alice, alice_api, waist, query, expected):
    MeasurementCategoryFactory(user=alice, name="Hips")
    MeasurementCategoryFactory(user=alice, name="Arm", unit="in")

    rows = alice_api.get(f"{CATEGORIES}?{query}").json()["results"]

    assert [row["name"] for row in rows] == expected


# --- Measurements --------------------------------------------------------------------------------------------------


@time_machine.travel("2026-01-05T07:00:00Z", tick=False)
def test_measurement_is_created_now_if_nobody_says_when(alice_api, alice, waist):
    response = alice_api.post(MEASUREMENTS, {"category": waist.pk, "value": "92.5"})

    row = Measurement.objects.get()
    assert (response.status_code, row.user) == (201, alice)
    assert response.json() == {
        "id": row.pk,
        "uuid": str(row.uuid),
        "category": waist.pk,
        "date": "2026-01-05T07:00:00Z",
        "value": 92.5,
        "notes": "",
        "source": "user",
        "external_id": None,
        "extra_data": {},
        "synced_from": "",
    }


def test_value_is_a_number_in_the_very_text_of_the_answer(alice_api, alice):
    MeasurementFactory(user=alice, value="92.50")

    assert b'"value":92.5,' in alice_api.get(MEASUREMENTS).content


def test_measurement_keeps_what_newer_apps_send(alice_api, waist):
    sent = {"source": "apple", "external_id": str(uuid4()), "extra_data": {"device": "watch"}, "notes": "left"}

    answer = alice_api.post(MEASUREMENTS, {"category": str(waist.uuid), "value": 1, **sent}).json()

    assert {name: answer[name] for name in sent} == sent


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        ({"category": None}, {"category": ["This field may not be null."]}),
        ({"category": 99999}, {"category": ['Invalid pk "99999" - object does not exist.']}),
        ({"value": -1}, {"value": ["Ensure this value is greater than or equal to 0."]}),
        ({"value": 5000.01}, {"value": ["Ensure this value is less than or equal to 5000."]}),
        ({"value": 1.234}, {"value": ["Ensure that there are no more than 2 decimal places."]}),
        ({"value": None}, {"value": ["This field may not be null."]}),
        ({"date": None}, {"date": ["This field may not be null."]}),
        ({"notes": "x" * 101}, {"notes": ["Ensure this field has no more than 100 characters."]}),
        ({"notes": None}, {"notes": ["This field may not be null."]}),
        ({"source": "waistline"}, {"source": ['"waistline" is not a valid choice.']}),
        ({"external_id": "x"}, {"external_id": ["Must be a valid UUID."]}),
    ],
    ids=str,
)
def test_measurement_that_makes_no_sense_is_refused(alice_api, waist, body, errors):
    response = alice_api.post(MEASUREMENTS, {"category": waist.pk, "value": 90, **body})

    assert (response.status_code, response.json()) == (400, errors)


@pytest.mark.parametrize("value", [0, 5000, "40.25"])
def test_limits_and_texts_are_values(alice_api, waist, value):
    assert alice_api.post(MEASUREMENTS, {"category": waist.pk, "value": value}).json()["value"] == float(value)


def test_several_a_day_are_possible_even_at_one_moment(alice_api, waist):
    body = {"category": waist.pk, "value": 90, "date": "2026-01-05"}

    assert [alice_api.post(MEASUREMENTS, body).status_code for _ in range(2)] == [201, 201]


def test_record_of_another_app_is_stored_once(alice_api, waist):
    body = {"category": waist.pk, "value": 90, "source": "google", "external_id": str(uuid4())}

    first, second = (alice_api.post(MEASUREMENTS, body) for _ in range(2))

    assert (first.status_code, second.status_code, Measurement.objects.count()) == (201, 400, 1)
    assert "already" in second.json()["non_field_errors"][0]


def test_measurement_cannot_be_moved_into_somebody_elses_category(alice_api, alice, bob):
    row = MeasurementFactory(user=alice)
    theirs = MeasurementCategoryFactory(user=bob)

    response = alice_api.patch(f"{MEASUREMENTS}{row.pk}/", {"category": theirs.pk})

    message = f'Invalid pk "{theirs.pk}" - object does not exist.'
    assert (response.status_code, response.json()) == (400, {"category": [message]})


def test_database_refuses_a_negative_value(alice):
    with pytest.raises(IntegrityError):
        MeasurementFactory(user=alice, value=-1)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [3, 2, 1]),
        ("ordering=value", [1, 2, 3]),
        ("value=2", [2]),
        ("value=1,3", [3, 1]),
        ("value__gte=2", [3, 2]),
        ("date=2026-01-02", [2]),
        ("date__date=2026-01-02", [2]),
        ("date__gte=2026-01-02T00:00:00Z", [3, 2]),
        ("date__lt=2026-01-02", [1]),
        ("notes=third", [3]),
        ("source=user&synced_from=waistline", []),
    ],
)
def test_measurements_are_filtered_and_ordered(alice, alice_api, waist, query, expected):
    for day in (2, 1, 3):
        MeasurementFactory(
            user=alice,
            category=waist,
            value=day,
            date=datetime(2026, 1, day, 7, tzinfo=UTC),
            notes="third" if day == 3 else "",
        )

    rows = alice_api.get(f"{MEASUREMENTS}?{query}").json()["results"]

    assert [row["value"] for row in rows] == expected


@pytest.mark.parametrize("lookup", ["category", "category__in"])
@pytest.mark.parametrize("form", ["pk", "uuid"])
def test_measurements_of_categories(alice, alice_api, lookup, form):
    rows = [MeasurementFactory(user=alice, value=value) for value in (1, 2, 3)]
    wanted = ",".join(str(getattr(row.category, form)) for row in rows[:2])

    found = alice_api.get(f"{MEASUREMENTS}?{lookup}={wanted}&ordering=value").json()["results"]

    assert [row["value"] for row in found] == [1, 2]


def test_uuid_clients_get_the_uuid_of_the_category(alice, alice_api, waist, django_assert_num_queries):
    MeasurementFactory.create_batch(3, user=alice, category=waist)

    with django_assert_num_queries(3):  # the token with its person, the count, the page with its categories
        rows = alice_api.get(MEASUREMENTS, headers={"User-Agent": "wger-mcp/0.1.0"}).json()["results"]

    assert {row["category"] for row in rows} == {str(waist.uuid)}


def test_large_value_of_a_sync_can_be_sent_back(alice, alice_api):
    row = MeasurementFactory(user=alice, value=Decimal("12345.67"))
    path = f"{MEASUREMENTS}{row.pk}/"

    answer = alice_api.put(path, {**alice_api.get(path).json(), "notes": "steps"})

    assert (answer.status_code, answer.json()["value"], answer.json()["notes"]) == (200, 12345.67, "steps")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("factory", "name"),
    [
        (WeightEntryFactory, "80.50 kg at 2026-01-05 07:00"),
        (MeasurementCategoryFactory, "Waist (cm)"),
        (MeasurementFactory, "92.50 at 2026-01-05 07:00"),
        (PhotoFactory, "Photo of 2026-01-05"),
    ],
)
def test_rows_have_names_for_people(factory, name):
    WeightEntryFactory.reset_sequence(0)

    assert str(factory()) == name
