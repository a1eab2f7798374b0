"""Slashes, formats, bodies, methods: how a request may be written and what its answer looks like."""

import pytest
from django.test import Client

from tests.factories import RoutineFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.specimen.urls")]

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize("path", ["muscle/", "muscle", "muscle/1/", "muscle/1", "muscle.json", "muscle.json/"])
def test_every_path_answers_with_and_without_a_slash(api, path):
    assert api.get(f"/api/v2/{path}").status_code == 200


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
@pytest.mark.parametrize("slash", ["", "/"])
def test_writes_are_never_redirected(alice_api, shelf, method, slash):
    response = getattr(alice_api, method)(f"/api/specimen/shelf/{shelf.pk}{slash}", {"name": "new"})

    assert response.status_code in {200, 204}


def test_post_without_slash_keeps_its_body(alice_api):
    assert alice_api.post("/api/specimen/shelf", {"name": "right"}).json()["name"] == "right"


@pytest.mark.parametrize(
    ("path", "accept", "content_type"),
    [
        pytest.param("muscle/", None, "application/json", id="nothing asked"),
        pytest.param("muscle/", "", "application/json", id="empty accept"),
        pytest.param("muscle/", "*/*", "application/json", id="anything"),
        pytest.param("muscle/", BROWSER, "text/html; charset=utf-8", id="browser"),
        pytest.param("muscle/?format=json", BROWSER, "application/json", id="format parameter in a browser"),
        pytest.param("muscle/?format=api", "*/*", "text/html; charset=utf-8", id="format parameter for the page"),
        pytest.param("muscle.json", BROWSER, "application/json", id="suffix"),
        pytest.param("muscle.json/", BROWSER, "application/json", id="suffix with slash"),
        pytest.param("muscle.api", "application/json", "text/html; charset=utf-8", id="page suffix wins over accept"),
        pytest.param("muscle.api/", "*/*", "text/html; charset=utf-8", id="page suffix with slash"),
        pytest.param("muscle/1.json/", "*/*", "application/json", id="suffix of a detail"),
    ],
)
def test_format(api, path, accept, content_type):
    headers = {} if accept is None else {"Accept": accept}

    response = api.get(f"/api/v2/{path}", headers=headers)

    assert (response.status_code, response["Content-Type"]) == (200, content_type)


@pytest.mark.parametrize("path", ["muscle/", "muscle.json/", "muscle/?format=json"])
def test_indent(api, path):
    text = api.get(f"/api/v2/{path}", headers={"Accept": "application/json; indent=4"}).content.decode()

    assert text.startswith('{\n    "count": 16,\n')


def test_unknown_accept_is_406_and_unknown_format_404_as_json(api):
    refused = api.get("/api/v2/muscle/", headers={"Accept": "application/pdf"})
    unknown = api.get("/api/v2/muscle.pdf")

    assert (refused.status_code, list(refused.json())) == (406, ["detail"])
    assert (unknown.status_code, list(unknown.json())) == (404, ["detail"])


@pytest.mark.parametrize("kind", ["json", "multipart"])
def test_bodies_of_each_type(alice_api, kind):
    assert alice_api.post("/api/specimen/shelf/", {"name": "right"}, format=kind).json()["name"] == "right"


def test_body_as_a_form(alice_api):
    response = alice_api.post("/api/specimen/shelf/", "name=right", content_type="application/x-www-form-urlencoded")

    assert response.json()["name"] == "right"


def test_unknown_body_type_is_415(alice_api):
    response = alice_api.post("/api/specimen/shelf/", "<a/>", content_type="text/xml")

    assert (response.status_code, list(response.json())) == (415, ["detail"])


@pytest.mark.parametrize("path", ["/api/v2/muscle/", "/api/v2/muscle/1/", "/api/v2/", "/api/v2/version/"])
def test_head_answers_like_get_without_a_body(api, path):
    response = api.head(path)

    assert (response.status_code, response.content) == (200, b"")


def test_options_describes_the_endpoint(alice_api):
    answer = alice_api.options("/api/specimen/shelf/").json()

    assert answer["parses"] == ["application/json", "application/x-www-form-urlencoded", "multipart/form-data"]
    assert list(answer["actions"]["POST"]) == ["id", "uuid", "name"]


def test_unknown_and_read_only_keys_are_ignored(alice_api, bob):
    response = alice_api.post(
        "/api/specimen/shelf/", {"id": None, "name": "right", "user": bob.pk, "colour": "red", "created": "x"}
    )

    assert (response.status_code, response.json()["name"]) == (201, "right")


