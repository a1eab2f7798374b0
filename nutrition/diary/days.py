"""``nutritiondiary/days/``: what the days came to."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError as Unreadable
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from config.api import identifiers
from config.api.described import DATE, INTEGER, MAYBE, NUMBER, TEXT, by_name, nullable, record, several
from config.api.filters import DayField
from nutrition.diary.totals import GOALS, day_totals, shown
from nutrition.nutrients import EIGHT

USUAL_DAYS, MOST_DAYS = 30, 366

GOAL = nullable("integer")
ANY_NUMBERS = by_name(NUMBER)
DAY = record(
    {
        "date": DATE,
        "entries": INTEGER,
        "values": record(dict.fromkeys(EIGHT, MAYBE)),
        "micronutrients": ANY_NUMBERS,
        "coverage": {**ANY_NUMBERS, "description": "The share of entries that tell it, 0 to 1."},
        "plan": {
            "description": "The id of the plan whose goals these are: an integer, or a uuid for clients of uuids.",
            "nullable": True,
            "oneOf": [INTEGER, TEXT],
        },
        "goals": {**record(dict.fromkeys(GOALS, GOAL)), "nullable": True},
        "percent": {**record(dict.fromkeys(GOALS, MAYBE)), "nullable": True},
    }
)
DAYS = record({"from": DATE, "to": DATE, "days": several(DAY)})
EXAMPLE = OpenApiExample(
    "One day",
    value={
        "from": "2026-01-05",
        "to": "2026-01-06",
        "days": [
            {
                "date": "2026-01-05",
                "entries": 2,
                "values": {
                    "energy": 500.0,
                    "protein": 40.5,
                    "carbohydrates": 20.0,
                    "carbohydrates_sugar": None,
                    "fat": 12.25,
                    "fat_saturated": 4.0,
                    "fiber": 0.0,
                    "sodium": 1.2,
                },
                "micronutrients": {"iron": 3.5},
                "coverage": {
                    **dict.fromkeys(EIGHT, 1.0),
                    "carbohydrates_sugar": 0.0,
                    "fat_saturated": 0.5,
                    "iron": 0.5,
                },
                "plan": 7,
                "goals": {"energy": 2000, "protein": 150, "carbohydrates": None, "fat": None, "fiber": None},
                "percent": {"energy": 25.0, "protein": 27.0, "carbohydrates": None, "fat": None, "fiber": None},
            }
        ],
    },
    response_only=True,
    status_codes=["200"],
)
FROM = OpenApiParameter("from", OpenApiTypes.DATE, description=f"By default {USUAL_DAYS - 1} days before `to`.")
TO = OpenApiParameter("to", OpenApiTypes.DATE, description="By default today; this day is included.")


class WithDays:
    """For the viewset of diary entries."""

    @extend_schema(
        summary="Totals of days against their goals",
        parameters=[FROM, TO],
        responses={200: DAYS},
        examples=[EXAMPLE],
        filters=False,
    )
    @action(detail=False, url_path="days", pagination_class=None)
    def days(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Days with entries, in your time zone: energy in kilocalories, the eight in grams, others by their names.

        A sum is of the entries that tell the value, and null if none does.  Goals are those of the plan that began last
        among those that hold on the day.
        """
        first, last = span(request.query_params, timezone.localdate())
        as_uuid = identifiers.wants_uuid(request)
        user: Any = request.user
        days = [shown(each, as_uuid=as_uuid) for each in day_totals(user, first, last)]
        return Response({"from": first, "to": last, "days": days})


def span(query: Mapping[str, str], today: date) -> tuple[date, date]:
    """First and last day; a 400 if they cannot be read, are the wrong way round, or too far apart."""
    last = day_of(query, "to") or today
    first = day_of(query, "from") or last - timedelta(days=USUAL_DAYS - 1)
    if first > last:
        raise ValidationError({"from": ["The first day cannot be after the last."]})
    if (last - first).days >= MOST_DAYS:
        raise ValidationError({"from": [f"Ask for {MOST_DAYS} days at most."]})
    return first, last


def day_of(query: Mapping[str, str], name: str) -> date | None:
    try:
        found: date | None = DayField(required=False).clean(query.get(name, ""))
    except Unreadable as error:
        raise ValidationError({name: error.messages}) from error
    return found
