"""The plan of entries that were sent without one: the apps crash on null there."""

from accounts.models import User
from nutrition.models import NutritionPlan

DESCRIPTION = "Diary"


def default_plan(user: User) -> NutritionPlan:
    """Made on first need; of two that make it at once, one finds what the other has made."""
    plan, _ = NutritionPlan.objects.get_or_create(
        user=user, is_default=True, retired_at=None, defaults={"description": DESCRIPTION, "only_logging": True}
    )
    return plan
