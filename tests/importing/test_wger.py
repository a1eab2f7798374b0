"""Moving an account from another server of the wger family."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from journal.models import Measurement, MeasurementCategory, WeightEntry
from nutrition.models import DiaryEntry, Ingredient, Meal, MealItem, NutritionPlan
from tests.exercises.factories import TranslationFactory
from tests.factories import RoutineFactory
from tests.importing.conftest import counts, problems
from tests.importing.otherserver import Ourselves, asked_of, moved, previewed, token_of
from tests.journal.factories import MeasurementCategoryFactory, MeasurementFactory, WeightEntryFactory
from tests.nutrition.factories import (
    DiaryEntryFactory,
    IngredientFactory,
    IngredientWeightUnitFactory,
    MealFactory,
    MealItemFactory,
    NutritionPlanFactory,
)
from tests.workouts.announcing import sums
from tests.workouts.factories import (
    DayFactory,
    ProgressionRuleFactory,
    SlotEntryFactory,
    SlotFactory,
    WorkoutLogFactory,
    WorkoutSessionFactory,
)
from workouts.models import Day, ProgressionRule, Routine, Slot, SlotEntry, WorkoutLog, WorkoutSession

MODELS = [
    Routine,
    Day,
    Slot,
    SlotEntry,
    ProgressionRule,
    WorkoutSession,
    WorkoutLog,
    NutritionPlan,
    Meal,
    MealItem,
    DiaryEntry,
    WeightEntry,
    MeasurementCategory,
    Measurement,
]


@pytest.fixture
def full(bob):
    """Bob with a row of everything, and two of some."""
    exercise = TranslationFactory(name="Squat").exercise
    routine = RoutineFactory(user=bob, is_template=True, is_public=True)
    day = DayFactory(user=bob, routine=routine, weekday_mask=0b101, is_rest=False)
    slot = SlotFactory(user=bob, day=day, comment="Slowly")
    entry = SlotEntryFactory(user=bob, slot=slot, exercise=exercise, weight_unit_id=2, type="warmup")
    ProgressionRuleFactory(user=bob, slot_entry=entry)
    ProgressionRuleFactory(
        user=bob, slot_entry=entry, iteration=2, value=Decimal("2.5"), operation="+", step="abs", repeat=True
    )
    ProgressionRuleFactory(user=bob, slot_entry=entry, quantity="max_rir", value=Decimal("2.5"))
    session = WorkoutSessionFactory(user=bob, routine=routine, day=day, notes="Good", impression="3")
    for repetitions in (8, 8, 6):
        WorkoutLogFactory(
            user=bob,
            routine=routine,
            session=session,
            exercise=exercise,
            slot_entry=entry,
            repetitions=Decimal(repetitions),
            rir=Decimal("1.5"),
            iteration=1,
        )
    plan = NutritionPlanFactory(user=bob)
    meal = MealFactory(user=bob, plan=plan)
    cheese = IngredientFactory()
    slice_ = IngredientWeightUnitFactory(ingredient=cheese)
    own = IngredientFactory(user=bob, name="Bob's soup", energy=51)
    MealItemFactory(user=bob, meal=meal, ingredient=cheese, weight_unit=slice_, amount=Decimal(2))
    DiaryEntryFactory(user=bob, plan=plan, meal=meal, ingredient=cheese)
    DiaryEntryFactory(user=bob, plan=plan, ingredient=own, amount=Decimal(300))
    WeightEntryFactory(user=bob, date=datetime(2026, 1, 5, 7, tzinfo=UTC), weight=Decimal("82.5"))
    body = MeasurementCategoryFactory(user=bob, name="Body")
    waist = MeasurementCategoryFactory(user=bob, name="Waist", unit="cm", parent=body)
    MeasurementFactory(user=bob, category=waist, value=Decimal("91.5"), notes="Morning")
    return bob


def wire(client, model):
    """All rows as the API shows them, without what is another one's by nature."""
    found = {}
    for endpoint in ENDPOINTS[model]:
        rows = client.get(f"/api/v2/{endpoint}/?limit=1000&ordering=id", headers={"X-Id-Format": "uuid"}).json()[
            "results"
        ]
        found[endpoint] = sorted(
            ({key: row[key] for key in row if key not in OTHERS} for row in rows), key=lambda row: row["uuid"]
        )
    return found


OTHERS = {"user", "ingredient", "last_update", "is_public"}
ENDPOINTS = {
    "training": [
        "routine",
        "day",
        "slot",
        "slot-entry",
        "weight-config",
        "max-rir-config",
        "workoutsession",
        "workoutlog",
    ],
    "food": ["nutritionplan", "meal", "mealitem", "nutritiondiary"],
    "body": ["weightentry", "measurement-category", "measurement"],
}


@pytest.mark.parametrize("room", ENDPOINTS)
def test_account_is_the_same_here_as_there(full, alice, alice_api, bob_api, monkeypatch, room):
    asked_of(monkeypatch, Ourselves())

    report = moved(alice, token_of(full))

    assert problems(report) == []
    assert wire(alice_api, room) == wire(bob_api, room)


def test_counts(full, alice, monkeypatch):
    asked_of(monkeypatch, Ourselves())

    found = previewed(alice, token_of(full))
    report = moved(alice, token_of(full))

    expected = {
        "routines": 1,
        "days of routines": 1,
        "slots": 1,
        "entries of slots": 1,
        "rules": 3,
        "sessions": 1,
        "sets": 3,
        "nutrition plans": 1,
        "meals": 1,
        "foods in meals": 1,
        "diary entries": 2,
        "weights": 1,
        "kinds of measurements": 2,
        "measurements": 1,
    }
    assert (dict(found.found), found.rows) == (expected, [["bob"]])
    assert counts(report) == {"added": expected | {"foods": 1}}


def test_preview_changes_nothing(full, alice, monkeypatch):
    asked_of(monkeypatch, Ourselves())

    previewed(alice, token_of(full))

    assert [model.objects.filter(user=alice).count() for model in MODELS] == [0] * len(MODELS)


def test_twice_changes_nothing(full, alice, monkeypatch):
    asked_of(monkeypatch, Ourselves())
    moved(alice, token_of(full))
    before = [list(model.objects.filter(user=alice).order_by("pk").values()) for model in MODELS]

    report = moved(alice, token_of(full))

    assert (list(counts(report)), problems(report)) == (["kept"], [])
    assert [list(model.objects.filter(user=alice).order_by("pk").values()) for model in MODELS] == before


def test_sums_follow(full, alice, monkeypatch):
    asked_of(monkeypatch, Ourselves())
    moved(alice, token_of(full))

    found = sums(alice)
    assert (found["total_workouts"], found["total_weight_lifted"]) == (1, 50 * 22)


def test_nothing_becomes_public_by_moving(full, alice, monkeypatch):
    asked_of(monkeypatch, Ourselves())
    moved(alice, token_of(full))

    routine = Routine.objects.get(user=alice)
    food = Ingredient.objects.get(user=alice)
    assert (routine.is_template, routine.is_public, food.name) == (True, False, "Bob's soup")


def test_diary_has_what_was_eaten(full, alice, monkeypatch):
    asked_of(monkeypatch, Ourselves())
    moved(alice, token_of(full))

    rows = DiaryEntry.objects.order_by("uuid").values_list("uuid", "energy", "grams", "meal__name")
    assert list(rows.filter(user=alice)) == list(rows.filter(user=full))
