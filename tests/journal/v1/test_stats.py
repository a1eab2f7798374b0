"""``stats``: windows, fields, filters, order and pages."""

from datetime import date, timedelta

import pytest
import time_machine

from journal.models import DiaryDay
from tests.journal.v1.conftest import refused

pytestmark = pytest.mark.django_db

YEAR = {"date_from": "2024-01-01", "date_to": "2024-12-31"}


def dates(answer):
    return list(answer["results"])


@pytest.fixture
def january(phone):
    """The first ten days of 2024: calories 1000.5, 1100.5, …; a negative and hyphenated nutrient on every second day."""
    for number in range(10):
        extra = {"saturated-fat": number * 1.25, "Δ weight": -number - 0.5} if number % 2 else {}
        phone.day(date(2024, 1, 1) + timedelta(days=number), {"calories": 1000.5 + 100 * number, "fat": number} | extra)


def test_documented_shape(phone):
    nutrition = {"calories": 2167.44, "kilojoules": 9102.75, "saturated-fat": 34.11, "salt": 2.77}
    phone.day("2024-01-01", nutrition)

    assert phone.stats(date_from="2024-01-01", date_to="2024-01-01") == {
        "pagination": {"limit": 100, "offset": 0, "total": 1, "count": 1},
        "results": {"2024-01-01": nutrition},
    }


def test_without_dates_it_is_today_and_the_six_days_before(phone):
    with time_machine.travel("2024-01-10T12:00:00Z"):
        for number in range(1, 13):
            phone.day(f"2024-01-{number:02}", {"calories": number})

        assert dates(phone.stats()) == [f"2024-01-{number:02}" for number in (10, 9, 8, 7, 6, 5, 4)]


@pytest.mark.parametrize(
    ("zone", "newest"),
    [("Pacific/Kiritimati", "2024-01-11"), ("UTC", "2024-01-10"), ("Etc/GMT+12", "2024-01-09")],
)
def test_today_is_that_of_the_profile(phone, alice, zone, newest):
    type(alice).objects.update(time_zone=zone)
    with time_machine.travel("2024-01-10T11:00:00Z"):
        for number in range(1, 15):
            phone.day(f"2024-01-{number:02}", {"calories": number})

        answer = phone.stats()

    assert (answer["pagination"]["total"], max(dates(answer))) == (7, newest)


@pytest.mark.parametrize(
    ("query", "first", "last"),
    [
        pytest.param({"date_to": "2024-01-05"}, "2024-01-01", "2024-01-05", id="the end alone: six days before it"),
        pytest.param({"date_from": "2024-01-08"}, "2024-01-08", "2024-01-10", id="the beginning alone: up to today"),
        pytest.param({"date_from": "2024-01-03", "date_to": "2024-01-03"}, "2024-01-03", "2024-01-03", id="one day"),
        pytest.param({"date_from": "2024-01-03", "date_to": "2024-01-04"}, "2024-01-03", "2024-01-04", id="two days"),
        pytest.param(
            {"date_from": "2024-01-03T23:59:59.999Z", "date_to": "2024-01-04T00:00:00.000Z"},
            "2024-01-03",
            "2024-01-04",
            id="by whole days",
        ),
        pytest.param(
            {"date_from": "2024-01-03T00:30:00+14:00", "date_to": "2024-01-04T23:00:00-1200"},
            "2024-01-03",
            "2024-01-04",
            id="as written in their own offset",
        ),
        pytest.param(
            {"date_from": "2024-01-03T00:30:00 02:00", "date_to": "2024-01-04 10:00"},
            "2024-01-03",
            "2024-01-04",
            id="a plus sign that nobody escaped, and a blank for the T",
        ),
        pytest.param({"date_from": "", "date_to": " "}, "2024-01-04", "2024-01-10", id="empty ones are none"),
    ],
)
def test_window(phone, january, query, first, last):
    with time_machine.travel("2024-01-10T12:00:00Z"):
        found = dates(phone.stats(**query, sort="ASC"))

    assert (found[0], found[-1]) == (first, last)
    assert len(found) == (date.fromisoformat(last) - date.fromisoformat(first)).days + 1


