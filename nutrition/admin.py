"""The public foods in Django's admin.  What people keep for themselves is nowhere to be seen."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import JSONField, QuerySet
from django.forms.fields import InvalidJSONInput
from django.http import HttpRequest
from django.utils.functional import cached_property

from config.admin import DiscreetAdmin
from config.api.trees import is_sound
from config.search.finding import search
from config.search.matching import Query
from exercises.admin import HTTPS, ImageForm
from nutrition.amounts import per_100_grams
from nutrition.catalogue.actions import remove_food, remove_unit
from nutrition.models import FoodUnit, ImportProgress, Ingredient, IngredientImage, IngredientWeightUnit
from nutrition.nutrients import are_amounts, unpacked
from nutrition.plausibility import doubts
from nutrition.search import IngredientNames

MOST_COUNTED = 5000


class ShortPaginator(Paginator):
    """Counts no further than anybody turns pages: all of a million foods would take a second each time."""

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        return int(rows.order_by()[:MOST_COUNTED].count())


class AmountsField(forms.JSONField):
    """Micronutrients as they are stored; what is no such object is shown as it was typed."""

    def to_python(self, value: Any) -> Any:
        try:
            found = super().to_python(value)
        except (ValueError, RecursionError) as error:
            raise ValidationError("This cannot be read.") from error
        if value in self.empty_values:
            return {}
        if not is_sound(found) or not are_amounts(found):
            raise ValidationError("An object of numbers by the names of nutrients, per 100 g.")
        return found

    def bound_data(self, data: Any, initial: Any) -> Any:
        return initial if self.disabled else InvalidJSONInput(data or "")


class PublicAdmin(DiscreetAdmin):
    """Of rows of which some are private: only the public ones exist here, and new ones are public."""

    paginator = ShortPaginator
    retires = True
    show_full_result_count = False
    list_per_page = 50
    ordering = ("-pk",)
    formfield_overrides: ClassVar = HTTPS

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).filter(user=None)


class UnitInline(admin.TabularInline):
    model = IngredientWeightUnit
    extra = 0
    can_delete = False
    fields = ("name", "unit", "gram", "amount", "retired_at")
    readonly_fields = ("retired_at",)
    raw_id_fields = ("unit",)


@admin.register(Ingredient)
class IngredientAdmin(PublicAdmin):
    list_display = ("name", "brand", "code", "language", "source_name", "energy", "quality", "retired_at")
    list_filter = ("language", "retired_at")
    list_select_related = ("language",)
    # What is found is decided below; this shows the field to type into.
    search_fields = ("name", "code")
    search_help_text = "A name or a barcode."
    formfield_overrides: ClassVar = {**HTTPS, JSONField: {"form_class": AmountsField}}
    exclude = ("user", "name_folded")
    readonly_fields = ("uuid", "quality", "last_imported", "source_changed", "retired_at")
    inlines: ClassVar = [UnitInline]

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> Any:
        """As the API finds them: by the same indexes, the best ones among a million at once."""
        if not search_term.strip():
            return queryset, False
        keys = search(Query.of(search_term), IngredientNames(queryset))[: self.list_per_page]
        return queryset.filter(pk__in=keys), False

    def save_model(self, request: HttpRequest, obj: Ingredient, form: Any, change: bool) -> None:  # noqa: FBT001 (Django's)
        """Values that have been put right raise no more doubts."""
        values = {**unpacked(obj.micronutrients), **per_100_grams(obj)}
        obj.quality = int(doubts(values, name=obj.name, nutriscore=obj.nutriscore))
        super().save_model(request, obj, form, change)

    def delete_model(self, request: HttpRequest, obj: Ingredient) -> None:
        remove_food(food=obj)


@admin.register(IngredientWeightUnit)
class IngredientWeightUnitAdmin(PublicAdmin):
    list_display = ("name", "gram", "amount", "ingredient", "retired_at")
    list_select_related = ("ingredient",)
    search_fields = ("=ingredient__code", "=ingredient__id")
    search_help_text = "The barcode or the id of a food."
    raw_id_fields = ("unit",)
    fields = ("ingredient", "name", "unit", "gram", "amount", "uuid", "retired_at")
    readonly_fields = ("ingredient", "uuid", "retired_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """On the page of the food: here an id would have to be typed, and its name would be shown, whose ever it is."""
        return False

    def delete_model(self, request: HttpRequest, obj: IngredientWeightUnit) -> None:
        remove_unit(unit=obj)


@admin.register(IngredientImage)
class IngredientImageAdmin(PublicAdmin):
    form = ImageForm
    list_display = ("ingredient", "image", "width", "height", "license_author")
    list_select_related = ("ingredient",)
    search_fields = ("=ingredient__code", "=ingredient__id")
    search_help_text = "The barcode or the id of a food."
    exclude = ("user",)
    readonly_fields = ("ingredient", "uuid", "size", "width", "height")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: IngredientImage, form: Any, change: bool) -> None:  # noqa: FBT001 (Django's)
        if picture := getattr(form, "picture", None):
            # What the row says is still the old file, which goes when the new one is in place.
            obj.image = IngredientImage.objects.get(pk=obj.pk).image
            obj.store(picture)
        else:
            super().save_model(request, obj, form, change)


@admin.register(FoodUnit)
class FoodUnitAdmin(DiscreetAdmin):
    list_display = ("name", "language")
    list_filter = ("language",)
    list_select_related = ("language",)
    search_fields = ("^name",)
    ordering = ("name", "pk")
    list_per_page = 50
    show_full_result_count = False


@admin.register(ImportProgress)
class ImportProgressAdmin(admin.ModelAdmin):
    """How far imports have come; whoever deletes one makes it begin anew."""

    list_display = ("name", "position", "started", "finished")
    fields = readonly_fields = ("name", "position", "counts", "started", "finished")
    ordering = ("-started", "pk")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
