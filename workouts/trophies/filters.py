"""Filters of trophies; newer apps send their booleans in lower case and need them obeyed."""

from typing import Any, ClassVar

from config.api.filters import KEY, MOMENT, FilterSet, LenientTrueFalseFilter
from workouts.models import Trophy, UserTrophy


class TrophyFilterSet(FilterSet):
    is_active = LenientTrueFalseFilter()
    is_hidden = LenientTrueFalseFilter()
    is_progressive = LenientTrueFalseFilter()
    is_repeatable = LenientTrueFalseFilter()

    class Meta:
        model = Trophy
        fields: ClassVar[Any] = {"id": KEY, "uuid": KEY, "trophy_type": KEY}


class UserTrophyFilterSet(FilterSet):
    is_notified = LenientTrueFalseFilter()
    trophy__is_active = LenientTrueFalseFilter()
    trophy__is_hidden = LenientTrueFalseFilter()
    trophy__is_progressive = LenientTrueFalseFilter()
    trophy__is_repeatable = LenientTrueFalseFilter()

    class Meta:
        model = UserTrophy
        fields: ClassVar[Any] = {
            "id": KEY,
            "uuid": KEY,
            "earned_at": MOMENT,
            "trophy": KEY,
            "trophy__trophy_type": KEY,
        }
