"""What the classic vocabulary knows of the rules: the values that they set in the first iteration."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Exists, F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce

from workouts.models import ProgressionRule, Quantity, Slot, SlotEntry
from workouts.models.plan import Operation, Step

FIRST = 1
# The columns that ``with_first_values`` adds.
FIRST_VALUES = {
    "first_repetitions": Quantity.REPETITIONS,
    "first_weight": Quantity.WEIGHT,
    "first_rir": Quantity.RIR,
}


def first_value(quantity: Quantity, entry: Combinable) -> Subquery:
    """Of the entry to whose id ``entry`` leads; null if no rule sets one."""
    rules = ProgressionRule.objects.filter(slot_entry=entry, quantity=quantity, iteration=FIRST)
    return Subquery(rules.values("value")[:1])


def with_first_values(entries: QuerySet[SlotEntry]) -> QuerySet[SlotEntry]:
    return entries.annotate(**{name: first_value(quantity, OuterRef("pk")) for name, quantity in FIRST_VALUES.items()})


def with_shown_rounds(slots: QuerySet[Slot]) -> QuerySet[Slot]:
    """Adds ``shown_rounds``: the rounds, else the sets of the first entry, else 1; as ``sequences.rounds_of``."""
    entries = SlotEntry.objects.filter(slot=OuterRef(OuterRef("pk"))).order_by("order", "pk")
    sets = first_value(Quantity.SETS, Subquery(entries.values("pk")[:1]))
    return slots.annotate(shown_rounds=Coalesce(F("rounds"), Cast(sets, IntegerField()), 1))


def write_first_values(entry: SlotEntry, values: Mapping[Quantity, Decimal | int | None]) -> None:
    """Have the rules of the first iteration set ``values``, and nothing where one is null."""
    if voided := [quantity for quantity, value in values.items() if value is None]:
        ProgressionRule.objects.filter(slot_entry=entry, quantity__in=voided, iteration=FIRST).delete()
    rules = [
        ProgressionRule(
            user_id=entry.user_id,
            slot_entry=entry,
            quantity=quantity,
            iteration=FIRST,
            value=value,
            operation=Operation.REPLACE,
            step=Step.NOT_APPLICABLE,
        )
        for quantity, value in values.items()
        if value is not None
    ]
    # In one statement, so that whoever writes the same rule at the same time is no error.
    ProgressionRule.objects.bulk_create(
        rules,
        update_conflicts=True,
        unique_fields=["slot_entry", "quantity", "iteration"],
        update_fields=["value", "operation", "step"],
    )


def write_rounds(slot: Slot, rounds: int) -> None:
    """Have the entries that the rounds are meant for done as often, where a rule of their own would win."""
    same: Any = SlotEntry.objects.filter(slot=OuterRef("slot_entry__slot"), exercise=OuterRef("slot_entry__exercise"))
    of_one_exercise = Exists(same.exclude(pk=OuterRef("slot_entry")))
    rules = ProgressionRule.objects.filter(slot_entry__slot=slot, quantity=Quantity.SETS, iteration=FIRST)
    rules.filter(~of_one_exercise).update(value=rounds)
