"""Writes the portions of foods; one that a person uses is never removed."""

import hashlib
from collections import defaultdict
from typing import Any

import orjson
from django.db.models import ManyToOneRel
from django.utils import timezone

from nutrition.importing.foods import Food, Portion
from nutrition.importing.report import Outcome, Report
from nutrition.models import IngredientWeightUnit

COLUMNS = ("name", "gram", "amount", "unit", "retired_at", "import_digest")
KIND = "portion"


def content_of(row: IngredientWeightUnit | Portion) -> tuple[Any, ...]:
    amount = f"{row.amount:.2f}"
    return row.name, row.gram, amount, row.unit_id, bool(getattr(row, "retired_at", None))


class Portions:
    """``importer`` is part of every digest, so that a portion of another import looks like one made here."""

    def __init__(self, importer: str, report: Report) -> None:
        self.importer, self.report = importer, report
        self.new: list[IngredientWeightUnit] = []
        self.changed: list[IngredientWeightUnit] = []
        self.gone: list[IngredientWeightUnit] = []

    def digest(self, content: tuple[Any, ...]) -> str:
        return hashlib.blake2b(orjson.dumps([self.importer, *content]), digest_size=16).hexdigest()

    def is_ours(self, row: IngredientWeightUnit) -> bool:
        """Brought by this kind of import, and as it was brought."""
        return bool(row.import_digest == self.digest(content_of(row)))

    def save(self, foods: list[tuple[int, Food]]) -> set[int]:
        """Foods whose portions are others now.  Three queries, and one a table of references if some go away."""
        here: dict[int, list[IngredientWeightUnit]] = defaultdict(list)
        # Without asking for user=None, as those of public foods are anyway: SQLite would look at all public portions.
        rows = IngredientWeightUnit.objects.filter(ingredient__in=[pk for pk, _ in foods])
        for row in rows.order_by("pk") if foods else ():
            here[row.ingredient_id].append(row)
        for pk, food in foods:
            self.merge(pk, food, here[pk])
        touched = {row.ingredient_id for row in (*self.new, *self.changed, *self.gone)}
        self.write()
        return touched

    def merge(self, pk: int, food: Food, here: list[IngredientWeightUnit]) -> None:
        left = {row.uuid: row for row in here}
        brought = {food.unit_uuid(each): each for each in food.portions or ()}
        # Those with the same uuid first, so that no look-alike takes the row of another.
        for uuid, portion in sorted(brought.items(), key=lambda pair: pair[0] not in left):
            row = left.get(uuid) or alike(portion, left.values())
            if row is None:
                self.add(pk, food, portion)
            else:
                del left[row.uuid]
                self.update(row, portion)
        for row in left.values():
            if row.retired_at is None and self.is_ours(row):
                self.gone.append(row)

    def add(self, pk: int, food: Food, portion: Portion) -> None:
        row = IngredientWeightUnit(ingredient_id=pk, uuid=food.unit_uuid(portion))
        self.new.append(self.filled(row, portion))
        self.report.count(Outcome.ADDED, KIND)

    def update(self, row: IngredientWeightUnit, portion: Portion) -> None:
        if content_of(row) == content_of(portion):
            return
        if self.is_ours(row):
            self.changed.append(self.filled(row, portion))
            self.report.count(Outcome.CHANGED, KIND)

    def filled(self, row: IngredientWeightUnit, portion: Portion) -> IngredientWeightUnit:
        row.name, row.gram, row.amount, row.unit_id = portion.name, portion.gram, portion.amount, portion.unit_id
        row.retired_at = None
        row.import_digest = self.digest(content_of(row))
        return row

    def write(self) -> None:
        IngredientWeightUnit.objects.bulk_create(self.new)
        used = in_use([row.pk for row in self.gone])
        unused = [row.pk for row in self.gone if row.pk not in used]
        for row in self.gone:
            if row.pk in used:
                row.retired_at = timezone.now()
                row.import_digest = self.digest(content_of(row))
                self.changed.append(row)
        if unused:
            IngredientWeightUnit.objects.filter(pk__in=unused).delete()
        self.report.count(Outcome.REMOVED, KIND, len(self.gone))
        if self.changed:
            IngredientWeightUnit.objects.bulk_update(self.changed, COLUMNS)


def alike(portion: Portion, rows: Any) -> IngredientWeightUnit | None:
    """The present portion of the same name or weight, whoever made it: nobody wants the same one twice."""
    present = [row for row in rows if row.retired_at is None]
    by_name = (row for row in present if row.name == portion.name)
    by_weight = (row for row in present if row.gram * row.amount == portion.gram * portion.amount)
    return next(by_name, None) or (next(by_weight, None) if portion.uuid is None else None)


def in_use(pks: list[int]) -> set[int]:
    """Those of the portions that anything refers to, in whatever table."""
    found: set[int] = set()
    for relation in IngredientWeightUnit._meta.get_fields(include_hidden=True) if pks else ():
        if isinstance(relation, ManyToOneRel):
            field = relation.field
            rows = field.model._base_manager.filter(**{f"{field.name}__in": pks}).order_by()
            found.update(rows.values_list(field.attname, flat=True).distinct())
    return found
