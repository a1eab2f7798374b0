"""Filters of dated records."""

from decimal import ROUND_CEILING, ROUND_FLOOR
from functools import reduce
from operator import or_
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from config.api.filters import KEY, MOMENT, SPAN, AnyOfFilter, FilterSet
from journal import weights
from journal.models import Measurement, MeasurementCategory, Photo, WeightEntry

# Beyond this a number does not fit into the column with which it is compared.
FILTERED: dict[str, Any] = {"min_value": -(10**9), "max_value": 10**9}


class ShownWeight:
    """Compares with the weight that the caller is shown: in the unit of their profile, with two places."""

    parent: Any

    @property
    def unit(self) -> str:
        return str(self.parent.request.user.weight_unit)


class WeightFilter(ShownWeight, AnyOfFilter):
    """Keeps entries that are shown as one of the weights."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(inner=forms.DecimalField(**FILTERED), **kwargs)

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        # What has more places than are shown equals nothing.
        spans = [weights.bounds(each, self.unit) for each in value or [] if each == round(each, 2)]
        if not value:
            return qs
        return qs.filter(reduce(or_, (Q(kilograms__gte=low, kilograms__lt=high) for low, high in spans), Q(pk=None)))


class WeightBoundFilter(ShownWeight, django_filters.Filter):
    """Keeps entries that are shown as lighter or heavier than a weight, or as that weight."""

    field_class = forms.DecimalField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**FILTERED, **kwargs)

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        if value is None:
            return qs
        above, inclusive = self.lookup_expr.startswith("gt"), self.lookup_expr.endswith("e")
        # The nearest weight with two places that is on the wanted side, and how that is written as a border.
        nearest = value.quantize(weights.STEP, ROUND_CEILING if above == inclusive else ROUND_FLOOR)
        low, high = weights.bounds(nearest, self.unit)
        border = low if above == inclusive else high
        return qs.filter(**{"kilograms__gte" if above else "kilograms__lt": border})


class WeightEntryFilterSet(FilterSet):
    """``weight`` is compared as it is shown."""

    weight = WeightFilter()
    weight__gt = WeightBoundFilter(field_name="weight", lookup_expr="gt")
    weight__gte = WeightBoundFilter(field_name="weight", lookup_expr="gte")
    weight__lt = WeightBoundFilter(field_name="weight", lookup_expr="lt")
    weight__lte = WeightBoundFilter(field_name="weight", lookup_expr="lte")

    class Meta:
        model = WeightEntry
        fields: ClassVar[Any] = {"id": KEY, "uuid": KEY, "date": MOMENT, "synced_from": ["exact"]}


class MeasurementCategoryFilterSet(FilterSet):
    class Meta:
        model = MeasurementCategory
        fields: ClassVar[Any] = {
            "id": KEY,
            "uuid": KEY,
            "name": ["exact"],
            "unit": ["exact"],
            "metric_type": ["exact"],
            "parent": ["exact"],
            "is_official": ["exact"],
        }


class MeasurementFilterSet(FilterSet):
    class Meta:
        model = Measurement
        fields: ClassVar[Any] = {
            "id": KEY,
            "uuid": KEY,
            "category": KEY,
            "date": MOMENT,
            "value": SPAN,
            "notes": ["exact"],
            "source": ["exact"],
            "external_id": ["exact"],
            "synced_from": ["exact"],
        }


class PhotoFilterSet(FilterSet):
    class Meta:
        model = Photo
        fields: ClassVar[Any] = {"id": KEY, "uuid": KEY, "date": SPAN, "description": ["exact"]}
