"""What the days of a person came to in energy and macronutrients, added up by the database."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import FloatField, Max, Min, Sum
from django.db.models.functions import Cast, TruncDate

from nutrition.diary.totals import midnight
from nutrition.models import DiaryEntry

if TYPE_CHECKING:
    from accounts.models import User

MACRONUTRIENTS = ("protein", "carbohydrates", "fat")


class Intake(NamedTuple):
    """Kilocalories, and grams; None where nothing tells it."""

    energy: float | None = None
    protein: float | None = None
    carbohydrates: float | None = None
    fat: float | None = None

    def plus(self, other: "Intake") -> "Intake":
        return Intake(*(one if more is None else (one or 0) + more for one, more in zip(self, other, strict=True)))


class EatenDays(NamedTuple):
    """``synced`` are the days of an app that rows have been made of."""

    by_day: dict[date, Intake]
    synced: set[date]


def eaten_days(user: "User", first: date, last: date) -> EatenDays:
    """Days with entries, in the time zone that is active; one query, a row for each day."""
    begin, end = midnight(first), midnight(last + timedelta(days=1))
    rows = DiaryEntry.objects.owned_by(user).filter(datetime__gte=begin, datetime__lt=end)
    sums = {f"{name}_sum": Sum(Cast(name, FloatField())) for name in Intake._fields}
    found = EatenDays({}, set())
    for day, *values in (
        rows.order_by()
        .values_list(TruncDate("datetime"))
        .annotate(**sums, first=Min("synced_day"), last=Max("synced_day"))
    ):
        found.by_day[day] = Intake(*values[:-2])
        # Of one day here; or of two, where the person has moved to another time zone.
        found.synced.update(synced for synced in values[-2:] if synced)
    return found
