"""The page at the root, and those that say what went wrong."""

import re

import pytest
from django.contrib.staticfiles import finders

pytestmark = pytest.mark.django_db


def page(client, path="/"):
    return client.get(path).content.decode()


def test_home_tells_where_to_point_apps(client):
    assert "<code>http://testserver</code>" in page(client)
    assert "<code>http://testserver/api/v1/sync</code>" in page(client)


def test_home_knows_its_address_below_a_path(client, settings):
    settings.SITE_URL = "https://home.example.org/fit"

    assert "<code>https://home.example.org/fit/api/v1/sync</code>" in page(client)


def test_home_offers_an_account(client):
    assert "Create an account" in page(client)


def test_home_offers_no_account_where_there_is_none_to_be_had(client, settings):
    settings.ALLOW_REGISTRATION = False

    assert "Create an account" not in page(client)


def test_home_leads_those_who_are_signed_in_to_their_dashboard(browser):
    assert '<a class="button" href="/dashboard/">' in page(browser)


def test_missing_page_looks_like_the_others(client):
    response = client.get("/nothing/")

    assert (response.status_code, response["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert "<h1>Not found</h1>" in response.content.decode()
    assert "regimen.css" in response.content.decode()


@pytest.mark.parametrize("path", ["/", "/dashboard/"])
def test_files_of_the_page_are_there(browser, path):
    files = re.findall(r'(?:src|href)="/static/([^"]+)"', page(browser, path))

    assert "favicon.svg" in files
    assert [name for name in files if not finders.find(name)] == []


def test_browser_that_asks_for_an_icon_gets_ours(client):
    assert client.get("/favicon.ico")["Location"] == "/static/favicon.svg"
