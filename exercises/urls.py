"""The catalogue's routes."""

from config.api.routers import Router
from exercises import contributions, suggestions, views

router = Router()
router.register("language", views.LanguageViewSet, basename="language")
router.register("license", views.LicenseViewSet, basename="license")
router.register("muscle", views.MuscleViewSet, basename="muscle")
router.register("equipment", views.EquipmentViewSet, basename="equipment")
router.register("exercisecategory", views.ExerciseCategoryViewSet, basename="exercisecategory")
router.register("setting-repetitionunit", views.RepetitionUnitViewSet, basename="setting-repetitionunit")
router.register("setting-weightunit", views.WeightUnitViewSet, basename="setting-weightunit")
router.register("daysofweek", views.DayOfWeekViewSet, basename="daysofweek")
router.register("exercise", views.ExerciseViewSet, basename="exercise")
router.register("exercise-base", views.ExerciseViewSet, basename="exercise-base")
router.register("exerciseinfo", views.ExerciseInfoViewSet, basename="exerciseinfo")
router.register("exercisebaseinfo", views.ExerciseInfoViewSet, basename="exercisebaseinfo")
router.register("exercise-translation", views.ExerciseTranslationViewSet, basename="exercise-translation")
router.register("exercisealias", views.ExerciseAliasViewSet, basename="exercisealias")
router.register("exercisecomment", views.ExerciseCommentViewSet, basename="exercisecomment")
router.register("exerciseimage", views.ExerciseImageViewSet, basename="exerciseimage")
router.register("video", views.ExerciseVideoViewSet, basename="video")
router.register("variation", views.VariationGroupViewSet, basename="variation")
router.register("deletion-log", views.DeletionLogViewSet, basename="deletion-log")
router.register_view("exercise/search", suggestions.ExerciseSearchViewSet, name="exercise-search")
router.register_view("exercise-submission", contributions.SubmissionView, name="exercise-submission")
router.register_view("check-language", contributions.LanguageCheckView, name="check-language")
