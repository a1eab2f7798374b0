"""The browsable API and the pages around it."""

import pytest
from django.test import Client
from django.urls import reverse
from drf_spectacular.views import SpectacularAPIView
from rest_framework.response import Response

from config.api import documentation
from config.urls import router
from tests.factories import RoutineFactory

pytestmark = pytest.mark.django_db

HTML = {"Accept": "text/html"}


@pytest.fixture
def browser(alice):
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    return client


@pytest.mark.parametrize(
    "path", ["/", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/api/v2/"]
)
def test_page_works_offline(client, path):
    response = client.get(path, headers=HTML)

    page = response.content.decode()
    assert response.status_code == 200
    assert "//cdn" not in page
    assert not [part for part in page.split('src="')[1:] if part.startswith("http")]


@pytest.mark.parametrize("name", ["schema-ui", "schema-redoc"])
def test_description_pages_need_no_cdn(client, name):
    page = client.get(reverse(name)).content.decode()

    assert "/static/drf_spectacular_sidecar/" in page
    assert "https://" not in page


def test_description_below_a_path_names_it(client, settings, monkeypatch):
    settings.FORCE_SCRIPT_NAME = "/fit"
    monkeypatch.setattr(documentation, "made", {})
    monkeypatch.setattr(documentation, "written", {})
    monkeypatch.setattr(SpectacularAPIView, "_get_schema_response", lambda *_: Response({"openapi": "3.0.3"}))

    described = client.get("/api/v2/schema/?format=json").json()

    assert described == {"openapi": "3.0.3", "servers": [{"url": "/fit"}]}


# A file, also in a browser.
@pytest.mark.parametrize("prefix", sorted(router.routes_by_name().keys() - {"account/export"}))
def test_every_endpoint_has_a_page(browser, prefix):
    response = browser.get(f"/api/v2/{prefix}/", headers=HTML)

    assert response.status_code in {200, 400, 405}
    assert response["Content-Type"] == "text/html; charset=utf-8"


def test_signed_in_person_sees_own_rows_and_a_form(browser, alice):
    RoutineFactory(user=alice, name="Bench day")

    page = browser.get("/api/v2/routine/", headers=HTML).content.decode()

    assert "Bench day" in page
    assert 'name="start"' in page


def test_form_of_the_page_needs_its_csrf_token(browser):
    body = {"name": "x", "start": "2026-01-01", "end": "2026-02-01"}
    refused = browser.post("/api/v2/routine/", body, headers=HTML)
    browser.get("/api/v2/routine/", headers=HTML)
    token = browser.cookies["regimen_csrf"].value

    accepted = browser.post("/api/v2/routine/", body, headers={**HTML, "X-CSRFToken": token})

    assert (refused.status_code, accepted.status_code) == (403, 201)


def test_session_is_no_credential_for_json(browser):
    assert browser.get("/api/v2/routine/").status_code == 401
    assert browser.get("/api/v2/routine.json").status_code == 401


def test_session_is_not_used_beside_an_authorization_header(browser):
    assert browser.get("/api/v2/routine/", headers={**HTML, "Authorization": "Token nonsense"}).status_code == 401


def test_signing_in_leads_back_to_the_page(client, alice):
    response = client.post("/accounts/login/?next=/api/v2/routine/", {"login": "alice", "password": "correct horse"})

    assert (response.status_code, response["Location"]) == (302, "/api/v2/routine/")


@pytest.mark.parametrize(
    "target", ["//evil.example", "https://evil.example/", "\\\\evil.example", "https:evil.example"]
)
def test_signing_in_never_leads_elsewhere(client, alice, target):
    response = client.post("/accounts/login/", {"login": "alice", "password": "correct horse", "next": target})

    assert (response.status_code, response["Location"]) == (302, "/dashboard/")


def test_markup_in_a_value_is_escaped(browser, alice):
    RoutineFactory(user=alice, name="<script>alert(1)</script>", description="javascript:alert(1)")

    page = browser.get("/api/v2/routine/", headers=HTML).content.decode()

    assert "<script>alert(1)" not in page
