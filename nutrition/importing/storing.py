"""Writes foods, many at a time: what a source changed is taken over, unless somebody changed it here."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.db import DataError, IntegrityError, connection, transaction
from django.db.models import Q
from django.utils import timezone

from exercises.models.license import ATTRIBUTION
from exercises.models.revision import advance
from nutrition.importing.foods import Food, Unusable
from nutrition.importing.portions import Portions
from nutrition.importing.report import Outcome, Report
from nutrition.models import Ingredient
from nutrition.models.freshness import FOODS
from nutrition.nutrients import EIGHT

# One import at a time: another would add the same foods between our look and our write.
LOCK = 0x466F6F64
CONTENT = (
    "source_name",
    "remote_id",
    "name",
    "common_name",
    "brand",
    "code",
    "language_id",
    "source_url",
    *EIGHT,
    "micronutrients",
    "is_vegan",
    "is_vegetarian",
    "nutriscore",
    "quality",
    "license_id",
    *ATTRIBUTION[1:],
)
COLUMNS = (
    *(name.removesuffix("_id") if name in {"language_id", "license_id"} else name for name in CONTENT),
    "import_digest",
    "source_changed",
    "last_imported",
    "last_update",
)


def digest(content: dict[str, Any]) -> str:
    packed = orjson.dumps(content, default=str, option=orjson.OPT_SORT_KEYS)
    return hashlib.blake2b(packed, digest_size=16).hexdigest()


def content_of(row: Ingredient) -> dict[str, Any]:
    """What an import compares; a food that was removed here differs from what any source says."""
    found = {name: getattr(row, name) for name in CONTENT}
    return found | ({"retired": True} if row.retired_at else {})


def incoming(food: Food) -> dict[str, Any]:
    return {"source_name": food.source_name, "remote_id": food.remote_id, **food.content}


@dataclass(slots=True)
class Known:
    """What is here of a food, as far as it takes to see whether it changes."""

    pk: int
    uuid: UUID
    digest: str
    changed: datetime | None


@dataclass(slots=True)
class Here:
    by_uuid: dict[UUID, Known] = field(default_factory=dict)
    by_remote: dict[tuple[str, str | None], Known] = field(default_factory=dict)

    @classmethod
    def load(cls, foods: list[Food]) -> "Here":
        """Two queries, and one more for each further source."""
        found = cls()
        sources: dict[str, list[str]] = defaultdict(list)
        for food in foods:
            if food.remote_id is not None:
                sources[food.source_name].append(food.remote_id)
        found.learn(Q(uuid__in=[food.uuid for food in foods]))
        for name, remote_ids in sources.items():
            found.learn(Q(source_name=name, remote_id__in=remote_ids))
        return found

    def learn(self, which: Q) -> None:
        columns = ("pk", "uuid", "source_name", "remote_id", "import_digest", "source_changed")
        rows: Any = Ingredient.objects.filter(which, user=None).order_by().values_list(*columns)
        for pk, uuid, source_name, remote_id, found, changed in rows:
            known = Known(pk, uuid, found, changed)
            self.by_uuid[uuid] = known
            if remote_id is not None:
                self.by_remote[source_name, remote_id] = known

    def find(self, food: Food) -> Known | None:
        """Raises ``Unusable`` for a food that is two rows here."""
        remote = self.by_remote.get((food.source_name, food.remote_id))
        known = self.by_uuid.get(food.uuid)
        if known and remote and known.pk != remote.pk:
            raise Unusable("is two foods here, one by its uuid and one by its number", f"{food.uuid}")
        return known or remote


@dataclass(slots=True)
class Store:
    """``importer`` signs the portions: each kind of import removes only those it brought itself."""

    importer: str

    def save(self, foods: list[Food], report: Report) -> None:
        """Within the caller's transaction.  One food that the database refuses does not take the others along."""
        foods = list({food.uuid: food for food in foods}.values())
        attempt = Report()
        try:
            with transaction.atomic():
                lock()
                Batch(self.importer, foods, attempt).write()
        except (DataError, IntegrityError) as error:
            if len(foods) == 1:
                report.skip(Unusable(f"is refused by the database: {type(error).__name__}", foods[0].name))
                report.count(Outcome.FAILED)
                return
            middle = len(foods) // 2
            self.save(foods[:middle], report)
            self.save(foods[middle:], report)
        else:
            report.add(attempt)


def lock() -> None:
    """Until the end of the transaction; SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


class Batch:
    def __init__(self, importer: str, foods: list[Food], report: Report) -> None:
        self.importer, self.foods, self.report = importer, foods, report
        self.now = timezone.now()
        self.placed: list[tuple[int, Food]] = []
        self.written: set[int] = set()

    def write(self) -> None:
        here, new, changed = Here.load(self.foods), [], []
        for food in self.foods:
            try:
                known = here.find(food)
            except Unusable as problem:
                self.report.skip(problem)
                continue
            if known is None:
                new.append(food)
            elif is_stale(food, known):
                self.report.count(Outcome.UNCHANGED)
            elif known.digest == digest(incoming(food)):
                self.report.count(Outcome.UNCHANGED)
                self.placed.append((known.pk, food))
            else:
                changed.append((known, food))
        self.add(new)
        self.change(changed)
        self.save_portions({pk for pk, _ in self.placed} - self.written)

    def add(self, foods: list[Food]) -> None:
        rows = [self.filled(Ingredient(uuid=food.uuid), food) for food in foods]
        Ingredient.objects.bulk_create(rows)
        for row, food in zip(rows, foods, strict=True):
            self.place(row.pk, food, Outcome.ADDED)

    def change(self, changed: list[tuple[Known, Food]]) -> None:
        """The rows are written over by one statement for many of them, which an UPDATE cannot do."""
        found = Ingredient.objects.select_for_update().in_bulk([known.pk for known, _ in changed]) if changed else {}
        rows = []
        for known, food in changed:
            row = found[known.pk]
            if not row.import_digest or row.import_digest != digest(content_of(row)):
                self.report.count(Outcome.KEPT)
                continue
            rows.append(self.filled(row, food))
            self.place(row.pk, food, Outcome.CHANGED)
        if rows:
            Ingredient.objects.bulk_create(
                rows, update_conflicts=True, unique_fields=["id"], update_fields=list(COLUMNS)
            )

    def filled(self, row: Ingredient, food: Food) -> Ingredient:
        content = incoming(food)
        for name, value in content.items():
            setattr(row, name, value)
        if food.created and not row.pk:
            row.created = food.created
        row.import_digest = digest(content)
        row.source_changed, row.last_imported = food.changed, self.now
        return row

    def place(self, pk: int, food: Food, outcome: Outcome) -> None:
        self.report.count(outcome)
        self.report.doubt(food.content["quality"])
        self.placed.append((pk, food))
        self.written.add(pk)

    def save_portions(self, untouched: Iterable[int]) -> None:
        portions = Portions(self.importer, self.report)
        touched = portions.save([(pk, food) for pk, food in self.placed if food.portions is not None])
        if stale := touched & set(untouched):
            # Other servers ask for foods by when they changed, and portions belong to them.
            Ingredient.objects.filter(pk__in=stale).update(last_update=self.now, last_imported=self.now)
        if self.written or touched:
            advance(FOODS)


def is_stale(food: Food, known: Known) -> bool:
    """Whether what is here is newer, as when files of changes are read in the wrong order."""
    return bool(food.changed and known.changed and food.changed < known.changed)
