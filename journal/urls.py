"""Routes of dated records."""

from django.urls import URLPattern, path

from config.api.routers import Router
from journal import views
from journal.photos.views import PhotoFile

router = Router()
router.register("weightentry", views.WeightEntryViewSet, basename="weightentry")
router.register("measurement-category", views.MeasurementCategoryViewSet, basename="measurement-category")
router.register("measurement", views.MeasurementViewSet, basename="measurement")
router.register("gallery", views.PhotoViewSet, basename="gallery")

# Files of rows: they belong to no list, so the router does not know them.
files: list[URLPattern] = [path("gallery/<int:pk>/<str:name>/", PhotoFile.as_view(), name="photo-file")]
