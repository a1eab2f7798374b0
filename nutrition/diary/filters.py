"""Filters of the food diary."""

from typing import Any, ClassVar

from config.api.filters import COMPARED, KEY, FilterSet
from nutrition.models import DiaryEntry


class DiaryEntryFilterSet(FilterSet):
    """``datetime`` as a bare date means that day, in the person's time zone."""

    class Meta:
        model = DiaryEntry
        fields: ClassVar[Any] = {
            "id": KEY,
            "uuid": KEY,
            "plan": KEY,
            "meal": KEY,
            "ingredient": KEY,
            "weight_unit": KEY,
            "datetime": ["exact", "date", "gt", "gte", "lt", "lte"],
            "amount": COMPARED,
            "comment": ["exact"],
            "synced_from": ["exact"],
        }
