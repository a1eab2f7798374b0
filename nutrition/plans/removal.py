"""Removing a plan without what was eaten by it."""

from django.utils import timezone

from nutrition.models import DiaryEntry, Meal, NutritionPlan


def remove_plan(plan: NutritionPlan) -> None:
    """Delete ``plan``; where the diary refers to it, only retire it, so that those rows keep its id.

    Meals and their items go in either case.  To be called in a transaction, with the row locked.
    """
    if not DiaryEntry.objects.filter(plan=plan).exists():
        plan.delete()
        return
    plan.retired_at = timezone.now()
    plan.save(update_fields=["retired_at"])
    Meal.objects.filter(plan=plan).delete()
