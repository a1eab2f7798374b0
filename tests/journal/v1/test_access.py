"""Who gets in, how often, from where, and what errors look like."""

import json
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
import time_machine
from django.test import Client

from accounts.models import ApiKey, DailyUsage
from journal.v1 import views
from journal.v1.urls import urlpatterns
from tests.journal.v1.conftest import Phone, refused

pytestmark = pytest.mark.django_db

# Every route, with the methods that it answers.
ROUTES = {
    "sync/": {"POST", "OPTIONS"},
    "stats/": {"GET", "HEAD", "OPTIONS"},
    "journal/": {"GET", "HEAD", "OPTIONS"},
    "health/": {"GET", "HEAD", "OPTIONS"},
}
METHODS = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW"]
NO_KEY = (401, "You have not supplied an API Key.")
WRONG_KEY = (401, "Your API Key is not valid.")
PATHS = [f"/api/v1/{route}" for route in ROUTES]
# What counts the requests of a day must not begin just before midnight.
in_one_day = time_machine.travel("2024-01-10T12:00:00Z", tick=False)


def test_every_route_says_what_it_promises():
    assert {str(each.pattern) for each in urlpatterns} == set(ROUTES)


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("slash", ["", "/"])
@pytest.mark.parametrize("method", METHODS)
def test_routing_comes_before_the_key(nobody, route, slash, method):
    response = nobody.generic(method, f"/api/v1/{route.rstrip('/')}{slash}")

    if method in ROUTES[route]:
        assert response.status_code == {"OPTIONS": 204}.get(method, 200 if route == "health/" else 401)
    else:
        assert (response.status_code, set(response["Allow"].split(", "))) == (405, ROUTES[route])
        assert method == "HEAD" or refused(response) == (405, f'Method "{method}" not allowed.')


@pytest.mark.parametrize("path", ["/api/v1", "/api/v1/", "/api/v1/nothing", "/api/v1/sync/5/", "/api/v1/stats.json"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_unknown_path_is_404_for_everybody(nobody, phone, path, method):
    assert refused(nobody.generic(method, path)) == (404, "Not found.")
    assert refused(phone.generic(method, path)) == (404, "Not found.")


@pytest.mark.parametrize("path", ["/api/v1/stats?format=xml", "/api/v1/stats/?format=api", "/api/v1/journal/?format="])
def test_format_in_the_query_is_not_looked_at(phone, path):
    assert phone.get(path, HTTP_ACCEPT="text/html").status_code == 200


@pytest.mark.parametrize("path", PATHS[1:3])
def test_head_is_get_without_its_body(phone, path):
    get, head = phone.get(path), phone.head(path)

    assert (head.status_code, head.content, head["Content-Length"]) == (200, b"", get["Content-Length"])


# --- Keys ----------------------------------------------------------------------------------------------------------


def test_key_is_a_uuid_of_version_7_and_the_same_each_time(alice, bob):
    key = ApiKey.of(alice)

    assert (UUID(key.secret).version, ApiKey.of(alice).secret) == (7, key.secret)
    assert ApiKey.of(bob).secret != key.secret


@pytest.mark.parametrize(
    "form",
    ["ApiKey {}", "apikey {}", "APIKEY {}", "ApiKey  {}", "  ApiKey\t{}  ", "ApiKey: {}", "ApiKey {} and more"],
)
@pytest.mark.parametrize("change", [str, str.upper], ids=["as it is", "in capitals"])
def test_header_is_read_as_people_type_it(alice, form, change):
    header = form.format(change(ApiKey.of(alice).secret))

    assert Client().get("/api/v1/stats", HTTP_AUTHORIZATION=header).status_code == 200


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, NO_KEY),
        ("", NO_KEY),
        ("ApiKey", NO_KEY),
        ("ApiKey ", NO_KEY),
        ("ApiKey018d2452-6b7f-7574-a758-68375a1fbe40", NO_KEY),
        ("018d2452-6b7f-7574-a758-68375a1fbe40", NO_KEY),
        ("Bearer 018d2452-6b7f-7574-a758-68375a1fbe40", NO_KEY),
        ("Basic YWxpY2U6Y29ycmVjdCBob3JzZQ==", NO_KEY),
        ("ApiKey 018d2452-6b7f-7574-a758-68375a1fbe40", WRONG_KEY),
        ("ApiKey 018d24526b7f7574a75868375a1fbe40", WRONG_KEY),
        ("ApiKey x", WRONG_KEY),
        ("ApiKey \xff\xfe", WRONG_KEY),
        ("ApiKey " + "a" * 5000, WRONG_KEY),
    ],
)
@pytest.mark.parametrize("path", PATHS[:3])
def test_without_a_valid_key_it_is_401(path, header, expected, alice):
    headers = {} if header is None else {"HTTP_AUTHORIZATION": header}

    response = Client().generic("POST" if path == PATHS[0] else "GET", path, b"{}", **headers)

    assert refused(response) == expected
    assert response["WWW-Authenticate"] == "ApiKey"


