"""The tables of food."""

from nutrition.models.ingredient import FoodUnit, Ingredient, IngredientWeightUnit, NutriScore, Recipe, RecipeItem
from nutrition.models.picture import IngredientImage
from nutrition.models.plan import DiaryEntry, Meal, MealItem, NutritionPlan
from nutrition.models.progress import ImportProgress

__all__ = [
    "DiaryEntry",
    "FoodUnit",
    "ImportProgress",
    "Ingredient",
    "IngredientImage",
    "IngredientWeightUnit",
    "Meal",
    "MealItem",
    "NutriScore",
    "NutritionPlan",
    "Recipe",
    "RecipeItem",
]
