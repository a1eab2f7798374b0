"""Names and types of every field of foods and recipes."""

import pytest

from tests.contract import foods
from tests.contract.notation import blanks, differences, page_of
from tests.nutrition.factories import (
    FoodUnitFactory,
    IngredientFactory,
    IngredientImageFactory,
    IngredientWeightUnitFactory,
    RecipeFactory,
    RecipeItemFactory,
)

SHARED = [each for each in foods.ENDPOINTS if not each.startswith("recipe")]


@pytest.fixture
def food(db):
    """A food of which everything is known."""
    texts = dict.fromkeys(
        ("source_url", "license_object_url", "license_author_url", "license_derivative_source_url"),
        "https://example.org/a",
    )
    names = ("common_name", "brand", "code", "source_name", "remote_id", "license_title", "license_author")
    food = IngredientFactory(
        **texts,
        **dict.fromkeys(names, "some"),
        carbohydrates_sugar=0,
        fiber=1,
        last_imported="2026-01-05T12:00:00Z",
        is_vegan=True,
        is_vegetarian=True,
        nutriscore="a",
        micronutrients={"calcium": 700.5},
    )
    IngredientWeightUnitFactory(ingredient=food, unit=FoodUnitFactory())
    IngredientImageFactory(ingredient=food, **texts_of_image(texts))
    return food


def texts_of_image(texts):
    return {name: text for name, text in texts.items() if name.startswith("license")} | {"license_title": "Cheese"}


@pytest.fixture
def recipe(alice):
    recipe = RecipeFactory(user=alice, grams=500, instructions="Stir.")
    food = IngredientFactory()
    unit = IngredientWeightUnitFactory(ingredient=food)
    RecipeItemFactory(user=alice, recipe=recipe, ingredient=food, weight_unit=unit, amount=10)
    return recipe


@pytest.mark.parametrize("endpoint", SHARED)
def test_list_and_detail_have_their_shape_and_every_field_filled(api, food, endpoint):
    page = api.get(f"/api/v2/{endpoint}/").json()
    row = api.get(f"/api/v2/{endpoint}/{page['results'][0]['id']}/").json()

    shape = page_of(foods.ENDPOINTS[endpoint]) if endpoint != "ingredient-sync" else foods.SYNC_PAGE
    assert differences(page, shape) == []
    assert differences(row, foods.ENDPOINTS[endpoint]) == []
    assert page["results"] == [row]
    assert blanks(row) == (["answer.user"] if "energy" in row else [])


@pytest.mark.parametrize("endpoint", ["ingredient", "ingredientinfo", "ingredient-sync"])
def test_bare_food_has_the_shape_of_a_full_one(api, db, endpoint):
    IngredientFactory()

    answer = api.get(f"/api/v2/{endpoint}/").json()["results"]

    assert differences(answer, [foods.ENDPOINTS[endpoint]]) == []
    assert (answer[0]["image"], answer[0]["thumbnails"], answer[0]["weight_units"]) == (None, None, [])


@pytest.mark.parametrize("endpoint", SHARED)
def test_foods_keep_integers_for_clients_of_uuids(alice_api, food, endpoint):
    path = f"/api/v2/{endpoint}/"

    assert alice_api.get(path, headers={"X-Id-Format": "uuid"}).json() == alice_api.get(path).json()


def test_suggestions_have_their_shape_and_every_field_filled(api, food):
    answer = api.get("/api/v2/ingredient/search/?term=cheese").json()

    assert differences(answer, foods.SUGGESTIONS) == []
    assert blanks(answer) == []


@pytest.mark.parametrize("endpoint", ["recipe", "recipe-item"])
def test_recipe_has_its_shape_and_every_field_filled(alice_api, recipe, endpoint):
    page = alice_api.get(f"/api/v2/{endpoint}/").json()
    row = alice_api.get(f"/api/v2/{endpoint}/{page['results'][0]['id']}/").json()

    assert differences(page, page_of(foods.ENDPOINTS[endpoint])) == []
    assert blanks(page) == ["answer.next", "answer.previous"]
    assert page["results"] == [row]


@pytest.mark.parametrize("endpoint", ["recipe", "recipe-item"])
def test_recipe_has_uuids_for_clients_of_uuids(alice_api, recipe, endpoint):
    page = alice_api.get(f"/api/v2/{endpoint}/", headers={"X-Id-Format": "uuid"}).json()

    assert differences(page, page_of(foods.FOR_UUID_CLIENTS[endpoint])) == []
