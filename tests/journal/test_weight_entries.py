from datetime import UTC, datetime, timedelta
from decimal import Decimal
from urllib.parse import quote

import pytest
from django.db import IntegrityError, connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journal import weights
from journal.models import WeightEntry
from tests.conftest import client_of
from tests.journal.factories import WeightEntryFactory

WEIGHTS = "/api/v2/weightentry/"
MORNING = "2026-01-05T07:30:00+01:00"


@pytest.fixture
def pounds(alice, alice_api):
    """Alice's client after she has chosen pounds."""
    alice.weight_unit = "lb"
    alice.save()
    return alice_api


def shown(answer):
    assert answer.status_code == 200, answer.content
    return [row["weight"] for row in answer.json()["results"]]


# --- Writing -------------------------------------------------------------------------------------------------------


def test_entry_is_created_with_every_field(alice_api, alice):
    response = alice_api.post(WEIGHTS, {"date": MORNING, "weight": "80.5"})

    row = WeightEntry.objects.get()
    assert (response.status_code, row.user, row.unit) == (201, alice, "kg")
    assert response.json() == {
        "id": row.pk,
        "uuid": str(row.uuid),
        "date": "2026-01-05T06:30:00Z",
        "weight": "80.50",
        "unit": "kg",
        "user": alice.pk,
        "synced_from": "",
    }


@pytest.mark.parametrize(
    ("sent", "zone", "found"),
    [
        pytest.param("2026-01-05", "UTC", "2026-01-05T00:00:00Z", id="a date"),
        pytest.param("2026-01-05", "Europe/Berlin", "2026-01-05T00:00:00+01:00", id="a date where the person is"),
        pytest.param("2026-01-05T07:30:00", "Pacific/Auckland", "2026-01-05T07:30:00+13:00", id="no offset"),
        pytest.param("2026-01-05T07:30:00.000+01:00", "UTC", "2026-01-05T06:30:00Z", id="an offset"),
        pytest.param("2026-01-05 07:30", "UTC", "2026-01-05T07:30:00Z", id="a blank"),
    ],
)
def test_date_or_moment_is_accepted(alice, sent, zone, found):
    alice.time_zone = zone
    alice.save()

    assert client_of(alice).post(WEIGHTS, {"date": sent, "weight": 80}).json()["date"] == found


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        ({}, {"date": ["This field is required."], "weight": ["This field is required."]}),
        ({"weight": "29.99"}, {"weight": ["Ensure this value is greater than or equal to 30."]}),
        ({"weight": "600.01"}, {"weight": ["Ensure this value is less than or equal to 600."]}),
        ({"weight": "80.123"}, {"weight": ["Ensure that there are no more than 2 decimal places."]}),
        ({"weight": "80,5"}, {"weight": ["A valid number is required."]}),
        ({"weight": "66.13", "unit": "lb"}, {"weight": ["Ensure this value is greater than or equal to 66.14."]}),
        ({"weight": "1322.78", "unit": "lb"}, {"weight": ["Ensure this value is less than or equal to 1322.77."]}),
        ({"weight": "80", "unit": "st"}, {"unit": ['"st" is not a valid choice.']}),
    ],
    ids=str,
)
def test_what_cannot_be_a_weight_is_refused(alice_api, body, errors):
    response = alice_api.post(WEIGHTS, {"date": MORNING, **body} if body else {})

    assert (response.status_code, response.json()) == (400, errors)


@pytest.mark.parametrize(("unit", "weight"), [("kg", "30"), ("kg", "600"), ("lb", "66.14"), ("lb", "1322.77")])
def test_limits_themselves_are_weights(alice_api, unit, weight):
    assert alice_api.post(WEIGHTS, {"date": MORNING, "weight": weight, "unit": unit}).status_code == 201


@pytest.mark.parametrize("kilograms", ["29.99", "600.01"])
def test_database_refuses_an_impossible_weight(alice, kilograms):
    with pytest.raises(IntegrityError):
        WeightEntryFactory(user=alice, weight=kilograms)


def test_several_a_day_are_possible(alice_api):
    first = alice_api.post(WEIGHTS, {"date": MORNING, "weight": 80})
    second = alice_api.post(WEIGHTS, {"date": "2026-01-05T21:00:00+01:00", "weight": 81})

    assert (first.status_code, second.status_code) == (201, 201)


