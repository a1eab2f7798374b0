"""Bringing data along, as a person does it: a file, its preview, an answer, the result."""

import pytest

from tests.browser.conftest import PASSWORD
from tests.browser.test_pages import SIZES, problems, sign_in
from tests.servers import SEEDED

pytestmark = pytest.mark.slow

STRONG = """Date;Workout Name;Exercise Name;Set Order;Weight;Reps
2024-01-05 18:02:33;Push;Barbell Bench Press;1;82,5;8
2024-01-05 18:02:33;Push;Barbell Bench Press;2;much;8
2024-01-05 18:02:33;Push;My own press;1;20;8
"""


def problems_in_each_size(page):
    found = []
    for size in SIZES.values():
        page.set_viewport_size(size)
        found += problems(page)
    return found


@pytest.mark.parametrize("house", [SEEDED], indirect=True)
def test_file_is_previewed_and_imported(visit, house, tmp_path):
    house.register("alice", PASSWORD)
    (tmp_path / "strong.csv").write_text(STRONG)
    page = visit()
    sign_in(page, "alice")
    page.goto("/account/data/")
    page.get_by_label("From which app").select_option(label="Strong (CSV)")
    page.get_by_label("File", exact=True).set_input_files(tmp_path / "strong.csv")
    page.get_by_role("button", name="Show the preview").first.click()
    page.wait_for_url("**/imports/*/")

    assert problems_in_each_size(page) == []
    assert page.get_by_text("Line 3:").count() == 1

    page.get_by_label("Unit of weights").select_option("lb")
    page.get_by_label("My own press").fill("Barbell Overhead Press")
    page.get_by_role("button", name="Import").click()
    page.get_by_text("1 session, 2 sets").wait_for()

    assert problems_in_each_size(page) == []
