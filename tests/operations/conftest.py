"""Servers of their own: a data folder and a database, worked on by ``manage.py`` in processes of its own."""

import os
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent.parent


class House:
    def __init__(self, folder, database_url=""):
        self.data = folder / "data"
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "DATA_DIR": str(self.data),
            "DATABASE_URL": database_url,
            "STARTER_DATA": "False",
        }

    def start(self, *arguments, **environment):
        return subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def manage(self, *arguments, **environment):
        """Exit code and output."""
        process = self.start("manage.py", *map(str, arguments), **environment)
        output, _ = process.communicate(timeout=120)
        return process.returncode, output

    def python(self, code):
        """What it prints, with the models at hand."""
        code, output = self.manage("shell", "--verbosity=0", "-c", code)
        assert code == 0, output
        return output.strip()


@pytest.fixture(scope="module")
def make_house(tmp_path_factory, django_db_setup):
    names = []
    at = settings.DATABASES["default"]
    is_sqlite = at["ENGINE"].endswith("sqlite3")

    def execute(statement):
        import psycopg2

        login = {"user": at["USER"], "password": at["PASSWORD"], "host": at["HOST"], "port": at["PORT"] or 5432}
        server = psycopg2.connect(dbname="postgres", **login)
        server.autocommit = True
        with server.cursor() as cursor:
            cursor.execute(statement)
        server.close()

    def make():
        folder = tmp_path_factory.mktemp("house")
        if is_sqlite:
            return House(folder)
        names.append(f"regimen_house_{uuid4().hex[:12]}")
        execute(f'CREATE DATABASE "{names[-1]}"')
        login = f"{at['USER']}:{at['PASSWORD']}" if at["PASSWORD"] else at["USER"]
        return House(folder, f"postgres://{login}@{at['HOST']}:{at['PORT'] or 5432}/{names[-1]}")

    yield make
    for name in names:
        execute(f'DROP DATABASE "{name}"')
