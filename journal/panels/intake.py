"""Calories and macronutrients a day, against the goals that held then."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from accounts.charts import Chart, Series, in_days, number
from accounts.panels import Asked, Panel
from journal.intake import intake_between
from nutrition.diary.intake import MACRONUTRIENTS, Intake
from nutrition.diary.totals import goals_between

if TYPE_CHECKING:
    from accounts.models import User

SPANS = {7: "7 days", 30: "30 days", 90: "90 days", 365: "Year"}
USUAL = 30
COLOURS = {"protein": "--chart-1", "carbohydrates": "--chart-2", "fat": "--chart-3"}
# Of more days the means of weeks are shown: bars of a pixel tell nothing.
MOST_BARS = 90
Goal = Mapping[str, float | None]


class Step(NamedTuple):
    """What makes a bar: a day, or a week from Monday on."""

    label: str
    days: list[date]


class Mean(NamedTuple):
    """Of the days that tell it, beside the goal of the last day; written out, empty without one."""

    label: str
    value: str
    unit: str
    goal: str


class DailyIntake(Panel):
    name = "nutrition"
    title = "Calories and macronutrients"
    order = 10
    template = "journal/intake.html"
    is_wide = True

    def contents(self, asked: Asked) -> Mapping[str, Any]:
        """Three queries."""
        span = asked.number("days", SPANS, USUAL)
        days = [asked.today - timedelta(days=back) for back in reversed(range(span))]
        found = intake_between(asked.user, days[0], days[-1])
        choices = asked.choices("days", SPANS, span, self.name)
        if not found:
            return {"choices": choices, "days": span}
        goals = daily_goals(asked.user, days)
        return {
            "choices": choices,
            "means": [mean(name, found, goals[asked.today]) for name in Intake._fields],
            # A sync may tell nothing but the calories; an empty chart would tell nothing at all.
            "energy": energy_chart(days, found, goals) if is_told(["energy"], found) else None,
            "macronutrients": macronutrient_chart(days, found) if is_told(MACRONUTRIENTS, found) else None,
        }


def daily_goals(user: "User", days: Sequence[date]) -> dict[date, Goal]:
    """For each day those of the plan that began last; the calories of the profile where no plan says any."""
    plans = goals_between(user, days[0], days[-1])
    found: dict[date, Goal] = {}
    for day in days:
        values = next((plan.values for plan in plans if plan.holds_on(day)), {})
        found[day] = {**values, "energy": values.get("energy") or user.calories}
    return found


def steps_of(days: Sequence[date]) -> list[Step]:
    if len(days) <= MOST_BARS:
        return [Step(day.isoformat(), [day]) for day in days]
    weeks = groupby(days, key=monday_of)
    return [Step(monday.isoformat(), list(week)) for monday, week in weeks]


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def average(values: Iterable[float | None]) -> float | None:
    """Of those that are known."""
    told = [value for value in values if value is not None]
    return sum(told) / len(told) if told else None


def is_told(names: Iterable[str], found: Mapping[date, Intake]) -> bool:
    return any(getattr(intake, name) is not None for intake in found.values() for name in names)


def mean(name: str, found: Mapping[date, Intake], goal: Goal) -> Mean:
    wanted = goal.get(name)
    unit = "kcal" if name == "energy" else "g"
    said = number(average(getattr(intake, name) for intake in found.values()))
    return Mean(name.capitalize(), said, unit, number(wanted) if wanted else "")


def column(name: str, days: Sequence[date], found: Mapping[date, Intake]) -> list[float | None]:
    return [average(getattr(found[day], name) for day in step.days if day in found) for step in steps_of(days)]


def chart_of(name: str, what: str, days: Sequence[date], **rest: Any) -> Chart:
    is_weekly = len(days) > MOST_BARS
    return Chart(
        name=name,
        title=f"{what} of the last {len(days)} days" + (", means of weeks" if is_weekly else ""),
        heading="Week of" if is_weekly else "Day",
        labels=[step.label for step in steps_of(days)],
        **rest,
    )


def energy_chart(days: Sequence[date], found: Mapping[date, Intake], goals: Mapping[date, Goal]) -> Chart:
    wanted = [average(goals[day]["energy"] for day in step.days) for step in steps_of(days)]
    series = [Series("Energy", column("energy", days, found))]
    if any(wanted):
        series.append(Series("Goal", wanted, "line", "--chart-goal", is_dashed=True, is_background=True))
    return chart_of("energy", "Energy", days, summary=energy_summary(found, goals), series=series, unit="kcal")


def energy_summary(found: Mapping[date, Intake], goals: Mapping[date, Goal]) -> str:
    """Compares each day with its own goal."""
    value = average(intake.energy for intake in found.values())
    said = f"{number(value)} kcal a day on average of {in_days(len(found))}"
    pairs = [(intake.energy, goals[day]["energy"]) for day, intake in found.items()]
    beyond = average(energy - wanted for energy, wanted in pairs if energy is not None and wanted)
    if beyond is None:
        return f"{said}."
    if not round(beyond):
        return f"{said}, as planned."
    return f"{said}, {number(abs(beyond))} {'above' if beyond > 0 else 'below'} the goal."


def macronutrient_chart(days: Sequence[date], found: Mapping[date, Intake]) -> Chart:
    means = {name: average(getattr(intake, name) for intake in found.values()) for name in MACRONUTRIENTS}
    said = ", ".join(f"{number(value)} g {name}" for name, value in means.items())
    return chart_of(
        "macronutrients",
        "Protein, carbohydrates and fat",
        days,
        summary=f"On average {said} a day.",
        series=[Series(name.capitalize(), column(name, days, found), colour=COLOURS[name]) for name in MACRONUTRIENTS],
        unit="g",
        is_stacked=True,
    )
