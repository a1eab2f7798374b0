"""What a key may do: every route of both APIs, by every method, with a key of every scope."""

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.exceptions import PermissionDenied

from accounts import scopes
from accounts.models import ApiKey, Scope
from config.urls import router
from tests.nutrition.factories import IngredientFactory

pytestmark = pytest.mark.django_db

METHODS = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]
SAFE = {"GET", "HEAD", "OPTIONS"}
REFUSALS = {scopes.DIARY_ONLY, scopes.READ_ONLY, scopes.PERSON_ONLY}
# Where a password is asked for; they look at no other credential.
PASSWORD_ROUTES = {"token", "token-refresh", "token-verify", "login", "register"}
# Answers to GET that do something.
ACTS = {"userprofile-verify-email"}


def patterns(found=None, prefix=""):
    for each in found if found is not None else get_resolver().url_patterns:
        path = prefix + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from patterns(each.url_patterns, path)
        elif isinstance(each, URLPattern) and path.startswith("api/") and "format" not in path:
            yield each.name, path.replace("^", "").replace("$", "")


def address(path):
    """A path in which every argument has a value that no row has."""
    parts = [("999999" if part.startswith(("<", "(")) else part) for part in segments(path)]
    return "/" + "/".join(parts).replace("\\.", ".").rstrip("/") + "/"


def segments(path):
    depth, part = 0, ""
    for sign in path:
        depth += (sign in "(<[") - (sign in ")>]")
        if sign == "/" and depth == 0:
            yield part
            part = ""
        else:
            part += sign
    yield part


ROUTES = sorted({(name, address(path)) for name, path in patterns()}, key=str)


def send(method, path, key=None, body="{}"):
    headers = {"HTTP_AUTHORIZATION": f"ApiKey {key.secret}"} if key else {}
    return finished(Client(raise_request_exception=False).generic(method, path, body, "application/json", **headers))


def finished(response):
    """An archive that nobody reads to its end would leave its file open."""
    if response.streaming:
        for _ in response.streaming_content:
            pass
    return response


def refusal(response):
    """Which of the scopes' sentences was answered; ``None`` if the key got through."""
    if response.status_code != 403:
        return None
    body = response.json() if response["Content-Type"] == "application/json" and response.content else {}
    return next((text for text in (body.get("detail"), body.get("message")) if text in REFUSALS), "")


@pytest.fixture
def key(alice):
    return {scope: ApiKey.make(alice, scope=scope) for scope in Scope}


@pytest.fixture(autouse=True)
def _no_budgets(settings, monkeypatch):
    monkeypatch.setattr("rest_framework.throttling.SimpleRateThrottle.allow_request", lambda *_: True)


def is_public(method, path):
    """Whether somebody with a credential that is no good gets what everybody gets."""
    client = Client(raise_request_exception=False, HTTP_AUTHORIZATION="ApiKey nonsense")
    return finished(client.generic(method, path, "{}", "application/json")).status_code != 401


def test_walk_meets_every_route():
    names = {name for name, _ in ROUTES}

    assert set(router.routes_by_name().values()) <= names
    assert {"v1-sync", "v1-stats", "v1-journal", "v1-health", "photo-file"} <= names


@pytest.mark.parametrize(("name", "path"), ROUTES)
def test_read_key_writes_nothing(key, name, path):
    got_through = [each for each in METHODS if refusal(send(each, path, key[Scope.READ])) is None]

    writes = [each for each in got_through if each not in SAFE or (name in ACTS and each != "OPTIONS")]
    assert [each for each in writes if not is_public(each, path)] == []


@pytest.mark.parametrize(("name", "path"), ROUTES)
def test_diary_key_sees_nothing_but_the_diary(key, name, path):
    if path.startswith("/api/v1/"):
        pytest.skip("this is the diary")

    got_through = [each for each in METHODS if refusal(send(each, path, key[Scope.DIARY])) is None]

    assert [each for each in got_through if not is_public(each, path)] == []