@pytest.mark.parametrize(
    "text",
    ["yesterday", "2024-13-45", "2024-02-30", "0000-01-01", "20240101", "2024-1-1", "2024-01-01T", "2024-01-01T25:00",
     "2024-01-01T10:00:00+25:00", "2024-01-01T10:60", "01.01.2024", "1704067200", "2024-01-01x", "٢٠٢٤-٠١-٠١", "\0",
     "10000-01-01", "2024-01-01T00:00:00.000ZZ", "-2024-01-01"],
)  # fmt: skip
@pytest.mark.parametrize("name", ["date_from", "date_to"])
def test_unreadable_date_is_400_and_not_last_week(phone, name, text):
    assert refused(phone.get("/api/v1/stats", {name: text})) == (
        400,
        f"Invalid {name} value. Use YYYY-MM-DD or an ISO-8601 date, e.g. 2024-01-01T00:00:00.000Z.",
    )


REVERSED = "Invalid date range. The start date cannot be greater than the end date."
TOO_MANY = "Too many dates requested. Please consider using a larger interval or narrowing down the date range."
LIMIT = "Invalid limit value. The maximum allowed limit is 500."
PAGE = "Invalid limit or offset value. Limit must be greater than 0, and offset must be non-negative."


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"date_from": "2024-01-02", "date_to": "2024-01-01"}, REVERSED),
        ({"date_from": "9999-12-31"}, REVERSED),
        ({"date_from": "2024-01-02", "date_to": "2024-01-01", "limit": "501"}, REVERSED),
        ({"date_from": "0001-01-01"}, TOO_MANY),
        ({"date_from": "0001-01-01", "date_to": "9999-12-31", "limit": "x"}, TOO_MANY),
        ({"date_from": "0001-01-01", "date_to": "9999-12-31", "interval": "year"}, TOO_MANY),
        ({"date_from": "2024-01-01", "date_to": "2025-05-15"}, TOO_MANY),
        ({"date_from": "2000-01-01", "date_to": "2024-12-31", "interval": "week"}, TOO_MANY),
        ({"limit": "501"}, LIMIT),
        ({"limit": "9" * 5000}, LIMIT),
        ({"limit": "0"}, PAGE),
        ({"limit": "-1"}, PAGE),
        ({"limit": "abc"}, PAGE),
        ({"limit": ""}, PAGE),
        ({"limit": "-" + "9" * 5000}, PAGE),
        ({"offset": "-1"}, PAGE),
    ],
)
def test_what_cannot_be_answered_is_400(phone, query, message):
    assert refused(phone.get("/api/v1/stats", query)) == (400, message)


@pytest.mark.parametrize(
    "query",
    [
        {"date_from": "2024-01-01", "date_to": "2025-05-14"},
        {"date_from": "2000-01-01", "date_to": "2009-07-29", "interval": "week"},
        {"date_from": "2000-01-31", "date_to": "2041-08-31", "interval": "month"},
        {"date_from": "0001-01-01", "date_to": "0500-12-31", "interval": "year"},
        {"date_to": "0001-01-01"},
        {"date_to": "9999-12-31"},
        {"limit": "500"},
        {"limit": "10.7", "offset": "x"},
        {"offset": "9" * 5000},
        {"interval": "fortnight", "sort": "up", "fields": ",", "filter": ",,"},
    ],
)
def test_what_can_be_answered_is(phone, query):
    assert phone.stats(**query)["results"] == {}


