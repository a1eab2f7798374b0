"""Removing a plan without what was trained by it: sessions and logs stay, with the id of the plan they belong to."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from workouts.models import Day, ProgressionRule, Routine, ScheduleStep, Slot, SlotEntry, WorkoutLog, WorkoutSession


def remove_routine(routine: Routine) -> None:
    """Retire ``routine`` and delete what it consists of, in as many queries for any size.

    To be called in a transaction, with the row locked.
    """
    routine.retired_at = timezone.now()
    routine.save(update_fields=["retired_at"])
    ScheduleStep.objects.filter(workout=routine).delete()
    days = Day.objects.filter(routine=routine)
    slots = Slot.objects.filter(day__in=days)
    entries = SlotEntry.objects.filter(slot__in=slots)
    # From the top down: nothing can be added below a row that is locked.
    for rows in (days, slots, entries):
        lock(rows)
    WorkoutLog.objects.filter(slot_entry__in=entries).update(slot_entry=None)
    WorkoutSession.objects.filter(day__in=days).update(day=None)
    for parts in (ProgressionRule.objects.filter(slot_entry__in=entries), entries, slots, days):
        delete_at_once(parts)


def lock(rows: QuerySet[Any]) -> None:
    list(rows.select_for_update(of=("self",)).order_by("pk").values_list("pk"))


def delete_at_once(rows: QuerySet[Any]) -> None:
    """In one statement; Django would first look for rows that refer to these, and none do any more."""
    rows._raw_delete(rows.db)  # noqa: SLF001
