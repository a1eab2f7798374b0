"""Whatever is sent: what was accepted can be read back equal, what was not is a 400, and nothing is a 500."""

import json
import string
from datetime import timedelta, timezone
from urllib.parse import quote

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journal.models import DiaryDay, Nutrient
from tests.journal.test_waistline import OBJECTS, SCALARS, TEXTS, VALUES

pytestmark = pytest.mark.django_db

# The phone is the same all along; days pile up in the transaction of the test, which is how diaries are.
many = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

OFFSETS = st.integers(-12 * 4, 14 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters)))
MOMENTS = st.datetimes(timezones=OFFSETS)
NUTRITION = st.dictionaries(TEXTS, SCALARS, max_size=8)


@many
@given(moment=MOMENTS, nutrition=NUTRITION, entry=OBJECTS, details=VALUES, rest=OBJECTS)
def test_what_was_accepted_comes_back_equal(phone, moment, nutrition, entry, details, rest):
    parts = {"nutrition": nutrition, "entryDetails": details, "entry": entry | {"dateTime": moment.isoformat()}}

    response = phone.sync(orjson.dumps(rest | parts))

    day = moment.date().isoformat()
    assert response.status_code == 200
    assert phone.journal(day) == [{name: parts[name] for name in (rest | parts) if name in parts}]
    assert phone.results(date_from=moment.isoformat(), date_to=day) == {day: nutrition}
    assert phone.results(date_from=day, date_to=day, fields="calories,fat") == {
        day: {name: nutrition[name] for name in ("calories", "fat") if name in nutrition}
    }


@many
@given(value=VALUES)
def test_any_json_is_accepted_but_null(phone, value):
    assert phone.sync(orjson.dumps(value)).status_code == (400 if value is None else 200)


@many
@given(stats=st.dictionaries(st.sampled_from(["weight", "waist", "body fat", "x" * 300]) | TEXTS, SCALARS))
def test_stats_of_any_kind_never_cost_the_day(phone, stats):
    phone.day("2024-01-05", {"calories": 1}, stats=stats)

    assert phone.journal("2024-01-05")[0]["entry"]["stats"] == stats


NAMES = TEXTS.map(str.strip).filter(lambda name: name and "," not in name and len(name) <= 255)
FINITE = st.floats(allow_nan=False, allow_infinity=False)


@many
@given(name=NAMES, values=st.lists(FINITE, min_size=1, max_size=5), limit=FINITE)
def test_filter_is_exact_for_any_name_and_number(phone, alice, name, values, limit):
    DiaryDay.objects.all().delete()
    Nutrient.objects.all().delete()
    for number, value in enumerate(values, start=1):
        phone.day(f"2024-01-{number:02}", {name: value})

    for operator, holds in (("gt", lambda value: value > limit), ("lt", lambda value: value < limit)):
        found = phone.results(
            date_from="2024-01-01", date_to="2024-01-31", sort="ASC", filter=f"{name}[{operator}]:{limit!r}"
        )
        assert [day[name] for day in found.values()] == [value for value in values if holds(value)]


QUERY = st.sampled_from(
    ["date_from", "date_to", "date", "interval", "fields", "sort", "limit", "offset", "filter", "fill"]
)
HINTS = st.sampled_from(
    ["2024-01-01", "9999-12-31", "0001-01-01", "month", "calories", "ASC", "500", "-1", "fat[gt]:1"]
)


@many
@given(
    query=st.dictionaries(QUERY, st.text() | HINTS | st.text(string.printable), max_size=6),
    path=st.sampled_from(["stats", "journal"]),
)
def test_no_query_is_a_mistake_of_ours(phone, query, path):
    address = "&".join(f"{name}={quote(value, errors='surrogatepass')}" for name, value in query.items())

    response = phone.get(f"/api/v1/{path}?{address}")

    assert response.status_code in {200, 400}
    assert json.loads(response.content)


@many
@given(raw=st.binary(), header=st.text(st.characters(codec="latin-1", exclude_characters="\r\n")))
def test_no_bytes_are_a_mistake_of_ours(phone, nobody, raw, header):
    assert phone.sync(raw).status_code in {200, 400}
    assert nobody.sync(raw, HTTP_AUTHORIZATION=header).status_code == 401
    assert phone.sync(raw, CONTENT_TYPE=header, HTTP_USER_AGENT=header, HTTP_ACCEPT=header).status_code in {200, 400}
