"""Filters of training endpoints."""

from typing import Any, ClassVar

from config.api.filters import FilterSet, LenientTrueFalseFilter
from workouts.models import Routine


class RoutineFilterSet(FilterSet):
    """Newer apps send ``is_template=false`` in lower case and need it obeyed."""

    is_template = LenientTrueFalseFilter()
    is_public = LenientTrueFalseFilter()

    class Meta:
        model = Routine
        fields: ClassVar[Any] = {
            "id": ["exact", "in"],
            "uuid": ["exact", "in"],
            "name": ["exact"],
            "description": ["exact"],
            "created": ["exact"],
            "creation_date": ["exact"],
            "start": ["exact"],
            "end": ["exact"],
            "fit_in_week": ["exact"],
        }