@pytest.mark.parametrize("method", ["post", "patch"])
def test_the_same_moment_twice_is_a_repetition(alice_api, alice, method):
    row = WeightEntryFactory(user=alice)
    other = WeightEntryFactory(user=alice)
    path = WEIGHTS if method == "post" else f"{WEIGHTS}{other.pk}/"

    response = getattr(alice_api, method)(path, {"date": row.date.isoformat(), "weight": 81})

    message = "The fields date, user must make a unique set."
    assert (response.status_code, response.json()) == (400, {"non_field_errors": [message]})


def test_same_moment_of_two_people_is_none(alice_api, bob):
    row = WeightEntryFactory(user=bob)

    assert alice_api.post(WEIGHTS, {"date": row.date.isoformat(), "weight": 81}).status_code == 201


def test_database_refuses_the_same_moment_twice(alice):
    row = WeightEntryFactory(user=alice)

    with pytest.raises(IntegrityError):
        WeightEntryFactory(user=alice, date=row.date)


# --- Units ---------------------------------------------------------------------------------------------------------


def test_history_keeps_its_weight_when_the_profile_changes_its_unit(alice, pounds):
    row = WeightEntryFactory(user=alice, weight="80.50", unit="kg")

    answer = pounds.get(f"{WEIGHTS}{row.pk}/").json()

    row.refresh_from_db()
    assert (answer["weight"], answer["unit"]) == ("177.47", "lb")
    assert (row.weight, row.unit) == (Decimal("80.50"), "kg")


def test_number_without_a_unit_is_in_that_of_the_profile(pounds):
    answer = pounds.post(WEIGHTS, {"date": MORNING, "weight": "180"}).json()

    row = WeightEntry.objects.get()
    assert (answer["weight"], answer["unit"], row.weight, row.unit) == ("180.00", "lb", 180, "lb")


def test_unit_in_the_body_counts_more_than_the_profile(pounds):
    answer = pounds.post(WEIGHTS, {"date": MORNING, "weight": "80", "unit": "kg"}).json()

    assert (answer["weight"], answer["unit"], WeightEntry.objects.get().unit) == ("176.37", "lb", "kg")


def test_unit_alone_relabels_nothing(alice, alice_api):
    row = WeightEntryFactory(user=alice)

    alice_api.patch(f"{WEIGHTS}{row.pk}/", {"unit": "lb"})

    row.refresh_from_db()
    assert (row.weight, row.unit) == (Decimal("80.50"), "kg")


def test_new_weight_is_stored_in_the_unit_in_which_it_was_shown(alice, pounds):
    row = WeightEntryFactory(user=alice)

    answer = pounds.patch(f"{WEIGHTS}{row.pk}/", {"weight": "178"}).json()

    row.refresh_from_db()
    assert (answer["weight"], row.weight, row.unit) == ("178.00", 178, "lb")


@given(
    weight=st.decimals(30, 600, places=2),
    looks=st.lists(st.sampled_from(["kg", "lb"]), min_size=1, max_size=4),
)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_sending_back_what_was_shown_never_drifts(alice, alice_api, weight, looks):
    WeightEntry.objects.all().delete()
    row = WeightEntryFactory(user=alice, weight=weight)

    for unit in [*looks, "kg"]:
        type(alice).objects.filter(pk=alice.pk).update(weight_unit=unit)
        last = alice_api.put(f"{WEIGHTS}{row.pk}/", alice_api.get(f"{WEIGHTS}{row.pk}/").json()).json()

    row.refresh_from_db()
    assert (Decimal(last["weight"]), row.weight, row.unit) == (weight, weight, "kg")


# --- Finding -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("weight=80", ["80.00"]),
        ("weight=80.00,81", ["80.00", "81.00"]),
        ("weight=80.001", []),
        ("weight__gt=80", ["80.01", "81.00"]),
        ("weight__gt=80.005", ["80.01", "81.00"]),
        ("weight__gte=80.01", ["80.01", "81.00"]),
        ("weight__gte=80.001", ["80.01", "81.00"]),
        ("weight__lt=80.01", ["79.99", "80.00"]),
        ("weight__lt=80.001", ["79.99", "80.00"]),
        ("weight__lte=80", ["79.99", "80.00"]),
        ("weight__lte=80.009", ["79.99", "80.00"]),
        ("weight__gt=79.99&weight__lt=80.01", ["80.00"]),
        ("weight__gte=-1000000000&weight__lt=1000000000", ["79.99", "80.00", "80.01", "81.00"]),
        ("ordering=-weight&limit=1", ["81.00"]),
        ("weight=", ["79.99", "80.00", "80.01", "81.00"]),
    ],
)
def test_filter_by_weight(alice, alice_api, query, expected):
    for weight in ["80.01", "79.99", "81", "80"]:
        WeightEntryFactory(user=alice, weight=weight)

    assert sorted(shown(alice_api.get(f"{WEIGHTS}?{query}"))) == expected


