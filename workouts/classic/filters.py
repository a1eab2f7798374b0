"""Filters of the parts of plans, in the names of the classic vocabulary."""

from typing import Any, ClassVar

from django import forms

from config.api.filters import KEY, LARGEST_INTEGER, AnyOfFilter, AnyOfRelationFilter, FilterSet
from exercises.models import Exercise
from workouts.models import Day, Schedule, ScheduleStep, Slot, SlotEntry


class SetFilterSet(FilterSet):
    exerciseday = AnyOfRelationFilter(field_name="day", queryset=Day.objects.all())
    sets = AnyOfFilter(
        field_name="shown_rounds", inner=forms.IntegerField(min_value=-LARGEST_INTEGER, max_value=LARGEST_INTEGER)
    )

    class Meta:
        model = Slot
        fields: ClassVar[Any] = {"id": KEY, "uuid": KEY, "order": ["exact"]}


class SettingFilterSet(FilterSet):
    set = AnyOfRelationFilter(field_name="slot", queryset=Slot.objects.all())
    exercise_base = AnyOfRelationFilter(field_name="exercise", queryset=Exercise.objects.all())
    reps = AnyOfFilter(field_name="first_repetitions", inner=forms.DecimalField(max_digits=6, decimal_places=2))
    weight = AnyOfFilter(field_name="first_weight", inner=forms.DecimalField(max_digits=6, decimal_places=2))

    class Meta:
        model = SlotEntry
        fields: ClassVar[Any] = {"id": KEY, "uuid": KEY, "order": ["exact"]}


class ScheduleFilterSet(FilterSet):
    class Meta:
        model = Schedule
        fields: ClassVar[Any] = {
            "id": KEY,
            "uuid": KEY,
            "name": ["exact"],
            "start_date": ["exact"],
            "is_active": ["exact"],
            "is_loop": ["exact"],
        }


class ScheduleStepFilterSet(FilterSet):
    class Meta:
        model = ScheduleStep
        fields: ClassVar[Any] = {
            "id": KEY,
            "uuid": KEY,
            "schedule": ["exact"],
            "workout": ["exact"],
            "duration": ["exact"],
            "order": ["exact"],
        }
