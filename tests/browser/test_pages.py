"""Every page on a phone and on a desk, by day and by night: nothing breaks, and everybody can read it.

``SCREENSHOTS=folder`` keeps a picture of each.
"""

from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection

from tests.browser.conftest import PASSWORD

pytestmark = pytest.mark.slow

SIZES = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1280, "height": 900}}
OPEN = {
    "home": "/",
    "sign-in": "/accounts/login/",
    "sign-up": "/accounts/signup/",
    "reset": "/accounts/password/reset/",
}
OWN = {
    "dashboard": "/dashboard/",
    "api": "/account/api/",
    "data": "/account/data/",
    "account": "/account/",
    "leaving": "/account/leaving/",
    "password": "/accounts/password/change/",
    "mail": "/accounts/email/",
    "second-factor": "/accounts/2fa/",
    "sign-out": "/accounts/logout/",
    "browsable": "/api/v2/weightentry/",
}
FULL = {title: OWN[title] for title in ("dashboard", "api", "data", "browsable")}
SERIOUS = {"serious", "critical"}


def problems(page):
    """What axe finds serious, and whether one has to scroll sideways."""
    found = [
        f"{each['id']}: {each['nodes'][0]['html'][:200]}"
        for each in Axe().run(page).response["violations"]
        if each["impact"] in SERIOUS
    ]
    excess = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*found, *([f"{excess} pixels too wide"] if excess > 0 else [])]


def sign_in(page, name):
    page.goto("/accounts/login/")
    page.locator("#id_login").fill(name)
    page.locator("#id_password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").last.click()
    page.wait_for_url("**/dashboard/")


def look(page, shots, pages, kind):
    """What is wrong with each page."""
    found = {}
    for title, path in pages.items():
        assert page.goto(path).status == 200, path
        if shots:
            page.screenshot(path=f"{shots}/{title}-{kind}.png", full_page=True)
        if wrong := problems(page):
            found[f"{title}, {kind}"] = wrong
    return found


@pytest.mark.skipif(connection.vendor != "sqlite", reason="Pages look the same on every database.")
@pytest.mark.parametrize("house", [{"STARTER_DATA": "True"}], indirect=True, ids=["with starter data"])
def test_everybody_can_read_every_page(house, visit, shots):
    house.manage("demo", "--name", "alice", "--password-stdin", "--days", "90", given=PASSWORD)
    newcomer = {"DJANGO_SUPERUSER_PASSWORD": PASSWORD, "DJANGO_SUPERUSER_EMAIL": "bob@example.org"}
    house.manage("createsuperuser", "--noinput", "--username", "bob", **newcomer)
    found = {}

    for (size, view), scheme in product(SIZES.items(), ["light", "dark"]):
        for name, pages in [("", OPEN), ("alice", FULL), ("bob", OWN)]:
            page = visit(viewport=view, color_scheme=scheme)
            if name:
                sign_in(page, name)
            found |= look(page, shots, pages, f"{name or 'anybody'}-{size}-{scheme}")

    assert found == {}
