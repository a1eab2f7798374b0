"""Sets of each muscle, as a table and on the drawing of the body."""

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.safestring import mark_safe

from accounts.panels import Asked, Panel
from exercises.drawing.loads import load_svg, step
from exercises.models import Muscle
from workouts.logbook.progress import midnight
from workouts.logbook.reading import muscles_of
from workouts.models import WorkoutLog

SPANS = {7: "7 days", 28: "28 days"}


class Trained(NamedTuple):
    muscle: str
    sets: str
    step: int


class MuscleLoad(Panel):
    name = "muscles"
    title = "Sets per muscle"
    order = 40
    template = "workouts/muscles.html"
    is_wide = True

    def contents(self, asked: Asked) -> Mapping[str, Any]:
        days = asked.number("muscles", SPANS, 7)
        sets = sets_by_muscle(asked, days)
        most = max(sets.values(), default=Decimal(0))
        steps = {muscle: step(float(value), float(most)) for muscle, value in sets.items()}
        names = {muscle: english or name for muscle, english, name in all_muscles()}
        rows = [Trained(names[key], f"{float(sets.get(key, 0)):g}", steps.get(key, 0)) for key in names]
        return {
            "choices": asked.choices("muscles", SPANS, days, self.name),
            "days": days,
            "muscles": sorted(rows, key=lambda row: (-float(row.sets), row.muscle)) if sets else [],
            "body": mark_safe(load_svg(steps)) if sets else "",  # noqa: S308 (our own drawing; its numbers are whole)
        }


def sets_by_muscle(asked: Asked, days: int) -> dict[int, Decimal]:
    """Of the last days, today included; a set counts half for a muscle that only helps.  Two queries."""
    first = midnight(asked.today - timedelta(days=days - 1))
    rows = WorkoutLog.objects.owned_by(asked.user).filter(
        date__gte=first, date__lt=midnight(asked.today + timedelta(1))
    )
    # Counted here: to group them, SQLite would go through all sets there are by exercise.
    performed = Counter(rows.order_by().values_list("exercise", flat=True))
    found: dict[int, Decimal] = {}
    for exercise, muscles in muscles_of(performed).items():
        for muscle, share in muscles.shares().items():
            found[muscle] = found.get(muscle, Decimal(0)) + share * performed[exercise]
    return found


def all_muscles() -> Any:
    return Muscle.objects.order_by("pk").values_list("pk", "name_en", "name")