@pytest.mark.parametrize("query", ["weight=x", "weight=NaN", "weight__gt=1e999999", "weight__lt=-1e99", "date__gt=x"])
def test_filter_that_is_no_number_is_refused(alice_api, query):
    response = alice_api.get(f"{WEIGHTS}?{query}")

    assert (response.status_code, list(response.json())) == (400, [query.split("=")[0]])


@given(kilograms=st.decimals(30, 600, places=2))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_filter_agrees_with_what_is_shown(alice, pounds, kilograms):
    WeightEntry.objects.all().delete()
    WeightEntryFactory(user=alice, weight=kilograms)
    pound = weights.shown(kilograms, "kg", "lb")

    queries = [f"weight={pound}", f"weight__gte={pound}", f"weight__lte={pound}"]
    others = [f"weight__gt={pound}", f"weight__lt={pound}", f"weight={pound + weights.STEP}"]

    assert [shown(pounds.get(f"{WEIGHTS}?{query}")) for query in queries] == [[str(pound)]] * 3
    assert [shown(pounds.get(f"{WEIGHTS}?{query}")) for query in others] == [[]] * 3


@pytest.mark.parametrize(
    ("query", "days"),
    [
        ("date=2026-01-06", [6]),
        ("date__date=2026-01-06", [6]),
        ("date__gt=2026-01-06", [6, 7]),
        ("date__gte=2026-01-06T07:00:00Z", [6, 7]),
        ("date__gt=2026-01-06T07:00:00Z", [7]),
        ("date__lt=2026-01-06", [5]),
        ("date__lte=2026-01-06T07:00:00Z", [5, 6]),
        ("ordering=-date", [7, 6, 5]),
        ("", [5, 6, 7]),
    ],
)
def test_filter_and_order_by_date(alice, alice_api, query, days):
    for day in (6, 5, 7):
        WeightEntryFactory(user=alice, date=datetime(2026, 1, day, 7, tzinfo=UTC))

    rows = alice_api.get(f"{WEIGHTS}?{query}").json()["results"]

    assert [datetime.fromisoformat(row["date"]).day for row in rows] == days


@pytest.mark.parametrize("lookup", ["id", "id__in", "uuid", "uuid__in"])
def test_rows_are_found_by_either_form_of_their_id(alice, alice_api, lookup):
    rows = WeightEntryFactory.create_batch(3, user=alice)
    wanted = [rows[0].uuid, rows[2].uuid] if "uuid" in lookup else [rows[0].pk, rows[2].uuid]

    found = alice_api.get(f"{WEIGHTS}?{lookup}={','.join(map(str, wanted))}").json()["results"]

    assert [row["id"] for row in found] == [rows[0].pk, rows[2].pk]


@pytest.mark.parametrize("encode", [quote, str], ids=["encoded", "as it is"])
def test_scale_finds_its_row_by_the_very_same_text(alice_api, encode):
    moment = "2026-01-05T07:30:00.123+01:00"
    made = alice_api.post(
        "/api/v2/weightentry", f"date={quote(moment)}&weight=80.5", content_type="application/x-www-form-urlencoded"
    )

    found = alice_api.get(f"/api/v2/weightentry?date={encode(moment)}").json()["results"]

    assert (made.status_code, [row["id"] for row in found]) == (201, [made.json()["id"]])


def test_page_and_count_of_a_long_history_use_the_index(alice, alice_api, django_assert_num_queries):
    start = datetime(2020, 1, 1, tzinfo=UTC)
    WeightEntry.objects.bulk_create(
        WeightEntry(user=alice, date=start + timedelta(days=day), weight=80) for day in range(300)
    )

    with django_assert_num_queries(3) as queries:
        assert alice_api.get(WEIGHTS).json()["count"] == 300

    assert ["INDEX weight_" in plan_of(query["sql"]) for query in queries.captured_queries[1:]] == [True, True]


def plan_of(sql):
    """How the database finds the rows, with the indexes it uses as ``INDEX <name>``."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        else:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"EXPLAIN {sql}")
        plan = " ".join(str(column) for row in cursor.fetchall() for column in row)
    return plan.replace("Scan using ", "INDEX ").replace("Index Scan on ", "INDEX ")
