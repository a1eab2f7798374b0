"""Filtering as the clients know it.

``?a=1&b=2`` means AND; a comma list or a repeated parameter means OR on every relation, number and choice; booleans are
exactly ``True`` or ``False``; what is ignored is named in a ``Warning`` header; what has the wrong type is a 400.
"""

from collections import OrderedDict
from collections.abc import Mapping
from datetime import MAXYEAR, MINYEAR, date, datetime, time, timedelta
from typing import Any, ClassVar

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django_filters.rest_framework import DjangoFilterBackend
from django_filters.utils import translate_validation
from drf_spectacular.drainage import set_override
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework.request import Request
from rest_framework.views import APIView

from config.api import identifiers
from config.ownership import OwnedModel, OwnedQuerySet, SharedQuerySet
from config.prepared import Statement

# What both databases can compare with; SQLite's driver raises OverflowError beyond it.
LARGEST_INTEGER = 2**63 - 1
# Parameters that are not filters but mean something on every list.
UNIVERSAL = {"limit", "offset", "ordering", "format"}
# Lookups of declared filters: of ids, of numbers where a list means something and where not, of days and of moments.
KEY = ("exact", "in")
COMPARED = ("exact", "in", "gt", "gte", "lt", "lte")
SPAN = ("exact", "gt", "gte", "lt", "lte")
MOMENT = (*SPAN, "date")
NOT_A_CHOICE = "Select a valid choice. %(value)s is not one of the available choices."


def note_ignored(request: Request, text: str) -> None:
    """Have ``text`` named in the answer's ``Warning`` header."""
    request._request.__dict__.setdefault("ignored_input", []).append(text)


# --- Fields: how a parameter is read -------------------------------------------------------------------------------


class TrueFalseField(forms.Field):
    """Exactly ``True`` or ``False``; any other value counts as not given, as the documentation promises."""

    words: ClassVar[Mapping[str, bool]] = {"True": True, "False": False}
    widget = forms.TextInput

    def clean(self, value: Any) -> bool | None:
        return self.words.get(value)


class LenientTrueFalseField(TrueFalseField):
    """Also lower case, for the few parameters that newer apps send so and need obeyed."""

    words: ClassVar[Mapping[str, bool]] = {**TrueFalseField.words, "true": True, "false": False}


