"""An exercise with its words, added in one request."""

from typing import Any

from rest_framework import serializers

from exercises import actions, wording
from exercises.languages import ENGLISH
from exercises.models import Alias, Comment, Exercise, Translation
from exercises.serializers.base import AUTHORSHIP, LicensedSerializer, RowField
from exercises.serializers.exercise import ExerciseSerializer
from exercises.serializers.translation import DescribedSerializer

# Of translations, of aliases and of comments.
MOST_PARTS = 50


def many(of: Any, **options: Any) -> Any:
    return of(many=True, max_length=MOST_PARTS, **options)


class SubmittedAliasSerializer(serializers.ModelSerializer):
    class Meta:
        model = Alias
        fields = ("alias",)


class SubmittedCommentSerializer(serializers.ModelSerializer):
    class Meta:
        model = Comment
        fields = ("comment",)


class SubmittedTranslationSerializer(DescribedSerializer, LicensedSerializer):
    aliases: Any = many(SubmittedAliasSerializer, source="alias_rows", required=False)
    comments: Any = many(SubmittedCommentSerializer, source="comment_rows", required=False)

    class Meta:
        model = Translation
        fields = (
            "id",
            "uuid",
            "name",
            "description",
            "description_source",
            "language",
            "aliases",
            "comments",
            *AUTHORSHIP,
        )
        read_only_fields = ("uuid",)

    def validate(self, attrs: Any) -> Any:
        words = wording.Words.of(attrs, None)
        words.check(attrs["language"], None)
        return words.put_into(attrs)


class SubmissionSerializer(ExerciseSerializer):
    variations_connect_to = RowField(
        queryset=Exercise.objects.present(),
        required=False,
        allow_null=True,
        write_only=True,
        help_text="An exercise of which this one is a variation.",
    )
    translations: Any = many(SubmittedTranslationSerializer, source="translation_rows", allow_empty=False)

    class Meta:
        model = Exercise
        fields = (
            "id",
            "uuid",
            "category",
            "muscles",
            "muscles_secondary",
            "equipment",
            "variation_group",
            "variations",
            "variations_connect_to",
            "license",
            "license_author",
            "translations",
        )
        read_only_fields = ("uuid",)

    def validate_translations(self, translations: Any) -> Any:
        found = [each["language"].pk for each in translations]
        if ENGLISH not in found:
            raise serializers.ValidationError("One of the translations has to be in English.")
        if len(set(found)) < len(found):
            raise serializers.ValidationError("There can be one translation in each language.")
        return translations

    def validate(self, attrs: Any) -> Any:
        attrs = super().validate(attrs)
        if attrs.get("variation_group") and attrs.get("variations_connect_to"):
            raise serializers.ValidationError("Name either the variation group or an exercise of it.")
        return attrs

    def create(self, validated_data: Any) -> Any:
        values = self.with_author(validated_data)
        return actions.add_exercise(
            author=self.context["request"].user,
            translations=values.pop("translation_rows"),
            variation_of=values.pop("variations_connect_to", None),
            **values,
        )
