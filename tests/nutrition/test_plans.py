from datetime import date, time
from decimal import Decimal

import pytest
import time_machine

from nutrition.models import Meal, MealItem, NutritionPlan
from tests.nutrition.factories import (
    DiaryEntryFactory,
    IngredientFactory,
    IngredientWeightUnitFactory,
    MealFactory,
    MealItemFactory,
    NutritionPlanFactory,
)

PLANS, MEALS, ITEMS = "/api/v2/nutritionplan/", "/api/v2/meal/", "/api/v2/mealitem/"
NOTHING = {
    "energy": 0.0,
    "protein": 0.0,
    "carbohydrates": 0.0,
    "carbohydrates_sugar": None,
    "fat": 0.0,
    "fat_saturated": None,
    "fiber": None,
    "sodium": None,
    "fibres": None,
}
# Recorded for 150 g of this food.
RECORDED = {**NOTHING, "energy": 264.0, "protein": 38.445, "fat": 12.285, "fat_saturated": 4.866, "sodium": 1.2}


@pytest.fixture
def plan(alice):
    return NutritionPlanFactory(user=alice)


@pytest.fixture
def meal(alice, plan):
    return MealFactory(user=alice, plan=plan)


# --- Plans ---------------------------------------------------------------------------------------------------------


@time_machine.travel("2026-01-05T12:00:00Z", tick=False)
def test_plan_is_created_from_nothing(alice_api, alice):
    response = alice_api.post(PLANS, {"id": None, "creation_date": "2020-01-01", "user": 99})

    row = NutritionPlan.objects.get()
    assert (response.status_code, row.user) == (201, alice)
    assert response.json() == {
        "id": row.pk,
        "uuid": str(row.uuid),
        "creation_date": "2026-01-05",
        "start": "2026-01-05",
        "end": None,
        "description": "",
        "only_logging": False,
        "goal_energy": None,
        "goal_protein": None,
        "goal_carbohydrates": None,
        "goal_fat": None,
        "goal_fiber": None,
    }


def test_plan_keeps_its_goals_as_numbers(alice_api):
    goals = {"goal_energy": 2000, "goal_protein": 150, "goal_carbohydrates": 200, "goal_fat": 60, "goal_fiber": 0}

    answer = alice_api.post(PLANS, {**goals, "goal_fat": 60.0, "start": "2026-01-01T00:00:00"}, format="json").json()

    assert {name: answer[name] for name in goals} == goals


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        ({"description": "x" * 81}, {"description": ["Ensure this field has no more than 80 characters."]}),
        ({"goal_energy": -5}, {"goal_energy": ["Ensure this value is greater than or equal to 0."]}),
        ({"goal_fat": 10.5}, {"goal_fat": ["A valid integer is required."]}),
        ({"goal_fat": 3 * 10**9}, {"goal_fat": ["Ensure this value is less than or equal to 2147483647."]}),
        ({"start": "2026-01-05", "end": "2026-01-04"}, {"end": ["The end cannot be before the start."]}),
        ({"end": "2000-01-01"}, {"end": ["The end cannot be before the start."]}),
    ],
    ids=["long", "negative", "half", "huge", "reversed", "ended before today"],
)
def test_plan_that_makes_no_sense_is_refused(alice_api, body, errors):
    response = alice_api.post(PLANS, body, format="json")

    assert (response.status_code, response.json()) == (400, errors)


def test_end_is_compared_with_the_stored_start(alice_api, plan):
    answers = [alice_api.patch(f"{PLANS}{plan.pk}/", {"end": end}).status_code for end in ("2025-12-31", "2026-01-01")]

    assert answers == [400, 200]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Bulk", "Cut"]),
        ("has_goal_calories=True", ["Cut"]),
        ("has_goal_calories=False", ["Bulk"]),
        ("has_goal_calories=1", ["Bulk", "Cut"]),
        ("description=Cut", ["Cut"]),
        ("start__lt=2026-02-01", ["Cut"]),
        ("ordering=start", ["Cut", "Bulk"]),
        ("creation_date=2001-01-01", []),
        ("only_logging=True", ["Bulk"]),
    ],
)
def test_plans_are_filtered_and_ordered(alice_api, alice, plan, query, expected):
    NutritionPlanFactory(user=alice, description="Bulk", start=date(2026, 3, 1), goal_energy=None, only_logging=True)

    rows = alice_api.get(f"{PLANS}?{query}").json()["results"]

    assert [row["description"] for row in rows] == expected


