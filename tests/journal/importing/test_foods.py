"""Foods, recipes and goals of a backup."""

from datetime import date

import pytest
import time_machine

from journal.importing import backup
from journal.importing.days import import_backup
from journal.importing.goals import goals
from nutrition.models import DiaryEntry, Ingredient, NutritionPlan, Recipe, RecipeItem
from tests.nutrition.factories import IngredientFactory

OATS = {"id": 1, "name": "Oats", "portion": "50", "unit": "g", "nutrition": {"calories": 185, "proteins": "6.5"}}
MILK = {
    "id": 2,
    "name": "Milk",
    "barcode": "4000417025005",
    "portion": 100,
    "unit": "ml",
    "nutrition": {"calories": 64},
}
PORRIDGE = {
    "id": 9,
    "name": "Porridge",
    "portion": "2",
    "unit": "bowl",
    "notes": "Stir.",
    "items": [
        {"id": 1, "portion": "100", "quantity": "1", "type": "food"},
        {"id": 2, "portion": "100", "quantity": "3", "type": "food"},
    ],
    "nutrition": {"calories": 562},
}
DAY = {"dateTime": "2024-01-05T00:00:00.000Z", "items": [{"id": 1, "portion": "100", "quantity": "1", "type": "food"}]}
CONTENT = {"version": 34, "diary": [DAY], "foodList": [OATS, MILK], "recipes": [PORRIDGE]}


def goal(*values, **options):
    return {"goal-list": [{"goal": list(values), **options}]}


GOALS = {
    "calories": goal("2000", "", "", "", "", "", ""),
    "proteins": goal("150"),
    "fat": goal("30", **{"percent-goal": True}),
}


def run(alice, dry_run=False, **content):
    return import_backup(user=alice, backup=backup.Backup(CONTENT | content), dry_run=dry_run)


def test_names_lose_what_no_database_keeps(alice):
    run(alice, foodList=[OATS | {"name": "O\0ats\ud800", "brand": "\0"}], recipes=[PORRIDGE | {"name": "P\0"}])

    assert sorted(Ingredient.objects.values_list("name", "brand")) == [("Oats?", ""), ("P", "")]


def test_foods_are_kept_for_the_person(alice):
    report = run(alice, recipes=[])

    assert list(Ingredient.objects.order_by("name").values_list("user", "name", "code", "energy", "protein")) == [
        (alice.pk, "Milk", "4000417025005", 64, 0),
        (alice.pk, "Oats", None, 370, 13),
    ]
    assert report.besides == {"foods": 2}


def test_food_of_a_known_barcode_is_here_already(alice):
    IngredientFactory(code="4000417025005")

    assert run(alice, recipes=[]).besides == {"foods": 1}


def test_days_refer_to_the_foods(alice):
    run(alice)

    entry = DiaryEntry.objects.get()
    assert (entry.ingredient.name, entry.energy, entry.synced_from) == ("Oats", 370, "waistline")


def test_recipes_are_made_of_foods(alice):
    run(alice)

    recipe = Recipe.objects.get()
    assert (recipe.user, recipe.portions, recipe.grams, recipe.instructions) == (alice, 2, None, "Stir.")
    assert (recipe.ingredient.name, recipe.ingredient.energy) == ("Porridge", 141)
    assert list(RecipeItem.objects.order_by("order").values_list("ingredient__name", "amount")) == [
        ("Oats", 100),
        ("Milk", 300),
    ]


def test_recipe_that_is_weighed_makes_that_weight(alice):
    run(alice, recipes=[PORRIDGE | {"unit": "g", "portion": "380"}])

    assert (Recipe.objects.get().grams, Recipe.objects.get().portions) == (380, 1)


@pytest.mark.parametrize(
    ("change", "note"),
    [
        ({"items": [{"id": 7, "portion": 1}]}, "recipe 'Porridge': not all that it is made of is in the backup."),
        ({"unit": "g", "portion": "1"}, "recipe 'Porridge': its values cannot be right."),
        ({"items": [5, {"id": []}]}, "recipe 'Porridge': not all that it is made of is in the backup."),
    ],
    ids=["gone", "too light", "nonsense"],
)
def test_recipe_that_cannot_be_made_is_told(alice, change, note):
    report = run(alice, recipes=[PORRIDGE | change])

    assert (Recipe.objects.count(), report.notes) == (0, [note])


@time_machine.travel("2024-02-01T12:00:00Z", tick=False)
def test_goals_are_a_plan(alice):
    run(alice, settings={"goals": GOALS})

    plan = NutritionPlan.objects.get(is_default=False)
    assert (plan.user, plan.description, plan.start, plan.only_logging) == (alice, "Waistline", date(2024, 1, 5), True)
    assert (plan.goal_energy, plan.goal_protein, plan.goal_fat, plan.goal_fiber) == (2000, 150, 67, None)


def test_second_time_changes_nothing(alice):
    run(alice, settings={"goals": GOALS})
    NutritionPlan.objects.filter(is_default=False).update(retired_at="2026-01-05T00:00:00Z")
    tables = (Ingredient, Recipe, RecipeItem, NutritionPlan, DiaryEntry)
    before = [list(table.objects.order_by("pk").values()) for table in tables]

    report = run(alice, settings={"goals": GOALS})

    assert [list(table.objects.order_by("pk").values()) for table in tables] == before
    assert report.line_of_besides() == ""


def test_dry_run_keeps_nothing(alice):
    report = run(alice, dry_run=True, settings={"goals": GOALS})

    assert report.line_of_besides() == "foods 2, goals 3, recipes 1"
    assert [table.objects.count() for table in (Ingredient, Recipe, NutritionPlan, DiaryEntry)] == [0, 0, 0, 0]


@pytest.mark.parametrize(
    ("stats", "expected"),
    [
        (None, {}),
        ({"calories": None, "fat": [], "proteins": {"goal-list": {}}, "fiber": {"goal-list": [3]}}, {}),
        ({"calories": goal("x", "", None)}, {}),
        ({"calories": goal("0"), "fat": goal("-5")}, {}),
        ({"kilojoules": goal("8368")}, {"energy": 2000}),
        ({"calories": goal("1000", "3000", **{"shared-goal": False})}, {"energy": 2000}),
        ({"calories": goal("1e300")}, {}),
        ({"fat": goal("30", **{"percent-goal": True})}, {}),
        ({"calories": goal(2000), "fiber": goal("5", **{"percent-goal": True})}, {"energy": 2000}),
    ],
    ids=str,
)
def test_goals_of_a_day(stats, expected):
    assert goals({"goals": stats}) == expected
