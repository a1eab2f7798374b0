import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.contract import meals
from tests.contract.notation import differences
from tests.nutrition.factories import (
    IngredientFactory,
    IngredientImageFactory,
    IngredientWeightUnitFactory,
    MealFactory,
    MealItemFactory,
    NutritionPlanFactory,
)

INFO = "/api/v2/nutritionplaninfo/"


def fill(alice, plans=1, meals=1, items=1):
    for _ in range(plans):
        plan = NutritionPlanFactory(user=alice)
        for _ in range(meals):
            meal = MealFactory(user=alice, plan=plan)
            for _ in range(items):
                unit = IngredientWeightUnitFactory()
                MealItemFactory(user=alice, meal=meal, ingredient=unit.ingredient, weight_unit=unit, amount=2)
    return plan


def test_plan_is_shown_with_all_that_is_in_it(alice_api, alice):
    plan = fill(alice)

    answer = alice_api.get(f"{INFO}{plan.pk}/").json()

    meal = answer.pop("meals")[0]
    item = meal.pop("meal_items")[0]
    values = meal.pop("nutritional_values")
    assert answer == alice_api.get(f"/api/v2/nutritionplan/{plan.pk}/").json()
    assert meal == alice_api.get(f"/api/v2/meal/{meal['id']}/").json()
    assert values == alice_api.get(f"/api/v2/meal/{meal['id']}/nutritional_values/").json()
    assert item.pop("ingredient_obj")["weight_units"] == [item.pop("weight_unit_obj")]
    assert item.pop("image") is None
    assert item == alice_api.get(f"/api/v2/mealitem/{item['id']}/").json()


@pytest.mark.parametrize(
    ("headers", "shape"),
    [
        ({}, meals.ENDPOINTS["nutritionplaninfo"]),
        ({"X-Id-Format": "uuid"}, meals.FOR_UUID_CLIENTS["nutritionplaninfo"]),
    ],
    ids=["integers", "uuids"],
)
def test_full_plan_has_its_shape(alice_api, alice, headers, shape):
    unit = IngredientWeightUnitFactory(ingredient=IngredientImageFactory().ingredient)
    item = MealItemFactory(user=alice, ingredient=unit.ingredient, weight_unit=unit)

    answer = alice_api.get(f"{INFO}{item.meal.plan_id}/", headers=headers).json()

    assert answer["meals"][0]["meal_items"][0]["image"] is not None
    assert differences(answer, shape) == []


def test_food_without_a_unit(alice_api, alice):
    item = MealItemFactory(user=alice)

    shown = alice_api.get(f"{INFO}{item.meal.plan_id}/").json()["meals"][0]["meal_items"][0]

    assert (shown["weight_unit"], shown["weight_unit_obj"]) == (None, None)


def test_food_and_unit_that_are_gone_are_still_shown(alice_api, alice):
    plan = fill(alice)
    item = plan.meals.get().items.get()
    for row in (item.ingredient, item.weight_unit):
        type(row).objects.filter(pk=row.pk).update(retired_at="2026-01-05T00:00:00Z")

    shown = alice_api.get(f"{INFO}{plan.pk}/").json()["meals"][0]["meal_items"][0]

    assert (shown["ingredient_obj"]["id"], shown["weight_unit_obj"]["gram"]) == (item.ingredient_id, 30)


def test_references_are_uuids_for_clients_of_uuids(alice_api, alice):
    plan = fill(alice)

    answer = alice_api.get(INFO, headers={"X-Id-Format": "uuid"}).json()["results"][0]

    meal, item = answer["meals"][0], answer["meals"][0]["meal_items"][0]
    assert answer["id"] == meal["plan"] == str(plan.uuid)
    assert meal["id"] == item["meal"] == str(plan.meals.get().uuid)


@pytest.mark.parametrize("headers", [{}, {"X-Id-Format": "uuid"}], ids=["integers", "uuids"])
@pytest.mark.parametrize("size", [(1, 1, 1), (3, 3, 3), (2, 5, 10)], ids=str)
def test_info_costs_the_same_for_any_size(alice_api, alice, size, headers):
    plan = fill(alice, *size)

    with CaptureQueriesContext(connection) as page:
        alice_api.get(INFO, headers=headers)
    with CaptureQueriesContext(connection) as one:
        alice_api.get(f"{INFO}{plan.pk}/", headers=headers)

    assert (len(page), len(one)) == (8, 7)


def test_own_food_is_shown_in_the_plan(alice_api, alice):
    item = MealItemFactory(user=alice, ingredient=IngredientFactory(user=alice, name="Mine"))

    shown = alice_api.get(f"{INFO}{item.meal.plan_id}/").json()["meals"][0]["meal_items"][0]

    assert shown["ingredient_obj"]["name"] == "Mine"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_info_is_read_only(alice_api, alice, method):
    plan = fill(alice)

    assert getattr(alice_api, method)(f"{INFO}{plan.pk}/", {}).status_code == 405
    assert alice_api.post(INFO, {}).status_code == 405
