"""Exercises, flat and with everything that belongs to them."""

from typing import Any, ClassVar

from rest_framework import serializers

from exercises.languages import ENGLISH
from exercises.models import Exercise, Translation, VariationGroup
from exercises.serializers.base import LicensedSerializer, RowField
from exercises.serializers.media import ExerciseImageSerializer, ExerciseVideoSerializer
from exercises.serializers.reference import (
    EquipmentSerializer,
    ExerciseCategorySerializer,
    LanguageSerializer,
    LicenseSerializer,
    MuscleSerializer,
)
from exercises.serializers.translation import (
    ExerciseAliasSerializer,
    ExerciseCommentSerializer,
    ExerciseTranslationSerializer,
    TranslationTextSerializer,
)

# Stands for the words of an exercise that has none yet.
NAMELESS = Translation()
NAMELESS.alias_rows, NAMELESS.comment_rows = [], []


class NamedExerciseSerializer(LicensedSerializer):
    """An exercise with the words of one translation, chosen by ``exercises.languages``."""

    variations: Any = serializers.PrimaryKeyRelatedField(
        source="variation_group", read_only=True, allow_null=True, help_text="The variation group's id."
    )
    variation_group = serializers.UUIDField(source="group_uuid", read_only=True, allow_null=True)
    name = serializers.CharField(source="shown.name", read_only=True)
    description = serializers.CharField(source="shown.description", read_only=True)

    def to_representation(self, instance: Any) -> Any:
        instance.shown = instance.translation_in(self.context.get("languages", [ENGLISH])) or NAMELESS
        return super().to_representation(instance)


class ExerciseSerializer(NamedExerciseSerializer):
    second_names: ClassVar = {"exercise_base": "id"}

    variations: Any = RowField(
        source="variation_group",
        queryset=VariationGroup.objects.all(),
        required=False,
        allow_null=True,
        help_text="The variation group's id.",
    )
    variation_group = serializers.UUIDField(
        source="group_uuid",
        required=False,
        allow_null=True,
        help_text="The variation group's uuid; a new one makes a new group.",
    )
    language = serializers.IntegerField(
        source="shown.language_id", read_only=True, allow_null=True, help_text="Null until it has a translation."
    )
    translations = TranslationTextSerializer(source="translation_rows", many=True, read_only=True)

    class Meta:
        model = Exercise
        fields = (
            "id",
            "uuid",
            "created",
            "last_update",
            "category",
            "muscles",
            "muscles_secondary",
            "equipment",
            "variation_group",
            "variations",
            "license",
            "license_author",
            "author_history",
            "translations",
            "name",
            "description",
            "language",
        )
        read_only_fields = ("uuid",)

    def validate(self, attrs: Any) -> Any:
        """Apps send whole rows back: of the two names of the variation group the one that differs is meant."""
        if "group_uuid" in attrs:
            uuid = attrs.pop("group_uuid")
            unchanged = uuid == (self.instance.group_uuid if self.instance else None)
            if not (unchanged and "variation_group" in attrs):
                attrs["variation_group"] = VariationGroup.objects.get_or_create(uuid=uuid)[0] if uuid else None
        return attrs


class ExerciseInfoSerializer(NamedExerciseSerializer):
    """Everything about an exercise: ``translations`` in all languages, ``name`` to ``comments`` in the chosen one."""

    second_names: ClassVar = {"exercises": "translations", "exercise_base_id": "id"}

    category = ExerciseCategorySerializer(read_only=True)
    muscles = MuscleSerializer(source="muscle_rows", many=True, read_only=True)
    muscles_secondary = MuscleSerializer(source="secondary_muscle_rows", many=True, read_only=True)
    equipment = EquipmentSerializer(source="equipment_rows", many=True, read_only=True)
    license = LicenseSerializer(read_only=True)
    images = ExerciseImageSerializer(source="image_rows", many=True, read_only=True)
    videos = ExerciseVideoSerializer(source="video_rows", many=True, read_only=True)
    translations = ExerciseTranslationSerializer(source="translation_rows", many=True, read_only=True)
    last_update_global = serializers.DateTimeField(read_only=True)
    total_authors_history = serializers.ListField(child=serializers.CharField(), read_only=True)
    language = LanguageSerializer(source="shown.language", read_only=True, allow_null=True)
    aliases = ExerciseAliasSerializer(source="shown.alias_rows", many=True, read_only=True)
    comments = ExerciseCommentSerializer(source="shown.comment_rows", many=True, read_only=True)

    class Meta:
        model = Exercise
        fields = (
            "id",
            "uuid",
            "created",
            "last_update",
            "last_update_global",
            "category",
            "muscles",
            "muscles_secondary",
            "equipment",
            "license",
            "license_author",
            "images",
            "translations",
            "variation_group",
            "variations",
            "videos",
            "author_history",
            "total_authors_history",
            "name",
            "description",
            "language",
            "aliases",
            "comments",
        )
