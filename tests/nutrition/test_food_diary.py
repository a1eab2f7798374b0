from datetime import UTC, datetime
from decimal import Decimal

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from nutrition.diary.usage import in_use
from nutrition.models import DiaryEntry, Ingredient, IngredientWeightUnit, NutritionPlan
from tests.nutrition.factories import (
    DiaryEntryFactory,
    IngredientFactory,
    IngredientWeightUnitFactory,
    MealFactory,
    MealItemFactory,
    NutritionPlanFactory,
)
from tests.nutrition.test_plans import RECORDED

DIARY = "/api/v2/nutritiondiary/"


@pytest.fixture
def plan(alice):
    return NutritionPlanFactory(user=alice)


@pytest.fixture
def food(db):
    return IngredientFactory(micronutrients={"iron": 1.5})


@pytest.fixture
def entry(alice, plan, food):
    return DiaryEntryFactory(user=alice, plan=plan, ingredient=food)


def synced(entry):
    DiaryEntry.objects.filter(pk=entry.pk).update(synced_from="waistline", synced_day="2026-01-05", external_id="x")
    return entry


# --- Writing -------------------------------------------------------------------------------------------------------


@time_machine.travel("2026-01-05T12:00:00Z", tick=False)
def test_entry_is_created_with_what_is_in_it(alice_api, alice, plan, food):
    response = alice_api.post(DIARY, {"id": None, "plan": plan.pk, "ingredient": food.pk, "amount": "99.5"})

    row = DiaryEntry.objects.get()
    assert (response.status_code, response.json()) == (
        201,
        {
            "id": row.pk,
            "uuid": str(row.uuid),
            "plan": plan.pk,
            "meal": None,
            "ingredient": food.pk,
            "weight_unit": None,
            "datetime": "2026-01-05T12:00:00Z",
            "amount": "99.50",
            "comment": "",
            "synced_from": "",
        },
    )
    assert (row.user, row.grams, row.energy, row.sodium) == (
        alice,
        Decimal("99.5"),
        Decimal("175.12"),
        Decimal("0.796"),
    )
    assert (row.carbohydrates, row.fiber, row.micronutrients) == (0, None, {"iron": 1.4925})


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ("2026-01-10", datetime(2026, 1, 9, 23, tzinfo=UTC)),
        ("2026-01-10T08:15:00", datetime(2026, 1, 10, 7, 15, tzinfo=UTC)),
        ("2026-01-10T08:15:00+05:00", datetime(2026, 1, 10, 3, 15, tzinfo=UTC)),
    ],
)
def test_moment_is_read_in_the_persons_time_zone(alice_api, alice, food, sent, stored):
    alice.time_zone = "Europe/Berlin"
    alice.save()

    assert alice_api.post(DIARY, {"ingredient": food.pk, "amount": 1, "datetime": sent}).status_code == 201

    assert DiaryEntry.objects.get().datetime == stored


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        ({}, {"ingredient": ["This field is required."], "amount": ["This field is required."]}),
        ({"amount": "0"}, {"amount": ["Ensure this value is greater than or equal to 0.01."]}),
        ({"comment": "x" * 201}, {"comment": ["Ensure this field has no more than 200 characters."]}),
        ({"datetime": None}, {"datetime": ["This field may not be null."]}),
        ({"plan": 99}, {"plan": ['Invalid pk "99" - object does not exist.']}),
        ({"meal": 99}, {"meal": ['Invalid pk "99" - object does not exist.']}),
        ({"weight_unit": 99}, {"weight_unit": ['Invalid pk "99" - object does not exist.']}),
    ],
    ids=["empty", "nothing", "long", "no time", "no plan", "no meal", "no unit"],
)
def test_entry_that_makes_no_sense_is_refused(alice_api, food, body, errors):
    body = body and {"ingredient": food.pk, "amount": "1", **body}

    response = alice_api.post(DIARY, body, format="json")

    assert (response.status_code, response.json()) == (400, errors)


def test_more_than_a_ton_is_refused(alice_api, alice):
    unit = IngredientWeightUnitFactory(gram=1_000_000)

    body = {"ingredient": unit.ingredient_id, "weight_unit": unit.pk, "amount": "1.01"}

    response = alice_api.post(DIARY, body)
    assert response.json() == {"amount": ["This is more than a ton; check the amount and the unit."]}


def test_references_are_checked_against_each_other(alice_api, alice, plan, food):
    meal, unit = MealFactory(user=alice), IngredientWeightUnitFactory()
    body = {"plan": plan.pk, "ingredient": food.pk, "amount": 1}

    found = [alice_api.post(DIARY, body | more).json() for more in ({"meal": meal.pk}, {"weight_unit": unit.pk})]

    assert found == [
        {"meal": ["This meal belongs to another plan."]},
        {"weight_unit": ["This unit belongs to another food."]},
    ]


