"""From the rows of a plan to what the engine computes with, in a fixed number of queries whatever its size."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from workouts import calendar, progression, sequences, targets
from workouts.models import Day, ProgressionRule, Routine, Slot, SlotEntry, WorkoutLog, WorkoutSession
from workouts.models.plan import weekdays_of
from workouts.strength import KILOGRAMS_PER_UNIT

QUANTITIES = {quantity.value: quantity for quantity in progression.Quantity}
OPERATIONS = {operation.value: operation for operation in progression.Operation}
STEPS = {step.value: step for step in progression.Step}
WEIGHT, REST = progression.Quantity.WEIGHT, progression.Quantity.REST

Rules = dict[progression.Quantity, list[progression.Rule]]


@dataclass(frozen=True, slots=True)
class LoadedPlan:
    """``slots`` by the id of their day, ``performances`` by the id of their entry as it is written to the client."""

    plan: calendar.Plan
    slots: Mapping[int, list[sequences.Slot]]
    performances: Mapping[int | str, list[progression.Performance]]
    sessions: list[tuple[date, int]]

    def appointments(self, today: date) -> Iterator[calendar.Appointment]:
        return calendar.appointments(self.plan, self.sessions, today)

    def unfolding(self) -> sequences.Unfolding:
        return sequences.Unfolding(self.slots, self.performances)


def load(routine: Routine, *, with_history: bool, wants_uuid: bool) -> LoadedPlan:
    """``with_history`` lets logs and sessions decide how far the plan is; without it, it goes on by itself.

    Only its owner may see a plan with history: what is due tells what they have lifted.
    """
    days = [
        calendar.Day(key, order, is_rest, needs_logs, frozenset(weekdays_of(mask)))
        for key, order, is_rest, needs_logs, mask in Day.objects.filter(routine=routine).values_list(
            "pk", "order", "is_rest", "need_logs_to_advance", "weekday_mask"
        )
    ]
    plan = calendar.Plan(days, routine.start, routine.end, routine.fit_in_week)
    rules = rules_of_entries(ProgressionRule.objects.filter(slot_entry__slot__day__routine=routine))
    rest_days = {day.id for day in days if day.is_rest}
    slots = slots_of_days(Slot.objects.filter(day__routine=routine), rules, wants_uuid=wants_uuid)
    waits = any(day.needs_logs for day in days)
    needed = {
        quantity
        for of_entry in rules.values()
        for group in of_entry.values()
        for rule in group
        for quantity in rule.requirements
    }
    return LoadedPlan(
        plan,
        {day: held for day, held in slots.items() if day not in rest_days},
        performances(routine, sorted(needed), wants_uuid=wants_uuid) if with_history and needed else {},
        sessions(routine) if with_history and waits else [],
    )


def slots_of_days(
    slots: Any, rules: Mapping[int, Rules], *, wants_uuid: bool = False
) -> dict[int, list[sequences.Slot]]:
    """The slots in a queryset by the id of their day, in their order."""
    found: dict[int, list[sequences.Slot]] = defaultdict(list)
    for day, slot in slots_by_id(slots, rules, wants_uuid=wants_uuid).values():
        found[day].append(slot)
    return dict(found)


def slots_by_id(
    slots: Any, rules: Mapping[int, Rules], *, wants_uuid: bool = False
) -> dict[int, tuple[int, sequences.Slot]]:
    """The slots in a queryset with their entries and the ids of their days, in their order: two queries."""
    rows = list(slots.order_by("order", "pk").values_list("pk", "day_id", "comment", "rounds"))
    entries = entries_of_slots(SlotEntry.objects.filter(slot__in=slots.order_by()), rules, wants_uuid=wants_uuid)
    return {
        key: (day, sequences.Slot(tuple(entries.get(key, ())), comment, rounds)) for key, day, comment, rounds in rows
    }


def entries_of_slots(
    entries: Any, rules: Mapping[int, Rules], *, wants_uuid: bool = False
) -> dict[int, list[targets.Entry]]:
    found: dict[int, list[targets.Entry]] = defaultdict(list)
    columns = entries.order_by("order", "pk").values_list(
        "pk",
        "uuid",
        "slot_id",
        "exercise_id",
        "type",
        "comment",
        "repetition_unit_id",
        "repetition_unit__name",
        "repetition_rounding",
        "weight_unit_id",
        "weight_unit__name",
        "weight_rounding",
    )
    for (
        key,
        uuid,
        slot,
        exercise,
        kind,
        comment,
        counted,
        counted_name,
        steps,
        unit,
        unit_name,
        weight_steps,
    ) in columns:
        entry = targets.Entry(
            id=str(uuid) if wants_uuid else key,
            exercise=exercise,
            course=progression.Course(rules.get(key, {}), weight_steps, steps),
            repetition_unit=None if counted is None else targets.Unit(counted, counted_name),
            weight_unit=None if unit is None else targets.Unit(unit, unit_name),
            type=kind,
            comment=comment,
        )
        found[slot].append(entry)
    return found


def rules_of_entries(rows: Any) -> dict[int, Rules]:
    """By the id of their entry."""
    found: dict[int, Rules] = defaultdict(lambda: defaultdict(list))
    columns = rows.order_by().values_list(
        "slot_entry_id", "quantity", "iteration", "value", "operation", "step", "repeat", "requirements"
    )
    for entry, quantity, iteration, value, operation, step, repeat, requirements in columns:
        rule = progression.Rule(iteration, value, OPERATIONS[operation], STEPS[step], repeat, required(requirements))
        found[entry][QUANTITIES[quantity]].append(rule)
    return found


def required(requirements: Any) -> frozenset[progression.Quantity]:
    names: Iterable[str] = requirements.get("rules", ()) if isinstance(requirements, Mapping) else ()
    return frozenset(QUANTITIES[name] for name in names)


def sessions(routine: Routine) -> list[tuple[date, int]]:
    """The dates of the days that were trained."""
    rows = WorkoutSession.objects.filter(routine=routine, day__isnull=False, user=routine.user_id)
    return list(rows.order_by().values_list("date", "day_id"))


def performances(
    routine: Routine, needed: list[progression.Quantity], *, wants_uuid: bool
) -> dict[int | str, list[progression.Performance]]:
    """The sets that were logged for entries of the plan, with what is ``needed``; weights in the unit of the entry."""
    rows = WorkoutLog.objects.filter(
        slot_entry__slot__day__routine=routine, iteration__isnull=False, user=routine.user_id
    )
    columns = rows.order_by().values_list(
        "slot_entry__uuid" if wants_uuid else "slot_entry_id",
        "slot_entry__weight_unit_id",
        "weight_unit_id",
        "iteration",
        *(quantity.value for quantity in needed),
    )
    found: dict[int | str, list[progression.Performance]] = defaultdict(list)
    for entry, planned_unit, unit, iteration, *values in columns:
        achieved: dict[str, Any] = dict(zip(needed, values, strict=True))
        if WEIGHT in achieved:
            achieved[WEIGHT] = converted(achieved[WEIGHT], unit, planned_unit)
        if achieved.get(REST) is not None:
            achieved[REST] = Decimal(achieved[REST])
        found[str(entry) if wants_uuid else entry].append(progression.Performance(iteration, **achieved))
    return found


def converted(weight: Decimal | None, unit: int | None, planned: int | None) -> Decimal | None:
    """``weight`` in the unit that the plan has; none where the two cannot be compared, e.g. plates and pounds."""
    if weight is None or unit == planned or planned is None:
        return weight
    if unit not in KILOGRAMS_PER_UNIT or planned not in KILOGRAMS_PER_UNIT:
        return None
    return weight * KILOGRAMS_PER_UNIT[unit] / KILOGRAMS_PER_UNIT[planned]
