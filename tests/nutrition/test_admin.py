"""Public foods in Django's admin."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nutrition import admin
from nutrition.models import Ingredient, IngredientImage, IngredientWeightUnit
from nutrition.models.freshness import revision
from tests.exercises.remote import picture
from tests.nutrition.factories import IngredientFactory, IngredientImageFactory, IngredientWeightUnitFactory

UNITS = {"weight_units-TOTAL_FORMS": "0", "weight_units-INITIAL_FORMS": "0"}
FOOD = {
    "name": "Rye bread",
    "language": "2",
    "energy": "220",
    "protein": "7",
    "carbohydrates": "41",
    "fat": "1.5",
    "micronutrients": "{}",
    "license": "2",
}


@pytest.fixture
def site(client, staff):
    client.force_login(staff)
    return client


def page(model, name, *arguments):
    return reverse(f"admin:nutrition_{model._meta.model_name}_{name}", args=arguments)


def test_new_food_is_everybodys(site):
    response = site.post(page(Ingredient, "add"), FOOD | UNITS)

    assert response.status_code == 302
    assert list(Ingredient.objects.values_list("name", "name_folded", "user", "quality")) == [
        ("Rye bread", "rye bread", None, 0)
    ]


def test_values_that_were_put_right_raise_no_doubts(site):
    food = IngredientFactory(energy=9000, quality=4)

    site.post(page(Ingredient, "change", food.pk), FOOD | UNITS)

    food.refresh_from_db()
    assert (food.energy, food.quality) == (220, 0)


def test_values_that_cannot_be_right_are_doubted(site):
    site.post(page(Ingredient, "add"), FOOD | UNITS | {"energy": "2200"})

    assert Ingredient.objects.get().quality > 0


def test_kept_answers_are_renewed(site):
    before = revision()

    site.post(page(Ingredient, "add"), FOOD | UNITS)

    assert revision() > before


def test_uploaded_picture_is_written_anew(site, settings):
    image = IngredientImageFactory()
    upload = SimpleUploadedFile("bread.png", picture(size=(20, 10)), "image/png")

    response = site.post(page(IngredientImage, "change", image.pk), {"image": upload, "license": "2"})

    assert response.status_code == 302
    image.refresh_from_db()
    assert (image.width, image.height) == (20, 10)


def test_unit_that_nobody_uses_is_gone(site):
    unit = IngredientWeightUnitFactory()

    site.post(page(IngredientWeightUnit, "delete", unit.pk), {"post": "yes"})

    assert not IngredientWeightUnit.objects.exists()


def test_list_counts_no_further_than_anybody_looks(site, monkeypatch):
    monkeypatch.setattr(admin, "MOST_COUNTED", 2)
    IngredientFactory.create_batch(3)

    with CaptureQueriesContext(connection) as queries:
        counted = site.get(page(Ingredient, "changelist")).context["cl"].result_count

    assert counted == 2
    assert [each["sql"] for each in queries if "COUNT" in each["sql"] and "LIMIT 2" not in each["sql"]] == []


@pytest.mark.parametrize(
    "typed",
    [
        *("1e20", "[]", '{"iron": "much"}', '{"iron": true}', '{"iron": 1e20}', '{"iron": NaN}', '{"iron": 1e400}'),
        *('{"\\ud800": 1}', '{"\\u0000": 1}', '{"iron": %s}' % ("9" * 5000), "[" * 5000, "iron"),
    ],
)
def test_micronutrients_that_no_answer_can_hold_are_refused(site, typed):
    response = site.post(page(Ingredient, "add"), FOOD | UNITS | {"micronutrients": typed})

    assert (response.status_code, list(response.context["adminform"].form.errors)) == (200, ["micronutrients"])


@pytest.mark.parametrize(("typed", "stored"), [('{"iron": 3.5}', {"iron": 3.5}), ("", {}), ("{}", {})])
def test_micronutrients_are_amounts_by_name(site, typed, stored):
    site.post(page(Ingredient, "add"), FOOD | UNITS | {"micronutrients": typed})

    assert Ingredient.objects.get().micronutrients == stored
