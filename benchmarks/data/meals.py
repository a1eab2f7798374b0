"""What the benchmark's person eats: a plan with meals of generated foods, and a hundred diary rows."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import cycle, islice
from typing import Any

from accounts.models import User
from nutrition.diary.snapshots import snapshot
from nutrition.models import DiaryEntry, Ingredient, Meal, MealItem, NutritionPlan

MEALS, ITEMS, ENTRIES = 5, 6, 100
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


def save(person: User) -> dict[str, Any]:
    """What requests need to know of it; of one plan, however often it is asked for."""
    foods = list(Ingredient.objects.filter(user=None, quality=0).exclude(code=None).order_by("pk")[: MEALS * ITEMS])
    plan = NutritionPlan.objects.filter(user=person).first() or eaten(person, foods)
    food = foods[0]
    return {"plan": plan.pk, "food": food.pk, "code": food.code}


def eaten(person: User, foods: list[Ingredient]) -> NutritionPlan:
    plan: NutritionPlan = NutritionPlan.objects.create(user=person, description="Bulk", start=date(2026, 1, 1))
    for number in range(MEALS):
        meal = Meal.objects.create(
            user=person, plan=plan, order=number, time=time(7 + 3 * number), name=f"Meal {number}"
        )
        some = foods[number * ITEMS : (number + 1) * ITEMS]
        MealItem.objects.bulk_create(
            MealItem(user=person, meal=meal, ingredient=food, order=place, amount=Decimal(150))
            for place, food in enumerate(some)
        )
    DiaryEntry.objects.bulk_create(
        DiaryEntry(
            user=person,
            plan=plan,
            ingredient=food,
            datetime=NOON + timedelta(hours=5 * number),
            amount=Decimal(150),
            **snapshot(food, Decimal(150), None),
        )
        for number, food in enumerate(islice(cycle(foods), ENTRIES))
    )
    return plan
