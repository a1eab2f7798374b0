"""The rows that logs and sessions refer to, read once for all of a request."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Model, Q, Value

from config.api import identifiers
from config.api.serializers import OwnedRelatedField
from exercises.models import Exercise, RepetitionUnit, WeightUnit
from workouts.models import Day, Routine, SlotEntry, WorkoutLog, WorkoutSession

if TYPE_CHECKING:
    from accounts.models import User

Key = int | UUID

# A retired exercise may still be trained, since plans keep it.
PUBLIC: Mapping[str, type[Model]] = {
    "exercise": Exercise,
    "repetitions_unit": RepetitionUnit,
    "weight_unit": WeightUnit,
}


def private_rows(name: str, user: "User") -> Any:
    """Rows that ``user`` may name, with what has to be known of them."""
    present = {"routine__retired_at": None}
    rows: dict[str, Any] = {
        "routine": lambda: Routine.objects.owned_by(user),
        "session": lambda: WorkoutSession.objects.owned_by(user),
        "day": lambda: Day.objects.owned_by(user).filter(**present).select_related("routine"),
        "slot_entry": lambda: (
            SlotEntry.objects.owned_by(user)
            .filter(**{f"slot__day__{path}": value for path, value in present.items()})
            .select_related("slot__day__routine")
        ),
        "next_log": lambda: WorkoutLog.objects.owned_by(user),
    }
    return rows[name]()


# The plan comes last, since an entry and a day bring theirs along; an entry its exercise, too.
PRIVATE = ("session", "day", "slot_entry", "next_log", "routine")


class Relations:
    """What the bodies of a request name: one query for all public rows, one for each private table.

    ``known`` are rows that need not be read.
    """

    def __init__(
        self, user: "User", bodies: Iterable[Any], names: Iterable[str], known: Mapping[str, Any] | None = None
    ) -> None:
        self._rows: dict[tuple[str, Key], Any] = {}
        for name, row in (known or {}).items():
            self.add(name, row)
        wanted = self.wanted(bodies, list(names))
        for name in PRIVATE:
            if keys := self.unknown(name, wanted):
                self.read_private(name, keys, user)
        self.read_public({name: keys for name in PUBLIC if (keys := self.unknown(name, wanted))})

    def unknown(self, name: str, wanted: Mapping[str, set[Key]]) -> set[Key]:
        return {key for key in wanted.get(name, ()) if (name, key) not in self._rows}

    @staticmethod
    def wanted(bodies: Iterable[Any], names: list[str]) -> dict[str, set[Key]]:
        keys: dict[str, set[Key]] = {}
        for body in bodies:
            for name in names if isinstance(body, Mapping) else ():
                key = identifiers.parse(body.get(name))
                if key is not None:
                    keys.setdefault(name, set()).add(key)
        return keys

    def read_public(self, wanted: Mapping[str, set[Key]]) -> None:
        queries = [
            PUBLIC[name]
            ._default_manager.filter(pk__in=[key for key in keys if isinstance(key, int)])
            .order_by()
            .annotate(kind=Value(name))
            .values_list("kind", "pk")
            for name, keys in wanted.items()
        ]
        if queries:
            first, *others = queries
            self._rows |= {(name, key): key for name, key in first.union(*others, all=True)}

    def read_private(self, name: str, keys: set[Key], user: "User") -> None:
        condition = Q(pk__in=[key for key in keys if isinstance(key, int)])
        if uuids := [key for key in keys if not isinstance(key, int)]:
            condition |= Q(uuid__in=uuids)
        for row in private_rows(name, user).filter(condition):
            self.add(name, row)

    def add(self, name: str, row: Any) -> None:
        self._rows[name, row.pk] = self._rows[name, row.uuid] = row
        if name == "slot_entry":
            self.add("routine", row.slot.day.routine)
            self._rows["exercise", row.exercise_id] = row.exercise_id
        elif name == "day":
            self.add("routine", row.routine)

    def get(self, name: str, key: Key) -> Any:
        """A private row, the key of a public one, ``None`` if there is none."""
        return self._rows.get((name, key))


class KnownRelatedField(OwnedRelatedField):
    """A foreign key that is looked up in the ``relations`` of the serializer.  The row's present value always fits.

    The value of one into a public table is the key.
    """

    def to_internal_value(self, data: Any) -> Any:
        key = identifiers.parse(data)
        if key is None:
            self.fail("incorrect_type", data_type=type(data).__name__)
        name = str(self.field_name)
        found = self.parent.context["relations"].get(name, key)
        if found is None:
            found = self.current(name, key)
        if found is None:
            self.fail("does_not_exist", pk_value=data)
        return found

    def current(self, name: str, key: Key) -> Any:
        row = self.parent.instance
        if row is None or getattr(row, f"{name}_id") is None:
            return None
        if name in PUBLIC:
            return key if getattr(row, f"{name}_id") == key else None
        related = getattr(row, name)
        return related if key in {related.pk, related.uuid} else None
