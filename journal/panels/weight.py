"""Body weight with its trend."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Avg, FloatField
from django.db.models.functions import Cast, TruncDate

from accounts.charts import Chart, Series, in_days, number
from accounts.panels import Asked, Panel
from journal.models import WeightEntry
from journal.trend import Weighed, smoothed
from journal.weights import KILOGRAMS
from nutrition.diary.totals import midnight

SPANS = {90: "90 days", 365: "Year"}
# Before the first day shown, so that the trend does not begin at whatever was weighed on it: 0.9**60 is a 500th.
LEAD_DAYS = 60


class BodyWeight(Panel):
    name = "weight"
    title = "Body weight"
    order = 20
    template = "journal/weight.html"

    def contents(self, asked: Asked) -> Mapping[str, Any]:
        span, unit = asked.number("weight", SPANS, 90), asked.user.weight_unit
        days = [asked.today - timedelta(days=back) for back in reversed(range(span))]
        weighed = [each for each in weighings(asked, span) if each.day >= days[0]]
        found: dict[str, Any] = {"choices": asked.choices("weight", SPANS, span, self.name), "days": span, "unit": unit}
        if not weighed:
            return found
        by_day = {each.day: each for each in weighed}
        chart = Chart(
            name="weight",
            title=f"Body weight of the last {span} days",
            summary=summary(weighed, unit),
            heading="Day",
            labels=[day.isoformat() for day in days],
            series=[
                Series("Trend", [by_day[day].trend if day in by_day else None for day in days], "line", "--accent"),
                Series(
                    "Weight", [by_day[day].weight if day in by_day else None for day in days], "points", "--chart-1"
                ),
            ],
            unit=unit,
            places=1,
            from_zero=False,
        )
        last = weighed[-1]
        return found | {"chart": chart, "last": last, "weight": number(last.weight, 1), "trend": number(last.trend, 1)}


def weighings(asked: Asked, span: int) -> list[Weighed]:
    """In the unit of the person, the mean of each day; one query over the span and what leads to it."""
    first = midnight(asked.today - timedelta(days=span - 1 + LEAD_DAYS))
    rows = WeightEntry.objects.owned_by(asked.user).filter(
        date__gte=first, date__lt=midnight(asked.today + timedelta(1))
    )
    means = rows.order_by().values_list(TruncDate("date")).annotate(mean=Avg(Cast("kilograms", FloatField())))
    size = float(KILOGRAMS[asked.user.weight_unit])
    return smoothed(sorted((day, mean / size) for day, mean in means))


def summary(weighed: Sequence[Weighed], unit: str) -> str:
    first, last = weighed[0], weighed[-1]
    said = f"The trend is at {number(last.trend, 1)} {unit}"
    change = round(last.trend - first.trend, 1)
    if first.day == last.day or not change:
        return f"{said}."
    days = (last.day - first.day).days
    return f"{said}, {number(abs(change), 1)} {unit} {'more' if change > 0 else 'less'} than {in_days(days)} before."