@pytest.mark.parametrize("name", ["plan", "meal", "ingredient"])
def test_somebody_elses_rows_do_not_exist(alice_api, bob, food, name):
    made = {"plan": NutritionPlanFactory, "meal": MealFactory, "ingredient": IngredientFactory}
    theirs = made[name](user=bob)

    response = alice_api.post(DIARY, {"ingredient": food.pk, "amount": 1, name: theirs.pk})

    assert response.json() == {name: [f'Invalid pk "{theirs.pk}" - object does not exist.']}


def test_rows_are_named_by_uuid_as_well(alice_api, alice, food):
    meal = MealFactory(user=alice)

    body = {"plan": str(meal.plan.uuid), "meal": str(meal.uuid), "ingredient": food.pk, "amount": 1}
    answer = alice_api.post(DIARY, body, headers={"X-Id-Format": "uuid"}).json()

    assert (answer["plan"], answer["meal"]) == (str(meal.plan.uuid), str(meal.uuid))


def test_repeated_post_of_a_uuid_writes_one_row(alice_api, food):
    body = {"uuid": "019b8f3e-2f5a-7c11-9d0e-6b1a5f2c7d01", "ingredient": food.pk, "amount": 1}

    found = [alice_api.post(DIARY, body).status_code for _ in range(2)]

    assert (found, DiaryEntry.objects.count()) == ([201, 200], 1)


def test_writing_costs_few_queries(alice_api, alice, food):
    meal, unit = MealFactory(user=alice), IngredientWeightUnitFactory(ingredient=food)
    body = {"plan": meal.plan_id, "meal": meal.pk, "ingredient": food.pk, "weight_unit": unit.pk, "amount": 1}

    with CaptureQueriesContext(connection) as full:
        assert alice_api.post(DIARY, body).status_code == 201
    with CaptureQueriesContext(connection) as bare:
        assert alice_api.post(DIARY, {"ingredient": food.pk, "amount": 1}).status_code == 201

    assert len(full) < 12
    assert len(bare) < 12


# --- The plan of what was sent without one -------------------------------------------------------------------------


@pytest.mark.parametrize("body", [{}, {"plan": None}], ids=["not told", "null"])
def test_entry_without_a_plan_gets_one(alice_api, alice, food, body):
    plans = {
        alice_api.post(DIARY, {"ingredient": food.pk, "amount": 1, **body}, format="json").json()["plan"]
        for _ in range(2)
    }

    row = NutritionPlan.objects.get()
    assert plans == {row.pk}
    assert (row.user, row.only_logging, row.is_default, row.description) == (alice, True, True, "Diary")


def test_entry_of_a_meal_belongs_to_the_plan_of_the_meal(alice_api, alice, food):
    meal = MealFactory(user=alice)

    answer = alice_api.post(DIARY, {"ingredient": food.pk, "amount": 1, "meal": meal.pk}).json()

    assert answer["plan"] == meal.plan_id


def test_default_plan_that_was_removed_is_made_anew(alice_api, alice, food):
    body = {"ingredient": food.pk, "amount": 1}
    first = alice_api.post(DIARY, body).json()
    alice_api.delete(f"/api/v2/nutritionplan/{first['plan']}/")

    second = alice_api.post(DIARY, body).json()

    assert first["plan"] != second["plan"]
    assert alice_api.get(f"{DIARY}{first['id']}/").json() == first


def test_nobody_has_two_default_plans(alice):
    NutritionPlanFactory(user=alice, is_default=True)

    with pytest.raises(IntegrityError), transaction.atomic():
        NutritionPlanFactory(user=alice, is_default=True)


# --- What an entry had ---------------------------------------------------------------------------------------------


def test_values_are_those_of_the_day_it_was_written(alice_api, entry, food):
    Ingredient.objects.filter(pk=food.pk).update(energy=999, name="Other")

    assert alice_api.get(f"{DIARY}{entry.pk}/nutritional_values/").json() == RECORDED


@pytest.mark.parametrize(
    ("changes", "energy"),
    [
        ({}, Decimal(264)),
        ({"comment": "again", "amount": "150.00"}, Decimal(264)),
        ({"amount": "100"}, Decimal(10)),
        ({"weight_unit": "unit"}, Decimal(450)),
        ({"ingredient": "other"}, Decimal(264)),
    ],
    ids=["nothing", "a comment", "amount", "unit", "food"],
)
def test_snapshot_is_taken_anew_when_the_person_changes_what_was_eaten(alice_api, entry, food, changes, energy):
    Ingredient.objects.filter(pk=food.pk).update(energy=10)
    rows = {"unit": IngredientWeightUnitFactory(ingredient=food), "other": IngredientFactory()}
    body = {name: rows[value].pk if value in rows else value for name, value in changes.items()}

    assert alice_api.patch(f"{DIARY}{entry.pk}/", body).status_code == 200

    entry.refresh_from_db()
    assert entry.energy == energy


