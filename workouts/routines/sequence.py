"""The date sequence of a plan on the wire: what is due on which date, as lists to read and as sets to perform."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from workouts.calendar import Appointment
from workouts.models import Day, Routine
from workouts.routines.loading import LoadedPlan, load
from workouts.routines.serializers import DaySerializer
from workouts.routines.structure import columns_of
from workouts.sequences import ShownSlot, Unfolding

Show = Callable[[Unfolding, Appointment], list[ShownSlot]]


class Sequence:
    """A plan of the client: ids as it reads them, history only for its owner."""

    def __init__(self, routine: Routine, *, is_own: bool, wants_uuid: bool) -> None:
        self.loaded: LoadedPlan = load(routine, with_history=is_own, wants_uuid=wants_uuid)
        self.unfolding = self.loaded.unfolding()
        self.days = shown_days(routine, wants_uuid=wants_uuid)

    def appointments(self, today: date) -> list[Appointment]:
        return list(self.loaded.appointments(today))

    def shown(self, appointment: Appointment, show: Show) -> dict[str, Any]:
        """One element of ``date-sequence-display`` or ``-gym``; ``label`` is what no client can set any more."""
        return {
            "iteration": appointment.iteration,
            "date": appointment.date,
            "label": None,
            "day": None if appointment.day is None else self.days[appointment.day.id],
            "slots": show(self.unfolding, appointment),
        }


def shown_days(routine: Routine, *, wants_uuid: bool) -> Mapping[int, dict[str, Any]]:
    """The days of a plan as ``day/`` shows them, by their id."""
    columns = columns_of(DaySerializer, wants_uuid=wants_uuid)
    rows = Day.objects.filter(routine=routine).values_list("pk", *columns.paths)
    return {key: columns.row(tuple(values)) for key, *values in rows}
