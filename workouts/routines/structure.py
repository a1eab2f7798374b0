"""A whole plan in one answer, whatever its size in a fixed number of queries."""

from collections import defaultdict
from typing import Any

from config.api.columns import Columns
from workouts.models import Day, ProgressionRule, Quantity, Routine, Slot, SlotEntry
from workouts.routines import rules
from workouts.routines.serializers import DaySerializer, SlotEntrySerializer, SlotSerializer

# The answer says "set_nr" where the endpoint says "sets".
LISTS = {
    quantity: f"{quantity.value.replace('sets', 'set_nr')}_configs"
    for quantity in (
        Quantity.WEIGHT,
        Quantity.MAX_WEIGHT,
        Quantity.REPETITIONS,
        Quantity.MAX_REPETITIONS,
        Quantity.SETS,
        Quantity.MAX_SETS,
        Quantity.REST,
        Quantity.MAX_REST,
        Quantity.RIR,
        Quantity.MAX_RIR,
    )
}


def columns_of(serializer_class: Any, *, wants_uuid: bool) -> Columns:
    """How the rows of a part of a plan are read; all of them are flat."""
    columns = Columns.of(serializer_class, wants_uuid=wants_uuid)
    assert columns is not None
    return columns


def structure(routine: Routine, *, wants_uuid: bool) -> list[dict[str, Any]]:
    """The days with their slots, their entries and the rules of each quantity: four queries."""
    found = rules_of_entries(routine, wants_uuid=wants_uuid)
    entry_columns, slot_columns, day_columns = (
        columns_of(each, wants_uuid=wants_uuid) for each in (SlotEntrySerializer, SlotSerializer, DaySerializer)
    )
    entries = parts(SlotEntry.objects.filter(slot__day__routine=routine), "slot_id", entry_columns)
    slots = parts(Slot.objects.filter(day__routine=routine), "day_id", slot_columns)
    days = parts(Day.objects.filter(routine=routine), "routine_id", day_columns)
    for of_slot in entries.values():
        for key, entry in of_slot:
            entry["class_name"] = None
            entry.update({name: found[key, quantity] for quantity, name in LISTS.items()})
    for of_day in slots.values():
        for key, slot in of_day:
            slot["entries"] = [entry for _, entry in entries[key]]
    for key, day in days[routine.pk]:
        day["slots"] = [slot for _, slot in slots[key]]
    return [day for _, day in days[routine.pk]]


def parts(rows: Any, parent: str, columns: Columns) -> defaultdict[int, list[tuple[int, dict[str, Any]]]]:
    """Rows with their ids, by the id of what they belong to."""
    found: defaultdict[int, list[tuple[int, dict[str, Any]]]] = defaultdict(list)
    for key, of, *values in rows.order_by("order", "pk").values_list("pk", parent, *columns.paths):
        found[of].append((key, columns.row(tuple(values))))
    return found


def rules_of_entries(routine: Routine, *, wants_uuid: bool) -> defaultdict[tuple[int, str], list[dict[str, Any]]]:
    """The rules as their endpoints show them, by entry and quantity."""
    by_quantity = {
        view.quantity: columns_of(view.serializer_class, wants_uuid=wants_uuid)
        for view in rules.RuleViewSet.__subclasses__()
    }
    # The endpoints differ in how they write a value, not in where it is.
    paths = by_quantity[Quantity.WEIGHT].paths
    rows = ProgressionRule.objects.filter(slot_entry__slot__day__routine=routine).order_by("iteration", "pk")
    found: defaultdict[tuple[int, str], list[dict[str, Any]]] = defaultdict(list)
    for entry, quantity, *values in rows.values_list("slot_entry_id", "quantity", *paths):
        found[entry, quantity].append(by_quantity[quantity].row(tuple(values)))
    return found
