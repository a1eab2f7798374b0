"""Dated records on the wire."""

from decimal import Decimal
from typing import Any, ClassVar

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from config.api.serializers import ModelSerializer
from journal import weights
from journal.models import Measurement, MeasurementCategory, Photo, WeightEntry
from journal.models.weight import Unit
from journal.photos import addresses
from journal.photos.sizes import THUMBNAILS

LARGEST_VALUE = 5000


def too_small(lowest: object) -> str:
    return f"Ensure this value is greater than or equal to {lowest}."


def too_large(highest: object) -> str:
    return f"Ensure this value is less than or equal to {highest}."


class SyncedSerializer(ModelSerializer):
    """A row that an app's sync may have made; the person's own change makes it theirs."""

    def update(self, instance: Any, validated_data: dict[str, Any]) -> Any:
        instance.take_over(validated_data)
        return super().update(instance, validated_data)


class WeightEntrySerializer(SyncedSerializer):
    """``weight`` is in ``unit``: sent as the profile has it now, read as the body says, else as the profile has it."""

    weight = serializers.DecimalField(max_digits=6, decimal_places=2)
    unit = serializers.ChoiceField(choices=Unit.choices, required=False)

    class Meta:
        model = WeightEntry
        fields: ClassVar = ["id", "uuid", "date", "weight", "unit", "user", "synced_from"]
        read_only_fields: ClassVar = ["uuid", "user", "synced_from"]
        validators: ClassVar[list[Any]] = []

    def to_representation(self, instance: WeightEntry) -> dict[str, Any]:
        unit = self.context["request"].user.weight_unit
        return {**super().to_representation(instance), "weight": str(instance.shown_in(unit)), "unit": unit}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if self.is_duplicate(attrs.get("date")):
            raise serializers.ValidationError("The fields date, user must make a unique set.", code="unique")
        unit = attrs.pop("unit", None) or self.context["request"].user.weight_unit
        if "weight" not in attrs:
            return attrs
        if self.instance and self.instance.shown_in(unit) == attrs["weight"]:
            # An app sends back what it was shown; writing the converted number would change what was entered.
            return {name: value for name, value in attrs.items() if name != "weight"}
        check_limits(attrs["weight"], unit)
        return {**attrs, "unit": unit}

    def is_duplicate(self, moment: Any) -> bool:
        """A second weight at the very same moment is a repeated request; several a day are not."""
        if moment is None:
            return False
        same = WeightEntry.objects.owned_by(self.context["request"].user).filter(date=moment, synced_from="")
        return bool((same.exclude(pk=self.instance.pk) if self.instance else same).exists())


def check_limits(weight: Decimal, unit: str) -> None:
    lightest, heaviest = weights.limits(unit)
    if not lightest <= weight <= heaviest:
        message = too_small(plain(lightest)) if weight < lightest else too_large(plain(heaviest))
        raise serializers.ValidationError({"weight": [message]})


def plain(number: Decimal) -> str:
    """Without zeros that say nothing: 30, not 30.00."""
    return f"{number:f}".rstrip("0").rstrip(".")


class MeasurementCategorySerializer(ModelSerializer):
    """What is measured; the fields after ``unit`` are what newer apps keep there."""

    class Meta:
        model = MeasurementCategory
        fields: ClassVar = [
            "id",
            "uuid",
            "name",
            "unit",
            "metric_type",
            "chart_type",
            "chart_config",
            "dynamic_type",
            "dynamic_params",
            "parent",
            "order",
            "is_official",
        ]
        read_only_fields: ClassVar = ["uuid", "is_official"]
        validators: ClassVar[list[Any]] = []

    def validate_parent(self, parent: MeasurementCategory | None) -> MeasurementCategory | None:
        if parent is None:
            return None
        if parent.parent_id or parent == self.instance or (self.instance and self.instance.parts.exists()):
            raise serializers.ValidationError("Categories can be grouped one level deep, not more.")
        return parent


class MeasurementSerializer(SyncedSerializer):
    """One reading.  ``synced_from`` names the app that keeps it up to date; a change makes it the person's own."""

    value = serializers.DecimalField(max_digits=10, decimal_places=2, coerce_to_string=False)

    class Meta:
        model = Measurement
        fields: ClassVar = [
            "id",
            "uuid",
            "category",
            "date",
            "value",
            "notes",
            "source",
            "external_id",
            "extra_data",
            "synced_from",
        ]
        read_only_fields: ClassVar = ["uuid", "synced_from"]
        validators: ClassVar[list[Any]] = []

    def validate_value(self, value: Decimal) -> Decimal:
        # What a sync has stored may be larger; an app that sends it back changes nothing.
        if self.instance and self.instance.value == value:
            return value
        if value < 0:
            raise serializers.ValidationError(too_small(0))
        if value > LARGEST_VALUE:
            raise serializers.ValidationError(too_large(LARGEST_VALUE))
        return value


class PhotoField(serializers.FileField):
    """Read as an uploaded file, sent as a signed address.  The address itself, sent back by an app, changes nothing."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, str) and self.parent.instance is not None:
            raise serializers.SkipField
        super().to_internal_value(data)
        return self.context["view"].sizes

    def to_representation(self, value: Any) -> str:
        photos: Any = self.parent
        return str(photos.address(value.instance, Photo.ORIGINAL))


class PhotoSerializer(ModelSerializer):
    """A progress photo with addresses that can be opened without a credential, for a day or two."""

    image = PhotoField(help_text="JPEG, PNG or WebP.")
    thumbnails = serializers.SerializerMethodField()

    class Meta:
        model = Photo
        fields: ClassVar = ["id", "uuid", "date", "image", "thumbnails", "description", "height", "width"]
        read_only_fields: ClassVar = ["uuid", "height", "width"]
        validators: ClassVar[list[Any]] = []

    def __init__(self, instance: Any = None, **kwargs: Any) -> None:
        super().__init__(instance, **kwargs)
        # PUT without a file keeps the picture: no app has the file at hand when it changes a description.
        self.fields["image"].required = instance is None

    @extend_schema_field({"type": "object", "additionalProperties": {"type": "string", "format": "uri"}})
    def get_thumbnails(self, photo: Photo) -> dict[str, str]:
        return {size: self.address(photo, size) for size in THUMBNAILS}

    def address(self, photo: Photo, size: str) -> str:
        """Signed, so that an app can load it without a credential."""
        request = self.context["request"]
        path = reverse("photo-file", args=[photo.pk, photo.file_name(size)], request=request)
        # Without the slash, because some clients tell a picture by how its address ends.
        return f"{path.rstrip('/')}?{addresses.signed(photo, request.user, timezone.now())}"

    def create(self, validated_data: dict[str, Any]) -> Photo:
        sizes = validated_data.pop("image")
        photo = Photo(**validated_data)
        photo.store(sizes)
        return photo

    def update(self, instance: Photo, validated_data: dict[str, Any]) -> Photo:
        sizes = validated_data.pop("image", None)
        for name, value in validated_data.items():
            setattr(instance, name, value)
        if sizes:
            instance.replace(sizes)
        else:
            instance.save()
        return instance