@pytest.mark.parametrize("scope", Scope)
@pytest.mark.parametrize(("name", "path"), ROUTES)
def test_key_breaks_no_public_read(key, name, path, scope):
    if is_public("GET", path):
        nobody, known = send("GET", path), send("GET", path, key[scope])

        assert (known.status_code, refusal(known)) in {(nobody.status_code, None), (200, None)}


# --- One by one ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scope", "method", "path", "status"),
    [
        (Scope.DIARY, "GET", "/api/v1/stats", 200),
        (Scope.DIARY, "POST", "/api/v1/sync", 200),
        (Scope.DIARY, "GET", "/api/v2/routine/", 403),
        (Scope.DIARY, "GET", "/api/v2/userprofile/", 403),
        (Scope.DIARY, "GET", "/api/v2/account/export/", 403),
        (Scope.READ, "GET", "/api/v1/journal", 200),
        (Scope.READ, "POST", "/api/v1/sync", 403),
        (Scope.READ, "GET", "/api/v2/routine/", 200),
        (Scope.READ, "POST", "/api/v2/routine/", 403),
        (Scope.READ, "DELETE", "/api/v2/routine/1/", 403),
        (Scope.READ, "GET", "/api/v2/userprofile/verify-email/", 403),
        (Scope.READ, "GET", "/api/v2/account/export/", 200),
        (Scope.WRITE, "POST", "/api/v1/sync", 200),
        (Scope.WRITE, "POST", "/api/v2/workoutsession/", 201),
        (Scope.WRITE, "GET", "/api/v2/userprofile/verify-email/", 200),
        (Scope.READ, "POST", "/api/v2/account/deletion/", 403),
        (Scope.WRITE, "POST", "/api/v2/account/deletion/", 403),
    ],
)
def test_scope_by_method_and_resource(key, scope, method, path, status):
    body = '{"nutrition": {}, "entry": {"dateTime": "2024-01-05"}}' if "v1" in path else "{}"

    assert send(method, path, key[scope], body).status_code == status


def test_refusals_have_the_shape_of_their_api(key):
    diary, person = send("POST", "/api/v1/sync", key[Scope.READ]), send("GET", "/api/v2/routine/", key[Scope.DIARY])

    assert diary.json() == {"status": 403, "message": "This API key may only read."}
    assert person.json() == {"detail": "This API key is for the diary only (/api/v1)."}


@pytest.mark.parametrize(
    ("header", "detail"),
    [
        ("ApiKey 018d2452-6b7f-7574-a758-68375a1fbe40", "Invalid API key."),
        ("ApiKey nonsense", "Invalid API key."),
        ("ApiKey", "The ApiKey in the Authorization header must not be empty."),
    ],
)
def test_bad_key_is_401_with_the_challenge_of_its_api(client, db, header, detail):
    response = client.get("/api/v2/routine/", HTTP_AUTHORIZATION=header)

    assert (response.status_code, response["WWW-Authenticate"]) == (401, 'Bearer realm="api"')
    assert response.json() == {"detail": detail}


@pytest.mark.parametrize("scope", Scope)
def test_no_key_changes_the_address(key, alice, scope):
    response = send("PATCH", "/api/v2/userprofile/", key[scope], '{"email": "eve@example.org", "height": 180}')

    alice.refresh_from_db()
    assert (response.status_code, alice.email, alice.height) == (403, "alice@example.org", None)


def test_write_key_changes_the_rest_of_the_profile(key, alice):
    body = '{"email": "alice@example.org", "height": 180}'

    assert send("PATCH", "/api/v2/userprofile/", key[Scope.WRITE], body).json()["height"] == 180


def test_own_foods_are_for_keys_that_may_read(key, alice):
    IngredientFactory(user=alice, name="Grandmother's soup")

    counts = {
        scope.value: send("GET", "/api/v2/ingredient/?search=soup", key[scope]).json()["count"] for scope in Scope
    }

    assert counts == {"write": 1, "read": 1, "diary": 0}


def test_view_may_refuse_every_key(key):
    view = type("View", (), {"person_only": True})

    for each in key.values():
        with pytest.raises(PermissionDenied):
            scopes.check(each, method="GET", view=view, is_diary=True)
