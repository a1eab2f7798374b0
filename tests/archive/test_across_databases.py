"""An account moves from SQLite to PostgreSQL and back, by the commands that people use."""

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg2
import pytest
from django.conf import settings

from tests.archive.zips import contents

ROOT = Path(__file__).resolve().parent.parent.parent
PEOPLE = (
    "from accounts.models import User; from tests.archive import accounts; alice = User.objects.create_user({!r}); "
)


class Server:
    """One database with its folder."""

    def __init__(self, folder, database=""):
        self.folder = folder
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "DATA_DIR": str(folder),
            "DATABASE_URL": database,
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        folder.mkdir()
        self.run("manage.py", "migrate", "--verbosity=0")

    def run(self, *arguments):
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def add(self, name, what):
        self.run("-c", f"import django; django.setup(); {PEOPLE.format(name)}{what}")

    def exported(self, name):
        target = self.folder / f"{name}.zip"
        self.run("manage.py", "export_account", name, "--output", str(target))
        return target


@contextmanager
def database_of_its_own(address):
    """Beside the one that the tests use."""
    name = f"regimen_archive_{uuid4().hex[:8]}"
    connection = psycopg2.connect(address)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{address.rpartition('/')[0]}/{name}"
        finally:
            cursor.execute(f"DROP DATABASE {name}")
            connection.close()


@pytest.mark.slow
def test_an_account_moves_to_the_other_database_and_back(tmp_path):
    if settings.IS_SQLITE:
        pytest.skip("DATABASE_URL names no PostgreSQL.")
    here = Server(tmp_path / "sqlite")
    here.add("alice", "accounts.fill(alice)")
    first = here.exported("alice")

    with database_of_its_own(os.environ["DATABASE_URL"]) as database:
        there = Server(tmp_path / "postgresql", database)
        there.add("bob", "accounts.publish()")
        there.run("manage.py", "import_account", "bob", str(first))
        second = there.exported("bob")
    here.add("carol", "")
    told = here.run("manage.py", "import_account", "carol", str(second))

    assert contents(second.read_bytes()) == contents(first.read_bytes())
    assert contents(here.exported("carol").read_bytes()) == contents(first.read_bytes())
    assert "skipped" not in told
