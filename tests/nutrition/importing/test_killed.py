"""An import that is killed in the middle, as by a power cut, and run again."""

import gzip
import json
import signal
import time

import pytest

from tests.nutrition.importing.records import product

FOODS = 6000
FOODS_STORED = "SELECT count(*) FROM nutrition_ingredient"
CONTENT = [
    "SELECT uuid, name, energy, import_digest FROM nutrition_ingredient ORDER BY uuid",
    "SELECT uuid, name, gram FROM nutrition_ingredientweightunit ORDER BY uuid",
    "SELECT position, counts FROM nutrition_importprogress",
]


@pytest.fixture(scope="module")
def dump(tmp_path_factory):
    path = tmp_path_factory.mktemp("dump") / "dump.jsonl.gz"
    rows = (
        product(code=str(4_000_000_000_000 + number), serving_size=f"{number % 90 + 1} g") for number in range(FOODS)
    )
    with gzip.open(path, "wb", 1) as file:
        file.writelines(json.dumps(row).encode() + b"\n" for row in rows)
    return path


def content(house):
    return [house.rows(query) for query in CONTENT]


@pytest.mark.slow
def test_killed_import_goes_on_and_ends_the_same(dump, make_house):
    undisturbed, killed = make_house(), make_house()
    undisturbed.manage("import_off", dump)
    importing = killed.start("manage.py", "import_off", dump)
    while importing.poll() is None and killed.rows(FOODS_STORED)[0][0] < FOODS * 0.4:
        time.sleep(0.01)
    killed.end(importing, signal.SIGKILL)
    assert FOODS * 0.4 <= killed.rows(FOODS_STORED)[0][0] < FOODS

    killed.manage("import_off", dump)

    assert content(killed) == content(undisturbed)
