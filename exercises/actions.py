"""Changes that reach over several tables of the catalogue."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from config.api.pictures import Picture
from exercises import edits, files, replacing
from exercises.contents import KINDS, RELATIONS
from exercises.models import (
    Alias,
    Comment,
    DeletionLog,
    Edit,
    Exercise,
    Image,
    ImportedModel,
    MediaModel,
    Translation,
    VariationGroup,
    Video,
)
from exercises.videos import Film


@transaction.atomic
def remove(
    *,
    row: ImportedModel,
    replaced_by: UUID | None = None,
    transfer_media: bool = False,
    transfer_translations: bool = False,
    comment: str = "",
    author: Any = None,
) -> DeletionLog:
    """Take a row out of the catalogue and log it, so that it does not come back with the next import.

    An exercise is retired, because people's logs refer to it, unless they can refer to the one that replaces it.
    Anything else is deleted, its files too.  Removals by an ``author`` are part of the history.
    """
    if author is not None:
        edits.record_removal(row=row, author=author)
    log, _ = DeletionLog.objects.update_or_create(
        model_type=KINDS[type(row)], uuid=row.uuid, defaults={"replaced_by": replaced_by, "comment": comment[:200]}
    )
    if isinstance(row, Exercise):
        row.retired_at = timezone.now()
        row.save(update_fields=["retired_at"])
        if new := replacing.find(replaced_by):
            replace(old=row, new=new, media=transfer_media, translations=transfer_translations)
        return log
    if isinstance(row, Image | Video | Translation):
        # By this apps notice that something of the exercise is gone.
        row.exercise.save(update_fields=["last_update"])
    row.delete()
    if isinstance(row, MediaModel):
        files.forget(row.file.storage, row.paths(str(row.file)))
        keep_one_main(row)
    return log


def replace(*, old: Exercise, new: Exercise, media: bool, translations: bool) -> None:
    # Nobody may remove it meanwhile.
    Exercise.objects.select_for_update().get(pk=new.pk)
    replacing.repoint(old=old, new=new)
    if media:
        replacing.transfer_media(old=old, new=new)
    if translations:
        replacing.transfer_translations(old=old, new=new)
    new.save(update_fields=["last_update"])


@transaction.atomic
def remove_variation_group(*, group: VariationGroup) -> None:
    """Its exercises stay."""
    Exercise.objects.filter(variation_group=group).update(variation_group=None, last_update=timezone.now())
    group.delete()


@transaction.atomic
def undo(*, edit: Edit, author: Any) -> None:
    """Turn one edit back.  What was added goes; what was changed or removed is as it was before.

    What moved to another exercise stays there.  Raises ``edits.CannotUndo``.
    """
    if edit.before is not None:
        edits.restore(edit=edit, author=author)
    elif (row := edits.now(edit)) is not None:
        remove(row=row, author=author, comment="an addition that was undone")


@transaction.atomic
def add_exercise(
    *, author: Any, translations: list[dict[str, Any]], variation_of: Exercise | None, **values: Any
) -> Exercise:
    """With all its words.  Becomes a variation of another exercise, which gets a group if it has none."""
    if variation_of is not None:
        values["variation_group"] = group_of(variation_of)
    relations = {name: values.pop(name) for name in RELATIONS if name in values}
    exercise = Exercise.objects.create(**values)
    for name, rows in relations.items():
        getattr(exercise, name).set(rows)
    added: list[ImportedModel] = [exercise]
    for words in translations:
        parts: list[tuple[Any, Any]] = [(Alias, words.pop("alias_rows", [])), (Comment, words.pop("comment_rows", []))]
        words["license_author"] = words.get("license_author") or exercise.license_author
        translation = Translation.objects.create(exercise=exercise, **words)
        below: list[ImportedModel] = [
            make.objects.create(translation=translation, **each) for make, sent in parts for each in sent
        ]
        added += [translation, *below]
    for row in added:
        edits.record(row=row, author=author, before=None)
    return exercise


def group_of(exercise: Exercise) -> VariationGroup:
    if exercise.variation_group is None:
        exercise.variation_group = VariationGroup.objects.create()
        exercise.save(update_fields=["variation_group"])
    return exercise.variation_group


# --- Files ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def save_image(*, image: Image, picture: Picture | None, small: dict[str, bytes] | None = None) -> Image:
    """Write the row, and the file if there is a new one; the exercise has one main picture then."""
    prepare_main(image)
    if picture is None:
        image.save()
    else:
        image.store(picture, small)
    keep_one_main(image)
    return image


@transaction.atomic
def save_video(*, video: Video, upload: Any, film: Film | None) -> Video:
    prepare_main(video)
    if film is None:
        video.save()
    else:
        for name in ("size", "width", "height", "duration", "codec", "codec_long"):
            setattr(video, name, getattr(film, name))
        with video.replacing_file():
            video.video.save(f"video{film.suffix}", upload)
    keep_one_main(video)
    return video


def siblings(row: MediaModel) -> Any:
    """All of its kind that the exercise has."""
    rows: Any = type(row).objects
    return rows.filter(exercise=row.exercise)


def prepare_main(row: MediaModel) -> None:
    """Make room for a new main picture or video; the first of an exercise is its main one."""
    # One at a time: two first pictures at once would both become the main one.
    Exercise.objects.select_for_update().get(pk=row.exercise_id)  # type: ignore[attr-defined]
    others = siblings(row).filter(is_main=True).exclude(pk=row.pk)
    if not row.is_main:
        row.is_main = row.pk is None and not others.exists()
    elif others:
        others.update(is_main=False, last_update=timezone.now())


def keep_one_main(row: MediaModel) -> None:
    """If none of the exercise's is the main one now, the oldest is; ``row`` only if there is no other."""
    rows = siblings(row)
    if rows.filter(is_main=True).exists():
        return
    heir = rows.exclude(pk=row.pk).order_by("id").first() or rows.order_by("id").first()
    if heir is not None:
        heir.is_main = True
        heir.save(update_fields=["is_main"])
        row.is_main = row.pk == heir.pk
