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

CASES = [
    pytest.param(client, need, id=f"{client} {need.request} {need.path}")
    for need in NEEDS
    for client in need.clients.split()
]


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


@pytest.mark.parametrize(("client", "need"), CASES)
def test_client_finds_what_it_needs(alice, home, client, need):
    path = need.request.format(**vars(home))

    answer = client_of(alice).get(f"/api/v2/{path}", headers=CLIENTS[client]).json()

    rows = answer if isinstance(answer, list) else answer.get("results", [answer])
    found = at({"rows": rows}, f"rows[].{need.path}")
    assert found != []
    assert differences(found, [keys(need.keys)]) == []