@pytest.mark.parametrize(
    ("interval", "first", "expected"),
    [
        pytest.param("week", "2024-01-01", ["2024-01-01", "2024-01-08", "2024-01-15", "2024-01-22"], id="every seven days"),
        pytest.param("month", "2024-01-31", ["2024-01-31", "2024-02-29", "2024-03-31"], id="the month's end"),
        pytest.param("month", "2024-01-30", ["2024-01-30", "2024-02-29", "2024-03-30"], id="does not drift"),
        pytest.param("year", "2023-02-28", ["2023-02-28", "2024-02-28"], id="a year"),
        pytest.param("year", "2024-02-29", ["2024-02-29"], id="a leap day"),
        pytest.param("WEEK", "2024-01-01", None, id="only in small letters, like the documented server"),
    ],
)  # fmt: skip
def test_interval_takes_one_day_a_step(phone, alice, interval, first, expected):
    last = "2024-01-28" if interval == "week" else "2024-03-31"
    days = [date(2023, 2, 28) + timedelta(days=number) for number in range(400)]
    DiaryDay.objects.bulk_create(DiaryDay(user=alice, day=day, digest="x", nutrition="{}", body="{}") for day in days)

    found = dates(phone.stats(date_from=first, date_to=last, interval=interval, sort="ASC", limit=500))

    assert found == (expected or [str(day) for day in days if first <= str(day) <= last])


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("calories", {"calories": 1100.5}),
        ("fat,calories", {"fat": 1, "calories": 1100.5}),
        (" calories , calories ", {"calories": 1100.5}),
        ("saturated-fat", {"saturated-fat": 1.25}),
        ("Δ weight,nothing", {"Δ weight": -1.5}),
        ("salt", {}),
        ("nothing", {"calories": 1100.5, "fat": 1, "saturated-fat": 1.25, "Δ weight": -1.5}),
        ("fat\0", {"calories": 1100.5, "fat": 1, "saturated-fat": 1.25, "Δ weight": -1.5}),
        ("saturated", {"calories": 1100.5, "fat": 1, "saturated-fat": 1.25, "Δ weight": -1.5}),
        ("", {"calories": 1100.5, "fat": 1, "saturated-fat": 1.25, "Δ weight": -1.5}),
    ],
)
def test_fields_name_nutrients_exactly(phone, january, fields, expected):
    found = phone.results(date_from="2024-01-02", date_to="2024-01-02", fields=fields)

    assert (found, list(found["2024-01-02"])) == ({"2024-01-02": expected}, list(expected))


def test_name_that_the_person_uses_on_other_days_is_known(phone, january):
    assert phone.results(date_from="2024-01-01", date_to="2024-01-01", fields="Δ weight") == {"2024-01-01": {}}


def test_name_that_only_others_use_is_unknown(phone, bobs_phone):
    bobs_phone.day("2024-01-01", {"secret": 1})
    phone.day("2024-01-01", {"calories": 1})

    found = phone.results(**YEAR, fields="secret", filter="secret[gt]:5")

    assert found == {"2024-01-01": {"calories": 1}}


@pytest.mark.parametrize(("fill", "expected"), [("null", None), ("0", 0)])
def test_fill_keeps_columns_aligned(phone, january, fill, expected):
    found = phone.results(date_from="2024-01-01", date_to="2024-01-02", fields="calories,saturated-fat", fill=fill)

    assert [day["saturated-fat"] for day in found.values()] == [1.25, expected]


@pytest.mark.parametrize(
    ("filters", "days"),
    [
        pytest.param("calories[lt]:1100.5", [1], id="strictly less"),
        pytest.param("calories[lt]:1100.51", [1, 2], id="decimals"),
        pytest.param("calories[gt]:1800.4999,fat[lt]:9", [9], id="all of them"),
        pytest.param("calories[gt]:1200,calories[lt]:1400", [3, 4], id="two on one nutrient"),
        pytest.param("calories[gt]:1200,calories[gt]:1700", [8, 9, 10], id="the same twice: both hold"),
        pytest.param("saturated-fat[gt]:5", [6, 8, 10], id="a hyphenated name, not fat"),
        pytest.param("Δ weight[lt]:-7.5", [10], id="a negative number"),
        pytest.param("Δ weight[gt]:-1e1,fat[gt]:+6.5e0", [8, 10], id="exponents and a plus"),
        pytest.param("fat[lt]:.5", [1], id="no digit before the point"),
        pytest.param("salt[lt]:5", [], id="days that lack it never match"),
        pytest.param("unheard-of[lt]:5", list(range(1, 11)), id="unknown names are ignored"),
        pytest.param("calories[eq]:5,calories,[lt]:3,fat[lt]:x,%00", list(range(1, 11)), id="what is no condition is"),
        pytest.param("calories[lt]:1e999", list(range(1, 11)), id="beyond all numbers"),
        pytest.param("calories[gt]:" + "9" * 400, [], id="beyond all numbers, in digits"),
    ],
)
def test_filter(phone, january, filters, days):
    answer = phone.stats(**YEAR | {"date_to": "2024-02-01"}, filter=filters, sort="ASC")

    assert dates(answer) == [f"2024-01-{day:02}" for day in days]
    assert answer["pagination"]["total"] == len(days)


