"""Foods, plans, and what was eaten."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import factory
from django.db import transaction
from factory.django import DjangoModelFactory

from config.api.pictures import clean
from nutrition.diary.snapshots import snapshot
from nutrition.models import (
    DiaryEntry,
    FoodUnit,
    Ingredient,
    IngredientImage,
    IngredientWeightUnit,
    Meal,
    MealItem,
    NutritionPlan,
    Recipe,
    RecipeItem,
)
from nutrition.recipes.actions import save_item
from nutrition.recipes.computing import recompute
from tests.exercises.remote import picture
from tests.factories import UserFactory

ENGLISH = 2


class IngredientFactory(DjangoModelFactory):
    """A public food, the one of the recorded answers; with ``user`` that person's own."""

    class Meta:
        model = Ingredient

    name = factory.Sequence("Cheese {}".format)
    language_id = ENGLISH
    energy = 176
    protein = Decimal("25.63")
    carbohydrates = Decimal(0)
    fat = Decimal("8.19")
    fat_saturated = Decimal("3.244")
    sodium = Decimal("0.8")


class IngredientWeightUnitFactory(DjangoModelFactory):
    class Meta:
        model = IngredientWeightUnit

    ingredient = factory.SubFactory(IngredientFactory, user=factory.SelfAttribute("..user"))
    user = None
    name = "Slice"
    gram = 30


class FoodUnitFactory(DjangoModelFactory):
    class Meta:
        model = FoodUnit

    language_id = ENGLISH
    name = factory.Sequence("Cup {}".format)


class IngredientImageFactory(DjangoModelFactory):
    class Meta:
        model = IngredientImage

    ingredient = factory.SubFactory(IngredientFactory, user=factory.SelfAttribute("..user"))
    user = None
    license_author = "Anna"

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        image = model_class(**kwargs)
        image.store(clean(picture("JPEG")))
        return image


class RecipeFactory(DjangoModelFactory):
    """With a food that is as its items make it."""

    class Meta:
        model = Recipe

    user = factory.SubFactory(UserFactory)
    ingredient = factory.SubFactory(IngredientFactory, user=factory.SelfAttribute("..user"))

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        recipe = super()._create(model_class, *args, **kwargs)
        with transaction.atomic():
            recompute(user=recipe.user, foods=[recipe.ingredient_id])
        return recipe


class RecipeItemFactory(DjangoModelFactory):
    class Meta:
        model = RecipeItem

    user = factory.SubFactory(UserFactory)
    recipe = factory.SubFactory(RecipeFactory, user=factory.SelfAttribute("..user"))
    ingredient = factory.SubFactory(IngredientFactory)
    amount = Decimal(150)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        with transaction.atomic():
            return save_item(item=model_class(), values=kwargs)


class NutritionPlanFactory(DjangoModelFactory):
    class Meta:
        model = NutritionPlan

    user = factory.SubFactory(UserFactory)
    description = "Cut"
    start = date(2026, 1, 1)
    goal_energy = 2000
    goal_protein = 150


class MealFactory(DjangoModelFactory):
    class Meta:
        model = Meal

    user = factory.SubFactory(UserFactory)
    plan = factory.SubFactory(NutritionPlanFactory, user=factory.SelfAttribute("..user"))
    time = time(8, 30)
    name = "Breakfast"


class MealItemFactory(DjangoModelFactory):
    class Meta:
        model = MealItem

    user = factory.SubFactory(UserFactory)
    meal = factory.SubFactory(MealFactory, user=factory.SelfAttribute("..user"))
    ingredient = factory.SubFactory(IngredientFactory)
    amount = Decimal(150)


class DiaryEntryFactory(DjangoModelFactory):
    class Meta:
        model = DiaryEntry

    user = factory.SubFactory(UserFactory)
    plan = factory.SubFactory(NutritionPlanFactory, user=factory.SelfAttribute("..user"))
    ingredient = factory.SubFactory(IngredientFactory)
    weight_unit = None
    datetime = datetime(2026, 1, 5, 12, tzinfo=UTC)
    amount = Decimal(150)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        found = snapshot(kwargs["ingredient"], kwargs["amount"], kwargs["weight_unit"])
        return super()._create(model_class, *args, **(found | kwargs))
