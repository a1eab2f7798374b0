"""Kilograms moved, week by week."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import dropwhile
from typing import Any, NamedTuple

from django.db.models import Count, FloatField, Sum
from django.db.models.functions import Cast, TruncDate

from accounts.charts import Chart, Series, number
from accounts.panels import Asked, Panel
from workouts.logbook.progress import midnight
from workouts.models import WorkoutLog
from workouts.strength import KILOGRAMS_PER_UNIT

WEEKS = 12
# The profile names units by letters, logs by the ids of a table.
KILOGRAMS = {"kg": 1.0, "lb": float(KILOGRAMS_PER_UNIT[2])}


class Week(NamedTuple):
    monday: date
    volume: float = 0.0
    sets: int = 0
    days: int = 0


class TrainingVolume(Panel):
    name = "volume"
    title = "Training volume"
    order = 30
    template = "workouts/volume.html"

    def contents(self, asked: Asked) -> Mapping[str, Any]:
        unit = asked.user.weight_unit
        weeks = weeks_of(asked)
        if not any(week.sets for week in weeks):
            return {"weeks": WEEKS}
        volumes = [week.volume / KILOGRAMS[unit] for week in weeks]
        chart = Chart(
            name="volume",
            title=f"Training volume of the last {WEEKS} weeks",
            summary=summary(weeks, unit),
            heading="Week of",
            labels=[week.monday.isoformat() for week in weeks],
            series=[Series("Volume", volumes)],
            unit=unit,
        )
        return {"chart": chart, "this_week": weeks[-1], "volume": number(volumes[-1]), "unit": unit}


def weeks_of(asked: Asked) -> list[Week]:
    """From Monday, this week last; one query over twelve weeks."""
    monday = asked.today - timedelta(days=asked.today.weekday())
    weeks = {start: Week(start) for start in (monday - timedelta(weeks=back) for back in reversed(range(WEEKS)))}
    span = {"date__gte": midnight(min(weeks)), "date__lt": midnight(monday + timedelta(weeks=1))}
    rows = WorkoutLog.objects.owned_by(asked.user).filter(**span).order_by().values_list(TruncDate("date"))
    for day, volume, sets in rows.annotate(volume_sum=Sum(Cast("volume", FloatField())), sets=Count("pk")):
        week = weeks[day - timedelta(days=day.weekday())]
        weeks[week.monday] = Week(week.monday, week.volume + volume, week.sets + sets, week.days + 1)
    return list(weeks.values())


def summary(weeks: list[Week], unit: str) -> str:
    """The mean begins with the first week that has a set, so that whoever is new is not told of weeks without."""
    *before, now = weeks
    trained = list(dropwhile(lambda week: not week.sets, before))
    said = f"{number(now.volume / KILOGRAMS[unit])} {unit} moved this week"
    if not trained:
        return f"{said}."
    mean = number(sum(week.volume for week in trained) / len(trained) / KILOGRAMS[unit])
    if len(trained) == 1:
        return f"{said}; {mean} {unit} in the week before."
    return f"{said}; {mean} {unit} a week on average in the {len(trained)} before."
