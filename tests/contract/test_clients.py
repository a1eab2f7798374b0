"""Each of the known apps finds in our answers what it cannot do without."""

import pytest

from nutrition.models import Ingredient
from tests.conftest import client_of
from tests.contract.clients import CLIENTS, NEEDS
from tests.contract.notation import at, differences, keys
from tests.factories import RoutineFactory
from tests.journal.factories import MeasurementFactory, PhotoFactory, WeightEntryFactory
from tests.nutrition.factories import (
    DiaryEntryFactory,
    IngredientImageFactory,
    IngredientWeightUnitFactory,
    MealFactory,
    MealItemFactory,
)
from tests.workouts.factories import (
    ProgressionRuleFactory,
    ScheduleFactory,
    SlotEntryFactory,
    UserTrophyFactory,
    WorkoutLogFactory,
)
from workouts.models import Quantity

# All that an app needs of one answer; the answers of one request to another app may differ.
CASES = {}
for need in NEEDS:
    for client in need.clients.split():
        CASES.setdefault((client, need.request), []).append(need)


@pytest.fixture
def home(catalogue, alice):
    """The catalogue, and a person with one routine, its parts, and one record of each kind."""
    entry = SlotEntryFactory(user=alice, exercise_id=catalogue.exercise)
    for quantity in Quantity.values:
        ProgressionRuleFactory(user=alice, slot_entry=entry, quantity=quantity, value=2)
    catalogue.entry, catalogue.slot, catalogue.day = entry.pk, entry.slot_id, entry.slot.day_id
    catalogue.routine = entry.slot.day.routine_id
    RoutineFactory(user=alice, is_template=True, is_public=True)
    ScheduleFactory(user=alice)
    log = WorkoutLogFactory(user=alice, routine=entry.slot.day.routine, slot_entry=entry, exercise=entry.exercise)
    catalogue.session = log.session_id
    # What newer apps and imports log, and older ones read on the same screens: nothing lifted, and without a plan.
    for routine in (log.routine, None):
        WorkoutLogFactory(user=alice, routine=routine, exercise=entry.exercise, weight=None, weight_unit=None)
    WeightEntryFactory(user=alice)
    catalogue.category = MeasurementFactory(user=alice).category_id
    PhotoFactory(user=alice)
    UserTrophyFactory(user=alice, trophy_id=1)
    meal, food = MealFactory(user=alice), IngredientImageFactory().ingredient
    Ingredient.objects.update(is_vegan=False)
    IngredientWeightUnitFactory(ingredient=food)
    catalogue.food = food.pk
    MealItemFactory(user=alice, meal=meal, ingredient=food)
    DiaryEntryFactory(user=alice, meal=meal, plan=meal.plan, ingredient=food)
    catalogue.meal, catalogue.plan = meal.pk, meal.plan_id
    return catalogue


@pytest.mark.parametrize(
    ("client", "request_", "needs"), [(*case, CASES[case]) for case in CASES], ids=map(" ".join, CASES)
)
def test_client_finds_what_it_needs(alice, home, client, request_, needs):
    path = request_.format(**vars(home))

    answer = client_of(alice).get(f"/api/v2/{path}", headers=CLIENTS[client]).json()

    rows = answer if isinstance(answer, list) else answer.get("results", [answer])
    found = {need.path: at({"rows": rows}, f"rows[].{need.path}") for need in needs}
    assert [path for path in found if found[path] == []] == []
    assert {need: wrong for need in needs if (wrong := differences(found[need.path], [keys(need.keys)]))} == {}
