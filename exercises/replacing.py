"""Puts one exercise in the place of another, wherever that one is referred to."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from exercises import files
from exercises.models import Deleted, DeletionLog, Exercise, Image, MediaModel, Translation, Video

# What an exercise consists of.  All else that has a foreign key to it only refers to it.
PARTS: tuple[type[models.Model], ...] = (
    Translation,
    Image,
    Video,
    Exercise.muscles.through,
    Exercise.muscles_secondary.through,
    Exercise.equipment.through,
)


def find(uuid: UUID | None) -> Exercise | None:
    """The exercise of this uuid, or the one that replaced it since; ``None`` if there is none in the catalogue."""
    seen: set[UUID] = set()
    while uuid and uuid not in seen:
        seen.add(uuid)
        if found := Exercise.objects.present().filter(uuid=uuid).first():
            return found  # type: ignore[no-any-return]
        log = DeletionLog.objects.filter(model_type=Deleted.EXERCISE, uuid=uuid).first()
        uuid = log.replaced_by if log else None
    return None


def references() -> Iterator[tuple[type[models.Model], str]]:
    """Tables and columns, of any room, that refer to exercises; those behind many-to-many fields, too."""
    for relation in Exercise._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel) and relation.related_model not in PARTS:
            yield relation.related_model, relation.field.name


def repoint(*, old: Exercise, new: Exercise) -> None:
    """Have everything that refers to ``old`` refer to ``new``.

    A row that cannot, because there may be only one for ``new``, keeps referring to the retired exercise; of a
    many-to-many field it says nothing more and goes.
    """
    for model, column in references():
        rows: models.QuerySet[Any] = models.QuerySet(model).filter(**{column: old})
        if move(rows, column, new):
            continue
        for row in rows:
            if not move(rows.filter(pk=row.pk), column, new) and model._meta.auto_created:
                row.delete()


def move(rows: models.QuerySet[Any], column: str, new: Exercise) -> bool:
    try:
        with transaction.atomic():
            rows.update(**{column: new})
    except IntegrityError:
        return False
    return True


def transfer_translations(*, old: Exercise, new: Exercise) -> None:
    """Those in languages that ``new`` has none in."""
    known = Translation.objects.filter(exercise=new).values("language")
    Translation.objects.filter(exercise=old).exclude(language__in=known).update(
        exercise=new, last_update=timezone.now()
    )


def transfer_media(*, old: Exercise, new: Exercise) -> None:
    for model in (Image, Video):
        has_main = model.objects.filter(exercise=new, is_main=True).exists()
        for row in model.objects.filter(exercise=old).order_by("-is_main", "id"):
            row.is_main = row.is_main and not has_main
            row.exercise = new
            rename(row)
            row.save()


def rename(row: MediaModel) -> None:
    """Give the file the name that it has under the row's exercise.

    It is copied now and deleted after the transaction, so that at no moment a row is without its file.
    """
    field, storage, old = row.file.field, row.file.storage, str(row.file)
    if not storage.exists(old):
        return
    new = storage.get_available_name(field.generate_filename(row, old), max_length=field.max_length)
    for source, target in zip(row.paths(old), row.paths(new), strict=True):
        files.copy(storage, source, target)
    setattr(row, row.file_field, new)
    files.forget(storage, row.paths(old))