def test_entry_of_a_food_a_unit_and_a_plan_that_are_gone_can_be_changed(alice_api, alice, plan, food):
    unit = IngredientWeightUnitFactory(ingredient=food)
    entry = DiaryEntryFactory(user=alice, plan=plan, ingredient=food, weight_unit=unit)
    for row in (plan, food, unit):
        type(row).objects.filter(pk=row.pk).update(retired_at="2026-01-05T00:00:00Z")
    whole = alice_api.get(f"{DIARY}{entry.pk}/").json()

    response = alice_api.put(f"{DIARY}{entry.pk}/", whole | {"comment": "late"}, format="json")

    assert (response.status_code, response.json()) == (200, whole | {"comment": "late"})


def test_meal_that_has_moved_to_another_plan_stays_with_the_entry(alice_api, alice, plan, food):
    meal = MealFactory(user=alice, plan=plan)
    entry = DiaryEntryFactory(user=alice, plan=plan, meal=meal, ingredient=food)
    alice_api.patch(f"/api/v2/meal/{meal.pk}/", {"plan": NutritionPlanFactory(user=alice).pk})
    whole = alice_api.get(f"{DIARY}{entry.pk}/").json()

    assert alice_api.put(f"{DIARY}{entry.pk}/", whole, format="json").json() == whole


@pytest.mark.parametrize(
    ("body", "source"), [({}, "waistline"), ({"amount": "150"}, "waistline"), ({"amount": "151"}, "")]
)
def test_synced_entry_becomes_the_persons_own_when_they_change_it(alice_api, entry, body, source):
    synced(entry)

    assert alice_api.patch(f"{DIARY}{entry.pk}/", body).json()["synced_from"] == source


# --- Reading -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["new", "old"]),
        ("plan={plan}", ["old"]),
        ("meal={meal}", ["new"]),
        ("ingredient={food}", ["old"]),
        ("weight_unit={unit}", ["new"]),
        ("amount=150", ["old"]),
        ("amount__lt=150", ["new"]),
        ("comment=old", ["old"]),
        ("datetime__date=2026-01-05", ["old"]),
        ("datetime=2026-01-05", ["old"]),
        ("datetime__gte=2026-01-06", ["new"]),
        ("datetime__lt=2026-01-05T12:00:01Z", ["old"]),
        ("synced_from=waistline", []),
        ("ordering=amount", ["new", "old"]),
        ("ordering=datetime", ["old", "new"]),
    ],
)
def test_entries_are_filtered_and_ordered(alice_api, alice, plan, food, query, expected):
    DiaryEntryFactory(user=alice, plan=plan, ingredient=food, comment="old")
    meal, unit = MealFactory(user=alice), IngredientWeightUnitFactory()
    DiaryEntryFactory(
        user=alice,
        plan=meal.plan,
        meal=meal,
        ingredient=unit.ingredient,
        weight_unit=unit,
        amount=Decimal(1),
        comment="new",
        datetime=datetime(2026, 1, 6, 12, tzinfo=UTC),
    )
    query = query.format(plan=plan.pk, meal=meal.uuid, food=food.pk, unit=unit.pk)

    rows = alice_api.get(f"{DIARY}?{query}").json()["results"]

    assert [row["comment"] for row in rows] == expected


@pytest.mark.parametrize("rows", [1, 3, 50])
def test_list_costs_three_queries(alice_api, alice, plan, food, rows):
    for _ in range(rows):
        DiaryEntryFactory(user=alice, plan=plan, ingredient=food)

    with CaptureQueriesContext(connection) as queries:
        assert alice_api.get(f"{DIARY}?limit=100").json()["count"] == rows

    assert len(queries) == 3


# --- Foods that somebody uses --------------------------------------------------------------------------------------


@pytest.mark.parametrize("factory", [DiaryEntryFactory, MealItemFactory])
def test_foods_and_units_in_use_are_known(alice, factory):
    IngredientFactory()
    unit = IngredientWeightUnitFactory()
    IngredientWeightUnitFactory(ingredient=unit.ingredient)
    factory(user=alice, ingredient=unit.ingredient, weight_unit=unit)

    assert list(in_use(Ingredient.objects.all())) == [unit.ingredient]
    assert list(in_use(IngredientWeightUnit.objects.all())) == [unit]


def test_person_can_go_with_foods_of_their_own(alice):
    unit = IngredientWeightUnitFactory(user=alice)
    DiaryEntryFactory(user=alice, ingredient=unit.ingredient, weight_unit=unit)
    MealItemFactory(user=alice, ingredient=unit.ingredient, weight_unit=unit)

    alice.delete()

    assert (DiaryEntry.objects.count(), Ingredient.objects.filter(pk=unit.ingredient_id).exists()) == (0, False)
