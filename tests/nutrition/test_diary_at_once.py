"""Several devices of one person at one time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, transaction

from accounts.models.synced import App
from nutrition.diary.synced import SyncedItem, place_day
from nutrition.diary.synced_foods import SyncedFood
from nutrition.models import DiaryEntry, Ingredient, Meal, NutritionPlan
from tests.conftest import client_of
from tests.nutrition.factories import IngredientFactory, MealFactory, NutritionPlanFactory

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time."),
]
DIARY, PLANS = "/api/v2/nutritiondiary/", "/api/v2/nutritionplan/"


def at_once(alice, *calls):
    """Statuses of requests, given as method, path and body."""

    def send(call):
        method, path, body = call
        try:
            return getattr(client_of(alice), method)(path, body, format="json").status_code
        finally:
            connection.close()

    client_of(alice)  # so that the token is there
    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(send, calls))


def test_one_default_plan_is_made(alice):
    body = {"ingredient": IngredientFactory().pk, "amount": 1}

    found = at_once(alice, *[("post", DIARY, body)] * 8)

    assert found == [201] * 8
    assert set(DiaryEntry.objects.values_list("plan", flat=True)) == {NutritionPlan.objects.get().pk}


def test_days_that_arrive_at_once_share_a_food(alice):
    days = [date(2026, 1, day) for day in range(1, 9)]

    def sync(day):
        item = SyncedItem("a", SyncedFood("oats", "Oats"), Decimal(50), {"energy": Decimal(185)})
        try:
            with transaction.atomic():
                place_day(alice, day, [item], App.WAISTLINE)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(sync, days))

    food = Ingredient.objects.get()
    assert sorted(DiaryEntry.objects.values_list("synced_day", "ingredient")) == [(day, food.pk) for day in days]


@pytest.mark.parametrize("repetition", range(5))
def test_plan_that_is_removed_while_somebody_eats_by_it_loses_no_entry(alice, repetition):
    plan, food = NutritionPlanFactory(user=alice), IngredientFactory()
    entry = ("post", DIARY, {"plan": plan.pk, "ingredient": food.pk, "amount": 1})

    *eaten, removed = at_once(alice, *[entry] * 4, ("delete", f"{PLANS}{plan.pk}/", {}))

    assert removed == 204
    assert set(eaten) <= {201, 400}
    assert DiaryEntry.objects.filter(plan=plan).count() == eaten.count(201)


@pytest.mark.parametrize("repetition", range(5))
def test_no_meal_is_left_of_a_plan_that_is_removed(alice, repetition):
    plan = NutritionPlanFactory(user=alice)
    MealFactory(user=alice, plan=plan)
    client_of(alice).post(DIARY, {"plan": plan.pk, "ingredient": IngredientFactory().pk, "amount": 1})
    meal = ("post", "/api/v2/meal/", {"plan": plan.pk})

    *made, removed = at_once(alice, *[meal] * 4, ("delete", f"{PLANS}{plan.pk}/", {}))

    assert removed == 204
    assert set(made) <= {201, 400}
    assert Meal.objects.count() == 0
