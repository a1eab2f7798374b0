"""One diary: what was eaten on a day, whichever app has told it.

An app may send a day as a list of foods, or only as the total.  Foods become rows of the diary, beside those that were
entered elsewhere, and the rows are added up.  The total of a day counts only if no row was made of that day: else its
foods would count twice.
"""

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from journal.models.diary import Nutrient
from nutrition.diary.intake import Intake, eaten_days
from nutrition.units import KILOJOULES_PER_KILOCALORIE

if TYPE_CHECKING:
    from accounts.models import User

# Waistline's names in the order of ours, and energy as those write it who count in kilojoules.
NAMES = ("calories", "proteins", "carbohydrates", "fat")
KILOJOULES = "kilojoules"


def intake_between(user: "User", first: date, last: date) -> dict[date, Intake]:
    """Days of which anything is known, in order; two queries."""
    eaten = eaten_days(user, first, last)
    found = dict(eaten.by_day)
    for day, intake in synced_totals(user, first, last).items():
        if day not in eaten.synced:
            found[day] = found.get(day, Intake()).plus(intake)
    return dict(sorted(found.items()))


def synced_totals(user: "User", first: date, last: date) -> dict[date, Intake]:
    rows = Nutrient.objects.filter(user=user, name__in=[*NAMES, KILOJOULES], day__range=(first, last))
    told: dict[date, dict[str, float]] = defaultdict(dict)
    for day, name, value in rows.order_by().values_list("day", "name", "value"):
        told[day][name] = value
    return {day: intake_of(values) for day, values in told.items()}


def intake_of(values: dict[str, float]) -> Intake:
    if "calories" not in values and KILOJOULES in values:
        values = {**values, "calories": values[KILOJOULES] / float(KILOJOULES_PER_KILOCALORIE)}
    return Intake(*(values.get(name) for name in NAMES))