def test_removed_plan_is_gone_with_its_meals(alice_api, alice, meal):
    MealItemFactory(user=alice, meal=meal)

    assert alice_api.delete(f"{PLANS}{meal.plan_id}/").status_code == 204

    assert [model.objects.count() for model in (NutritionPlan, Meal, MealItem)] == [0, 0, 0]


def test_removed_plan_stays_in_the_diary(alice_api, alice, plan, meal):
    MealItemFactory(user=alice, meal=meal)
    entry = DiaryEntryFactory(user=alice, plan=plan, meal=meal)
    before = alice_api.get(f"/api/v2/nutritiondiary/{entry.pk}/").json()

    alice_api.delete(f"{PLANS}{plan.pk}/")

    assert alice_api.get(f"/api/v2/nutritiondiary/{entry.pk}/").json() == {**before, "meal": None}
    assert alice_api.get(f"{PLANS}{plan.pk}/").status_code == 404
    assert [alice_api.get(path).json()["count"] for path in (PLANS, MEALS, ITEMS)] == [0, 0, 0]
    assert alice_api.post(MEALS, {"plan": plan.pk}).json() == {
        "plan": [f'Invalid pk "{plan.pk}" - object does not exist.']
    }


# --- Meals ---------------------------------------------------------------------------------------------------------


def test_meal_is_created_in_a_plan(alice_api, plan):
    response = alice_api.post(MEALS, {"plan": plan.pk, "time": "08:30", "name": "Breakfast"})

    row = Meal.objects.get()
    assert (response.status_code, response.json()) == (
        201,
        {
            "id": row.pk,
            "uuid": str(row.uuid),
            "plan": plan.pk,
            "order": 1,
            "time": "08:30:00",
            "name": "Breakfast",
        },
    )


@pytest.mark.parametrize(
    ("body", "names"),
    [({}, ["plan"]), ({"time": "8am"}, ["plan", "time"]), ({"name": "x" * 101}, ["plan", "name"])],
    ids=["empty", "time", "long"],
)
def test_meal_that_makes_no_sense_is_refused(alice_api, body, names):
    response = alice_api.post(MEALS, body)

    assert (response.status_code, list(response.json())) == (400, names)


def test_meal_cannot_be_put_into_somebody_elses_plan(alice_api, meal, bob):
    theirs = NutritionPlanFactory(user=bob)

    response = alice_api.patch(f"{MEALS}{meal.pk}/", {"plan": theirs.pk})

    assert (response.status_code, list(response.json())) == (400, ["plan"])


def test_meals_are_in_order_of_time_and_those_without_come_last(alice_api, alice, plan):
    for name, at in [("Late", time(20)), ("Some time", None), ("Early", time(7))]:
        MealFactory(user=alice, plan=plan, name=name, time=at)

    rows = alice_api.get(f"{MEALS}?plan={plan.pk}").json()["results"]

    assert [row["name"] for row in rows] == ["Early", "Late", "Some time"]


def test_removed_meal_leaves_the_diary_alone(alice_api, alice, meal):
    entry = DiaryEntryFactory(user=alice, plan=meal.plan, meal=meal)

    alice_api.delete(f"{MEALS}{meal.pk}/")

    entry.refresh_from_db()
    assert (entry.meal, entry.energy) == (None, Decimal(264))


# --- What is in a meal ---------------------------------------------------------------------------------------------


def test_item_is_created_in_a_meal(alice_api, meal):
    food = IngredientFactory()
    response = alice_api.post(ITEMS, {"meal": meal.pk, "ingredient": food.pk, "amount": "0.5", "weight_unit": None})

    row = MealItem.objects.get()
    assert (response.status_code, response.json()) == (
        201,
        {
            "id": row.pk,
            "uuid": str(row.uuid),
            "meal": meal.pk,
            "ingredient": food.pk,
            "weight_unit": None,
            "order": 1,
            "amount": "0.50",
        },
    )


@pytest.mark.parametrize(
    ("amount", "error"),
    [
        ("0", "Ensure this value is greater than or equal to 0.01."),
        ("-1", "Ensure this value is greater than or equal to 0.01."),
        ("1.234", "Ensure that there are no more than 2 decimal places."),
        ("1000000", "Ensure that there are no more than 6 digits before the decimal point."),
        ("NaN", "A valid number is required."),
        (None, "This field may not be null."),
    ],
)
def test_amount_that_makes_no_sense_is_refused(alice_api, meal, amount, error):
    body = {"meal": meal.pk, "ingredient": IngredientFactory().pk, "amount": amount}

    response = alice_api.post(ITEMS, body, format="json")

    assert (response.status_code, response.json()) == (400, {"amount": [error]})


