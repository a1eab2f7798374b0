"""Foods that a person keeps for themselves."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from nutrition.models import DiaryEntry, Ingredient, IngredientWeightUnit
from tests.nutrition.factories import (
    DiaryEntryFactory,
    FoodUnitFactory,
    IngredientFactory,
    IngredientWeightUnitFactory,
    MealItemFactory,
    RecipeItemFactory,
)

pytestmark = pytest.mark.django_db

FOODS = "/api/v2/ingredient/"
UNITS = "/api/v2/ingredientweightunit/"
UUID = "0190b3c0-0000-7000-8000-00000000000a"
SOUP = {"name": "Soup", "energy": 50, "protein": "2.5", "carbohydrates": "6", "fat": "1.5"}


@pytest.fixture
def soup(alice):
    return IngredientFactory(user=alice, name="Soup")


def test_own_food_is_added(alice, alice_api):
    extra = {"fibres": "1.2", "sodium": None, "code": "4001", "brand": None, "nutriscore": "a", "is_vegan": True}
    response = alice_api.post(FOODS, SOUP | extra | {"micronutrients": {"calcium": 12.5, "iron": None}}, format="json")

    row = response.json()
    assert (response.status_code, row["user"], row["language"], row["weight_units"]) == (201, alice.pk, 2, [])
    assert (row["fiber"], row["sodium"], row["brand"], row["micronutrients"]) == ("1.200", None, "", {"calcium": 12.5})
    assert alice_api.get(f"{FOODS}{row['id']}/").json() == row


def test_language_is_the_one_that_the_person_reads(alice_api):
    assert alice_api.post(FOODS, SOUP, HTTP_ACCEPT_LANGUAGE="de-AT,en;q=0.5").json()["language"] == 1


def test_a_form_keeps_what_it_does_not_send(alice_api, alice):
    food = IngredientFactory(user=alice, micronutrients={"iron": 1.0}, is_vegan=True)

    row = alice_api.patch(f"{FOODS}{food.pk}/", "name=Stew", content_type="application/x-www-form-urlencoded").json()

    assert (row["name"], row["micronutrients"], row["is_vegan"]) == ("Stew", {"iron": 1.0}, True)


def test_a_repeated_request_adds_it_once(alice_api, alice):
    first, second = (alice_api.post(FOODS, SOUP | {"uuid": UUID}) for _ in range(2))

    assert (first.status_code, second.status_code, first.json()["id"]) == (201, 200, second.json()["id"])
    assert Ingredient.objects.filter(user=alice).count() == 1


def test_uuid_of_a_public_or_foreign_food_can_be_used(alice_api, bob):
    IngredientFactory(uuid=UUID)
    IngredientFactory(uuid=UUID, user=bob)

    row = alice_api.post(FOODS, SOUP | {"uuid": UUID}).json()

    assert alice_api.get(f"{FOODS}{UUID}/").json()["id"] == row["id"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"name": "\x00"}, "name"),
        ({"energy": None}, "energy"),
        ({"energy": 903}, "energy"),
        ({"energy": -1}, "energy"),
        ({"protein": "-0.1"}, "protein"),
        ({"protein": "100.1"}, "protein"),
        ({"fat": "NaN"}, "fat"),
        ({"carbohydrates_sugar": "6.1"}, "carbohydrates_sugar"),
        ({"fat_saturated": "1.6"}, "fat_saturated"),
        ({"protein": 40, "carbohydrates": 40, "fat": 26}, "non_field_errors"),
        ({"sodium": 41}, "sodium"),
        ({"nutriscore": "f"}, "nutriscore"),
        ({"language": 999}, "language"),
        ({"license": 999}, "license"),
        ({"license_object_url": "javascript:alert(1)"}, "license_object_url"),
        ({"micronutrients": []}, "micronutrients"),
        ({"micronutrients": {"kryptonite": 1}}, "micronutrients"),
        ({"micronutrients": {"protein": 1}}, "micronutrients"),
        ({"micronutrients": {"calcium": "much"}}, "micronutrients"),
        ({"micronutrients": {"calcium": True}}, "micronutrients"),
        ({"micronutrients": {"calcium": -1}}, "micronutrients"),
        ({"micronutrients": {"calcium": 100_001}}, "micronutrients"),
    ],
    ids=str,
)
@pytest.mark.parametrize("method", ["post", "patch"])
def test_what_cannot_be_true_is_refused(method, change, field, alice, alice_api):
    food = IngredientFactory(user=alice, fat_saturated=None, **SOUP)
    path, body = (FOODS, SOUP | change) if method == "post" else (f"{FOODS}{food.pk}/", change)

    response = getattr(alice_api, method)(path, body, format="json")

    assert (response.status_code, list(response.json())[:1]) in [(400, [field]), (400, ["detail"])]
    assert Ingredient.objects.values("name", "energy", "micronutrients").get() == {
        "name": "Soup",
        "energy": 50,
        "micronutrients": {},
    }


def test_what_only_the_server_writes_is_ignored(alice_api, soup):
    sent = {"quality": 7, "source_name": "USDA", "remote_id": "1", "user": None, "retired_at": "2026-01-05"}

    row = alice_api.patch(f"{FOODS}{soup.pk}/", sent, format="json").json()

    assert (row["quality"], row["source_name"], row["remote_id"], row["user"]) == (0, "", None, soup.user_id)


# --- Removing ------------------------------------------------------------------------------------------------------


def test_unused_food_is_deleted_with_its_units(alice_api, soup):
    IngredientWeightUnitFactory(ingredient=soup, user=soup.user)

    assert alice_api.delete(f"{FOODS}{soup.pk}/").status_code == 204
    assert (Ingredient.objects.count(), IngredientWeightUnit.objects.count()) == (0, 0)


@pytest.mark.parametrize("factory", [MealItemFactory, DiaryEntryFactory, RecipeItemFactory])
def test_used_food_is_retired(factory, alice, alice_api, soup):
    unit = IngredientWeightUnitFactory(ingredient=soup, user=alice)
    row = factory(user=alice, ingredient=soup)

    assert alice_api.delete(f"{FOODS}{soup.pk}/").status_code == 204
    assert [alice_api.get(f"{path}{key}/").status_code for path, key in ((FOODS, soup.pk), (UNITS, unit.pk))] == [
        404
    ] * 2
    assert type(row).objects.get(pk=row.pk).ingredient_id == soup.pk
    assert unit.pk not in [row["id"] for row in alice_api.get(UNITS).json()["results"]]


def test_food_with_old_doubts_can_be_renamed(alice, alice_api):
    food = IngredientFactory(user=alice, fat=1, fat_saturated=2)

    assert alice_api.patch(f"{FOODS}{food.pk}/", {"name": "Stew", "fat": "1.000"}).status_code == 200


def test_used_unit_is_retired_and_an_unused_one_deleted(alice, alice_api, soup):
    used, unused = (IngredientWeightUnitFactory(ingredient=soup, user=alice) for _ in range(2))
    DiaryEntryFactory(user=alice, ingredient=soup, weight_unit=used)

    assert [alice_api.delete(f"{UNITS}{unit.pk}/").status_code for unit in (used, unused)] == [204, 204]
    assert list(IngredientWeightUnit.objects.values_list("pk", flat=True)) == [used.pk]
    assert alice_api.get(UNITS).json()["count"] == 0
    assert alice_api.get(f"{FOODS}{soup.pk}/").json()["weight_units"] == []
    assert DiaryEntry.objects.get().weight_unit_id == used.pk


def test_account_with_own_foods_in_use_can_be_deleted(alice, soup):
    unit = IngredientWeightUnitFactory(ingredient=soup, user=alice)
    for factory in (MealItemFactory, DiaryEntryFactory, RecipeItemFactory):
        factory(user=alice, ingredient=soup, weight_unit=unit, amount=1)

    alice.delete()

    assert Ingredient.objects.count() == 0


# --- Units ---------------------------------------------------------------------------------------------------------


def test_unit_of_an_own_food(alice_api, soup):
    made = alice_api.post(UNITS, {"ingredient": soup.pk, "gram": 250, "name": "Bowl"})
    changed = alice_api.patch(f"{UNITS}{made.json()['id']}/", {"gram": 300})

    assert (made.status_code, changed.json()["gram"], changed.json()["amount"]) == (201, 300, "1.00")
    assert alice_api.get(f"{FOODS}{soup.pk}/").json()["weight_units"] == [{**changed.json(), "unit": None}]


def test_unit_is_called_as_its_kind(alice_api, soup):
    kind = FoodUnitFactory(name="Bowl")

    made = alice_api.post(UNITS, {"ingredient": soup.pk, "gram": 250, "unit": kind.pk})

    assert (made.json()["name"], made.json()["unit"]) == ("Bowl", kind.pk)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"gram": 0}, "gram"),
        ({"gram": 1_000_001}, "gram"),
        ({"gram": 2**63}, "gram"),
        ({"amount": 0}, "amount"),
        ({"amount": "1000"}, "amount"),
        ({"name": None}, "name"),
        ({"unit": 999_999}, "unit"),
        ({"ingredient": 999_999}, "ingredient"),
        ({"ingredient": None}, "ingredient"),
    ],
    ids=str,
)
def test_bad_unit_is_refused(change, field, alice_api, soup):
    body = {"ingredient": soup.pk, "gram": 250, "name": "Bowl"} | change

    response = alice_api.post(UNITS, body, format="json")

    assert (response.status_code, list(response.json())) == (400, [field])


def test_foreign_food_gets_no_unit_and_reads_as_unknown(alice_api, bob):
    theirs, unknown = IngredientFactory(user=bob).pk, 999_999
    found = [alice_api.post(UNITS, {"ingredient": key, "gram": 1, "name": "x"}) for key in (theirs, unknown)]
    filtered = [alice_api.get(f"{UNITS}?ingredient={key}") for key in (theirs, unknown)]

    assert [each.status_code for each in found + filtered] == [400] * 4
    assert found[0].json() == {"ingredient": [f'Invalid pk "{theirs}" - object does not exist.']}
    assert str(filtered[0].json()).replace(str(theirs), "") == str(filtered[1].json()).replace(str(unknown), "")


def test_public_food_gets_no_unit(alice_api):
    response = alice_api.post(UNITS, {"ingredient": IngredientFactory().pk, "gram": 1, "name": "x"})

    assert response.json() == {"ingredient": ["Units can be added to foods of your own only."]}


def test_unit_stays_with_its_food(alice, alice_api, soup):
    unit = IngredientWeightUnitFactory(ingredient=soup, user=alice)

    response = alice_api.patch(f"{UNITS}{unit.pk}/", {"ingredient": IngredientFactory(user=alice).pk})

    assert response.json() == {"ingredient": ["A unit stays with its food."]}


def test_query_counts_of_writes(alice_api, soup, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        alice_api.patch(f"{FOODS}{soup.pk}/", {"fat": Decimal("8.2")})


def test_retired_uuid_is_refused_with_a_reason(alice, alice_api):
    IngredientFactory(user=alice, uuid=UUID, retired_at=datetime(2026, 1, 5, tzinfo=UTC))

    assert alice_api.post(FOODS, SOUP | {"uuid": UUID}).status_code == 400
