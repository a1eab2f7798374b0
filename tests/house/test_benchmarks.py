"""What `make bench` measures with; measuring itself takes minutes and is not done here."""

import json
import os
import subprocess
import sys
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

import pytest

from accounts.models import User
from benchmarks import engine
from benchmarks.data import bodies, diary, people, plans, training
from benchmarks.data.catalogue import Catalogue
from benchmarks.databases import with_name
from benchmarks.foods import FOODS
from benchmarks.scenarios import CATALOGUE, DIARY
from benchmarks.training import TRAINING, with_rows
from benchmarks.varying import filled, in_lua
from exercises.models import Exercise
from journal import waistline
from journal.models import DiaryDay, Nutrient, WeightEntry
from tests.exercises.factories import TranslationFactory
from workouts.models import ProgressionRule, Routine, TrainingStatistics, WorkoutLog, WorkoutSession
from workouts.progression import Quantity

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
    names = [scenario.name for scenario in (*CATALOGUE, *DIARY, *TRAINING, *FOODS)]

    assert len(set(names)) == len(names)


def test_diary_grows_to_so_many_days_and_the_person_has_no_more_than_before(alice, monkeypatch):
    monkeypatch.setattr(diary, "OWN_DAYS", 4)

    keys = [diary.grow(total, alice) for total in (2, 11)]

    assert keys[0] == keys[1]
    assert [alice.diary_days.count(), DiaryDay.objects.count()] == [4, 11]
    assert (Nutrient.objects.count(), WeightEntry.objects.count()) == (11 * len(bodies.NUTRIENTS), 11)
    assert DiaryDay.objects.filter(day=bodies.LAST_DAY).count() == 3


def test_each_edited_body_is_another_one_of_the_days_before_the_last():
    edited = next(each.body for each in DIARY if each.name == "sync, 6 KB, edited")

    found = [waistline.read_body(filled(edited, number).encode()) for number in range(18)]

    assert len({each.digest for each in found}) == 18
    assert {each.day for each in found} == set(bodies.days(10)[1:])
    assert 5_500 < len(found[0].text) < 6_500


@pytest.mark.slow
@pytest.mark.django_db
def test_people_train_up_to_yesterday_and_their_sums_are_counted(monkeypatch):
    for name, sessions in {"MANY": 70, "FEW": 2, "REMOVED": 3}.items():
        monkeypatch.setattr(training, name, sessions)
    TranslationFactory.create_batch(plans.EXERCISES)
    User.objects.create_user(username=people.NAME)

    known = training.People(training.Size(people=4, diligent=3, removals=2), date(2026, 6, 1)).train()

    sessions = 3 * 70 + 2 + 2 * 3
    assert (WorkoutSession.objects.count(), WorkoutLog.objects.count()) == (sessions, 25 * sessions)
    assert WorkoutSession.objects.latest("date").date == date(2026, 5, 31)
    assert not WorkoutLog.objects.filter(volume=0).exists()
    assert TrainingStatistics.objects.count() == 5
    # One plan is not long enough for 70 sessions, unless it lasts for a year.
    assert WorkoutLog.objects.filter(routine=known["routine"]).count() < 25 * 70
    assert WorkoutLog.objects.filter(routine=known["yearlong"]).count() == 25 * 70
    assert Routine.objects.get(pk=known["routine"]).end == date(2026, 6, 1) + timedelta(days=19)
    assert ProgressionRule.objects.filter(slot_entry=known["entry0"]).count() == 2 + len(plans.RULES)


def test_requests_of_training_name_rows_and_differ_from_one_to_the_next():
    known = defaultdict(lambda: 1, removals=[7, 8, 9])

    found = {each.name: with_rows(each, known) for each in TRAINING}

    removal, posted = found["DELETE routine, 500 logs"], found["POST workoutlog/bulk/, 25 sets"]
    first, second = (json.loads(filled(posted.body, number)) for number in (1, 2))
    assert (removal.path, removal.once) == ("/api/v2/routine/7/", ("/api/v2/routine/8/", "/api/v2/routine/9/"))
    assert (first["session"]["date"], second["session"]["date"]) == ("2030-01-02", "2030-01-03")
    assert [len(first["logs"]), first["logs"][0]["rest"], second["logs"][0]["rest"]] == [25, 1, 2]


def test_engine_computes_with_all_kinds_of_rules():
    assert set(engine.MOVES) == set(Quantity)
    assert engine.compute(length=14, slots=1) > 0


def test_lua_puts_a_text_together_as_python_does():
    assert filled('"é" <number>, <digit>', 10) == '"é" 10, 1'
    assert in_lua('"é" <number>, <digit>') == r'"\"é\" " .. number .. ", " .. (number % 9) .. ""'


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
