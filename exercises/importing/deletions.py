"""Follows what another server deleted, except where somebody worked on the row here."""

from typing import Any
from uuid import UUID

from django.db import transaction

from exercises.actions import remove
from exercises.contents import content_of
from exercises.importing.merging import digest, is_untouched, loaded
from exercises.importing.reading import require, text, uuid_of
from exercises.importing.report import BrokenRow, Outcome, Report
from exercises.models import Deleted, DeletionLog, Exercise, Image, ImportedModel, Translation, Video

MODELS: dict[str, type[ImportedModel]] = {
    Deleted.EXERCISE: Exercise,
    Deleted.TRANSLATION: Translation,
    Deleted.IMAGE: Image,
    Deleted.VIDEO: Video,
}


def follow(row: Any, report: Report) -> None:
    """Remove what this row of a deletion log names, if we have it and it is as it was imported."""
    kind = require(row, "model_type")
    if kind not in MODELS:
        raise BrokenRow(f"model_type is {kind!r}")
    uuid = uuid_of(row)
    ours = loaded(MODELS[kind]).filter(uuid=uuid).first()
    if ours is None or DeletionLog.objects.filter(model_type=kind, uuid=uuid).exists():
        return
    moved = parts_of(ours)
    if not all(is_untouched(each) for each in (ours, *moved)):
        report.note(Outcome.KEPT, kind_of(ours), uuid, "deleted there, but edited here")
        return
    with transaction.atomic():
        # Of what was transferred there, nothing is deleted there; what was not follows in rows of its own.
        remove(
            row=ours,
            replaced_by=replacement(row),
            transfer_media=True,
            transfer_translations=True,
            comment=text(row, "comment", limit=200),
        )
        sign_again(moved)
    report.count(Outcome.REMOVED, kind_of(ours))


def sign_again(rows: list[ImportedModel]) -> None:
    """A picture that was the main one may not be it any more, which must not look like an edit."""
    for row in rows:
        if isinstance(row, Image | Video) and type(row).objects.filter(pk=row.pk).exists():
            row.refresh_from_db()
            row.import_digest = digest(content_of(row))
            row.save(update_fields=["import_digest"])


def parts_of(row: ImportedModel) -> list[ImportedModel]:
    if isinstance(row, Exercise):
        words = list(Translation.objects.filter(exercise=row))
        media = [*Image.objects.filter(exercise=row), *Video.objects.filter(exercise=row)]
        return [*words, *(part for each in words for part in parts_of(each)), *media]
    if isinstance(row, Translation):
        return [*row.aliases.all(), *row.comments.all()]
    return []


def kind_of(row: ImportedModel) -> str:
    return row._meta.model_name or ""


def replacement(row: dict[str, Any]) -> UUID | None:
    return None if row.get("replaced_by") is None else uuid_of({"uuid": row["replaced_by"]})
