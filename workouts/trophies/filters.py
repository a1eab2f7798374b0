"""Filters of trophies; newer apps send their booleans in lower case and need them obeyed."""

from typing import Any, ClassVar

from config.api.filters import FilterSet, LenientTrueFalseFilter
from workouts.models import Trophy, UserTrophy

ONE_OR_SOME = ("exact", "in")
MOMENT = ("exact", "gt", "gte", "lt", "lte", "date")


class TrophyFilterSet(FilterSet):
    is_active = LenientTrueFalseFilter()
    is_hidden = LenientTrueFalseFilter()
    is_progressive = LenientTrueFalseFilter()
    is_repeatable = LenientTrueFalseFilter()

    class Meta:
        model = Trophy
        fields: ClassVar[Any] = {"id": ONE_OR_SOME, "uuid": ONE_OR_SOME, "trophy_type": ONE_OR_SOME}


class UserTrophyFilterSet(FilterSet):
    is_notified = LenientTrueFalseFilter()
    trophy__is_active = LenientTrueFalseFilter()
    trophy__is_hidden = LenientTrueFalseFilter()
    trophy__is_progressive = LenientTrueFalseFilter()
    trophy__is_repeatable = LenientTrueFalseFilter()

    class Meta:
        model = UserTrophy
        fields: ClassVar[Any] = {
            "id": ONE_OR_SOME,
            "uuid": ONE_OR_SOME,
            "earned_at": MOMENT,
            "trophy": ONE_OR_SOME,
            "trophy__trophy_type": ONE_OR_SOME,
        }
