"""Names, descriptions, aliases and comments."""

from typing import Any, ClassVar

from rest_framework import serializers

from exercises import wording
from exercises.models import Alias, Comment, Exercise, Translation
from exercises.serializers.base import AUTHORSHIP, CatalogueSerializer, LicensedSerializer, RowField


class TranslationPartSerializer(CatalogueSerializer):
    """``exercise`` is the translation: older apps call translations exercises."""

    second_names: ClassVar = {"exercise": "translation"}
    fixed = ("translation",)

    translation = RowField(queryset=Translation.objects.public())


class ExerciseAliasSerializer(TranslationPartSerializer):
    class Meta:
        model = Alias
        fields = ("id", "uuid", "translation", "alias")
        read_only_fields = ("uuid",)


class ExerciseCommentSerializer(TranslationPartSerializer):
    class Meta:
        model = Comment
        fields = ("id", "uuid", "translation", "comment")
        read_only_fields = ("uuid",)


class DescribedSerializer(serializers.Serializer):
    """A description in either form: Markdown as newer apps send it, or HTML as older ones do."""

    description = serializers.CharField(
        required=False, allow_blank=True, max_length=wording.LONGEST_DESCRIPTION, help_text="HTML."
    )
    description_source = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=wording.LONGEST_DESCRIPTION,
        source="source",
        help_text="Markdown; where there is none, the HTML.",
    )


class ExerciseTranslationSerializer(DescribedSerializer, LicensedSerializer):
    second_names: ClassVar = {"exercise_base": "exercise"}
    fixed = ("exercise", "language")

    exercise = RowField(queryset=Exercise.objects.present())
    aliases = ExerciseAliasSerializer(source="alias_rows", many=True, read_only=True)
    notes = ExerciseCommentSerializer(source="comment_rows", many=True, read_only=True)

    class Meta:
        model = Translation
        fields = (
            "id",
            "uuid",
            "name",
            "exercise",
            "description",
            "description_source",
            "created",
            "last_update",
            "language",
            "aliases",
            "notes",
            *AUTHORSHIP,
        )
        read_only_fields = ("uuid",)
        # One per language is checked below, with a sentence that names the language.
        validators: ClassVar[list[Any]] = []

    def validate(self, attrs: Any) -> Any:
        row = self.instance
        exercise = row.exercise if row else attrs["exercise"]
        language = row.language if row else attrs["language"]
        if row is None and Translation.objects.filter(exercise=exercise, language=language).exists():
            raise serializers.ValidationError(
                f"The exercise has a translation into {wording.english_name(language)} already; change that one."
            )
        words = wording.Words.of(attrs, row)
        words.check(language, exercise)
        return words.put_into(attrs)


class TranslationTextSerializer(CatalogueSerializer):
    class Meta:
        model = Translation
        fields = ("id", "uuid", "language", "name", "description")