def test_filter_compares_the_numbers_of_javascript_exactly(phone):
    phone.day("2024-01-01", {"sum": 0.1 + 0.2})

    assert [phone.results(**YEAR | {"date_to": "2024-02-01"}, filter=f"sum[gt]:{number}") != {} for number in
            ("0.3", "0.30000000000000004", "0.30000000000000005")] == [True, False, False]  # fmt: skip


def test_filter_sees_what_a_new_body_has_changed(phone):
    phone.day("2024-01-01", {"calories": 2000, "fat": 1})
    phone.day("2024-01-01", {"calories": 1000})
    window = {"date_from": "2024-01-01", "date_to": "2024-01-01"}

    assert phone.results(**window, filter="calories[lt]:1500") == {"2024-01-01": {"calories": 1000}}
    assert phone.results(**window, filter="fat[gt]:0") == {}


def test_texts_and_nulls_are_no_numbers(phone):
    phone.day("2024-01-01", {"calories": None, "fat": "12", "salt": True, "x": [1]})

    assert phone.results(date_to="2024-01-01", filter="salt[gt]:0") == {}
    assert phone.results(date_to="2024-01-01", fields="fat,x") == {"2024-01-01": {"fat": "12", "x": [1]}}


def test_pages(phone, january):
    window = {"date_from": "2024-01-01", "date_to": "2024-01-31"}

    page = phone.stats(**window, limit=3, offset=2)
    last = phone.stats(**window, limit="4", offset="8", sort="ASC")
    beyond = phone.stats(**window, offset=10)

    assert dates(page) == ["2024-01-08", "2024-01-07", "2024-01-06"]
    assert page["pagination"] == {"limit": 3, "offset": 2, "total": 10, "count": 3}
    assert (dates(last), last["pagination"]["count"]) == (["2024-01-09", "2024-01-10"], 2)
    assert (beyond["results"], beyond["pagination"]["total"]) == ({}, 10)


def test_days_that_arrive_in_any_order_are_sorted_by_date(phone):
    for day in (5, 1, 9, 3):
        phone.day(f"2024-01-0{day}", {"calories": day})

    assert list(phone.get("/api/v1/stats?date_to=2024-01-09&date_from=2024-01-01&sort=ASC").json()["results"]) == [
        f"2024-01-0{day}" for day in (1, 3, 5, 9)
    ]


@pytest.mark.parametrize(
    ("query", "queries"),
    [
        pytest.param({}, 3, id="key, budget, page"),
        pytest.param({"limit": 2}, 4, id="and a count where the page is full"),
        pytest.param({"filter": "calories[gt]:5,fat[lt]:100", "limit": 2}, 4, id="filters need no query of their own"),
        pytest.param({"fields": "calories"}, 3, id="nor do fields"),
        pytest.param({"filter": "mine[gt]:5"}, 4, id="but whether a name of one's own is known is one"),
    ],
)
def test_queries_are_few_and_load_no_body(phone, january, query, queries, django_assert_num_queries):
    with django_assert_num_queries(queries) as asked:
        phone.get("/api/v1/stats", YEAR | query)

    assert [each["sql"] for each in asked.captured_queries if '"body"' in each["sql"]] == []


def test_field_that_is_nested_deeply_comes_back(phone):
    deep = f"{'[' * 400}1{']' * 400}"
    body = f'{{"nutrition": {{"x": {deep}, "fat": 12.0}}, "entry": {{"dateTime": "2024-01-01T00:00:00.000Z"}}}}'
    phone.sync(body.encode())

    answer = phone.get("/api/v1/stats", {"date_from": "2024-01-01", "date_to": "2024-01-01", "fields": "x"})

    assert (answer.status_code, f'{{"2024-01-01":{{"x":{deep}}}}}' in answer.content.decode()) == (200, True)