def test_unit_of_another_food_is_refused(alice_api, alice, meal):
    item = MealItemFactory(user=alice, meal=meal)

    response = alice_api.patch(f"{ITEMS}{item.pk}/", {"weight_unit": IngredientWeightUnitFactory().pk})

    assert (response.status_code, response.json()) == (400, {"weight_unit": ["This unit belongs to another food."]})


def test_food_cannot_change_under_its_unit(alice_api, alice, meal):
    unit = IngredientWeightUnitFactory()
    item = MealItemFactory(user=alice, meal=meal, ingredient=unit.ingredient, weight_unit=unit)
    path, other = f"{ITEMS}{item.pk}/", IngredientFactory().pk

    found = [
        alice_api.patch(path, {"ingredient": other, **more}, format="json") for more in ({}, {"weight_unit": None})
    ]

    assert [each.status_code for each in found] == [400, 200]


def test_somebody_elses_food_does_not_exist(alice_api, meal, bob):
    theirs = IngredientFactory(user=bob)

    response = alice_api.post(ITEMS, {"meal": meal.pk, "ingredient": theirs.pk, "amount": "1"})

    message = f'Invalid pk "{theirs.pk}" - object does not exist.'
    assert (response.status_code, response.json()) == (400, {"ingredient": [message]})


def test_item_of_a_retired_food_can_be_sent_back(alice_api, alice, meal):
    unit = IngredientWeightUnitFactory()
    item = MealItemFactory(user=alice, meal=meal, ingredient=unit.ingredient, weight_unit=unit)
    for row in (unit, unit.ingredient):
        type(row).objects.filter(pk=row.pk).update(retired_at="2026-01-05T00:00:00Z")
    path = f"{ITEMS}{item.pk}/"

    whole = alice_api.get(path).json()

    assert alice_api.put(path, whole, format="json").json() == whole
    assert alice_api.post(ITEMS, whole | {"id": None, "uuid": None}, format="json").status_code == 400


# --- What they come to ---------------------------------------------------------------------------------------------


def test_values_agree_with_what_was_recorded(alice_api, alice, meal):
    item = MealItemFactory(user=alice, meal=meal)
    paths = [f"{PLANS}{meal.plan_id}/", f"{MEALS}{meal.pk}/", f"{ITEMS}{item.pk}/"]

    found = [alice_api.get(f"{path}nutritional_values/").json() for path in paths]

    assert found == [RECORDED] * 3


def test_values_of_an_amount_in_units(alice_api, alice, meal):
    unit = IngredientWeightUnitFactory()
    MealItemFactory(user=alice, meal=meal, ingredient=unit.ingredient, weight_unit=unit, amount=2)

    assert alice_api.get(f"{MEALS}{meal.pk}/nutritional_values/").json()["energy"] == 105.6


def test_values_of_an_empty_plan(alice_api, plan):
    assert alice_api.get(f"{PLANS}{plan.pk}/nutritional_values/").json() == NOTHING


@pytest.mark.parametrize("number", [1, 3, 50])
def test_values_cost_the_same_for_any_size(alice_api, alice, meal, number, django_assert_num_queries):
    for _ in range(number):
        MealItemFactory(user=alice, meal=meal)

    with django_assert_num_queries(3):  # the token, the plan, and what is in it
        alice_api.get(f"{PLANS}{meal.plan_id}/nutritional_values/")


@pytest.mark.parametrize(
    "query",
    [
        "mealitem/?amount__gt=1e400",
        "mealitem/?amount=99999999999",
        "mealitem/?amount__lt=NaN",
        "mealitem/?order=99999999999999999999",
        "meal/?time=8am",
        "meal/?order=-1",
        "nutritionplan/?start=2026-13-01",
        "nutritionplan/?end__lt=10000-01-01",
        "nutritiondiary/?amount__gte=Infinity",
        "nutritiondiary/?amount__gt=123456789012345678901234567890",
        "nutritiondiary/?ingredient=x",
        "nutritiondiary/?weight_unit=99999999999999999",
        "nutritiondiary/?datetime__date=yesterday",
        "nutritiondiary/?datetime__gt=0001-01-01T00:00:00Z",
        "nutritiondiary/?comment=%00",
    ],
)
def test_filter_that_makes_no_sense_is_answered(alice_api, query):
    assert alice_api.get(f"/api/v2/{query}").status_code in {200, 400}