class CommaListInput(forms.TextInput):
    """Reads ``a=1,2`` and ``a=1&a=2`` alike."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        values = data.getlist(name) if hasattr(data, "getlist") else [data.get(name) or ""]
        return [part.strip() for value in values for part in str(value).split(",") if part.strip()]

    def format_value(self, value: Any) -> str:
        return ",".join(value) if isinstance(value, list) else str(value or "")


class AnyOfField(forms.Field):
    """A list of values, each read by ``inner``."""

    widget = CommaListInput

    def __init__(self, *, inner: forms.Field, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.inner = inner

    def clean(self, value: Any) -> list[Any]:
        return [self.inner.clean(item) for item in value or []]


class RelationField(forms.Field):
    """Ids of rows that the caller may name; one that is unknown reads the same as somebody else's."""

    widget = CommaListInput

    def __init__(self, *, queryset: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.queryset = queryset

    def clean(self, value: Any) -> list[int]:
        if not value:
            return []
        wanted: dict[str, Any] = {}
        for item in value:
            wanted[item] = identifiers.parse(item)
            if wanted[item] is None:
                raise ValidationError("“%(value)s” is not a valid id.", params={"value": item})
        return self.existing(wanted)

    def existing(self, wanted: dict[str, Any]) -> list[int]:
        if issubclass(self.queryset.model, OwnedModel):
            condition = Q(pk__in=[key for key in wanted.values() if isinstance(key, int)])
            condition |= Q(uuid__in=[key for key in wanted.values() if not isinstance(key, int)])
            found = list(self.queryset.filter(condition).order_by().values_list("pk", "uuid"))
        else:
            found = self.public({key for key in wanted.values() if isinstance(key, int)})
        known = {key for row in found for key in row}
        for text, key in wanted.items():
            if key not in known:
                raise ValidationError(NOT_A_CHOICE, params={"value": text})
        return [row[0] for row in found]

    def public(self, keys: set[int]) -> list[tuple[Any, ...]]:
        if len(keys) != 1 or self.queryset.query.where:
            return list(self.queryset.filter(pk__in=keys).order_by().values_list("pk"))
        # Most lists are narrowed by one row of the catalogue.
        rows = self.queryset.order_by().values_list("pk")
        one = Statement.kept((self.queryset.model, "one"), [1], lambda: rows.filter(pk__in=[1]))
        return one.execute([*keys])


class DayField(forms.DateField):
    """``YYYY-MM-DD`` only: other spellings are read differently in different countries."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], **kwargs)

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day is not None and not MINYEAR < day.year < MAXYEAR:
            raise ValidationError("Enter a valid date.")
        return day


class MomentField(forms.Field):
    """A date-time in ISO 8601, or a bare date; what has no offset is read in the caller's time zone."""

    widget = forms.TextInput

    def clean(self, value: Any) -> date | datetime | None:
        if not value:
            return None
        # A plus sign that was not percent-encoded arrives as a blank.
        text = str(value).strip().replace(" ", "+") if "T" in str(value) else str(value).strip()
        try:
            moment = parse_datetime(text) if len(text) > len("2024-01-01") else None
            day = parse_date(text) if moment is None else None
        except ValueError:
            moment = day = None
        found = moment or day
        if found is None or not MINYEAR < found.year < MAXYEAR:
            raise ValidationError("Enter a valid date/time.")
        return timezone.make_aware(moment) if moment and timezone.is_naive(moment) else found


# --- Filters: what a parameter does --------------------------------------------------------------------------------


@extend_schema_field({"type": "string", "enum": ["True", "False"]})
class TrueFalseFilter(django_filters.Filter):
    field_class = TrueFalseField


@extend_schema_field({"type": "string", "enum": ["True", "False", "true", "false"]})
class LenientTrueFalseFilter(django_filters.Filter):
    field_class = LenientTrueFalseField


class AnyOfFilter(django_filters.Filter):
    """Keeps rows that have any of the values."""

    field_class: Any = AnyOfField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_override(self, "field", {"type": "array", "items": self.item_schema()})

    def item_schema(self) -> dict[str, Any]:
        """One value in the OpenAPI description, where a list is a repeated parameter; a comma list is read too."""
        inner: Any = self.extra["inner"]
        if isinstance(inner, forms.ChoiceField):
            choices: Any = inner.choices
            return {"type": "string", "enum": [str(value) for value, _ in choices]}
        types = {forms.IntegerField: "integer", forms.DecimalField: "number", forms.FloatField: "number"}
        return {"type": types.get(type(inner), "string")}

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        return qs.filter(**{f"{self.field_name}__in": value}) if value else qs


class EitherIdField(forms.CharField):
    """One id of a private row, in either form."""

    def clean(self, value: Any) -> Any:
        key = identifiers.parse(value)
        if key is None:
            raise ValidationError("“%(value)s” is not a valid id.", params={"value": value})
        return key


class EitherIdFilter(AnyOfFilter):
    """``?id=`` and ``?uuid=`` of private rows take both forms, as their addresses do."""

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        condition = Q(pk__in=[key for key in value if isinstance(key, int)])
        condition |= Q(uuid__in=[key for key in value if not isinstance(key, int)])
        return qs.filter(condition) if value else qs


class AnyOfRelationFilter(AnyOfFilter):
    """``?muscles=2,7`` keeps rows that have 2 or 7, each row once."""

    field_class: Any = RelationField

    def item_schema(self) -> dict[str, Any]:
        return {"type": "string" if issubclass(self.extra["queryset"].model, OwnedModel) else "integer"}

    @property
    def field(self) -> Any:
        field: Any = super().field
        rows = self.extra["queryset"].all()
        if isinstance(rows, OwnedQuerySet | SharedQuerySet):
            request = getattr(getattr(self, "parent", None), "request", None)
            rows = self.nameable(rows, request.user) if request else rows.none()
        field.queryset = rows
        return field

    @staticmethod
    def nameable(rows: Any, user: Any) -> QuerySet[Any]:
        """What the caller may refer to; all else reads as if it did not exist."""
        found: QuerySet[Any] = rows.owned_by(user) if isinstance(rows, OwnedQuerySet) else rows.visible_to(user)
        return found

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        if not value:
            return qs
        if not self.leads_to_many(qs.model):
            return super().filter(qs, value)
        # A subquery, because joining a many-to-many would repeat rows and DISTINCT would then fight with ?ordering=.
        matching = qs.model._base_manager.filter(**{f"{self.field_name}__in": value})
        return qs.filter(pk__in=matching.values("pk"))

    def leads_to_many(self, model: type[models.Model]) -> bool:
        for name in str(self.field_name).split("__"):
            field = model._meta.get_field(name)
            if field.many_to_many or field.one_to_many:
                return True
            model = field.related_model or model
        return False


@extend_schema_field({"type": "string", "description": "A date-time, or a date, which means that day."})
class MomentFilter(django_filters.Filter):
    """A date-time column; ``=`` with a bare date means that day, every other lookup means its midnight."""

    field_class: Any = MomentField

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        if value is None:
            return qs
        if isinstance(value, datetime):
            return qs.filter(**{f"{self.field_name}__{self.lookup_expr}": value})
        midnight = timezone.make_aware(datetime.combine(value, time.min))
        if self.lookup_expr != "exact":
            return qs.filter(**{f"{self.field_name}__{self.lookup_expr}": midnight})
        following = timezone.make_aware(datetime.combine(value + timedelta(days=1), time.min))
        return qs.filter(**{f"{self.field_name}__gte": midnight, f"{self.field_name}__lt": following})


@extend_schema_field(OpenApiTypes.DATE)
class DayOfMomentFilter(MomentFilter):
    """``?date__date=2024-01-31``: the day of a date-time column, in the caller's time zone."""

    field_class = DayField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "lookup_expr": "exact"})


