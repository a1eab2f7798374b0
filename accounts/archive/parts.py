"""What an archive consists of: each room declares its tables, and what of the catalogue they refer to.

A room registers the dotted path of its ``Room`` in ``AppConfig.ready``; what refers comes after what is referred to.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.files.storage import Storage
from django.db import models
from django.utils.module_loading import import_string

from config.search.columns import FoldedField

if TYPE_CHECKING:
    from accounts.archive.directory import Directory
    from accounts.models import User

Row = dict[str, Any]
Key = tuple[Any, ...]


@dataclass(frozen=True)
class Media:
    """A column with a file.  ``store`` gives an unsaved row its file and saves it; raises ``ValueError``."""

    column: str
    folder: str
    store: Callable[[Any, bytes], None]
    # Columns that follow from the file.
    derived: frozenset[str] = frozenset()
    # All files of a row, by their names in the storage.
    paths: Callable[[Any], Iterable[str]] = lambda _: ()


@dataclass(frozen=True)
class Part:
    """One table of a person, which has a foreign key ``user``.

    ``key`` tells the rows of one person apart.  ``derived`` columns follow from others and are not written down:
    ``prepare`` fills them before a row is saved.  ``gives_way`` are values to take instead if a row cannot be added
    beside those that the person has.
    """

    label: str
    key: tuple[str, ...] = ("uuid",)
    # What people read of the rows, in the plural, where the model's own words do not do.
    words: str = ""
    derived: frozenset[str] = frozenset()
    prepare: Callable[[Any], None] | None = None
    # Changes a row whose reference could not be followed; gets the row, the column, and what the archive tells of it.
    without: Callable[[Any, str, Row], None] | None = None
    # References into a table of everybody that must be to the person's own rows: these rows belong to those.
    inside: frozenset[str] = frozenset()
    gives_way: Mapping[str, Any] = field(default_factory=dict)
    # Saved one by one by this instead of many at once.
    save: Callable[[Any], None] | None = None
    # Looks at all of the person's rows after each batch, in its transaction; ``Unusable`` ends the import there.
    check: "Callable[[User], None] | None" = None
    media: Media | None = None

    @cached_property
    def model(self) -> Any:
        return apps.get_model(self.label)

    @property
    def path(self) -> str:
        return f"rows/{self.label.lower()}.jsonl"

    def rows(self, user: "User") -> "models.QuerySet[Any]":
        """All of the person's, retired ones too, in an order that both databases agree on."""
        order = [models.F(name).asc(nulls_first=True) for name in self.key]
        return models.QuerySet(self.model).filter(user=user).order_by(*order)

    @cached_property
    def columns(self) -> "list[models.Field[Any, Any]]":
        """Those that are written down, references among them."""
        skipped = {"user", *self.derived, *(self.media.derived if self.media else ())}
        return [each for each in self.model._meta.concrete_fields if each.name not in skipped and is_kept(each)]


def is_kept(column: Any) -> bool:
    """Not what this server counts, computes or sets by its own clock."""
    automatic = getattr(column, "auto_now", False) or isinstance(column, models.CompositePrimaryKey)
    return not (column.primary_key or column.generated or automatic or isinstance(column, FoldedField))


@dataclass(frozen=True)
class Catalogue:
    """A table of everybody that rows of people refer to by ``key``, which is the same on all servers.

    ``describe`` writes down rows for a server that lacks them; it gets their ids.  ``find`` looks for what is
    described among the public rows.  ``stand_in`` makes something in the place of what was not found, ``most`` times.
    """

    label: str
    key: tuple[str, ...]
    describe: "Callable[[Iterable[int]], Iterator[Row]] | None" = None
    find: Callable[[Row], int | None] | None = None
    stand_in: "Callable[[Directory, Row], int | None] | None" = None
    most: int = 1_000_000
    # Of what refers to it, without being able to do without it.
    fallback: Callable[[], int | None] | None = None

    @cached_property
    def model(self) -> Any:
        return apps.get_model(self.label)

    @property
    def path(self) -> str:
        return f"catalogue/{self.label.lower()}.jsonl"


@dataclass(frozen=True)
class Table:
    """A list for spreadsheets: a CSV file with ``heading``."""

    name: str
    heading: tuple[str, ...]
    rows: "Callable[[User], Iterator[tuple[Any, ...]]]"

    @property
    def path(self) -> str:
        return f"tables/{self.name}.csv"


@dataclass(frozen=True)
class Room:
    """``excluded`` names the tables of people that an archive leaves out, each with the reason.

    ``afterwards`` runs when all rows are there, in a transaction of its own; ``forget`` takes the name of somebody who
    leaves out of what stays.
    """

    parts: tuple[Part, ...] = ()
    catalogue: tuple[Catalogue, ...] = ()
    tables: tuple[Table, ...] = ()
    excluded: Mapping[str, str] = field(default_factory=dict)
    afterwards: "Callable[[User], None] | None" = None
    forget: "Callable[[User], None] | None" = None


_rooms: dict[str, Room | None] = {}


def register(path: str) -> None:
    """``path`` leads to a ``Room``; it is imported when somebody exports or imports."""
    _rooms.setdefault(path, None)


def rooms() -> list[Room]:
    for path, room in _rooms.items():
        if room is None:
            _rooms[path] = import_string(path)
    return [room for room in _rooms.values() if room is not None]


def parts() -> list[Part]:
    return [part for room in rooms() for part in room.parts]


def catalogue() -> list[Catalogue]:
    return [each for room in rooms() for each in room.catalogue]


def tables() -> list[Table]:
    return [table for room in rooms() for table in room.tables]


def excluded() -> dict[str, str]:
    return {label: reason for room in rooms() for label, reason in room.excluded.items()}


def part_of(model: Any) -> Part | None:
    return next((part for part in parts() if part.model is model), None)


def catalogue_of(model: Any) -> Catalogue | None:
    return next((each for each in catalogue() if each.model is model), None)


def storage_of(part: Part) -> Storage:
    column: Any = part.model._meta.get_field(part.media.column if part.media else "")
    found: Storage = column.storage
    return found
