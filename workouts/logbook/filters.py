"""Filters of sessions and logs, by the names of both vocabularies."""

from typing import Any, ClassVar

from django import forms

from config.api.filters import COMPARED, KEY, AnyOfFilter, AnyOfRelationFilter, FilterSet
from exercises.models import Exercise, RepetitionUnit
from workouts.models import Routine, WorkoutLog, WorkoutSession


class WorkoutSessionFilterSet(FilterSet):
    workout = AnyOfRelationFilter(field_name="routine", queryset=Routine.objects.all())

    class Meta:
        model = WorkoutSession
        fields: ClassVar[Any] = {
            "id": KEY,
            "uuid": KEY,
            "routine": KEY,
            "day": KEY,
            "date": ["exact", "gt", "gte", "lt", "lte"],
            "notes": ["exact"],
            "impression": ["exact"],
            "time_start": ["exact"],
            "time_end": ["exact"],
        }


class WorkoutLogFilterSet(FilterSet):
    """``date`` as a bare date means that day, in the person's time zone."""

    workout = AnyOfRelationFilter(field_name="routine", queryset=Routine.objects.all())
    workoutsession = AnyOfRelationFilter(field_name="session", queryset=WorkoutSession.objects.all())
    exercise_base = AnyOfRelationFilter(field_name="exercise", queryset=Exercise.objects.all())
    exercise_base__in = AnyOfRelationFilter(field_name="exercise", queryset=Exercise.objects.all())
    repetition_unit = AnyOfRelationFilter(field_name="repetitions_unit", queryset=RepetitionUnit.objects.all())
    reps = AnyOfFilter(field_name="repetitions", inner=forms.DecimalField())

    class Meta:
        model = WorkoutLog
        fields: ClassVar[Any] = {
            "id": KEY,
            "uuid": KEY,
            "routine": KEY,
            "session": KEY,
            "slot_entry": KEY,
            "next_log": ["exact"],
            "exercise": KEY,
            "date": ["exact", "date", "gt", "gte", "lt", "lte"],
            "iteration": COMPARED,
            "repetitions": COMPARED,
            "repetitions_target": COMPARED,
            "repetitions_unit": KEY,
            "weight": COMPARED,
            "weight_target": COMPARED,
            "weight_unit": KEY,
            "rir": COMPARED,
            "rir_target": COMPARED,
            "rest": ["exact"],
            "rest_target": ["exact"],
        }
