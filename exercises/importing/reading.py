"""Rows of another server as typed parts; what is not as it should be raises ``BrokenRow``."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db.models import CharField
from django.utils.dateparse import parse_datetime

from exercises import descriptions
from exercises.importing.matching import Matching
from exercises.importing.report import BrokenRow
from exercises.models import Alias, Comment, Exercise, Image, ImportedModel, Style, Translation, Video

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
LARGEST_ID = 2**53
LARGEST_SIZE = 2**31 - 1
LONGEST_DESCRIPTION = 20_000


@dataclass(frozen=True, slots=True)
class Part:
    """What another server says about one row.

    ``content`` is in our columns and ids, and is all that an import compares and sets.  ``authors`` and ``created``
    are only set.
    """

    model: type[ImportedModel]
    uuid: UUID
    remote_id: int | None
    content: dict[str, Any]
    created: datetime | None = None
    authors: list[str] = field(default_factory=list)
    link: str = ""

    @property
    def kind(self) -> str:
        return self.model._meta.model_name or ""


def require(row: Any, *names: str) -> Any:
    """The first of the keys that the row has; servers of different age use different ones."""
    if not isinstance(row, dict):
        raise BrokenRow("is no object")
    for name in names:
        if name in row:
            return row[name]
    raise BrokenRow(f"has no {names[0]}")


def text(row: Any, *names: str, limit: int, required: bool = False) -> str:
    """Text without characters that no database or screen takes.  Null and a missing key are empty."""
    value: Any = next((row[name] for name in names if row.get(name) is not None), "")
    if not isinstance(value, str):
        raise BrokenRow(f"{names[0]} is no text")
    clean = CONTROL.sub("", value).encode(errors="ignore").decode().strip()
    if len(clean) > limit:
        raise BrokenRow(f"{names[0]} has more than {limit} characters")
    if required and not clean:
        raise BrokenRow(f"{names[0]} is empty")
    return clean


def column(model: type[ImportedModel], row: dict[str, Any], name: str, *, required: bool = False) -> str:
    """Text that fits the column of this name."""
    limit = model._meta.get_field(name)
    assert isinstance(limit, CharField)
    return text(row, name, limit=limit.max_length or 0, required=required)


def address(row: dict[str, Any], name: str) -> str:
    """A web address; anything else, such as a script, is dropped."""
    value = text(row, name, limit=200)
    return value if urlsplit(value).scheme in {"http", "https"} else ""


def identifier(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < LARGEST_ID else None


def uuid_of(row: Any, fallback: str = "") -> UUID:
    """The row's uuid; older servers give none to aliases and comments, so one is made of ``fallback``."""
    value = require(row, "uuid") if not fallback else require(row, "uuid", "id")
    try:
        return UUID(value)
    except (ValueError, AttributeError, TypeError):
        if not fallback:
            raise BrokenRow(f"uuid is {value!r}") from None
        return uuid5(NAMESPACE_URL, fallback)


def moment(row: dict[str, Any], name: str) -> datetime | None:
    try:
        found = parse_datetime(str(row.get(name) or ""))
    except ValueError:
        return None
    if found is None or not 1 < found.year < 9999:  # noqa: PLR2004 (the years that both databases hold)
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def number(row: dict[str, Any], name: str) -> int:
    value = row.get(name) or 0
    if not isinstance(value, int) or not 0 <= value <= LARGEST_SIZE:
        raise BrokenRow(f"{name} is {value!r}")
    return value


def items(row: dict[str, Any], *names: str) -> list[Any]:
    value: Any = next((row[name] for name in names if row.get(name) is not None), [])
    if not isinstance(value, list):
        raise BrokenRow(f"{names[0]} is no list")
    return value


def authors(row: dict[str, Any]) -> list[str]:
    found = [name.strip() for name in items(row, "author_history") if isinstance(name, str)]
    return list(dict.fromkeys(CONTROL.sub("", name)[:3500] for name in found if name))


