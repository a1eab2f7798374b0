"""Endpoints of dated records."""

from collections.abc import Mapping

from django.core.files.uploadedfile import UploadedFile
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from config.api import pictures
from config.api.ordering import own
from config.api.viewsets import OwnedViewSet
from journal import filters, serializers
from journal.models import Measurement, MeasurementCategory, Photo, WeightEntry
from journal.photos.sizes import Sizes, make


class WeightEntryViewSet(OwnedViewSet):
    """Your body weight, as often a day as you like; in the unit of your profile."""

    queryset = WeightEntry.objects.order_by("date")
    serializer_class = serializers.WeightEntrySerializer
    filterset_class = filters.WeightEntryFilterSet
    ordering_fields = {**own("id", "date", "user"), "weight": "kilograms"}  # noqa: RUF012 (the base's)


class MeasurementCategoryViewSet(OwnedViewSet):
    """What you measure, and in which unit.  Removing a category removes its measurements."""

    queryset = MeasurementCategory.objects.order_by("-name")
    serializer_class = serializers.MeasurementCategorySerializer
    filterset_class = filters.MeasurementCategoryFilterSet
    ordering_fields = ("id", "user", "name", "unit", "order", "metric_type")


class MeasurementViewSet(OwnedViewSet):
    """What you measured, as often a day as you like."""

    queryset = Measurement.objects.order_by("-date")
    serializer_class = serializers.MeasurementSerializer
    filterset_class = filters.MeasurementFilterSet
    ordering_fields = ("id", "category", "date", "value", "notes", "source")


class PhotoViewSet(OwnedViewSet):
    """Your progress photos.  The addresses in `image` and `thumbnails` need no credential and hold for a day or two."""

    queryset = Photo.objects.order_by("-date")
    serializer_class = serializers.PhotoSerializer
    filterset_class = filters.PhotoFilterSet
    ordering_fields = ("id", "date", "user", "image", "height", "width", "description")
    sizes: Sizes | None = None

    def make_atomic(self, request: Request) -> None:
        super().make_atomic(request)
        # Here, because making the sizes takes a while and inside the transaction everybody else's writes would wait.
        upload = request.data.get("image") if isinstance(request.data, Mapping) else None
        if isinstance(upload, UploadedFile):
            self.sizes = sizes_of(upload)

    def perform_destroy(self, instance: Photo) -> None:
        # Read again under a lock: somebody may have replaced the file meanwhile.
        super().perform_destroy(Photo.objects.select_for_update().get(pk=instance.pk))


def sizes_of(upload: UploadedFile) -> Sizes | None:
    """``None`` for an empty file, which the serializer refuses in its own words."""
    try:
        return make(upload.read(pictures.LARGEST_BYTES + 1)) if upload.size else None
    except pictures.UnusablePicture as error:
        raise ValidationError({"image": [str(error)]}) from error
