"""``?code=…&nutriscore__lte=b``: how foods are narrowed, under the names of both vocabularies."""

from typing import Any, ClassVar

import django_filters
from django import forms

from config.api.filters import (
    MOMENT,
    AnyOfFilter,
    AnyOfRelationFilter,
    CommaListInput,
    FilterSet,
    LenientTrueFalseFilter,
    inner_field,
)
from exercises import languages
from exercises.filters import LanguageFilter
from nutrition import barcodes
from nutrition.models import FoodUnit, Ingredient, IngredientImage, IngredientWeightUnit, NutriScore

ALL = "all"
# Whoever names single foods wants to see them, e.g. those of a diary.
SHOWING = ("quality", "id", "id__in", "uuid", "uuid__in")


class CodesField(forms.Field):
    """Ids of the languages with these codes; an unknown code is no language, and none is no wish."""

    widget = CommaListInput

    def clean(self, value: Any) -> list[int]:
        known = languages.codes() if value else {}
        return [language for text in value or [] if (language := languages.read(text, known))]


class LanguageCodeFilter(AnyOfFilter):
    field_class = CodesField

    def item_schema(self) -> dict[str, Any]:
        return {"type": "string"}


class CodeFilter(django_filters.CharFilter):
    """A barcode in any of the ways to write it; other codes as they are."""

    def filter(self, qs: Any, value: Any) -> Any:
        return qs.filter(code__in=barcodes.same(value)) if value else qs


class GradeField(forms.ChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=NutriScore.choices, **kwargs)

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).lower()


class GradeFilter(django_filters.Filter):
    """The letters in their order: ``a`` is the least, and the best."""

    field_class = GradeField


class AnythingFilter(django_filters.ChoiceFilter):
    """What has it is seen to by the whole set of filters."""

    def filter(self, qs: Any, value: Any) -> Any:
        return qs


def amounts(*names: str) -> dict[str, list[str]]:
    return {name: ["exact", "gt", "gte", "lt", "lte"] for name in names}


class IngredientFilterSet(FilterSet):
    """Hides imported foods whose values cannot be right, unless ``?quality=all`` or a row is named by its id."""

    code = CodeFilter()
    language = LanguageFilter(field_name="language")
    language__in = LanguageFilter(field_name="language")
    language__code = LanguageCodeFilter(field_name="language")
    fibres = AnyOfFilter(field_name="fiber", inner=inner_field(Ingredient._meta.get_field("fiber")))
    is_vegan = LenientTrueFalseFilter()
    is_vegetarian = LenientTrueFalseFilter()
    nutriscore__gt = GradeFilter(field_name="nutriscore", lookup_expr="gt")
    nutriscore__gte = GradeFilter(field_name="nutriscore", lookup_expr="gte")
    nutriscore__lt = GradeFilter(field_name="nutriscore", lookup_expr="lt")
    nutriscore__lte = GradeFilter(field_name="nutriscore", lookup_expr="lte")
    quality = AnythingFilter(choices=[(ALL, ALL)])

    class Meta:
        model = Ingredient
        fields: ClassVar[Any] = {
            "id": ["exact", "in", "gt", "gte", "lt", "lte"],
            "uuid": ["exact", "in"],
            "name": ["exact"],
            "brand": ["exact"],
            "source_name": ["exact"],
            "remote_id": ["exact"],
            "nutriscore": ["exact", "in"],
            "license": ["exact"],
            "license_author": ["exact"],
            "created": MOMENT,
            "last_update": MOMENT,
            "last_imported": MOMENT,
            **amounts("energy", "protein", "carbohydrates", "carbohydrates_sugar"),
            **amounts("fat", "fat_saturated", "fiber", "sodium"),
        }

    def filter_queryset(self, queryset: Any) -> Any:
        rows: Any = super().filter_queryset(queryset)
        asked: Any = self.data or {}
        return rows if any(asked.get(name) for name in SHOWING) else rows.trusted()


class IngredientWeightUnitFilterSet(FilterSet):
    class Meta:
        model = IngredientWeightUnit
        fields: ClassVar[Any] = {
            "id": ["exact", "in"],
            "uuid": ["exact"],
            "ingredient": ["exact", "in"],
            "unit": ["exact"],
            "name": ["exact"],
            **amounts("gram", "amount"),
        }


class FoodUnitFilterSet(FilterSet):
    language = LanguageFilter(field_name="language")

    class Meta:
        model = FoodUnit
        fields = ("language", "name")


class IngredientImageFilterSet(FilterSet):
    ingredient_id = AnyOfRelationFilter(field_name="ingredient", queryset=Ingredient.objects.all())
    ingredient__uuid = AnyOfFilter(field_name="ingredient__uuid", inner=forms.UUIDField())

    class Meta:
        model = IngredientImage
        fields = ("uuid",)
