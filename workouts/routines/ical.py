"""A plan as a calendar that other programs subscribe to or open: RFC 5545, an all-day event for each training."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import orjson
from rest_framework.renderers import BaseRenderer

from config.api.renderers import encode_rest
from workouts.calendar import Appointment
from workouts.models import Routine
from workouts.routines.sequence import Sequence
from workouts.sequences import ShownSlot

if TYPE_CHECKING:
    from icalendar import Event

PRODUCT = "-//Regimen//Training plan//EN"


class CalendarRenderer(BaseRenderer):
    media_type = "text/calendar"
    format = "ics"
    charset = "utf-8"

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Mapping[str, Any] | None = None
    ) -> bytes:
        if isinstance(data, bytes):
            return data
        # An error is no calendar.
        (renderer_context or {})["response"]["Content-Type"] = "application/json"
        return orjson.dumps(data, default=encode_rest)


def calendar_of(routine: Routine, sequence: Sequence, names: Mapping[int, str], today: date, now: datetime) -> bytes:
    """``names`` of the exercises by their id; ``now`` is when the file is made."""
    # Here and below, because few servers ever need the four megabytes of it.
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", routine.name or "Training")
    for appointment in sequence.appointments(today):
        if appointment.is_training:
            calendar.add_component(event(routine, sequence, appointment, names, now))
    return bytes(calendar.to_ical())


def event(
    routine: Routine, sequence: Sequence, appointment: Appointment, names: Mapping[int, str], now: datetime
) -> "Event":
    """One whole day; its uid stays the same as long as the day is trained on that date."""
    from icalendar import Event

    assert appointment.day is not None
    day = sequence.days[appointment.day.id]
    made = Event()
    made.add("uid", f"{routine.uuid}-{day['uuid']}-{appointment.date.isoformat()}@regimen")
    made.add("dtstamp", now)
    made.add("dtstart", appointment.date)
    if appointment.date < date.max:
        # Without an end it is one day as well, but not every program knows that.
        made.add("dtend", appointment.date + timedelta(days=1))
    made.add("summary", day["name"] or routine.name or "Training")
    made.add("description", "\n".join(told(sequence.unfolding.display(appointment), names)))
    made.add("transp", "TRANSPARENT")
    return made


def told(slots: Iterable[ShownSlot], names: Mapping[int, str]) -> Iterator[str]:
    for slot in slots:
        for one in slot.sets:
            name = names.get(one.exercise, f"Exercise {one.exercise}")
            yield f"{name}: {one.text_repr}" if one.text_repr else name
        if slot.comment:
            yield slot.comment