def change_password(person):
    person.set_password("another password")
    person.save()


def deactivate(person):
    person.is_active = False
    person.save()


@pytest.mark.parametrize("end", [change_password, deactivate, lambda person: person.void_credentials()])
def test_whatever_ends_credentials_ends_keys(phone, alice, end):
    end(alice)

    assert refused(phone.get("/api/v1/stats")) == WRONG_KEY


def test_new_key_after_a_password_change(phone, alice):
    old = ApiKey.of(alice).secret
    change_password(alice)

    assert ApiKey.of(alice).secret != old
    assert Phone(alice).get("/api/v1/stats").status_code == 200


def test_person_may_have_several_keys(alice):
    first, second = ApiKey.of(alice), ApiKey.make(alice)

    for key in (first, second):
        assert Client().get("/api/v1/stats", HTTP_AUTHORIZATION=f"ApiKey {key.secret}").status_code == 200


def test_key_is_nowhere_in_clear(alice):
    secret = ApiKey.of(alice).secret

    row = ApiKey.objects.values("digest", "sealed").get()
    assert secret not in row["digest"]
    assert secret.encode() not in bytes(row["sealed"])


def test_finding_the_person_costs_one_query(phone, django_assert_num_queries):
    phone.get("/api/v1/journal")  # the first use of a key in an hour is written down

    with django_assert_num_queries(3):  # the key with its person, the budget, the day
        phone.get("/api/v1/journal")


# --- No session ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cookie", ["", "x", "a" * 32])
def test_no_cookie_is_read_or_set(phone, alice, cookie):
    phone.cookies["regimen_session"] = cookie
    phone.cookies["regimen_csrf"] = cookie

    paths = ["stats", "journal", "health", "stats?limit=0", "nothing", "sync"]
    answers = [phone.sync({}), *(phone.get(f"/api/v1/{path}") for path in paths)]

    assert [each.status_code for each in answers] == [200, 200, 200, 200, 400, 404, 405]
    assert [dict(each.cookies) for each in answers] == [{}] * 7


def test_session_of_a_browser_is_no_key(alice):
    browser = Client()
    browser.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")

    assert refused(browser.get("/api/v1/stats")) == NO_KEY


def test_answers_are_for_their_owner_only(phone):
    response = phone.get("/api/v1/stats")

    assert response["Cache-Control"] == "private, no-cache"
    assert "Authorization" in response["Vary"]


# --- The daily limit -----------------------------------------------------------------------------------------------


def test_limit_is_exact_and_says_what_is_left(phone, settings):
    settings.API_DAILY_LIMIT = 3
    with time_machine.travel("2024-01-10T12:00:00Z", tick=False):
        answers = [phone.get("/api/v1/stats") for _ in range(4)]

    assert [each.status_code for each in answers] == [200, 200, 200, 429]
    assert [each["X-RateLimit-Remaining"] for each in answers] == ["2", "1", "0", "0"]
    assert {each["X-RateLimit-Limit"] for each in answers} == {"3"}
    midnight = int(datetime(2024, 1, 11, tzinfo=UTC).timestamp())
    assert {each["X-RateLimit-Reset"] for each in answers} == {str(midnight)}
    assert refused(answers[-1]) == (429, "Daily API rate limit exceeded.")
    assert answers[-1]["Retry-After"] == "43200"


def test_limit_begins_anew_at_midnight(phone, settings):
    settings.API_DAILY_LIMIT = 1
    statuses = []
    for moment in ("2024-01-10T23:59:58Z", "2024-01-10T23:59:59Z", "2024-01-11T00:00:00Z", "2024-01-10T23:59:59Z"):
        with time_machine.travel(moment, tick=False):
            statuses.append(phone.get("/api/v1/stats").status_code)

    # The last is a process whose clock is behind: it counts for the day that has begun.
    assert statuses == [200, 429, 200, 429]


