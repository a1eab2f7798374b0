"""Filters of plans and their parts, in the names of the routine vocabulary."""

from typing import Any, ClassVar

from django import forms
from django.db.models import F, QuerySet

from config.api.filters import KEY, AnyOfFilter, AnyOfRelationFilter, FilterSet, LenientTrueFalseFilter
from workouts.models import Day, ProgressionRule, Routine, Slot, SlotEntry
from workouts.models.plan import mask_of

WEEKDAYS = [(number, str(number)) for number in range(1, 8)]


class RoutineFilterSet(FilterSet):
    """Newer apps send ``is_template=false`` in lower case and need it obeyed."""

    is_template = LenientTrueFalseFilter()
    is_public = LenientTrueFalseFilter()

    class Meta:
        model = Routine
        fields: ClassVar[Any] = {
            "id": KEY,
            "uuid": KEY,
            "name": ["exact"],
            "description": ["exact"],
            "created": ["exact"],
            "creation_date": ["exact"],
            "start": ["exact"],
            "end": ["exact"],
            "fit_in_week": ["exact"],
        }


class WeekdayFilter(AnyOfFilter):
    """``?day=1,7`` keeps days that are trained on Mondays or on Sundays."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(inner=forms.TypedChoiceField(choices=WEEKDAYS, coerce=int), **kwargs)

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        if not value:
            return qs
        rows: QuerySet[Any] = qs.alias(common=F("weekday_mask").bitand(mask_of(value))).filter(common__gt=0)
        return rows


class DayFilterSet(FilterSet):
    training = AnyOfRelationFilter(field_name="routine", queryset=Routine.objects.all())
    day = WeekdayFilter()

    class Meta:
        model = Day
        fields: ClassVar[Any] = {
            "id": KEY,
            "uuid": KEY,
            "routine": ["exact"],
            "order": ["exact"],
            "name": ["exact"],
            "description": ["exact"],
            "is_rest": ["exact"],
            "need_logs_to_advance": ["exact"],
            "type": ["exact"],
        }


class SlotFilterSet(FilterSet):
    class Meta:
        model = Slot
        fields: ClassVar[Any] = {"id": KEY, "uuid": KEY, "day": ["exact"], "order": ["exact"], "comment": ["exact"]}


class SlotEntryFilterSet(FilterSet):
    class Meta:
        model = SlotEntry
        fields: ClassVar[Any] = {
            "id": KEY,
            "uuid": KEY,
            "slot": ["exact"],
            "exercise": ["exact"],
            "type": ["exact"],
            "repetition_unit": ["exact"],
            "repetition_rounding": ["exact"],
            "weight_unit": ["exact"],
            "weight_rounding": ["exact"],
            "order": ["exact"],
            "comment": ["exact"],
        }


class RuleFilterSet(FilterSet):
    class Meta:
        model = ProgressionRule
        fields: ClassVar[Any] = {
            "id": KEY,
            "uuid": KEY,
            "slot_entry": ["exact"],
            "iteration": ["exact"],
            "value": ["exact"],
            "operation": ["exact"],
            "step": ["exact"],
            "repeat": ["exact"],
        }
