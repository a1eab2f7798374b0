"""A real server and a real browser before it."""

import os
import shutil

import pytest
from playwright.sync_api import sync_playwright

from tests.conftest import needed
from tests.servers import MIGRATED

PASSWORD = "plain oats and milk"
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def chromium():
    program = needed(next(filter(None, map(shutil.which, PROGRAMS)), None), "Chromium")
    # Not as root, and not without a sandbox of the machine's own: this is a browser for our own pages only.
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def house(make_house, request):
    """A running server, with starter data if the test's parameter says so."""
    made = make_house(getattr(request, "param", MIGRATED))
    made.wait(made.serve())
    return made


@pytest.fixture
def visit(chromium, house):
    """Open a window; whatever goes wrong in it, or leaves for another server, fails the test."""
    troubles, contexts = [], []

    def open_window(**options):
        context = chromium.new_context(base_url=house.origin, reduced_motion="reduce", **options)
        contexts.append(context)
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.on("response", lambda answer: answer.status >= 400 and troubles.append(f"{answer.status} {answer.url}"))
        page.on("console", lambda message: message.type == "error" and troubles.append(message.text))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("request", lambda request: request.url.startswith(("http", "ws")) and leaves(request.url))
        return page

    def leaves(url):
        if not url.startswith(house.origin):
            troubles.append(f"asks {url}")

    yield open_window
    for context in contexts:
        context.close()
    assert troubles == []


@pytest.fixture(scope="session")
def shots():
    """Where to keep pictures of pages; ``None`` if nobody asked for them by ``SCREENSHOTS=folder``."""
    folder = os.environ.get("SCREENSHOTS")
    if folder:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
    return folder