@extend_schema_field(OpenApiTypes.DATE)
class DayFilter(django_filters.Filter):
    field_class = DayField


class ExactTextFilter(django_filters.CharFilter):
    """Exact and case-sensitive.  A comma belongs to the text."""


def inner_field(column: "models.Field[Any, Any]") -> forms.Field:
    """The form field that reads one value for ``column``."""
    if column.choices:
        return forms.ChoiceField(choices=column.flatchoices)
    if isinstance(column, models.DecimalField):
        return forms.DecimalField(max_digits=column.max_digits, decimal_places=column.decimal_places)
    if isinstance(column, models.FloatField):
        return forms.FloatField()
    if isinstance(column, models.UUIDField):
        return forms.UUIDField()
    if isinstance(column, models.IntegerField):
        return forms.IntegerField(min_value=-LARGEST_INTEGER, max_value=LARGEST_INTEGER)
    return forms.CharField()


class FilterSet(django_filters.FilterSet):
    """Chooses the dialect's filter for each declared column and lookup."""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        renderer: Any = getattr(kwargs.get("request"), "accepted_renderer", None)
        if getattr(renderer, "format", None) != "api":
            # Only those that were sent: copying all of them takes longer than a page of rows.  A page for people shows
            # them in a form.
            self.base_filters = OrderedDict(each for each in self.base_filters.items() if each[0] in (data or ()))
        super().__init__(data, *args, **kwargs)

    @classmethod
    def filter_for_lookup(cls, field: Any, lookup_type: str) -> tuple[type[django_filters.Filter], dict[str, Any]]:
        if field.is_relation:
            return AnyOfRelationFilter, {"queryset": field.related_model._default_manager.all()}
        by_value = lookup_type in {"exact", "in"}
        if by_value and field.name in {"id", "uuid"} and issubclass(field.model, OwnedModel):
            return EitherIdFilter, {"inner": EitherIdField()}
        if isinstance(field, models.DateTimeField) and lookup_type == "date":
            return DayOfMomentFilter, {}
        for column, filter_class in BY_COLUMN:
            if isinstance(field, column):
                return filter_class, {}
        if isinstance(field, models.CharField | models.TextField) and not field.choices and lookup_type == "exact":
            return ExactTextFilter, {}
        return (AnyOfFilter, {"inner": inner_field(field)}) if by_value else (django_filters.NumberFilter, {})


# The first that fits: a date-time column is a date column, too.
BY_COLUMN: list[tuple[Any, type[django_filters.Filter]]] = [
    (models.BooleanField, TrueFalseFilter),
    (models.DateTimeField, MomentFilter),
    (models.DateField, DayFilter),
    (models.TimeField, django_filters.TimeFilter),
]


class DeclaredFilters(DjangoFilterBackend):
    """Applies a view's ``filterset_fields`` or ``filterset_class`` and notes what it did not understand."""

    filterset_base = FilterSet

    def filter_queryset(self, request: Any, queryset: QuerySet[Any], view: APIView) -> QuerySet[Any]:
        filterset = self.get_filterset(request, queryset, view)
        filters = filterset.filters if filterset is not None else {}
        known = UNIVERSAL | set(filters) | set(getattr(view, "extra_parameters", ()))
        for name, value in request.query_params.items():
            if name not in known:
                note_ignored(request, name)
            elif name in filters and value and self.is_ignored_boolean(filters[name], value):
                note_ignored(request, f"{name}={value}")
        if filterset is None:
            return queryset
        # Not by super(), which would make the filters once more: that takes as long as a page of rows.
        if not filterset.is_valid():
            problem: Any = translate_validation(filterset.errors)
            raise problem
        rows: QuerySet[Any] = filterset.qs
        return rows

    def is_ignored_boolean(self, applied: Any, value: str) -> bool:
        return isinstance(applied.field, TrueFalseField) and value not in applied.field.words
