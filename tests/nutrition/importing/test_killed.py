"""An import that is killed in the middle, as by a power cut, and run again."""

import gzip
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.nutrition.importing.records import product

ROOT = Path(__file__).resolve().parents[3]
FOODS = 6000
PATIENCE = 120


@pytest.fixture(scope="module")
def dump(tmp_path_factory):
    path = tmp_path_factory.mktemp("dump") / "dump.jsonl.gz"
    rows = (
        product(code=str(4_000_000_000_000 + number), serving_size=f"{number % 90 + 1} g") for number in range(FOODS)
    )
    with gzip.open(path, "wb", 1) as file:
        file.writelines(json.dumps(row).encode() + b"\n" for row in rows)
    return path


class Server:
    """A data folder of its own, and the commands in it."""

    def __init__(self, folder):
        self.folder = folder
        keep = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "VIRTUAL_ENV"}}
        self.environment = keep | {"DATA_DIR": str(folder), "DATABASE_URL": "", "DEBUG": ""}
        self.start("migrate", "-v0").wait(PATIENCE)

    def start(self, *arguments):
        return subprocess.Popen([sys.executable, "manage.py", *arguments], cwd=ROOT, env=self.environment)

    def rows(self, query):
        with closing(sqlite3.connect(self.folder / "regimen.sqlite3", timeout=20)) as database:
            return database.execute(query).fetchall()

    def foods(self):
        return self.rows("SELECT count(*) FROM nutrition_ingredient")[0][0]

    def content(self):
        foods = self.rows("SELECT uuid, name, energy, import_digest FROM nutrition_ingredient ORDER BY uuid")
        units = self.rows("SELECT uuid, name, gram FROM nutrition_ingredientweightunit ORDER BY uuid")
        return foods, units, self.rows("SELECT position, counts FROM nutrition_importprogress")


@pytest.mark.slow
def test_killed_import_goes_on_and_ends_the_same(dump, tmp_path):
    undisturbed, killed = Server(tmp_path / "undisturbed"), Server(tmp_path / "killed")
    assert undisturbed.start("import_off", str(dump)).wait(PATIENCE) == 0
    importing, end = killed.start("import_off", str(dump)), time.monotonic() + PATIENCE
    while killed.foods() < FOODS * 0.4 and time.monotonic() < end:
        time.sleep(0.01)
    importing.send_signal(signal.SIGKILL)
    importing.wait(PATIENCE)
    assert FOODS * 0.4 <= killed.foods() < FOODS

    assert killed.start("import_off", str(dump)).wait(PATIENCE) == 0

    assert killed.content() == undisturbed.content()
