"""``?language=1&muscles=2,7``: how the catalogue is narrowed, under the names of both vocabularies."""

from typing import Any, ClassVar

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from config.api.filters import (
    NOT_A_CHOICE,
    AnyOfFilter,
    AnyOfRelationFilter,
    CommaListInput,
    ExactTextFilter,
    FilterSet,
    inner_field,
)
from config.search.folding import fold
from exercises import languages
from exercises.models import (
    Alias,
    Comment,
    Deleted,
    DeletionLog,
    Exercise,
    Image,
    Translation,
    VariationGroup,
    Video,
)


class LanguagesField(forms.Field):
    """Languages by id or code."""

    widget = CommaListInput

    def __init__(self, *, fallback: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fallback = fallback

    def clean(self, value: Any) -> list[int]:
        known = languages.codes() if value else {}
        return [self.one(text, known) for text in value or []]

    def one(self, text: str, known: dict[str, int]) -> int:
        found = languages.read(text, known) or self.fallback
        if found is None:
            raise ValidationError(NOT_A_CHOICE, params={"value": text})
        return found


class LanguageFilter(AnyOfFilter):
    """``?language=1`` and ``?language=de`` alike, and comma lists of both."""

    field_class = LanguagesField

    def item_schema(self) -> dict[str, Any]:
        return {"type": "string"}


class TranslatedFilter(LanguageFilter):
    """Keeps exercises that have a translation in any of the languages, and shows it."""

    def filter(self, qs: Any, value: Any) -> Any:
        return qs.in_languages(value) if value else qs


class OwnTextFilter(ExactTextFilter):
    """Exact text of any translation of the exercise."""

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        if not value:
            return qs
        return qs.filter(pk__in=Translation.objects.filter(**{str(self.field_name): value}).values("exercise"))


class FoldedTextField(forms.Field):
    """Any text, and none that is an error; ``None`` if nothing was given."""

    widget = forms.TextInput

    def clean(self, value: Any) -> str | None:
        return fold(value) if value and value.strip() else None


class NameContainsFilter(django_filters.CharFilter):
    """Part of a name or alias, without regard to case and accents; the newer apps call it ``name__exact``."""

    field_class: Any = FoldedTextField

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        if value is None:
            return qs
        if not value:
            return qs.none()
        named = Translation.objects.filter(Q(name_folded__contains=value) | Q(aliases__alias_folded__contains=value))
        return qs.filter(pk__in=named.values("exercise"))


class ExerciseFilterSet(FilterSet):
    exercise = exercise_base = AnyOfFilter(field_name="id", inner=inner_field(Exercise._meta.pk))
    variations = AnyOfRelationFilter(field_name="variation_group", queryset=VariationGroup.objects.all())
    variation_group = variation_group__in = AnyOfFilter(field_name="variation_group__uuid", inner=forms.UUIDField())
    language = TranslatedFilter()
    language__code = TranslatedFilter(fallback=languages.ENGLISH)
    name = OwnTextFilter(field_name="name")
    description = OwnTextFilter(field_name="description")
    name__exact = NameContainsFilter()

    class Meta:
        model = Exercise
        fields: ClassVar[dict[str, list[str]]] = {
            "id": ["exact", "in"],
            "uuid": ["exact", "in"],
            "created": ["exact"],
            "category": ["exact", "in"],
            "muscles": ["exact", "in"],
            "muscles_secondary": ["exact", "in"],
            "equipment": ["exact", "in"],
            "license": ["exact"],
            "license_author": ["exact"],
        }


class TranslationFilterSet(FilterSet):
    language = LanguageFilter(field_name="language")
    exercise_base = AnyOfRelationFilter(field_name="exercise", queryset=Exercise.objects.all())

    class Meta:
        model = Translation
        fields = ("id", "uuid", "created", "exercise", "description", "name")


class AliasFilterSet(FilterSet):
    exercise = AnyOfRelationFilter(field_name="translation", queryset=Translation.objects.all())

    class Meta:
        model = Alias
        fields = ("alias", "translation")


class CommentFilterSet(FilterSet):
    exercise = AnyOfRelationFilter(field_name="translation", queryset=Translation.objects.all())
    language = LanguageFilter(field_name="translation__language")

    class Meta:
        model = Comment
        fields = ("comment", "translation")


class ImageFilterSet(FilterSet):
    exercise_base = AnyOfRelationFilter(field_name="exercise", queryset=Exercise.objects.all())

    class Meta:
        model = Image
        fields = ("uuid", "is_main", "exercise", "license", "license_author")


class VideoFilterSet(FilterSet):
    exercise_base = AnyOfRelationFilter(field_name="exercise", queryset=Exercise.objects.all())

    class Meta:
        model = Video
        fields = ImageFilterSet.Meta.fields


class DeletionLogFilterSet(FilterSet):
    model_type = AnyOfFilter(inner=forms.ChoiceField(choices=Deleted.public_choices()))

    class Meta:
        model = DeletionLog
        fields = ("model_type",)
