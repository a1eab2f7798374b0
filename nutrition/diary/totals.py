"""Totals of days, and how far they are from the goals of the plan that was valid then."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone

from nutrition.diary.snapshots import recorded
from nutrition.models import DiaryEntry, NutritionPlan
from nutrition.nutrients import EIGHT, MICRONUTRIENTS, Values
from nutrition.sums import HUNDRED, Total, total

if TYPE_CHECKING:
    from accounts.models import User

GOALS = ("energy", "protein", "carbohydrates", "fat", "fiber")


@dataclass(frozen=True, slots=True)
class Goals:
    """What a plan wants of a day."""

    plan: NutritionPlan
    values: Mapping[str, int | None]

    @classmethod
    def of(cls, plan: NutritionPlan) -> "Goals":
        return cls(plan, {name: getattr(plan, f"goal_{name}") for name in GOALS})

    def holds_on(self, day: date) -> bool:
        return self.plan.start <= day and (self.plan.end is None or day <= self.plan.end)

    def percent(self, reached: Total) -> dict[str, float | None]:
        """None without a goal, or where no food told it."""
        found: dict[str, float | None] = {}
        for name, goal in self.values.items():
            value = reached.value(name)
            found[name] = float(value * HUNDRED / goal) if goal and value is not None else None
        return found


@dataclass(frozen=True, slots=True)
class DayTotal:
    day: date
    total: Total
    goals: Goals | None


def day_totals(user: "User", first: date, last: date) -> list[DayTotal]:
    """Days with entries, in the time zone that is active; two queries."""
    goals = goals_between(user, first, last)
    by_day: dict[date, list[Values]] = {}
    for moment, micronutrients, *eight in entries_between(user, first, last):
        values = recorded(dict(zip(EIGHT, eight, strict=True)), micronutrients)
        by_day.setdefault(timezone.localtime(moment).date(), []).append(values)
    return [
        DayTotal(day, total(parts), next((each for each in goals if each.holds_on(day)), None))
        for day, parts in by_day.items()
    ]


def entries_between(user: "User", first: date, last: date) -> Iterable[Any]:
    begin, end = midnight(first), midnight(last + timedelta(days=1))
    rows = DiaryEntry.objects.filter(user=user, datetime__gte=begin, datetime__lt=end)
    return rows.order_by("datetime", "id").values_list("datetime", "micronutrients", *EIGHT)


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def goals_between(user: "User", first: date, last: date) -> list[Goals]:
    """Of plans that have any; where two hold, the one that began later counts, so it comes first."""
    has_goals = Q()
    for name in GOALS:
        has_goals |= Q(**{f"goal_{name}__isnull": False})
    rows = NutritionPlan.objects.owned_by(user).filter(has_goals, start__lte=last)
    rows = rows.filter(Q(end=None) | Q(end__gte=first)).order_by("-start", "-id")
    return [Goals.of(plan) for plan in rows]


def number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def shown(found: DayTotal, *, as_uuid: bool) -> dict[str, Any]:
    """On the wire.  Null is what no entry tells; ``coverage`` is the share of entries that tell it."""
    reached, goals = found.total, found.goals
    told = [name for name in MICRONUTRIENTS if name in reached.values]
    return {
        "date": found.day,
        "entries": reached.parts,
        "values": {name: number(reached.value(name)) for name in EIGHT},
        "micronutrients": {name: number(reached.value(name)) for name in told},
        "coverage": {name: number(reached.coverage(name)) for name in (*EIGHT, *told)},
        "plan": (str(goals.plan.uuid) if as_uuid else goals.plan.pk) if goals else None,
        "goals": dict(goals.values) if goals else None,
        "percent": goals.percent(reached) if goals else None,
    }
