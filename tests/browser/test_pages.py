"""Every page on a phone and on a desk, by day and by night: nothing breaks, and everybody can read it.

axe takes seconds for a long page and is asked once about each size and about each set of colours.
``SCREENSHOTS=folder`` keeps a picture of each page in all four ways, and asks it about all of them.
"""

from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection

from tests.browser.conftest import PASSWORD
from tests.servers import SEEDED

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
ASKED = [("phone", "light"), ("desk", "dark")]
SERIOUS = {"serious", "critical"}


def excess(page):
    """By how much one has to scroll sideways."""
    pixels = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{pixels} pixels too wide"] if pixels > 0 else []


def problems(page):
    """What axe finds serious, and whether one has to scroll sideways."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    serious = [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found if each["impact"] in SERIOUS]
    return [*serious, *excess(page)]


def sign_in(page, name):
    page.goto("/accounts/login/")
    page.locator("#id_login").fill(name)
    page.locator("#id_password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").last.click()
    page.wait_for_url("**/dashboard/")


def look(page, shots, pages, who):
    """What is wrong with each page in each size, by day and by night."""
    found = {}
    for title, path in pages.items():
        assert page.goto(path).status == 200, path
        for (size, view), scheme in product(SIZES.items(), ["light", "dark"]):
            page.set_viewport_size(view)
            page.emulate_media(color_scheme=scheme)
            if shots:
                page.screenshot(path=f"{shots}/{title}-{who}-{size}-{scheme}.png", full_page=True)
            judge = problems if shots or (size, scheme) in ASKED else excess
            if wrong := judge(page):
                found[f"{title}, {who}, {size}, {scheme}"] = wrong
    return found


@pytest.mark.skipif(connection.vendor != "sqlite", reason="Pages look the same on every database.")
@pytest.mark.parametrize("house", [SEEDED], indirect=True)
def test_everybody_can_read_every_page(house, visit, shots):
    house.manage("demo", "--name", "alice", "--password-stdin", "--days", "90", given=PASSWORD)
    house.register("bob", PASSWORD)
    found = {}

    for who, pages in [("anybody", OPEN), ("alice", FULL), ("bob", OWN)]:
        page = visit()
        if who != "anybody":
            sign_in(page, who)
        found |= look(page, shots, pages, who)

    assert found == {}
