"""Pictures and videos of exercises."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import Any, ClassVar, Self

from django.core.files.base import ContentFile
from django.db import models
from django.db.models import Exists, OuterRef, Q
from uuid_utils.compat import uuid7

from config.api.pictures import Picture
from exercises import files, thumbnails
from exercises.models.exercise import Exercise
from exercises.models.license import LicensedModel
from exercises.models.origin import DatedModel, ImportedModel
from exercises.models.revision import CatalogueQuerySet
from exercises.models.translation import Translation


def image_path(image: "Image", filename: str) -> str:
    return media_path("exercise-images", image, str(image.image), filename)


def video_path(video: "Video", filename: str) -> str:
    return media_path("exercise-video", video, str(video.video), filename)


def media_path(folder: str, row: "MediaModel", current: str, filename: str) -> str:
    """Named by the row's uuid; by a new one if it has a file: browsers keep what they once got under a name."""
    uuid = uuid7() if current else row.uuid
    return f"{folder}/{row.exercise_id}/{uuid}{PurePosixPath(filename).suffix.lower()}"  # type: ignore[attr-defined]


class Style(models.TextChoices):
    LINE = "1", "Line"
    THREE_D = "2", "3D"
    LOW_POLY = "3", "Low-poly"
    PHOTO = "4", "Photo"
    OTHER = "5", "Other"


class MediaQuerySet(CatalogueQuerySet):
    def present(self) -> Self:
        return self.filter(exercise__retired_at=None)

    def public(self) -> Self:
        return self.present().filter(Exists(Translation.objects.filter(exercise=OuterRef("exercise"))))

    def main_first(self) -> Self:
        return self.order_by("-is_main", "id")


class MediaModel(ImportedModel, DatedModel, LicensedModel):
    """A file that shows an exercise."""

    exercise: models.ForeignKey[Exercise, Exercise]
    file_field: ClassVar[str]
    is_main = models.BooleanField(default=False)

    objects: ClassVar = MediaQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def file(self) -> models.fields.files.FieldFile:
        return getattr(self, self.file_field)  # type: ignore[no-any-return]

    @contextmanager
    def replacing_file(self) -> Iterator[None]:
        """For a block that saves a new file and the row: then the old file goes, or the new one if the block fails."""
        rows: Any = type(self).objects
        storage, old = self.file.storage, rows.filter(pk=self.pk).values_list(self.file_field, flat=True).first()
        try:
            yield
        except Exception:
            if str(self.file) != old:
                files.delete(storage, self.paths(str(self.file)))
            raise
        if old:
            files.forget(storage, self.paths(old))

    @classmethod
    def paths(cls, name: str) -> list[str]:
        """Of the file of this name and of what was stored with it."""
        return [name]


class Image(MediaModel):
    file_field = "image"

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="images")
    # Without Django's width_field, which opens the file of each row that has no width when it is read.
    image = models.ImageField(upload_to=image_path, max_length=200, help_text="JPEG, PNG or WebP.")
    style = models.CharField(max_length=1, choices=Style.choices, default=Style.PHOTO)
    is_ai_generated = models.BooleanField(default=False)
    width = models.PositiveIntegerField(null=True, editable=False, help_text="Pixels.")
    height = models.PositiveIntegerField(null=True, editable=False, help_text="Pixels.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["exercise"], condition=Q(is_main=True), name="image_one_main_per_exercise"),
        ]
        indexes: ClassVar = [models.Index(fields=["-is_main", "id"], name="image_in_default_order")]

    def __str__(self) -> str:
        return str(self.image)

    def store(self, picture: Picture, small: dict[str, bytes] | None = None) -> None:
        """Write the file and its thumbnails, then the row.  ``small`` are the thumbnails if they are rendered."""
        small = small or thumbnails.render(picture.content)
        self.width, self.height = picture.width, picture.height
        with self.replacing_file():
            self.image.save(f"picture{picture.extension}", ContentFile(picture.content), save=False)
            thumbnails.write(self.image.storage, str(self.image), small)
            self.save()

    @classmethod
    def paths(cls, name: str) -> list[str]:
        return [name, *thumbnails.names(name).values()]

    def thumbnail_url(self, kind: str) -> str | None:
        """Of one kind, for lists that show no other."""
        return None if self.width is None else self.image.storage.url(thumbnails.names(str(self.image))[kind])

    def thumbnail_urls(self) -> dict[str, str] | None:
        """Without looking at the files.  ``None`` for a picture that was not stored by ``store()``."""
        if self.width is None:
            return None
        storage = self.image.storage
        return {kind: storage.url(name) for kind, name in thumbnails.names(str(self.image)).items()}


class Video(MediaModel):
    file_field = "video"

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="videos")
    video = models.FileField(upload_to=video_path, max_length=200)
    size = models.PositiveIntegerField(default=0, help_text="Bytes.")
    duration = models.DecimalField(max_digits=12, decimal_places=2, default=0, help_text="Seconds.")
    width = models.PositiveIntegerField(default=0, help_text="Pixels.")
    height = models.PositiveIntegerField(default=0, help_text="Pixels.")
    codec = models.CharField(max_length=30, blank=True)
    codec_long = models.CharField(max_length=100, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["-is_main", "id"], name="video_in_default_order")]

    def __str__(self) -> str:
        return str(self.video)
