"""``/bare/<name>/``: ready bytes from a Django view.  ``/plain/...``: the same resources as plain DRF has them."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from rest_framework.routers import SimpleRouter

from benchmarks.yardsticks import plain, plain_diary, plain_training
from benchmarks.yardsticks.bodies import bodies


@csrf_exempt
def bare(request: HttpRequest, name: str) -> HttpResponse:
    assert request.body is not None  # reads it
    return HttpResponse(bodies()[name], content_type="application/json")


router = SimpleRouter()
router.register("muscle", plain.MuscleViewSet)
router.register("exercise", plain.ExerciseViewSet)
router.register("exerciseinfo", plain.ExerciseInfoViewSet, basename="exerciseinfo")
router.register("routine", plain.RoutineViewSet)
router.register("workoutlog", plain_training.WorkoutLogViewSet)
router.register("workoutsession", plain_training.WorkoutSessionViewSet)

urlpatterns = [
    path("bare/<str:name>/", bare),
    path("plain/", include(router.urls)),
    path("plain/sync/", plain_diary.SyncView.as_view()),
    path("plain/stats/", plain_diary.StatsView.as_view()),
    path("plain/journal/", plain_diary.JournalView.as_view()),
    path("plain/health/", plain_diary.HealthView.as_view()),
    # Where a server is asked whether it is up.
    path("api/v2/version/", bare, {"name": "version"}),
]
