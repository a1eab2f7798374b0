"""Routes of training."""

from django.urls import URLPattern, path

from config.api.routers import Router
from workouts.classic import views as classic
from workouts.logbook import progress
from workouts.logbook import views as logbook
from workouts.routines import rules
from workouts.routines import views as routines
from workouts.trophies import views as trophies

router = Router()
router.register("routine", routines.RoutineViewSet, basename="routine")
router.register("templates", routines.TemplateViewSet, basename="templates")
router.register("public-templates", routines.PublicTemplateViewSet, basename="public-templates")
router.register("day", routines.DayViewSet, basename="day")
router.register("slot", routines.SlotViewSet, basename="slot")
router.register("slot-entry", routines.SlotEntryViewSet, basename="slot-entry")
router.register("weight-config", rules.WeightRules, basename="weight-config")
router.register("max-weight-config", rules.MaxWeightRules, basename="max-weight-config")
router.register("repetitions-config", rules.RepetitionsRules, basename="repetitions-config")
router.register("max-repetitions-config", rules.MaxRepetitionsRules, basename="max-repetitions-config")
router.register("sets-config", rules.SetsRules, basename="sets-config")
router.register("max-sets-config", rules.MaxSetsRules, basename="max-sets-config")
router.register("rest-config", rules.RestRules, basename="rest-config")
router.register("max-rest-config", rules.MaxRestRules, basename="max-rest-config")
router.register("rir-config", rules.RirRules, basename="rir-config")
router.register("max-rir-config", rules.MaxRirRules, basename="max-rir-config")
router.register("workout", classic.WorkoutViewSet, basename="workout")
router.register("set", classic.SetViewSet, basename="set")
router.register("setting", classic.SettingViewSet, basename="setting")
router.register("schedule", classic.ScheduleViewSet, basename="schedule")
router.register("schedulestep", classic.ScheduleStepViewSet, basename="schedulestep")
router.register("trophy", trophies.TrophyViewSet, basename="trophy")
router.register("user-trophy", trophies.UserTrophyViewSet, basename="user-trophy")
router.register("user-statistics", trophies.TrainingStatisticsViewSet, basename="user-statistics")
router.register("workoutsession", logbook.WorkoutSessionViewSet, basename="workoutsession")
router.register("workoutlog", logbook.WorkoutLogViewSet, basename="workoutlog")
router.register_view("muscle-load", progress.MuscleLoadView, name="muscle-load")

# Of a row that belongs to another room, whose router knows nothing of it.
elsewhere: list[URLPattern] = [
    path("exercise/<int:pk>/progress/", progress.ProgressView.as_view(), name="exercise-progress"),
]
