"""A made-up person's goals, the meals of their plan, and what they ate."""

from collections.abc import Iterator
from datetime import datetime, time
from decimal import Decimal
from random import Random
from uuid import uuid5

from accounts import demo
from nutrition.diary.snapshots import snapshot
from nutrition.menus import KEYS, LIKING, MENUS, Menu
from nutrition.models import DiaryEntry, Ingredient, Meal, MealItem, NutritionPlan
from nutrition.starter import NAMESPACE

ENERGY, PROTEIN, CARBOHYDRATES, FAT, FIBER = 2000, 120, 220, 65, 30
SATURDAY = 6
# How likely somebody writes down what they eat: on a working day, and at a weekend.
DILIGENCE, WEEKEND_DILIGENCE = 0.92, 0.72
ROWS_AT_ONCE = 500

# A food and grams of it.
Portion = tuple[Ingredient, int]


def foods() -> dict[str, Ingredient]:
    """The foods that the menus name, in English, by key."""
    uuids = {uuid5(NAMESPACE, f"{key}/en"): key for key in KEYS}
    rows = Ingredient.objects.filter(uuid__in=uuids, user=None, retired_at=None)
    found = {uuids[row.uuid]: row for row in rows}
    if missing := KEYS - found.keys():
        raise demo.Incomplete(
            f"{len(missing)} foods are missing, e.g. {min(missing)}. Run manage.py seed, or seed --again, first."
        )
    return found


class DemoFood(demo.Part):
    label = "food"

    def check(self) -> None:
        foods()

    def fill(self, span: demo.Span) -> Iterator[int]:
        known, random = foods(), span.random("food")
        plan = NutritionPlan.objects.create(
            user=span.user,
            description="Lean and strong",
            start=span.first,
            creation_date=span.first,
            goal_energy=ENERGY,
            goal_protein=PROTEIN,
            goal_carbohydrates=CARBOHYDRATES,
            goal_fat=FAT,
            goal_fiber=FIBER,
        )
        meals = planned(plan, known)
        entries: list[DiaryEntry] = []
        for day in span.unsynced:
            if random.random() < (WEEKEND_DILIGENCE if day.isoweekday() >= SATURDAY else DILIGENCE):
                for menu, meal in zip(MENUS, meals, strict=True):
                    moment = span.moment(day, moment_of(menu, random))
                    entries += eaten(span, meal, moment, served(menu, known, random))
            if len(entries) >= ROWS_AT_ONCE:
                DiaryEntry.objects.bulk_create(entries)
                entries = []
            yield 1
        DiaryEntry.objects.bulk_create(entries)
        yield len(span.days) - len(span.unsynced)


def planned(plan: NutritionPlan, known: dict[str, Ingredient]) -> list[Meal]:
    """The plan's meals, each with its most usual dish."""
    meals, items = [], []
    for order, menu in enumerate(MENUS, start=1):
        meal = Meal(user=plan.user, plan=plan, order=order, name=menu.name, time=time(menu.hour, menu.minute))
        meal.save()
        meals.append(meal)
        for place, (key, grams) in enumerate(menu.dishes[0], start=1):
            items.append(MealItem(user=plan.user, meal=meal, ingredient=known[key], order=place, amount=grams))
    MealItem.objects.bulk_create(items)
    return meals


def served(menu: Menu, known: dict[str, Ingredient], random: Random) -> Iterator[Portion]:
    """One of the dishes, a little more or less than usual; the last part of it is left out now and then."""
    dish = random.choices(menu.dishes, LIKING[: len(menu.dishes)])[0]
    parts = dish[:-1] if len(dish) > 1 and random.random() < 0.2 else dish  # noqa: PLR2004 (one in five)
    for key, usual in parts:
        yield known[key], max(5, round(usual * random.uniform(0.85, 1.2) / 5) * 5)


def moment_of(menu: Menu, random: Random) -> time:
    minutes = menu.hour * 60 + menu.minute + random.randrange(-30, 60, 5)
    return time(minutes // 60, minutes % 60)


def eaten(span: demo.Span, meal: Meal, moment: datetime, dish: Iterator[Portion]) -> Iterator[DiaryEntry]:
    for food, grams in dish:
        yield DiaryEntry(
            user=span.user,
            plan_id=meal.plan_id,
            meal=meal,
            ingredient=food,
            datetime=moment,
            amount=grams,
            **snapshot(food, Decimal(grams), None),
        )