class Reader:
    """Reads rows with the other server's languages, licences and the like already matched to ours."""

    def __init__(self, matching: Matching) -> None:
        self.matching = matching

    def exercise(self, row: Any) -> Part:
        """An exercise with its own columns; its parts are read one by one, so that a broken one spoils no other."""
        found = self.matching
        return Part(
            model=Exercise,
            uuid=uuid_of(row),
            remote_id=identifier(row.get("id")),
            created=moment(row, "created"),
            authors=authors(row),
            content={
                "category_id": found.category(require(row, "category")),
                "muscles": sorted({found.muscle(each) for each in items(row, "muscles")}),
                "muscles_secondary": sorted({found.muscle(each) for each in items(row, "muscles_secondary")}),
                "equipment": sorted({found.equipment(each) for each in items(row, "equipment")}),
                "variation_group": variation_group(row),
                **self.authorship(Exercise, row),
            },
        )

    def authorship(self, model: type[ImportedModel], row: dict[str, Any]) -> dict[str, Any]:
        return {
            "license_id": self.matching.license(row.get("license")),
            "license_title": column(model, row, "license_title"),
            "license_object_url": address(row, "license_object_url"),
            "license_author": column(model, row, "license_author"),
            "license_author_url": address(row, "license_author_url"),
            "license_derivative_source_url": address(row, "license_derivative_source_url"),
        }

    def translation(self, row: Any) -> Part:
        uuid = uuid_of(row)
        source = text(row, "description_source", limit=LONGEST_DESCRIPTION)
        html = "" if source else descriptions.clean(text(row, "description", limit=LONGEST_DESCRIPTION))
        return Part(
            model=Translation,
            uuid=uuid,
            remote_id=identifier(row.get("id")),
            created=moment(row, "created"),
            authors=authors(row),
            content={
                "language_id": self.matching.language(require(row, "language")),
                "name": column(Translation, row, "name", required=True),
                "description_source": source,
                "description": html,
                **self.authorship(Translation, row),
            },
        )

    def alias(self, row: Any, translation: UUID) -> Part:
        name = column(Alias, require(row, "alias") and row, "alias", required=True)
        return Part(Alias, uuid_of(row, f"alias:{translation}:{name}"), identifier(row.get("id")), {"alias": name})

    def comment(self, row: Any, translation: UUID) -> Part:
        hint = column(Comment, require(row, "comment") and row, "comment", required=True)
        return Part(
            Comment, uuid_of(row, f"comment:{translation}:{hint}"), identifier(row.get("id")), {"comment": hint}
        )

    def image(self, row: Any) -> Part:
        style = str(row.get("style") or Style.PHOTO) if isinstance(row, dict) else ""
        return self.media(
            Image,
            row,
            link="image",
            style=style if style in Style.values else Style.OTHER.value,
            is_ai_generated=bool(require(row, "uuid") and row.get("is_ai_generated")),
        )

    def video(self, row: Any) -> Part:
        require(row, "uuid")
        return self.media(
            Video,
            row,
            link="video",
            duration=duration(row),
            width=number(row, "width"),
            height=number(row, "height"),
            codec=column(Video, row, "codec"),
            codec_long=column(Video, row, "codec_long"),
        )

    def media(self, model: type[ImportedModel], row: dict[str, Any], *, link: str, **columns: Any) -> Part:
        return Part(
            model=model,
            uuid=uuid_of(row),
            remote_id=identifier(row.get("id")),
            created=moment(row, "created"),
            authors=authors(row),
            link=text(row, link, limit=2000, required=True),
            content={"is_main": row.get("is_main") is True, **columns, **self.authorship(model, row)},
        )


def variation_group(row: dict[str, Any]) -> str | None:
    """The group's uuid; older servers give an integer, of which one is made."""
    value = row.get("variation_group")
    if value is None:
        number = identifier(row.get("variations"))
        return str(uuid5(NAMESPACE_URL, f"variation:{number}")) if number else None
    return str(uuid_of({"uuid": value}))


def duration(row: dict[str, Any]) -> str:
    try:
        value = Decimal(str(row.get("duration") or 0))
        if not 0 <= value < Decimal(10) ** 9:
            raise BrokenRow(f"duration is {value}")
    except InvalidOperation:
        raise BrokenRow(f"duration is {row.get('duration')!r}") from None
    return f"{value:.2f}"
