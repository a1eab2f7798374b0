"""Reference tables and the deletion log."""

from django.templatetags.static import static
from rest_framework import serializers

from exercises.models import (
    DayOfWeek,
    Deleted,
    DeletionLog,
    Equipment,
    ExerciseCategory,
    Language,
    License,
    Muscle,
    RepetitionUnit,
    VariationGroup,
    WeightUnit,
)
from exercises.serializers.base import CatalogueSerializer, SharedSerializer


class LanguageSerializer(SharedSerializer):
    class Meta:
        model = Language
        fields = ("id", "short_name", "full_name", "full_name_en")


class LicenseSerializer(SharedSerializer):
    class Meta:
        model = License
        fields = ("id", "full_name", "short_name", "url")


class MuscleSerializer(SharedSerializer):
    image_url_main = serializers.SerializerMethodField()
    image_url_secondary = serializers.SerializerMethodField()

    class Meta:
        model = Muscle
        fields = ("id", "name", "name_en", "is_front", "image_url_main", "image_url_secondary")

    def get_image_url_main(self, muscle: Muscle) -> str:
        return self.absolute(static(muscle.picture))

    def get_image_url_secondary(self, muscle: Muscle) -> str:
        return self.absolute(static(muscle.secondary_picture))


class EquipmentSerializer(SharedSerializer):
    class Meta:
        model = Equipment
        fields = ("id", "name")


class ExerciseCategorySerializer(SharedSerializer):
    class Meta:
        model = ExerciseCategory
        fields = ("id", "name")


class RepetitionUnitSerializer(CatalogueSerializer):
    class Meta:
        model = RepetitionUnit
        fields = ("id", "name", "unit_type", "multiplier")


class WeightUnitSerializer(CatalogueSerializer):
    class Meta:
        model = WeightUnit
        fields = ("id", "name")


class DayOfWeekSerializer(CatalogueSerializer):
    class Meta:
        model = DayOfWeek
        fields = ("id", "day_of_week")


class VariationGroupSerializer(CatalogueSerializer):
    class Meta:
        model = VariationGroup
        fields = read_only_fields = ("id", "uuid")


class DeletionLogSerializer(CatalogueSerializer):
    model_type = serializers.ChoiceField(choices=Deleted.public_choices())

    class Meta:
        model = DeletionLog
        fields = ("id", "model_type", "uuid", "replaced_by", "timestamp", "comment")
