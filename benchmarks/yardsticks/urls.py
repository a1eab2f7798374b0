"""``/bare/<name>/``: ready bytes from a Django view.  ``/plain/...``: the same resources as plain DRF has them."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from rest_framework.routers import SimpleRouter

from benchmarks.yardsticks import plain
from benchmarks.yardsticks.bodies import bodies


def bare(_: HttpRequest, name: str) -> HttpResponse:
    return HttpResponse(bodies()[name], content_type="application/json")


router = SimpleRouter()
router.register("muscle", plain.MuscleViewSet)
router.register("exercise", plain.ExerciseViewSet)
router.register("exerciseinfo", plain.ExerciseInfoViewSet, basename="exerciseinfo")
router.register("routine", plain.RoutineViewSet)

urlpatterns = [
    path("bare/<str:name>/", bare),
    path("plain/", include(router.urls)),
    # Where a server is asked whether it is up.
    path("api/v2/version/", bare, {"name": "version"}),
]
