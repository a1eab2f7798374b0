"""What the catalogue says of somebody who leaves: their contributions stay, without their name."""

from typing import TYPE_CHECKING, Any

from exercises.models import Edit, Exercise, Image, Translation, Video

if TYPE_CHECKING:
    from accounts.models import User

# Licences ask to name the author as the author wishes, and this one wishes not to be named.
NOBODY = "Former member"


def forget(person: "User") -> None:
    """Where the person has worked; the same name elsewhere may be somebody else's."""
    name = person.username
    edits = Edit.objects.filter(author=person)
    uuids = set(edits.values_list("uuid", flat=True))
    for model in (Exercise, Translation, Image, Video):
        for row in model.objects.filter(uuid__in=uuids).order_by("pk"):
            if name == row.license_author or name in row.author_history:
                row.author_history = [NOBODY if each == name else each for each in row.author_history]
                row.license_author = NOBODY if row.license_author == name else row.license_author
                row.save()
    for edit in Edit.objects.filter(uuid__in=uuids).order_by("pk"):
        before, after = without(edit.before, name), without(edit.after, name)
        if (before, after) != (edit.before, edit.after):
            edit.before, edit.after = before, after
            edit.save(update_fields=["before", "after"])


def without(content: dict[str, Any] | None, name: str) -> dict[str, Any] | None:
    if not content or content.get("license_author") != name:
        return content
    return {**content, "license_author": NOBODY}
