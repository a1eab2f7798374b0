"""From the first visit to the last: what a person of Waistline does here, in a browser and with the app."""

import zipfile
from datetime import date

import httpx
import pytest

from tests.browser.conftest import PASSWORD

pytestmark = pytest.mark.slow


def sync(address, header, day, calories):
    body = {"nutrition": {"calories": calories}, "entry": {"dateTime": f"{day}T00:00:00.000Z"}}
    return httpx.post(address, json=body, headers={"Authorization": header}, trust_env=False)


def service(page):
    """Address and header as the dashboard shows them."""
    return page.locator("#waistline-address").inner_text(), page.locator("#waistline-header").inner_text()


def test_register_sync_look_rotate_export_and_leave(house, visit, tmp_path):
    page = visit(accept_downloads=True)
    today = date.today()

    page.goto("/")
    page.get_by_role("link", name="Create an account").first.click()
    page.get_by_label("Username").fill("alice")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign up").click()
    page.wait_for_url("**/dashboard/")
    address, header = service(page)
    assert address == f"{house.origin}/api/v1/sync"

    assert sync(address, header, today, 2350).json() == {"status": 200, "message": "Data synchronized."}
    page.reload()
    chart = page.locator("#nutrition")
    chart.locator("canvas").first.wait_for()
    chart.locator("summary").first.click()
    assert "2,350" in chart.locator("table").first.inner_text()

    page.locator("summary", has_text="Regenerate").click()
    page.get_by_role("button", name="Regenerate", exact=True).click()
    page.wait_for_url("**/dashboard/**")
    _, renewed = service(page)
    assert renewed != header
    assert sync(address, header, today, 1).status_code == 401
    assert sync(address, renewed, today, 2400).status_code == 200

    page.get_by_role("link", name="Data", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Export everything").click()
    download.value.save_as(tmp_path / "alice.zip")
    with zipfile.ZipFile(tmp_path / "alice.zip") as archive:
        assert archive.testzip() is None
        assert "manifest.json" in archive.namelist()
        assert any(b"2400" in archive.read(name) for name in archive.namelist())

    page.goto("/account/leaving/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Delete my account").click()
    page.wait_for_load_state()
    assert sync(address, renewed, today, 1).status_code == 401
