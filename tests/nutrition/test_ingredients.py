"""Foods as everybody reads them: filters, orders, pages, amounts, names."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from config.api import answers
from nutrition.catalogue import places
from nutrition.models import Ingredient
from tests.exercises.factories import LicenseFactory
from tests.nutrition.factories import (
    FoodUnitFactory,
    IngredientFactory,
    IngredientImageFactory,
    IngredientWeightUnitFactory,
)

pytestmark = pytest.mark.django_db

FOODS = "/api/v2/ingredient/"
LISTS = ["ingredient", "ingredientinfo", "ingredient-sync"]
GERMAN = 1
ZEROS = {"carbohydrates": 0.0, "carbohydrates_sugar": None, "fiber": None, "fibres": None}


def names(response):
    assert response.status_code == 200, response.json()
    return [row["name"] for row in response.json()["results"]]


@pytest.fixture
def milk():
    return IngredientFactory(
        name="Milk",
        code="4001",
        uuid="0190b3c0-0000-7000-8000-000000000001",
        brand="Alm",
        source_name="USDA",
        remote_id="m1",
        created=datetime(2026, 1, 5, 12, tzinfo=UTC),
        last_imported=datetime(2026, 1, 6, 12, tzinfo=UTC),
        energy=64,
        protein=Decimal("3.3"),
        carbohydrates=Decimal("4.8"),
        carbohydrates_sugar=Decimal("4.8"),
        fat=Decimal("3.6"),
        fat_saturated=Decimal("2.3"),
        fiber=Decimal("0.5"),
        sodium=Decimal("0.04"),
        is_vegan=False,
        is_vegetarian=True,
        nutriscore="b",
        license_author="Anna",
        license=LicenseFactory(pk=77),
    )


@pytest.fixture
def tofu():
    return IngredientFactory(name="Tofu", code="4002", language_id=GERMAN, is_vegan=True, nutriscore="a", energy=120)


@pytest.mark.parametrize("endpoint", LISTS)
@pytest.mark.parametrize(
    "query",
    [
        *("id={0}", "id__in={0},999999", "id__lte={0}", "id__lt={1}", "uuid=0190b3c0-0000-7000-8000-000000000001"),
        *("code=4001", "name=Milk", "brand=Alm", "source_name=USDA", "remote_id=m1", "license=77"),
        *("license_author=Anna", "created=2026-01-05", "created__lt=2026-01-06", "created__date=2026-01-05"),
        *("last_imported__gt=2026-01-06", "last_imported=2026-01-06T12:00:00Z"),
        *("energy=64", "energy__lt=100", "protein=3.3", "carbohydrates=4.8", "carbohydrates_sugar=4.8", "fat=3.600"),
        *("fat_saturated=2.3", "fiber=0.5", "fibres=0.5", "sodium=0.04", "nutriscore=b", "nutriscore__in=b,c"),
        *("nutriscore__gt=a", "nutriscore__gte=b", "nutriscore__gte=B", "is_vegan=False", "is_vegan=false"),
        *("is_vegetarian=True", "is_vegetarian=true", "language=2", "language=en", "language__in=2,3"),
        *("language__code=en", "language__code=en,xx", "name__search=mil", "language__code=en&name__search=milk"),
    ],
)
def test_filter_finds_milk(endpoint, query, api, milk, tofu):
    assert names(api.get(f"/api/v2/{endpoint}/?{query.format(milk.pk, tofu.pk)}")) == ["Milk"]


@pytest.mark.parametrize("endpoint", LISTS)
@pytest.mark.parametrize(
    "query",
    ["", "language=1,2", "language__code=xx", "language__code=de,en", "is_vegan=1", "status=1", "nutriscore__lte=b"],
)
def test_filter_finds_both(endpoint, query, api, milk, tofu):
    assert names(api.get(f"/api/v2/{endpoint}/?{query}")) == ["Milk", "Tofu"]


@pytest.mark.parametrize(
    "query",
    [
        *(
            "id=x",
            "id__gt=x",
            "uuid=x",
            "nutriscore=f",
            "nutriscore__lte=z",
            "language=xx",
            "language=999",
            "license=x",
        ),
        *("energy=x", "fat__gt=x", "created=x", "quality=some", "last_update__gt=2026-13-01"),
    ],
)
def test_wrong_value_is_refused_by_its_name(query, api, milk):
    response = api.get(f"{FOODS}?{query}")

    assert (response.status_code, list(response.json())) == (400, [query.partition("=")[0]])


@pytest.mark.parametrize("value", ["1e40", "-1e40", "9" * 40, "NaN", "Infinity", "1e-40", "0.00000001"])
@pytest.mark.parametrize("name", ["id", "id__gt", "id__lte", "energy", "energy__gte", "fat", "fat__lt", "fibres"])
def test_absurd_number_is_no_failure(name, value, api, milk):
    assert api.get(f"{FOODS}?{name}={value}").status_code in {200, 400}


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        *(("name", ["Milk", "Tofu"]), ("-name", ["Tofu", "Milk"]), ("-energy", ["Tofu", "Milk"])),
        *(("-id", ["Tofu", "Milk"]), ("id", ["Milk", "Tofu"]), ("language,-id", ["Tofu", "Milk"])),
        *(("-fibres", ["Tofu", "Milk"]), ("nonsense", ["Milk", "Tofu"]), ("-code", ["Tofu", "Milk"])),
    ],
)
@pytest.mark.parametrize("endpoint", ["ingredient", "ingredientinfo"])
def test_orders(endpoint, order, expected, api, milk, tofu):
    assert names(api.get(f"/api/v2/{endpoint}/?ordering={order}")) == expected


@pytest.mark.parametrize("endpoint", LISTS)
def test_doubtful_foods_are_hidden_until_asked_for(endpoint, api, milk, tofu):
    Ingredient.objects.filter(pk=milk.pk).update(quality=16)
    path = f"/api/v2/{endpoint}/"

    assert names(api.get(path)) == names(api.get(f"{path}?quality=")) == ["Tofu"]
    assert names(api.get(f"{path}?quality=all")) == ["Milk", "Tofu"]
    assert names(api.get(f"{path}?id__in={milk.pk}")) == ["Milk"]
    assert api.get(f"{path}{milk.pk}/").json()["quality"] == 16


@pytest.mark.parametrize("endpoint", LISTS)
def test_retired_food_is_gone(endpoint, api, milk, tofu):
    Ingredient.objects.filter(pk=milk.pk).update(retired_at=datetime(2026, 1, 5, tzinfo=UTC))

    assert names(api.get(f"/api/v2/{endpoint}/?quality=all")) == ["Tofu"]
    assert api.get(f"/api/v2/{endpoint}/{milk.pk}/").status_code == 404


def test_both_vocabularies_say_the_same(api, milk):
    row = api.get(f"{FOODS}{milk.pk}/").json()
    info = api.get(f"/api/v2/ingredientinfo/{milk.pk}/").json()

    assert (row["fiber"], row["fibres"], info["fibres"]) == ("0.500",) * 3
    assert (row["language"], info["language"]["short_name"]) == (2, "en")
    assert (row["license"], info["license"]["id"]) == (77, 77)


# --- Pages ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("own", [[], [0, 1], [3], [8, 11], [0, 5, 11]])
@pytest.mark.parametrize("order", ["id", "energy", "-fibres"])
def test_every_page_of_the_whole_list(own, order, monkeypatch, alice, alice_api):
    monkeypatch.setattr(places, "STEP", 3)
    keys = [IngredientFactory(user=alice if number in own else None).pk for number in range(12)]
    IngredientFactory(quality=1)
    IngredientFactory(user=None, retired_at=datetime(2026, 1, 5, tzinfo=UTC))

    for offset in range(14):
        page = alice_api.get(f"{FOODS}?limit=4&offset={offset}&ordering={order}").json()
        assert (page["count"], [row["id"] for row in page["results"]]) == (12, keys[offset : offset + 4])


def test_count_of_nothing(api):
    assert api.get(FOODS).json() == {"count": 0, "next": None, "previous": None, "results": []}


def test_a_page_far_in_costs_no_more(api, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(places, "STEP", 3)
    IngredientFactory.create_batch(9)
    api.get(FOODS)

    # The revision three times: to look for the answer, for the places, for the rows; then ids, foods, units.
    with django_assert_num_queries(4):
        assert api.get(f"{FOODS}?limit=1&offset=8").json()["count"] == 9


def test_sync_walks_through_everything_once(api):
    keys = [food.pk for food in IngredientFactory.create_batch(5)]
    path, found = "/api/v2/ingredient-sync/?page_size=2&ordering=-name&limit=1", []

    while path:
        page = api.get(path)
        found += [row["id"] for row in page.json()["results"]]
        path = page.json()["next"]

    assert found == keys
    assert page.json().keys() == {"next", "previous", "results"}
    assert "ordering=-name" in page["Warning"]


@pytest.mark.parametrize("cursor", ["x", "cD14", "cD0xZTQw", "cj0xJnA9LTE%3D", "cD05OTk5OTk5OTk5OTk5OTk5OTk5OTk5"])
def test_bad_cursor_is_404(cursor, api, milk):
    response = api.get(f"/api/v2/ingredient-sync/?cursor={cursor}")

    assert (response.status_code, response.json()) == (404, {"detail": "Invalid cursor"})


@pytest.mark.parametrize(("size", "expected"), [("1", 1), ("0", 3), ("x", 3), ("5000", 3)])
def test_page_size_of_sync_is_clamped(size, expected, api):
    IngredientFactory.create_batch(3)

    assert len(api.get(f"/api/v2/ingredient-sync/?page_size={size}").json()["results"]) == expected


# --- Kept answers --------------------------------------------------------------------------------------------------


def test_second_answer_reads_only_the_revision(api, milk, django_assert_num_queries):
    api.get(FOODS)

    with django_assert_num_queries(1):
        assert names(api.get(FOODS)) == ["Milk"]


def test_signed_in_page_of_known_foods_reads_no_foods(alice_api, milk, django_assert_num_queries):
    alice_api.get(FOODS)

    # Who it is, the revision for places and rows, own foods, ids of the page.
    with django_assert_num_queries(5):
        assert names(alice_api.get(FOODS)) == ["Milk"]


def change(food):
    Ingredient.objects.filter(pk=food.pk).update(name="Whole milk")


def save(food):
    food.name = "Whole milk"
    food.save()


def import_again(food):
    food.name = "Whole milk"
    Ingredient.objects.bulk_update([food], ["name"])


@pytest.mark.parametrize("edit", [change, save, import_again])
@pytest.mark.parametrize("who", ["api", "alice_api"])
def test_edit_of_a_public_food_is_in_the_very_next_answer(edit, who, milk, request):
    client = request.getfixturevalue(who)
    before = [names(client.get(FOODS)), names(client.get(FOODS))]

    edit(milk)

    assert (before, names(client.get(FOODS))) == ([["Milk"], ["Milk"]], ["Whole milk"])


@pytest.mark.parametrize(
    "add",
    [
        lambda food: IngredientWeightUnitFactory(ingredient=food),
        lambda food: IngredientImageFactory(ingredient=food),
        lambda food: IngredientFactory(),
    ],
    ids=["unit", "image", "food"],
)
def test_what_is_added_is_in_the_very_next_answer(add, api, milk):
    before = api.get(FOODS).json()

    add(milk)

    assert api.get(FOODS).json() != before


def test_own_food_voids_nothing_that_is_kept(api, alice, milk, django_assert_num_queries):
    api.get(FOODS)
    IngredientFactory(user=alice)
    Ingredient.objects.filter(user=alice).update(name="Mine")

    with django_assert_num_queries(1):
        assert names(api.get(FOODS)) == ["Milk"]


def test_addresses_of_pictures_have_the_host_of_each_request(alice_api, api):
    IngredientImageFactory()

    for client in (alice_api, api, alice_api):
        for host in ("testserver", "localhost"):
            answers.forget()
            row = client.get(FOODS, HTTP_HOST=host).json()["results"][0]
            assert row["image"]["image"].startswith(f"http://{host}/media/ingredients/")
            assert row["thumbnails"]["small"].startswith(f"http://{host}/media/ingredients/")


def test_browser_and_indented_json_work(alice_api, milk):
    assert b"Milk" in alice_api.get(FOODS, HTTP_ACCEPT="text/html").content
    assert b'\n    "count": 1' in alice_api.get(FOODS, HTTP_ACCEPT="application/json; indent=4").content


# --- Amounts -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("endpoint", ["ingredient", "ingredientinfo"])
def test_values_of_150_grams_are_as_recorded(endpoint, api):
    food = IngredientFactory()

    answer = api.get(f"/api/v2/{endpoint}/{food.pk}/get_values/?amount=150").json()

    rest = {"energy": 264.0, "protein": 38.445, "fat": 12.285, "fat_saturated": 4.866, "sodium": 1.2}
    assert answer == ZEROS | rest


@pytest.mark.parametrize("more", ["", "&ingredient={food}"])
def test_values_of_two_units_are_as_recorded(more, api):
    unit = IngredientWeightUnitFactory()
    query = f"?amount=2&unit={unit.pk}{more.format(food=unit.ingredient_id)}"

    assert api.get(f"{FOODS}{unit.ingredient_id}/get_values/{query}").json()["energy"] == 105.6


@pytest.mark.parametrize(
    "query",
    ["", "?amount=", "?amount=x", "?amount=-1", "?amount=NaN", "?amount=1e9", "?amount=1.005", "?amount=Infinity"],
)
def test_bad_amount_is_refused(query, api, milk):
    response = api.get(f"{FOODS}{milk.pk}/get_values/{query}")

    assert (response.status_code, list(response.json())) == (400, ["amount"])


@pytest.mark.parametrize("unit", ["x", "999999", "-1", "{other}", "9" * 30])
def test_bad_unit_is_refused(unit, api, milk):
    other = IngredientWeightUnitFactory()
    response = api.get(f"{FOODS}{milk.pk}/get_values/?amount=1&unit={unit.format(other=other.pk)}")

    assert (response.status_code, response.json()) == (400, {"unit": ["This is not a unit of this food."]})


# --- Names ---------------------------------------------------------------------------------------------------------


def test_suggestions(api, milk, tofu):
    image = IngredientImageFactory(ingredient=milk)

    answer = api.get("/api/v2/ingredient/search/?term=mil").json()

    small = image.thumbnail_urls()["small_cropped"]
    data = {"id": milk.pk, "name": "Milk", "image": image.image.url, "image_thumbnail": small}
    assert answer == {"suggestions": [{"value": "Milk", "data": data}]}


@pytest.mark.parametrize(
    ("query", "found"), [("", 0), ("&language=de", 1), ("&language=*", 1), ("&language=en,de", 1), ("&language=xx", 0)]
)
def test_suggestions_are_in_english_unless_said_otherwise(query, found, api, tofu):
    assert len(api.get(f"/api/v2/ingredient/search/?term=tofu{query}").json()["suggestions"]) == found


def test_suggestions_contain_own_foods(api, alice, alice_api, bob_api):
    IngredientFactory(user=alice, name="Grandmother's soup")

    found = [
        each.get("/api/v2/ingredient/search/?term=soup").json()["suggestions"] for each in (alice_api, api, bob_api)
    ]

    assert [len(each) for each in found] == [1, 0, 0]


# --- Units ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("endpoint", ["ingredientweightunit", "ingredienttoweightunit"])
@pytest.mark.parametrize("query", ["gram=30", "ingredient={food}", "name=Slice", "unit={unit}", "amount=1.00"])
def test_unit_is_found(endpoint, query, api):
    mine = IngredientWeightUnitFactory(unit=FoodUnitFactory())
    IngredientWeightUnitFactory(gram=20, name="Cup", amount=2)
    path = f"/api/v2/{endpoint}/?" + query.format(food=mine.ingredient_id, unit=mine.unit_id)

    assert [row["id"] for row in api.get(path).json()["results"]] == [mine.pk]


@pytest.mark.parametrize("query", ["ingredient_id={0}", "ingredient__uuid={1}", "uuid={2}"])
def test_image_is_found(query, api):
    image = IngredientImageFactory()
    IngredientImageFactory()
    path = "/api/v2/ingredient-image/?" + query.format(image.ingredient_id, image.ingredient.uuid, image.uuid)

    assert [row["id"] for row in api.get(path).json()["results"]] == [image.pk]
