"""An account made up, with everything that the pages and the apps show."""

import io
import re
from uuid import uuid5

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db.models import Max, Min
from django.utils import timezone

from accounts.models import User
from exercises import starter as exercise_starter
from journal.models import DiaryDay, Measurement, WeightEntry
from nutrition import starter as food_starter
from nutrition.menus import KEYS
from nutrition.models import DiaryEntry, MealItem, NutritionPlan
from tests.conftest import client_of
from tests.exercises.factories import ExerciseFactory
from tests.nutrition.factories import IngredientFactory
from workouts.demo import FIRST, SECOND
from workouts.models import Routine, TrainingStatistics, WorkoutLog, WorkoutSession

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NOON = "2026-11-18T12:00:00Z"  # not another day, or another meal, between two commands


@pytest.fixture
def catalogue(db):
    for slug in {lift.slug for plan in (FIRST, SECOND) for day in plan.days for lift in day.lifts}:
        ExerciseFactory(uuid=uuid5(exercise_starter.NAMESPACE, slug))
    for key in KEYS:
        IngredientFactory(uuid=uuid5(food_starter.NAMESPACE, f"{key}/en"), energy=150, protein=8)


def demo(*arguments):
    output = io.StringIO()
    call_command("demo", *arguments, stdout=output)
    return output.getvalue()


def of(name):
    """Whatever is measured, without the keys of the rows."""
    user = User.objects.get(username=name)
    rows = {"user": user}
    return [
        list(WorkoutLog.objects.filter(**rows).order_by("date", "id").values_list("date", "weight", "repetitions")),
        list(DiaryEntry.objects.filter(**rows).order_by("datetime", "id").values_list("datetime", "amount", "energy")),
        list(WeightEntry.objects.filter(**rows).order_by("date").values_list("date", "weight")),
        list(Measurement.objects.filter(**rows).order_by("date", "id").values_list("date", "value")),
    ]


def test_there_is_something_of_everything(catalogue):
    demo("--days", "60")

    user = User.objects.get(username="demo")
    counts = [model.objects.filter(user=user).count() for model in (Routine, NutritionPlan, MealItem, DiaryDay)]
    assert counts == [2, 2, 14, 7]
    assert WorkoutSession.objects.filter(user=user).count() > 18
    assert WorkoutLog.objects.filter(user=user).count() > 180
    assert DiaryEntry.objects.filter(user=user).count() > 400
    assert WeightEntry.objects.filter(user=user).count() > 35
    assert TrainingStatistics.objects.get(user=user).total_workouts > 18


@time_machine.travel(NOON, tick=False)
def test_days_are_those_until_today(catalogue):
    demo("--days", "20")

    dates = DiaryEntry.objects.aggregate(first=Min("datetime__date"), last=Max("datetime__date"))
    today = timezone.localdate()
    assert (today - dates["first"]).days in {19, 18, 17}
    assert (today - dates["last"]).days in {0, 1}
    assert DiaryEntry.objects.filter(datetime__gt=timezone.now()).count() == 0


def test_lifts_grow(catalogue):
    demo("--days", "200")

    squat = uuid5(exercise_starter.NAMESPACE, "barbell-back-squat")
    logs = WorkoutLog.objects.filter(exercise__uuid=squat).order_by("date")
    assert logs.last().weight > logs.first().weight + 10


@time_machine.travel(NOON, tick=False)
def test_same_seed_makes_the_same(catalogue):
    demo("--days", "20")
    demo("--days", "20", "--name", "again")
    demo("--days", "20", "--name", "other", "--seed", "2")

    assert of("again") == of("demo")
    assert of("other") != of("demo")


def test_account_that_exists_is_not_touched(catalogue, alice):
    with pytest.raises(CommandError, match="There is an account called Alice already.*--name Alice2"):
        demo("--name", "Alice")

    assert not WorkoutLog.objects.exists()


def test_password_is_shown_once_and_works(catalogue):
    output = demo("--days", "14")

    password = re.search(r"with the password (\S+)", output)[1]
    assert User.objects.get(username="demo").check_password(password)
    assert "/accounts/login/" in output


def test_password_of_ones_own_is_not_shown(catalogue, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("orchid-tulip-9\n"))

    output = demo("--days", "14", "--password-stdin")

    assert "orchid" not in output
    assert User.objects.get(username="demo").check_password("orchid-tulip-9")


def test_password_that_everybody_knows_is_refused(catalogue, monkeypatch):
    monkeypatch.setenv("DEMO_PASSWORD", "password")

    with pytest.raises(CommandError, match="This password cannot be used"):
        demo("--days", "14")

    assert not User.objects.filter(username="demo").exists()


def test_empty_catalogue_says_what_to_do(db):
    with pytest.raises(CommandError, match="manage.py seed"):
        demo()

    assert not User.objects.filter(username="demo").exists()


def test_number_of_days_has_limits(db):
    with pytest.raises(CommandError, match="write a number from 14 to 366"):
        demo("--days", "3650")


def test_both_generations_of_apps_read_the_plans(catalogue):
    demo("--days", "60")
    user = User.objects.get(username="demo")
    routine = Routine.objects.filter(user=user).order_by("start").last()
    api = client_of(user)

    plan = api.get(f"/api/v2/routine/{routine.pk}/date-sequence-gym/").json()
    workouts = api.get("/api/v2/workout/").json()

    weights = [entry["weight"] for day in plan for slot in day["slots"] for entry in slot["sets"] if entry["weight"]]
    assert len(weights) > 50
    assert [row["name"] for row in workouts["results"]] == ["Upper and lower", "Full body"]
