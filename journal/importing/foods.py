"""What a backup has besides days: foods, recipes, and goals.  Again changes nothing."""

import math
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from django.db import transaction
from rest_framework.exceptions import ValidationError

from accounts.models.synced import App
from journal import food
from journal.importing.backup import Backup
from journal.importing.eaten import leading_number, nutrition_of
from journal.importing.goals import goals
from journal.importing.report import Report
from journal.waistline import Eaten
from nutrition.diary.synced_foods import foods_of
from nutrition.models import Ingredient, NutritionPlan, Recipe, RecipeItem
from nutrition.recipes.actions import add_recipe
from nutrition.recipes.computing import recompute

if TYPE_CHECKING:
    from accounts.models import User

# Rows that come from a backup get their uuid from these, so that a second import finds them.
NAMESPACE = UUID("6f1d5a0c-6a58-5c0e-8f5d-3c1f3b0f4d77")
FOODS_PER_BATCH = 200
LONGEST_NAME, LONGEST_INSTRUCTIONS = 200, 10_000
FEWEST_PORTIONS, MOST_PORTIONS = 0.01, 9999
DESCRIPTION = "Waistline"


def import_besides(user: "User", backup: Backup, first: date | None, report: Report) -> None:
    """To be called in a transaction, after ``backup.days()``; ``first`` is the first of those."""
    own = Ingredient.objects.filter(user=user)
    before = own.count()
    import_foods(user, backup)
    report.besides["foods"] += own.count() - before
    import_recipes(user, backup, report)
    import_goals(user, backup, first, report)


def as_eaten(item: Mapping[str, Any], record: Mapping[str, Any], kind: str = "food") -> Eaten:
    return Eaten({**item, "type": kind}, record)


def import_foods(user: "User", backup: Backup) -> None:
    """Those with a known barcode are here already; the others become foods of the person."""
    pairs = [
        as_eaten({"id": key, "portion": record.get("portion")}, record)
        for (kind, key), record in backup.records.items()
        if kind == "food" and not food.is_quick_add(record)
    ]
    found = list(food.items(tuple(pairs)))
    for start in range(0, len(found), FOODS_PER_BATCH):
        foods_of(user, found[start : start + FOODS_PER_BATCH], App.WAISTLINE)


def import_recipes(user: "User", backup: Backup, report: Report) -> None:
    wanted = {
        uuid5(NAMESPACE, f"recipe {key} {record.get('name')}"): record
        for (kind, key), record in backup.records.items()
        if kind == "recipe" and isinstance(record.get("items"), list)
    }
    known = set(Recipe.objects.owned_by(user).filter(uuid__in=wanted).values_list("uuid", flat=True))
    for uuid, record in wanted.items():
        if uuid not in known:
            import_recipe(user, backup, report, uuid, record)


def import_recipe(user: "User", backup: Backup, report: Report, uuid: UUID, record: Mapping[str, Any]) -> None:
    name = food.text(record.get("name")).strip()[:LONGEST_NAME] or "?"
    parts = list(food.items(tuple(ingredients(backup, record))))
    if len(parts) < len(record["items"]):
        report.notes.append(f"recipe {name[:40]!r}: not all that it is made of is in the backup.")
    if not parts:
        return
    keys = foods_of(user, parts, App.WAISTLINE)
    try:
        with transaction.atomic():
            recipe = add_recipe(
                user=user, name=name, language=user.notification_language, values=described(record) | {"uuid": uuid}
            )
            RecipeItem.objects.bulk_create(
                RecipeItem(
                    user=user, recipe=recipe, ingredient_id=keys[part.food.source_id], amount=part.grams, order=order
                )
                for order, part in enumerate(parts, start=1)
            )
            recompute(user=user, foods=[recipe.ingredient_id])
    except ValidationError:
        report.notes.append(f"recipe {name[:40]!r}: its values cannot be right.")
        return
    report.besides["recipes"] += 1


def ingredients(backup: Backup, record: Mapping[str, Any]) -> list[Eaten]:
    """The foods of a recipe with the app's own amounts."""
    found = []
    for item in record["items"]:
        if not isinstance(item, dict) or not isinstance(key := item.get("id"), int | str):
            continue
        base = backup.records.get(("food", key)) if item.get("type") != "recipe" else None
        if base is not None:
            found.append(scaled(as_eaten(item, base)))
    return found


def scaled(eaten: Eaten) -> Eaten:
    """With the nutrition of the amount, as the app sends it of a day."""
    base = leading_number(eaten.record.get("portion"))
    times = food.portions_of(eaten) / base if base > 0 else 0
    nutrition = {
        name: value * times
        for name, given in nutrition_of(eaten.record).items()
        if not math.isnan(value := leading_number(given)) and given is not None
    }
    return Eaten(eaten.item, {**eaten.record, "nutrition": nutrition})


def described(record: Mapping[str, Any]) -> dict[str, Any]:
    """How much it makes: grams where the app knows them, else portions of what the ingredients weigh."""
    whole = as_eaten({"portion": record.get("portion")}, record, "recipe")
    is_weighed = food.unit_of(record) in food.GRAMS
    portions = 1.0 if is_weighed else leading_number(record.get("portion"))
    is_usual = FEWEST_PORTIONS <= portions <= MOST_PORTIONS
    return {
        "grams": food.grams_of(whole) if is_weighed else None,
        "portions": Decimal(f"{portions:.2f}") if is_usual else Decimal(1),
        "instructions": food.text(record.get("notes"))[:LONGEST_INSTRUCTIONS],
    }


def import_goals(user: "User", backup: Backup, first: date | None, report: Report) -> None:
    """As a plan that holds from ``first`` on; one that is here stays as it is, and one that was removed stays away."""
    found = goals(backup.content.get("settings"))
    uuid = uuid5(NAMESPACE, "goals")
    if not found or NutritionPlan.objects.filter(user=user, uuid=uuid).exists():
        return
    plan = NutritionPlan(user=user, uuid=uuid, description=DESCRIPTION, only_logging=True)
    plan.start = min(plan.start, first or plan.start)
    for name, value in found.items():
        setattr(plan, f"goal_{name}", value)
    plan.save()
    report.besides["goals"] += len(found)
