"""Routes of training."""

from config.api.routers import Router
from workouts.views import RoutineViewSet, WorkoutViewSet

router = Router()
router.register("routine", RoutineViewSet, basename="routine")
router.register("workout", WorkoutViewSet, basename="workout")
