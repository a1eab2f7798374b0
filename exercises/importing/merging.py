"""The three-way rule: what another server changed is taken over, unless somebody changed it here."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from exercises.contents import KINDS, RELATIONS, content_of
from exercises.importing.reading import Part
from exercises.importing.report import Outcome, Report
from exercises.models import (
    DeletionLog,
    Exercise,
    Image,
    ImportedModel,
    MediaModel,
    Translation,
    VariationGroup,
)

# The digest of a retired exercise that somebody's archive refers to and this server has not: see exercises.archive.
STAND_IN = "stand-in"


def digest(content: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def is_untouched(row: ImportedModel) -> bool:
    """Imported, and as it was imported."""
    return bool(row.import_digest) and row.import_digest == digest(content_of(row))


def revive(exercise: Exercise) -> None:
    """What stood in for the exercise becomes it; the names that it had are those of the catalogue from now on."""
    exercise.translations.all().delete()
    exercise.retired_at = None


def loaded(model: type[ImportedModel]) -> QuerySet[Any]:
    rows: QuerySet[Any] = QuerySet(model)
    if model is Exercise:
        words = Prefetch("translations", Translation.objects.only("uuid", "language_id", "exercise_id"))
        return rows.select_related("variation_group").prefetch_related(*RELATIONS, words)
    return rows


@dataclass(slots=True)
class Here:
    """What we have of a batch of parts, read with a fixed number of queries."""

    rows: dict[tuple[type[ImportedModel], UUID], Any] = field(default_factory=dict)
    taken_ids: dict[type[ImportedModel], set[int]] = field(default_factory=dict)
    removed: set[tuple[str, UUID]] = field(default_factory=set)
    groups: dict[str, VariationGroup] = field(default_factory=dict)

    @classmethod
    def load(cls, parts: Iterable[Part]) -> "Here":
        found = cls()
        by_model: dict[type[ImportedModel], list[Part]] = defaultdict(list)
        for part in parts:
            by_model[part.model].append(part)
        for model, group in by_model.items():
            uuids = [part.uuid for part in group]
            ids = [part.remote_id for part in group if part.remote_id]
            found.rows |= {(model, row.uuid): row for row in loaded(model).filter(uuid__in=uuids)}
            found.taken_ids[model] = set(QuerySet(model).filter(pk__in=ids).values_list("pk", flat=True))
            logs = DeletionLog.objects.filter(model_type=KINDS[model], uuid__in=uuids)
            found.removed |= set(logs.values_list("model_type", "uuid"))
        wanted = {part.content["variation_group"] for part in by_model[Exercise]} - {None}
        found.groups = {str(group.uuid): group for group in VariationGroup.objects.filter(uuid__in=wanted)}
        return found


class Merge:
    """Writes parts over what is here, one by one, and reports each."""

    def __init__(self, here: Here, report: Report) -> None:
        self.here, self.report = here, report

    def put(self, part: Part, **parent: Any) -> Any:
        """The row of this part, added or updated if the rule allows; ``None`` if it must not be."""
        row = self.here.rows.get((part.model, part.uuid))
        if row is None:
            return self.add(part, parent)
        if any(getattr(row, f"{name}_id") != owner.pk for name, owner in parent.items()):
            self.report.note(Outcome.SKIPPED, part.kind, part.uuid, "belongs to something else here")
            return None
        self.update(row, part)
        return row

    def add(self, part: Part, parent: dict[str, Any]) -> Any:
        if (KINDS[part.model], part.uuid) in self.here.removed:
            self.report.note(Outcome.KEPT, part.kind, part.uuid, "removed here")
            return None
        make: Any = part.model
        row = make(pk=self.free_id(part), uuid=part.uuid, **parent)
        if part.created:
            row.created = part.created
        self.write(row, part, force_insert=True)
        self.report.count(Outcome.ADDED, part.kind)
        return row

    def update(self, row: Any, part: Part) -> None:
        if row.import_digest == STAND_IN:
            revive(row)
            self.write(row, part)
            self.report.count(Outcome.ADDED, part.kind)
        elif row.import_digest == digest(part.content):
            self.report.count(Outcome.UNCHANGED, part.kind)
        elif not row.import_digest:
            self.report.note(Outcome.KEPT, part.kind, part.uuid, "made here")
        elif not is_untouched(row):
            self.report.note(Outcome.KEPT, part.kind, part.uuid, "kept your edit")
        else:
            self.write(row, part)
            self.report.count(Outcome.CHANGED, part.kind)

    def write(self, row: Any, part: Part, **options: Any) -> None:
        columns = {name: value for name, value in part.content.items() if name not in RELATIONS}
        if "variation_group" in columns:
            columns["variation_group"] = self.group(columns["variation_group"])
        for name, value in columns.items():
            setattr(row, name, value)
        if part.authors:
            row.author_history = list(dict.fromkeys([*part.authors, *row.author_history]))
        row.import_digest = digest(part.content)
        row.save(**options)
        for name in RELATIONS:
            # A new row has none yet, which saves a query each.
            if name in part.content and (part.content[name] or not options):
                getattr(row, name).set(part.content[name])

    def group(self, uuid: str | None) -> VariationGroup | None:
        if uuid and uuid not in self.here.groups:
            self.here.groups[uuid] = VariationGroup.objects.create(uuid=uuid)
        return self.here.groups[uuid] if uuid else None

    def free_id(self, part: Part) -> int | None:
        """The id the row has on the other server, unless it is taken here: scripts have written ids down."""
        taken = self.here.taken_ids.setdefault(part.model, set())
        if part.remote_id is None or part.remote_id in taken:
            return None
        taken.add(part.remote_id)
        return part.remote_id


def with_one_main(part: Part, exercise: Exercise) -> Part:
    """An exercise has one main picture; who already has one keeps it."""
    if part.model is Image and part.content["is_main"]:
        others = Image.objects.filter(exercise=exercise, is_main=True).exclude(uuid=part.uuid)
        part.content["is_main"] = not others.exists()
    return part


def store(row: MediaModel, part: Part) -> None:
    """Set what an import sets, without saving."""
    for name, value in part.content.items():
        setattr(row, name, value)
    row.author_history = part.authors
    row.import_digest = digest(part.content)
    if part.created:
        row.created = part.created
