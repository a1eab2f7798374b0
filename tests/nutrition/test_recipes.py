"""Foods that a person makes of other foods."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nutrition.models import Ingredient, IngredientWeightUnit, Recipe
from tests.nutrition.factories import (
    DiaryEntryFactory,
    IngredientFactory,
    IngredientWeightUnitFactory,
    RecipeFactory,
    RecipeItemFactory,
)

pytestmark = pytest.mark.django_db

RECIPES = "/api/v2/recipe/"
ITEMS = "/api/v2/recipe-item/"
FOODS = "/api/v2/ingredient/"


@pytest.fixture
def oats(alice):
    return IngredientFactory(
        user=alice, name="Oats", energy=370, protein=13, carbohydrates=59, fat=7, fat_saturated=1, fiber=10, sodium=None,
        micronutrients={"iron": 4.0},
    )  # fmt: skip


@pytest.fixture
def water():
    return IngredientFactory(name="Water", energy=0, protein=0, fat=0, fat_saturated=None, sodium=0)


@pytest.fixture
def porridge(alice, oats, water):
    """50 g of oats and 150 g of water."""
    recipe = RecipeFactory(user=alice, portions=2)
    RecipeItemFactory(user=alice, recipe=recipe, ingredient=oats, amount=50)
    RecipeItemFactory(user=alice, recipe=recipe, ingredient=water, amount=150)
    return recipe


def of(recipe, *names):
    row = Ingredient.objects.get(pk=recipe.ingredient_id)
    return tuple(getattr(row, name) for name in names)


def portion(recipe):
    return IngredientWeightUnit.objects.get(ingredient=recipe.ingredient_id).gram


def test_recipe_is_made_step_by_step(alice_api, oats, water):
    made = alice_api.post(RECIPES, {"name": "Porridge", "portions": 2, "grams": "180", "instructions": "Cook."}).json()
    for food, amount in ((oats, 50), (water, 150)):
        item = {"recipe": made["id"], "ingredient": food.pk, "amount": amount}
        assert alice_api.post(ITEMS, item).status_code == 201

    row = alice_api.get(f"{RECIPES}{made['id']}/").json()
    food = alice_api.get(f"{FOODS}{row['ingredient']}/").json()
    assert (row["name"], row["grams"], [item["amount"] for item in row["items"]]) == (
        "Porridge",
        "180.00",
        ["50.00", "150.00"],
    )
    assert (food["name"], food["energy"], food["protein"]) == ("Porridge", 103, "3.611")
    assert [(unit["id"], unit["name"], unit["gram"]) for unit in food["weight_units"]] == [
        (row["portion_unit"], "1 portion", 90)
    ]


def test_values_are_per_100_grams_and_unknown_ones_are_not_zero(porridge):
    assert of(porridge, "energy", "protein", "carbohydrates", "fat") == (
        93,
        Decimal("3.250"),
        Decimal("14.750"),
        Decimal("1.750"),
    )
    assert of(porridge, "carbohydrates_sugar", "sodium", "fiber") == (None, Decimal(0), Decimal("2.500"))
    assert of(porridge, "micronutrients") == ({"iron": 1.0},)
    assert portion(porridge) == 100


@pytest.mark.parametrize(
    ("change", "energy", "grams"), [({"grams": 100}, 185, 50), ({"portions": 4}, 93, 50), ({"name": "x"}, 93, 100)]
)
def test_change_of_the_recipe(change, energy, grams, alice_api, porridge):
    assert alice_api.patch(f"{RECIPES}{porridge.pk}/", change).status_code == 200
    assert (of(porridge, "energy")[0], portion(porridge)) == (energy, grams)


def test_change_and_removal_of_an_item(alice_api, porridge):
    first, second = porridge.items.order_by("id")

    alice_api.patch(f"{ITEMS}{first.pk}/", {"amount": 100})
    changed = of(porridge, "energy")
    alice_api.delete(f"{ITEMS}{second.pk}/")

    assert (changed, of(porridge, "energy"), portion(porridge)) == ((148,), (370,), 50)


def test_item_in_a_unit(alice, alice_api, oats, porridge):
    unit = IngredientWeightUnitFactory(ingredient=oats, user=alice, gram=50)
    item = porridge.items.order_by("id").first()

    alice_api.patch(f"{ITEMS}{item.pk}/", {"amount": 2, "weight_unit": unit.pk})
    doubled = of(porridge, "energy")
    alice_api.patch(f"/api/v2/ingredientweightunit/{unit.pk}/", {"gram": 25})

    assert (doubled, of(porridge, "energy")) == ((148,), (93,))


def test_change_of_an_own_food_goes_through_all_recipes(alice, alice_api, oats, porridge):
    breakfast = RecipeFactory(user=alice)
    RecipeItemFactory(user=alice, recipe=breakfast, ingredient=porridge.ingredient, amount=50)
    RecipeItemFactory(user=alice, recipe=breakfast, ingredient=oats, amount=50)
    feast = RecipeFactory(user=alice)
    RecipeItemFactory(user=alice, recipe=feast, ingredient=breakfast.ingredient, amount=10)

    assert alice_api.patch(f"{FOODS}{oats.pk}/", {"protein": 26}).status_code == 200
    assert [of(recipe, "protein") for recipe in (porridge, breakfast, feast)] == [
        (Decimal("6.500"),),
        (Decimal("16.250"),),
        (Decimal("16.250"),),
    ]


def test_recipe_is_not_made_of_itself(alice, alice_api, porridge):
    breakfast = RecipeFactory(user=alice)
    inner = RecipeItemFactory(user=alice, recipe=breakfast, ingredient=porridge.ingredient)
    feast = RecipeFactory(user=alice)
    RecipeItemFactory(user=alice, recipe=feast, ingredient=breakfast.ingredient)

    circles = [
        alice_api.post(ITEMS, {"recipe": porridge.pk, "ingredient": food, "amount": 1})
        for food in (porridge.ingredient_id, breakfast.ingredient_id, feast.ingredient_id)
    ]
    moved = alice_api.patch(f"{ITEMS}{inner.pk}/", {"ingredient": feast.ingredient_id})

    assert [each.status_code for each in [*circles, moved]] == [400] * 4
    assert {tuple(each.json()) for each in [*circles, moved]} == {("ingredient",)}


def test_long_chain_of_recipes_is_computed(alice, alice_api, oats):
    food = oats
    for _ in range(12):
        recipe = RecipeFactory(user=alice)
        RecipeItemFactory(user=alice, recipe=recipe, ingredient=food, amount=100)
        food = recipe.ingredient

    with CaptureQueriesContext(connection) as queries:
        alice_api.patch(f"{FOODS}{oats.pk}/", {"energy": 400})

    assert (of(recipe, "energy"), len(queries)) == ((400,), len(queries))
    assert len(queries) < 20


def test_recipe_that_would_weigh_too_little_is_refused(alice_api, porridge):
    response = alice_api.patch(f"{RECIPES}{porridge.pk}/", {"grams": 20})

    assert (response.status_code, list(response.json())) == (400, ["grams"])
    assert of(porridge, "energy") == (93,)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"amount": 0}, "amount"),
        ({"amount": "1e9"}, "amount"),
        ({"amount": None}, "amount"),
        ({"recipe": 999_999}, "recipe"),
        ({"ingredient": 999_999}, "ingredient"),
        ({"order": -1}, "order"),
    ],
    ids=str,
)
def test_bad_item_is_refused(change, field, alice_api, porridge, oats):
    body = {"recipe": porridge.pk, "ingredient": oats.pk, "amount": 1} | change

    response = alice_api.post(ITEMS, body, format="json")

    assert (response.status_code, list(response.json())) == (400, [field])


def test_unit_of_another_food_is_refused(alice_api, porridge, oats):
    unit = IngredientWeightUnitFactory()
    body = {"recipe": porridge.pk, "ingredient": oats.pk, "amount": 1, "weight_unit": unit.pk}

    assert list(alice_api.post(ITEMS, body).json()) == ["weight_unit"]


def test_rows_of_others_read_as_unknown(alice_api, bob, porridge, oats):
    theirs = RecipeItemFactory(user=bob, ingredient=IngredientFactory(user=bob))
    found = [
        alice_api.post(ITEMS, {"recipe": theirs.recipe_id, "ingredient": oats.pk, "amount": 1}),
        alice_api.post(ITEMS, {"recipe": porridge.pk, "ingredient": theirs.ingredient_id, "amount": 1}),
        alice_api.get(f"{ITEMS}?recipe={theirs.recipe_id}"),
        alice_api.get(f"{RECIPES}?ingredient={theirs.ingredient_id}"),
    ]

    assert [each.status_code for each in found] == [400] * 4


@pytest.mark.parametrize(
    "change", [{"name": ""}, {"name": "x" * 201}, {"portions": 0}, {"grams": -1}, {"language": 99}]
)
def test_bad_recipe_is_refused(change, alice_api, porridge):
    response = alice_api.patch(f"{RECIPES}{porridge.pk}/", change)

    assert (response.status_code, list(response.json())) == (400, list(change))


def test_nutrients_of_a_recipe_cannot_be_typed_in(alice_api, porridge):
    path = f"{FOODS}{porridge.ingredient_id}/"
    whole = alice_api.get(path).json()

    assert alice_api.put(path, whole, format="json").status_code == 200
    assert alice_api.patch(path, {"name": "Porridge"}).status_code == 200
    assert alice_api.patch(path, {"energy": 1}).json() == {
        "non_field_errors": ["The nutrients of a recipe follow from its items: change those."]
    }


@pytest.mark.parametrize("method", ["patch", "delete"])
def test_portion_is_changed_by_the_recipe_only(method, alice_api, porridge):
    unit = IngredientWeightUnit.objects.get(ingredient=porridge.ingredient_id)

    assert getattr(alice_api, method)(f"/api/v2/ingredientweightunit/{unit.pk}/", {"gram": 5}).status_code == 400
    assert portion(porridge) == 100


@pytest.mark.parametrize("path", [RECIPES, FOODS])
def test_removal_takes_the_food_along_unless_it_was_eaten(path, alice, alice_api, porridge):
    other = RecipeFactory(user=alice)
    DiaryEntryFactory(user=alice, ingredient=porridge.ingredient)

    for recipe in (porridge, other):
        key = recipe.pk if path == RECIPES else recipe.ingredient_id
        assert alice_api.delete(f"{path}{key}/").status_code == 204

    assert Recipe.objects.count() == 0
    kept = Ingredient.objects.filter(pk__in=[porridge.ingredient_id, other.ingredient_id])
    assert [(food.pk, food.retired_at is None) for food in kept] == [(porridge.ingredient_id, False)]


def test_item_whose_food_was_removed_can_be_sent_back(alice_api, oats, porridge):
    item = alice_api.get(f"{ITEMS}?ingredient={oats.pk}").json()["results"][0]
    alice_api.delete(f"{FOODS}{oats.pk}/")

    assert alice_api.put(f"{ITEMS}{item['id']}/", item | {"amount": "60.00"}).status_code == 200


def test_recipe_is_eaten_as_any_food(alice_api, porridge):
    unit = IngredientWeightUnit.objects.get(ingredient=porridge.ingredient_id)
    entry = {"ingredient": porridge.ingredient_id, "weight_unit": unit.pk, "amount": 1}

    made = alice_api.post("/api/v2/nutritiondiary/", entry).json()

    values = alice_api.get(f"/api/v2/nutritiondiary/{made['id']}/nutritional_values/").json()
    assert values["energy"] == 93.0


@pytest.mark.parametrize("query", ["name=Porridge", "id={0.pk}", "uuid={0.uuid}", "ingredient={0.ingredient_id}"])
def test_recipe_is_found(query, alice, alice_api):
    mine = RecipeFactory(user=alice, ingredient__name="Porridge")
    RecipeFactory(user=alice)

    assert [row["id"] for row in alice_api.get(f"{RECIPES}?{query.format(mine)}").json()["results"]] == [mine.pk]
