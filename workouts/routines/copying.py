"""A plan of one's own from another plan."""

from datetime import date, timedelta
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.utils import timezone
from uuid_utils.compat import uuid7

from accounts.models import User
from workouts.models import Day, ProgressionRule, Routine, Slot, SlotEntry

Row = TypeVar("Row", bound=Model)

# From the top down: what a plan consists of, the name of its parent, and the way up to the plan.
PARTS: list[tuple[type[Model], str, str]] = [
    (Day, "routine", "routine"),
    (Slot, "day", "day__routine"),
    (SlotEntry, "slot", "slot__day__routine"),
    (ProgressionRule, "slot_entry", "slot_entry__slot__day__routine"),
]


def copy_of(routine: Routine, person: User, **values: Any) -> Routine:
    """All of ``routine`` for ``person``, from today on as long as the original; to be called in a transaction.

    What was trained by the original is not in it.  Costs as many queries for any size, but for SQLite's limit of
    values in a statement.
    """
    start = timezone.localdate()
    copied = twin(
        routine,
        **values,
        user_id=person.pk,
        created=timezone.now(),
        creation_date=start,
        start=start,
        end=ending(start, routine.end - routine.start),
        is_template=False,
        is_public=False,
    )
    copied.save(force_insert=True)
    parents = {routine.pk: copied.pk}
    for model, parent, path in PARTS:
        parents = twins(model._default_manager.filter(**{path: routine}), person, parent, parents)
    return copied


def ending(start: date, duration: timedelta) -> date:
    return start + min(duration, date.max - start)


def twins(rows: QuerySet[Any], person: User, parent: str, parents: dict[int, int]) -> dict[int, int]:
    """Copy ``rows``; ``parents`` and the answer are old ids with their new ones."""
    column = f"{parent}_id"
    # In their order, which decides between rows that have the same place; without what was added in this moment.
    originals = [row for row in rows.order_by("pk") if getattr(row, column) in parents]
    copies = [twin(row, user_id=person.pk, **{column: parents[getattr(row, column)]}) for row in originals]
    made = rows.model._default_manager.bulk_create(copies)
    return {old.pk: new.pk for old, new in zip(originals, made, strict=True)}


def twin(row: Row, **changes: Any) -> Row:
    """A row like this one that is not saved yet."""
    same = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key}
    return type(row)(**{**same, "uuid": uuid7(), **changes})