def test_delete_answers_204_once(alice_api, shelf):
    assert alice_api.delete(f"/api/specimen/shelf/{shelf.pk}/").status_code == 204
    assert alice_api.delete(f"/api/specimen/shelf/{shelf.pk}/").status_code == 404


def test_cors_preflight_needs_no_sign_in():
    response = Client().options(
        "/api/v2/routine/",
        headers={
            "Origin": "https://app.example",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "authorization,content-type,idempotency-key",
        },
    )

    assert response.status_code == 200
    assert response["Access-Control-Allow-Origin"] == "*"
    assert {"authorization", "content-type", "idempotency-key"} <= set(
        response["Access-Control-Allow-Headers"].split(", ")
    )
    assert "Access-Control-Allow-Credentials" not in response


def test_cors_covers_errors_and_exposes_headers(api):
    response = api.get("/api/v2/routine/", headers={"Origin": "https://app.example"})

    assert (response.status_code, response["Access-Control-Allow-Origin"]) == (401, "*")
    assert "X-Request-ID" in response["Access-Control-Expose-Headers"]


def test_request_id_is_the_clients_or_a_new_one(api):
    assert api.get("/api/v2/muscle/", headers={"X-Request-ID": "abc-1"})["X-Request-ID"] == "abc-1"
    assert len(api.get("/api/v2/muscle/", headers={"X-Request-ID": "a\tb c"})["X-Request-ID"]) == 32
    assert api.get("/api/v2/nothing/")["X-Request-ID"]


def test_json_answers_touch_no_cookies(alice, alice_api):
    browser = Client()
    browser.force_login(alice)

    anonymous = browser.get("/api/v2/routine/")
    public = browser.get("/api/v2/muscle/")

    assert anonymous.status_code == 401
    assert not anonymous.cookies
    assert not public.cookies
    assert "Cookie" not in public.get("Vary", "")


def test_root_lists_every_endpoint(api):
    listed = api.get("/api/v2/").json()

    assert listed["muscle"] == "http://testserver/api/v2/muscle/"
    assert listed["token/refresh"] == "http://testserver/api/v2/token/refresh/"
    assert {"routine", "workout", "exerciseinfo", "userprofile", "version"} <= set(listed)


def test_private_answers_are_not_for_shared_caches(alice_api, alice):
    RoutineFactory(user=alice)
    response = alice_api.get("/api/v2/routine/")

    assert "private" in response["Cache-Control"]
    assert "Authorization" in response["Vary"]


@pytest.mark.parametrize("path", ["userprofile", "version", "check-permission", "min-app-version"])
@pytest.mark.parametrize("suffix", [".json", ".json/", ".api", ".api/"])
def test_views_without_rows_have_suffixes_too(alice_api, path, suffix):
    query = "?permission=a.b" if path == "check-permission" else ""

    assert alice_api.get(f"/api/v2/{path}{suffix}{query}").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/allauth/app/v1/config", "/allauth/app/v1/config/", "/accounts/login", "/accounts/login/", "/admin", "/admin/"],
)
def test_pages_and_headless_routes_take_both_slash_forms(client, path):
    assert client.get(path).status_code in {200, 302}


@pytest.mark.parametrize("method", ["HEADERS", "__CLASS__", "SETTINGS", "TRACE", "FOO"])
def test_made_up_methods_are_405(api, method):
    assert api.generic(method, "/api/v2/muscle/").status_code == 405


def test_refusals_before_the_view_have_cors_headers_too(api):
    response = api.post(
        "/api/v2/token", b"a" * 70_000, content_type="application/json", headers={"Origin": "https://app.example"}
    )

    assert (response.status_code, response["Access-Control-Allow-Origin"]) == (413, "*")


def test_delete_needs_no_readable_body(alice_api, shelf):
    response = alice_api.delete(f"/api/specimen/shelf/{shelf.pk}/", "x", content_type="text/plain")

    assert response.status_code == 204


def test_description_is_never_what_a_refusal_said(api, db):
    refused = api.post("/api/v2/schema/?format=json")
    described = [api.get("/api/v2/schema/?format=json").json() for _ in range(2)]

    assert (refused.status_code, list(refused.json())) == (405, ["detail"])
    assert described[0] == described[1]
    assert described[0]["info"]["title"] == "Regimen"
