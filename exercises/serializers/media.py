"""Pictures and videos."""

from typing import Any, ClassVar
from urllib.parse import urljoin

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from exercises import actions
from exercises.models import Exercise, Image, Video
from exercises.serializers.base import AUTHORSHIP, LicensedSerializer, RowField


class ThumbnailsSerializer(serializers.Serializer):
    small = serializers.URLField()
    small_cropped = serializers.URLField()
    medium = serializers.URLField()
    medium_cropped = serializers.URLField()
    large = serializers.URLField()
    large_cropped = serializers.URLField()


class UploadField(serializers.FileField):
    """A file, shown as its address.  A change may leave it out, or send the address back."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, str) and getattr(self.parent, "instance", None) is not None:
            raise serializers.SkipField
        return super().to_internal_value(data)


class MediaSerializer(LicensedSerializer):
    """The view has looked at the file before: what it found is ``examined`` in the context."""

    second_names: ClassVar = {"exercise_base": "exercise", "exercise_base_uuid": "exercise_uuid"}
    fixed = ("exercise",)

    exercise = RowField(queryset=Exercise.objects.present())
    exercise_uuid = serializers.UUIDField(source="exercise.uuid", read_only=True)

    def get_fields(self) -> dict[str, Any]:
        fields: dict[str, Any] = super().get_fields()
        if self.instance is not None:
            fields[self.Meta.model.file_field].required = False  # type: ignore[attr-defined]
        return fields

    def create(self, validated_data: Any) -> Any:
        make: Any = self.Meta.model
        return self.store(make(), self.with_author(validated_data))

    def update(self, instance: Any, validated_data: Any) -> Any:
        return self.store(instance, {name: value for name, value in validated_data.items() if name not in self.fixed})

    def store(self, row: Any, values: dict[str, Any]) -> Any:
        upload = values.pop(row.file_field, None)
        for name, value in values.items():
            setattr(row, name, value)
        return self.write(row, upload)

    def write(self, row: Any, upload: Any) -> Any:
        """The row as it was stored; ``upload`` is ``None`` if the file stays."""


class ExerciseImageSerializer(MediaSerializer):
    image = UploadField(help_text="JPEG, PNG or WebP, at most 20 MB and 40 million pixels.")
    thumbnails = serializers.SerializerMethodField()

    class Meta:
        model = Image
        fields = (
            "id",
            "uuid",
            "exercise",
            "exercise_uuid",
            "image",
            "thumbnails",
            "is_main",
            "style",
            *AUTHORSHIP,
            "is_ai_generated",
            "created",
            "last_update",
            "width",
            "height",
        )
        read_only_fields = ("uuid", "width", "height")
        # That there is one main picture is not for the client to see to.
        validators: ClassVar[list[Any]] = []

    def write(self, row: Image, upload: Any) -> Image:
        picture, small = self.context["examined"] if upload else (None, None)
        return actions.save_image(image=row, picture=picture, small=small)

    @extend_schema_field(ThumbnailsSerializer(allow_null=True))
    def get_thumbnails(self, image: Image) -> dict[str, str] | None:
        urls = image.thumbnail_urls()
        if urls is None:
            return None
        # One look at the request instead of six: building an absolute address is slow.
        origin = self.absolute("/")
        return {kind: urljoin(origin, url) for kind, url in urls.items()}


class ExerciseVideoSerializer(MediaSerializer):
    video = UploadField(help_text="MP4, WebM or Ogg, at most 100 MB.")

    class Meta:
        model = Video
        fields = (
            "id",
            "uuid",
            "exercise",
            "exercise_uuid",
            "video",
            "is_main",
            "size",
            "duration",
            "width",
            "height",
            "codec",
            "codec_long",
            *AUTHORSHIP,
            "created",
            "last_update",
        )
        read_only_fields = ("uuid", "size", "duration", "width", "height", "codec", "codec_long")

    def write(self, row: Video, upload: Any) -> Video:
        return actions.save_video(video=row, upload=upload, film=self.context["examined"] if upload else None)