def test_midnight_while_a_request_is_refused_makes_nobody_wait_a_day(phone, settings, monkeypatch):
    settings.API_DAILY_LIMIT = 1
    spend = DailyUsage.spend
    with time_machine.travel("2024-01-10T23:59:59Z", tick=False) as clock:
        phone.get("/api/v1/stats")
        monkeypatch.setattr(DailyUsage, "spend", lambda **asked: clock.shift(2) or spend(**asked))

        answer = phone.get("/api/v1/stats")

    midnight = int(datetime(2024, 1, 11, tzinfo=UTC).timestamp())
    assert (answer["X-RateLimit-Reset"], answer["Retry-After"]) == (str(midnight), "1")


@in_one_day
def test_reading_too_much_does_not_lose_a_day(phone, settings):
    settings.API_DAILY_LIMIT = 1

    assert [phone.get("/api/v1/stats").status_code for _ in range(2)] == [200, 429]
    assert [phone.sync({}).status_code for _ in range(2)] == [200, 429]


@in_one_day
def test_limit_is_per_person(phone, bobs_phone, settings):
    settings.API_DAILY_LIMIT = 1

    assert [each.get("/api/v1/stats").status_code for each in (phone, bobs_phone, phone)] == [200, 200, 429]


def test_what_is_free(phone, nobody, alice, settings):
    settings.API_DAILY_LIMIT = 1
    for path in PATHS:
        phone.options(path)
        phone.put(path)
        phone.get("/api/v1/health")
        nobody.get("/api/v1/stats")

    assert not DailyUsage.objects.exists()
    assert DailyUsage.today(user_id=alice.pk, kind="read", today=datetime.now(UTC).date()) == 0


@in_one_day
def test_refused_requests_count_like_others(phone, alice):
    phone.get("/api/v1/stats?limit=0")
    phone.head("/api/v1/stats")

    assert DailyUsage.today(user_id=alice.pk, kind="read", today=date(2024, 1, 10)) == 2


# --- Browsers on other origins ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [path.rstrip("/") for path in PATHS])
@pytest.mark.parametrize("origin", ["https://localhost", "null", "file://", "http://10.0.0.7:8000"])
def test_preflight(nobody, path, origin):
    wanted = "authorization, content-type, user-agent"
    response = nobody.options(
        path,
        headers={
            "Origin": origin,
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": wanted,
        },
    )

    assert (response.status_code, response["Access-Control-Allow-Origin"]) == (200, "*")
    assert set(wanted.split(", ")) <= set(response["Access-Control-Allow-Headers"].split(", "))
    assert "POST" in response["Access-Control-Allow-Methods"]


def errors_of_every_kind(phone, nobody):
    yield 401, nobody.get("/api/v1/stats", HTTP_ORIGIN="null")
    yield 404, nobody.get("/api/v1/nothing", HTTP_ORIGIN="null")
    yield 405, nobody.get("/api/v1/sync", HTTP_ORIGIN="null")
    yield 400, phone.sync(b"{", HTTP_ORIGIN="null")
    yield 400, phone.get("/api/v1/stats", HTTP_HOST="evil.example", HTTP_ORIGIN="null")
    yield 411, phone.sync(b"{}", HTTP_TRANSFER_ENCODING="chunked", HTTP_ORIGIN="null")
    yield 413, phone.sync(b"x" * 10_000_000, HTTP_ORIGIN="null")


def test_errors_of_every_kind_have_one_shape_and_can_be_read_by_browsers(phone, nobody):
    for status, response in errors_of_every_kind(phone, nobody):
        assert refused(response)[0] == status
        assert response["Content-Type"] == "application/json"
        assert response["Access-Control-Allow-Origin"] == "*"


def test_mistake_of_ours_is_500_in_the_same_shape(phone, monkeypatch):
    def fail(*_):
        raise RuntimeError("hush")

    monkeypatch.setattr(views.waistline, "read_body", fail)

    status, message = refused(phone.sync({}))

    assert (status, "hush" in message) == (500, False)


def test_other_versions_keep_their_own_shape(phone):
    assert phone.get("/api/v2/nothing").json() == {"detail": "Not found."}
    assert phone.get("/api/v10/nothing").json() == {"detail": "Not found."}


@pytest.mark.parametrize("path", PATHS[1:])
def test_answers_are_plain_json(phone, path):
    response = phone.get(path, HTTP_ACCEPT_LANGUAGE="de", HTTP_ACCEPT="application/json; indent=4")

    assert response["Content-Type"] == "application/json"
    assert json.loads(response.content)
