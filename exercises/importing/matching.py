"""Finds our languages, licences, categories, muscles and equipment for another server's; adds those we do not have."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from exercises.importing.report import BrokenRow, Outcome, Report
from exercises.importing.sequences import free_id
from exercises.models import Equipment, ExerciseCategory, Language, License, Muscle
from exercises.models.license import SHARE_ALIKE

# Endpoint, table, the column that tells rows apart, further columns.
TABLES: list[tuple[str, type[models.Model], str, tuple[str, ...]]] = [
    ("language", Language, "short_name", ("full_name", "full_name_en")),
    ("license", License, "short_name", ("full_name", "url")),
    ("exercisecategory", ExerciseCategory, "name", ()),
    ("muscle", Muscle, "name", ("name_en", "is_front")),
    ("equipment", Equipment, "name", ()),
]


def fold(name: str) -> str:
    return " ".join(name.split()).casefold()


class Names:
    """One table: our ids by folded name, and by the other server's id."""

    def __init__(self, kind: str, model: type[models.Model], key: str) -> None:
        self.kind, self.model, self.key = kind, model, key
        rows: Any = models.QuerySet(model).values_list(key, "pk")
        self.by_name: dict[str, int] = {fold(name): pk for name, pk in rows}
        self.by_remote_id: dict[int, int] = {}

    def learn(self, row: Any, columns: tuple[str, ...]) -> bool:
        """Remember the other server's row; whether it had to be added here.  Raises ``BrokenRow`` if it is unusable."""
        name, remote_id = (row.get(self.key), row.get("id")) if isinstance(row, dict) else (None, None)
        if not isinstance(name, str) or not name.strip() or not isinstance(remote_id, int):
            raise BrokenRow(f"has no {self.key} or no id")
        known = self.by_name.get(fold(name))
        ours = known or self.create(name.strip(), remote_id, {each: row[each] for each in columns if each in row})
        self.by_name[fold(name)] = self.by_remote_id[remote_id] = ours
        return known is None

    def create(self, name: str, remote_id: int, values: dict[str, Any]) -> int:
        row = self.model(pk=free_id(self.model, remote_id), **{self.key: name}, **values)
        row.full_clean()
        row.save(force_insert=True)
        return int(row.pk)

    def find(self, value: Any) -> int:
        """``value`` is an id of the other server, or an object with id and name."""
        if isinstance(value, dict) and isinstance(name := value.get(self.key), str):
            found = self.by_name.get(fold(name))
        else:
            remote_id = value.get("id") if isinstance(value, dict) else value
            found = self.by_remote_id.get(remote_id) if isinstance(remote_id, int) else None
        if found is None:
            raise BrokenRow(f"unknown {self.kind} {value!r}"[:200])
        return found


class Matching:
    def __init__(self) -> None:
        self.tables = {kind: Names(kind, model, key) for kind, model, key, _ in TABLES}

    def learn(self, kind: str, rows: Iterator[Any], columns: tuple[str, ...], report: Report) -> None:
        for row in rows:
            try:
                is_new = self.tables[kind].learn(row, columns)
            except (BrokenRow, ValidationError) as error:
                report.note(Outcome.SKIPPED, kind, row.get("id") if isinstance(row, dict) else row, str(error))
            else:
                report.count(Outcome.ADDED if is_new else Outcome.UNCHANGED, kind)

    def language(self, value: Any) -> int:
        return self.tables["language"].find(value)

    def license(self, value: Any) -> int:
        """A row that names none is under the catalogue's usual one."""
        return SHARE_ALIKE if value is None else self.tables["license"].find(value)

    def category(self, value: Any) -> int:
        return self.tables["exercisecategory"].find(value)

    def muscle(self, value: Any) -> int:
        return self.tables["muscle"].find(value)

    def equipment(self, value: Any) -> int:
        return self.tables["equipment"].find(value)
