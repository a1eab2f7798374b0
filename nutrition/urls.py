"""Routes of food."""

from config.api.routers import Router
from nutrition.catalogue import suggestions
from nutrition.catalogue import views as catalogue
from nutrition.diary import views as diary
from nutrition.plans import info
from nutrition.plans import views as plans
from nutrition.recipes import views as recipes

router = Router()
router.register("ingredient", catalogue.IngredientViewSet, basename="ingredient")
router.register("ingredientinfo", catalogue.IngredientInfoViewSet, basename="ingredientinfo")
router.register("ingredient-sync", catalogue.IngredientSyncViewSet, basename="ingredient-sync")
router.register("ingredient-image", catalogue.IngredientImageViewSet, basename="ingredient-image")
router.register("ingredientweightunit", catalogue.IngredientWeightUnitViewSet, basename="ingredientweightunit")
router.register("ingredienttoweightunit", catalogue.IngredientWeightUnitViewSet, basename="ingredienttoweightunit")
router.register("weightunit", catalogue.FoodUnitViewSet, basename="weightunit")
router.register("recipe", recipes.RecipeViewSet, basename="recipe")
router.register("recipe-item", recipes.RecipeItemViewSet, basename="recipe-item")
router.register("nutritionplan", plans.NutritionPlanViewSet, basename="nutritionplan")
router.register("nutritionplaninfo", info.NutritionPlanInfoViewSet, basename="nutritionplaninfo")
router.register("meal", plans.MealViewSet, basename="meal")
router.register("mealitem", plans.MealItemViewSet, basename="mealitem")
router.register("nutritiondiary", diary.DiaryEntryViewSet, basename="nutritiondiary")
router.register_view("ingredient/search", suggestions.IngredientSearchViewSet, name="ingredient-search")
