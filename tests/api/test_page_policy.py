"""What pages may load and run.  In browsers, tests/browser fails on whatever a policy forbids."""

import re

import pytest
from django.test import Client

from accounts.pages.home import HomePage

pytestmark = pytest.mark.django_db

HTML = {"Accept": "text/html"}
STRICT = {
    "default-src": "'self'",
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
OPEN = ["/", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/nowhere/", "/media/nothing.png"]
OWN = [
    "/dashboard/",
    "/account/",
    "/account/api/",
    "/account/data/",
    "/account/leaving/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/2fa/",
    "/accounts/logout/",
]
ADMIN = ["/admin/", "/admin/accounts/user/", "/admin/accounts/user/add/", "/admin/exercises/exercise/add/"]
# Scripts between tags (JSON is none), styles between tags, and scripts as attributes.
INLINE = re.compile(r"""<script(?![^>]*(?:src=|application/json))|<style|<[^>]+\son[a-z]+=["']|<base""")
STYLED = re.compile(r"<[^>]+\sstyle=")


def policy(response):
    assert response["Content-Type"].startswith("text/html")
    return dict(part.split(" ", 1) for part in response["Content-Security-Policy"].split("; "))


@pytest.fixture
def browser(staff):
    client = Client(raise_request_exception=False)
    client.force_login(staff)
    return client


@pytest.mark.parametrize("path", OPEN)
def test_open_page_loads_and_runs_what_is_ours(client, path):
    response = client.get(path, headers=HTML)

    assert policy(response) == STRICT
    assert not INLINE.search(response.content.decode())
    assert not STYLED.search(response.content.decode())


@pytest.mark.parametrize("path", [*OWN, *ADMIN])
def test_page_of_a_person_loads_and_runs_what_is_ours(browser, path):
    response = browser.get(path, headers=HTML)

    assert (response.status_code, policy(response)) == (200, STRICT)
    assert not INLINE.search(response.content.decode())
    assert not STYLED.search(response.content.decode())


def test_pages_about_errors_have_a_policy(browser, monkeypatch):
    strict = Client(enforce_csrf_checks=True)
    monkeypatch.delattr(HomePage, "template_name")

    answers = [browser.get("/", HTTP_HOST="evil.example"), strict.post("/accounts/login/"), browser.get("/")]

    assert [each.status_code for each in answers] == [400, 403, 500]
    assert [policy(each) for each in answers] == [STRICT] * 3


@pytest.mark.parametrize("path", ["/api/v2/", "/api/v2/weightentry/", "/api/v2/exercise/"])
def test_browsable_page_may_have_styles_as_attributes(browser, path):
    response = browser.get(path, headers=HTML)

    assert policy(response) == {**STRICT, "style-src-attr": "'unsafe-inline'"}
    assert not INLINE.search(response.content.decode())


def test_page_of_swagger_needs_nothing_more(client):
    response = client.get("/api/v2/schema/ui/")

    assert policy(response) == STRICT
    assert not INLINE.search(response.content.decode())
    assert client.get("/api/v2/schema/ui/?script=")["Content-Type"] == "application/javascript"


def test_page_of_redoc_may_write_its_styles_and_search_in_a_worker(client):
    response = client.get("/api/v2/schema/redoc/")

    assert policy(response) == {**STRICT, "style-src": "'self' 'unsafe-inline'", "worker-src": "blob:"}
    assert not INLINE.search(response.content.decode())


@pytest.mark.parametrize("path", ["/api/v2/muscle/", "/api/v2/weightentry/", "/api/v1/health/", "/api/v2/nothing/"])
def test_json_has_no_policy(client, path):
    response = client.get(path)

    assert response["Content-Type"] == "application/json"
    assert not response.has_header("Content-Security-Policy")


def test_uploaded_file_is_no_page_of_this_site(client, settings):
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    (settings.MEDIA_ROOT / "page.html").write_text("<script>alert(1)</script>")

    response = client.get("/media/page.html")
    response.close()

    found = {name: response[name] for name in ("Content-Security-Policy", "X-Content-Type-Options")}
    assert found == {"Content-Security-Policy": "default-src 'none'; sandbox", "X-Content-Type-Options": "nosniff"}
