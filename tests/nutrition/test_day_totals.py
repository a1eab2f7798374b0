from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine

from nutrition.models import DiaryEntry
from tests.nutrition.factories import DiaryEntryFactory, IngredientFactory, NutritionPlanFactory

DAYS = "/api/v2/nutritiondiary/days/"


@pytest.fixture
def plan(alice):
    return NutritionPlanFactory(user=alice)


def eat(alice, plan, moment, **options):
    food = IngredientFactory(fiber=options.pop("fiber", None), micronutrients=options.pop("micronutrients", {}))
    options = {"amount": Decimal(100), **options}
    return DiaryEntryFactory(user=alice, plan=plan, ingredient=food, datetime=moment, **options)


def at(day, hour=12):
    return datetime(2026, 1, day, hour, tzinfo=UTC)


def test_day_is_summed_against_its_goals(alice_api, alice, plan):
    eat(alice, plan, at(5), fiber=Decimal(0), micronutrients={"iron": 2})
    eat(alice, plan, at(5, 18), fiber=None)

    answer = alice_api.get(f"{DAYS}?from=2026-01-05&to=2026-01-06").json()

    assert answer == {
        "from": "2026-01-05",
        "to": "2026-01-06",
        "days": [
            {
                "date": "2026-01-05",
                "entries": 2,
                "values": {
                    "energy": 352.0,
                    "protein": 51.26,
                    "carbohydrates": 0.0,
                    "carbohydrates_sugar": None,
                    "fat": 16.38,
                    "fat_saturated": 6.488,
                    "fiber": 0.0,
                    "sodium": 1.6,
                },
                "micronutrients": {"iron": 2.0},
                "coverage": {
                    "energy": 1.0,
                    "protein": 1.0,
                    "carbohydrates": 1.0,
                    "carbohydrates_sugar": 0.0,
                    "fat": 1.0,
                    "fat_saturated": 1.0,
                    "fiber": 0.5,
                    "sodium": 1.0,
                    "iron": 0.5,
                },
                "plan": plan.pk,
                "goals": {"energy": 2000, "protein": 150, "carbohydrates": None, "fat": None, "fiber": None},
                "percent": {
                    "energy": 17.6,
                    "protein": pytest.approx(34.173333),
                    "carbohydrates": None,
                    "fat": None,
                    "fiber": None,
                },
            }
        ],
    }


def test_days_are_those_of_the_persons_time_zone(alice_api, alice, plan):
    alice.time_zone = "Pacific/Auckland"
    alice.save()
    eat(alice, plan, at(5, 10))
    eat(alice, plan, at(5, 11))

    answer = alice_api.get(f"{DAYS}?from=2026-01-06&to=2026-01-06").json()

    assert [(day["date"], day["entries"]) for day in answer["days"]] == [("2026-01-06", 1)]


@pytest.mark.parametrize(
    ("plans", "expected"),
    [
        ([], None),
        ([{"start": date(2026, 1, 6)}], None),
        ([{"start": date(2026, 1, 1), "end": date(2026, 1, 4)}], None),
        ([{"start": date(2026, 1, 5), "end": date(2026, 1, 5)}], 0),
        ([{"start": date(2026, 1, 1)}, {"start": date(2026, 1, 3)}], 1),
        ([{"start": date(2026, 1, 1)}, {"start": date(2026, 1, 3), "goal_energy": None, "goal_protein": None}], 0),
        ([{"retired_at": at(6)}], None),
    ],
    ids=["none", "later", "over", "one day", "the later one", "the one with goals", "retired"],
)
def test_goals_are_of_the_plan_that_holds_on_the_day(alice_api, alice, plans, expected):
    eat(alice, NutritionPlanFactory(user=alice, goal_energy=None, goal_protein=None), at(5))
    made = [NutritionPlanFactory(user=alice, **each) for each in plans]

    day = alice_api.get(f"{DAYS}?from=2026-01-05&to=2026-01-05").json()["days"][0]

    assert day["plan"] == (None if expected is None else made[expected].pk)
    assert (day["goals"] is None, day["percent"] is None) == (expected is None, expected is None)


def test_goal_of_nothing_is_never_reached(alice_api, alice):
    eat(alice, NutritionPlanFactory(user=alice, goal_energy=0), at(5))

    assert alice_api.get(f"{DAYS}?to=2026-01-05").json()["days"][0]["percent"]["energy"] is None


@time_machine.travel("2026-01-31T12:00:00Z", tick=False)
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["2026-01-02", "2026-01-31"]),
        ("from=2026-01-30", ["2026-01-30", "2026-01-31"]),
        ("to=2026-01-30", ["2026-01-01", "2026-01-30"]),
        ("from=2025-01-31&to=2026-01-31", ["2025-01-31", "2026-01-31"]),
        ("from=&to=", ["2026-01-02", "2026-01-31"]),
    ],
)
def test_window(alice_api, query, expected):
    answer = alice_api.get(f"{DAYS}?{query}").json()

    assert [answer["from"], answer["to"]] == expected


@pytest.mark.parametrize(
    ("query", "errors"),
    [
        ("from=yesterday", {"from": ["Enter a valid date."]}),
        ("to=0001-01-01", {"to": ["Enter a valid date."]}),
        ("to=2026-02-30", {"to": ["Enter a valid date."]}),
        ("from=2026-01-02&to=2026-01-01", {"from": ["The first day cannot be after the last."]}),
        ("from=2025-01-01&to=2026-01-02", {"from": ["Ask for 366 days at most."]}),
    ],
)
def test_window_that_makes_no_sense_is_refused(alice_api, query, errors):
    response = alice_api.get(f"{DAYS}?{query}")

    assert (response.status_code, response.json()) == (400, errors)


def test_plan_has_a_uuid_for_clients_of_uuids(alice_api, alice, plan):
    eat(alice, plan, at(5))

    days = alice_api.get(f"{DAYS}?to=2026-01-05", headers={"X-Id-Format": "uuid"}).json()["days"]

    assert days[0]["plan"] == str(plan.uuid)


@pytest.mark.parametrize("rows", [1, 3, 50])
def test_totals_cost_two_queries(alice_api, alice, plan, rows, django_assert_num_queries):
    for number in range(rows):
        eat(alice, plan, at(1 + number % 28))

    with django_assert_num_queries(3):  # one of them is the token
        alice_api.get(f"{DAYS}?from=2026-01-01&to=2026-01-31")


def test_somebody_elses_entries_are_in_no_sum(bob_api, alice, plan):
    eat(alice, plan, at(5))

    assert DiaryEntry.objects.exists()
    assert bob_api.get(f"{DAYS}?to=2026-01-05").json()["days"] == []
