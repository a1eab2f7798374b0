"""What a person wants to eat, and what they ate."""

from decimal import Decimal
from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models.synced import SyncedModel
from config.ownership import OwnedModel, RetirableModel
from nutrition.models.ingredient import Ingredient, IngredientWeightUnit

# What is eaten at once: more than a kilogram of water is usual, less than a gram of a spice, too.
SMALLEST_AMOUNT = Decimal("0.01")


def amount() -> "models.DecimalField[Any, Any]":
    """A column for grams, or for how many units."""
    return models.DecimalField(max_digits=8, decimal_places=2, validators=[MinValueValidator(SMALLEST_AMOUNT)])


def snapshot(**options: Any) -> "models.DecimalField[Any, Any]":
    """A column for what an entry had when it was written: kilocalories or grams; null is not known."""
    return models.DecimalField(max_digits=18, decimal_places=9, null=True, editable=False, **options)


class NutritionPlan(RetirableModel, OwnedModel):
    """A plan, or (``only_logging``) only goals to eat by; goals a day, energy in kilocalories, all else in grams.

    ``is_default`` is the one that takes diary entries that were sent without a plan.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="nutrition_plans", db_index=False
    )
    creation_date = models.DateField(default=timezone.localdate, editable=False)
    start = models.DateField(default=timezone.localdate)
    end = models.DateField(null=True, blank=True)
    description = models.CharField(max_length=80, blank=True)
    only_logging = models.BooleanField(default=False)
    has_goal_calories = models.BooleanField(default=False)
    goal_energy = models.PositiveIntegerField(null=True, blank=True)
    goal_protein = models.PositiveIntegerField(null=True, blank=True)
    goal_carbohydrates = models.PositiveIntegerField(null=True, blank=True)
    goal_fat = models.PositiveIntegerField(null=True, blank=True)
    goal_fiber = models.PositiveIntegerField(null=True, blank=True)
    is_default = models.BooleanField(default=False, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "uuid"], condition=Q(retired_at=None), name="plan_uuid_unique_per_person"
            ),
            models.UniqueConstraint(
                fields=["user"], condition=Q(is_default=True, retired_at=None), name="plan_one_default_per_person"
            ),
            models.CheckConstraint(condition=Q(end=None) | Q(end__gte=F("start")), name="plan_ends_after_its_start"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["user", "-start", "id"], condition=Q(retired_at=None), name="plan_in_default_order"),
        ]

    def __str__(self) -> str:
        return self.description or f"Plan {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.has_goal_calories = self.goal_energy is not None
        super().save(*args, **kwargs)


class Meal(OwnedModel):
    """A meal of a plan."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    plan = models.ForeignKey(NutritionPlan, on_delete=models.CASCADE, related_name="meals", db_index=False)
    order = models.PositiveIntegerField(default=1)
    time = models.TimeField(null=True, blank=True)
    name = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "uuid"], name="meal_uuid_unique_per_person")]
        indexes: ClassVar = [
            models.Index(fields=["user", "time", "id"], name="meal_in_default_order"),
            models.Index(fields=["plan", "time", "id"], name="meal_of_plan"),
        ]

    def __str__(self) -> str:
        return self.name or f"Meal {self.pk}"


class MealItem(OwnedModel):
    """An amount of a food in a meal: in ``weight_unit``, else in grams."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    meal = models.ForeignKey(Meal, on_delete=models.CASCADE, related_name="items", db_index=False)
    ingredient = models.ForeignKey(Ingredient, on_delete=models.RESTRICT, related_name="+")
    weight_unit = models.ForeignKey(
        IngredientWeightUnit, on_delete=models.RESTRICT, null=True, blank=True, related_name="+"
    )
    order = models.PositiveIntegerField(default=1)
    amount = amount()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "uuid"], name="meal_item_uuid_unique_per_person"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["user", "id"], name="meal_item_in_default_order"),
            models.Index(fields=["meal", "id"], name="item_of_meal"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} of food {self.ingredient_id}"


class DiaryEntry(SyncedModel, OwnedModel):
    """What was eaten, with the nutrients that it had when it was written down: a food that changes changes no past."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="diary_entries", db_index=False
    )
    plan = models.ForeignKey(NutritionPlan, on_delete=models.RESTRICT, related_name="diary_entries", db_index=False)
    meal = models.ForeignKey(Meal, on_delete=models.SET_NULL, null=True, blank=True, related_name="diary_entries")
    ingredient = models.ForeignKey(Ingredient, on_delete=models.RESTRICT, related_name="+")
    weight_unit = models.ForeignKey(
        IngredientWeightUnit, on_delete=models.RESTRICT, null=True, blank=True, related_name="+"
    )
    datetime = models.DateTimeField(default=timezone.now)
    amount = amount()
    comment = models.CharField(max_length=200, blank=True)
    # What the app that sent it calls it, e.g. the place in its day.
    external_id = models.CharField(max_length=100, blank=True, editable=False)
    grams = snapshot()
    energy = snapshot()
    protein = snapshot()
    carbohydrates = snapshot()
    carbohydrates_sugar = snapshot()
    fat = snapshot()
    fat_saturated = snapshot()
    fiber = snapshot()
    sodium = snapshot()
    micronutrients = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        verbose_name_plural = "diary entries"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "uuid"], name="diary_entry_uuid_unique_per_person"),
            models.UniqueConstraint(
                fields=["user", "synced_from", "synced_day", "external_id"],
                condition=~Q(synced_from=""),
                name="diary_entry_once_per_synced_day",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["user", "-datetime", "id"], name="diary_in_default_order"),
            models.Index(fields=["plan", "-datetime", "id"], name="diary_of_plan"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} of food {self.ingredient_id} at {self.datetime:%Y-%m-%d %H:%M}"
