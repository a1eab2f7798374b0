"""The history of the catalogue: written for each change that a person makes, and turned back on request."""

from typing import Any

from django.db import IntegrityError, transaction

from exercises.contents import COLUMNS, KINDS, PARENTS, RELATIONS, snapshot
from exercises.models import Alias, Comment, DeletionLog, Edit, Exercise, ImportedModel, Translation, VariationGroup

MODELS: dict[str, type[ImportedModel]] = {kind: model for model, kind in KINDS.items()}
PARTS: dict[str, type[ImportedModel]] = {"aliases": Alias, "comments": Comment}


class CannotUndo(ValueError):
    """The sentence is for the person who wants to undo an edit."""


def record(*, row: ImportedModel, author: Any, before: dict[str, Any] | None) -> None:
    """Write down what ``author`` made of a row that was as ``before``; nothing if it is still the same."""
    after = snapshot(row)
    if after != before:
        Edit.objects.create(kind=KINDS[type(row)], uuid=row.uuid, author=author, before=before, after=after)


def record_removal(*, row: ImportedModel, author: Any) -> None:
    """To be called while the row is still there."""
    before = snapshot(row)
    if isinstance(row, Translation):
        # They go with it and come back with it.
        before |= {name: [[str(each.uuid), str(each)] for each in getattr(row, name).order_by("id")] for name in PARTS}
    Edit.objects.create(kind=KINDS[type(row)], uuid=row.uuid, author=author, before=before)


def now(edit: Edit) -> Any:
    """The row as it is; ``None`` if it is gone.  A retired exercise counts as gone."""
    row = MODELS[edit.kind]._default_manager.filter(uuid=edit.uuid).first()
    return None if isinstance(row, Exercise) and row.retired_at else row


@transaction.atomic
def restore(*, edit: Edit, author: Any) -> None:
    """Bring a row back to what it was before this edit, which is itself an edit.  Raises ``CannotUndo``."""
    before = edit.before
    assert before is not None
    row, model = now(edit), MODELS[edit.kind]
    was = snapshot(row) if row else None
    if row is None:
        row = brought_back(edit, model, before)
    try:
        with transaction.atomic():
            write(row, before)
    except IntegrityError as error:
        raise CannotUndo("Something else is in its place now.") from error
    record(row=row, author=author, before=was)


def brought_back(edit: Edit, model: type[ImportedModel], before: dict[str, Any]) -> Any:
    """The row that was removed, not yet saved; its deletion is forgotten."""
    make: Any = model
    if model is Exercise:
        row: Any = Exercise.objects.filter(uuid=edit.uuid).first()
        if row is None:
            raise CannotUndo("The exercise is not in the database any more.")
        row.retired_at = None
    elif "file" in before:
        raise CannotUndo("Its file was deleted.")
    else:
        row = make(uuid=edit.uuid, **parent_of(model, before))
    DeletionLog.objects.filter(model_type=edit.kind, uuid=edit.uuid).delete()
    return row


def parent_of(model: type[ImportedModel], before: dict[str, Any]) -> dict[str, Any]:
    name = PARENTS[model]
    owner: Any = Exercise if name == "exercise" else Translation
    found = owner.objects.filter(uuid=before[name]).first()
    if found is None:
        raise CannotUndo(f"Its {name} is gone, too.")
    return {name: found}


def write(row: Any, content: dict[str, Any]) -> None:
    for name in (*COLUMNS[type(row)], "description", "duration"):
        if name in content:
            setattr(row, name, content[name])
    if "variation_group" in content:
        uuid = content["variation_group"]
        row.variation_group = VariationGroup.objects.get_or_create(uuid=uuid)[0] if uuid else None
    row.save()
    for name in RELATIONS:
        if name in content:
            getattr(row, name).set(content[name])
    for name, model in PARTS.items():
        for uuid, text in content.get(name, []):
            make: Any = model
            make.objects.get_or_create(uuid=uuid, defaults={"translation": row, COLUMNS[model][0]: text})
