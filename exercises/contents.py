"""What a row of the catalogue holds, as something that can be compared, digested and kept."""

from typing import Any

from exercises.models import Alias, Comment, Deleted, Exercise, Image, ImportedModel, MediaModel, Translation, Video
from exercises.models.license import ATTRIBUTION

KINDS: dict[type[ImportedModel], Deleted] = {
    Exercise: Deleted.EXERCISE,
    Translation: Deleted.TRANSLATION,
    Image: Deleted.IMAGE,
    Video: Deleted.VIDEO,
    Alias: Deleted.ALIAS,
    Comment: Deleted.COMMENT,
}
AUTHORSHIP = ("license_id", *ATTRIBUTION[1:])
RELATIONS = ("muscles", "muscles_secondary", "equipment")
COLUMNS: dict[type[ImportedModel], tuple[str, ...]] = {
    Exercise: ("category_id", *AUTHORSHIP),
    Translation: ("language_id", "name", "description_source", *AUTHORSHIP),
    Alias: ("alias",),
    Comment: ("comment",),
    Image: ("is_main", "style", "is_ai_generated", *AUTHORSHIP),
    Video: ("is_main", "width", "height", "codec", "codec_long", *AUTHORSHIP),
}
# The row that each is a part of.
PARENTS: dict[type[ImportedModel], str] = {
    Translation: "exercise",
    Image: "exercise",
    Video: "exercise",
    Alias: "translation",
    Comment: "translation",
}


def content_of(row: ImportedModel) -> dict[str, Any]:
    """What a row says, without ids and dates that differ from server to server."""
    content: dict[str, Any] = {name: getattr(row, name) for name in COLUMNS[type(row)]}
    if isinstance(row, Exercise):
        for name in RELATIONS:
            content[name] = sorted(each.pk for each in getattr(row, name).all())
        content["variation_group"] = str(row.variation_group.uuid) if row.variation_group else None
    elif isinstance(row, Translation):
        # Rendered again with every save, so only the source can have been edited.
        content["description"] = "" if row.description_source else row.description
    elif isinstance(row, Video):
        content["duration"] = f"{row.duration:.2f}"
    return content


def snapshot(row: ImportedModel) -> dict[str, Any]:
    """The content, what the row belongs to, and its file."""
    kept = content_of(row)
    if parent := PARENTS.get(type(row)):
        kept[parent] = str(getattr(row, parent).uuid)
    if isinstance(row, MediaModel):
        kept["file"] = str(row.file)
    return kept
