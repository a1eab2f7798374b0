"""What `make bench` measures with; measuring itself takes minutes and is not done here."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.data.catalogue import Catalogue
from benchmarks.databases import with_name
from benchmarks.scenarios import SCENARIOS
from exercises.models import Exercise

ROOT = Path(__file__).resolve().parent.parent.parent


def test_catalogue_is_the_same_in_every_run():
    first, second = Catalogue(), Catalogue()

    assert [row.uuid for row in first.translations] == [row.uuid for row in second.translations]
    assert [row.description for row in first.translations] == [row.description for row in second.translations]


@pytest.mark.slow
@pytest.mark.django_db
def test_catalogue_has_the_numbers_of_a_large_public_one():
    Exercise.objects.all().delete()
    catalogue = Catalogue()
    catalogue.save()

    assert (Exercise.objects.public().count(), len(catalogue.translations)) == (872, 2035)
    assert Exercise.muscles.through.objects.count() == 1040


def test_scenarios_have_names_of_their_own():
    names = [scenario.name for scenario in SCENARIOS]

    assert len(set(names)) == len(names)


def test_without_wrk_nothing_runs_and_the_sentence_says_how_to_get_it(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks"],
        cwd=ROOT,
        env={**os.environ, "PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("wrk is not installed, so nothing was measured. Debian, Ubuntu: apt install wrk")


@pytest.mark.parametrize(
    ("server", "database"),
    [
        ("", "postgres:///own"),
        ("postgres://me:secret@host:5433/some?sslmode=require", "postgres://me:secret@host:5433/own?sslmode=require"),
    ],
)
def test_own_database_is_on_the_same_server(server, database):
    assert with_name(server, "own") == database
