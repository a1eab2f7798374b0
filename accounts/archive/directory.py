"""Finds the rows that an archive refers to: within the person's own, or in the catalogue, and nowhere else."""

import json
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models

from accounts.archive import parts
from accounts.archive.dumping import OWN, PUBLIC, row_name
from accounts.archive.values import Unusable, check_text, decode

if TYPE_CHECKING:
    from accounts.models import User

Described = dict[str, dict[str, parts.Row]]


def canonical(raw: Any) -> str:
    """One text for each name of a row."""
    return raw if isinstance(raw, str) else json.dumps(raw, ensure_ascii=False)


def read_name(model: Any, key: tuple[str, ...], raw: Any) -> tuple[Any, ...]:
    """The values of the key columns; raises ``Unusable`` if ``raw`` cannot be a name of such a row."""
    found = raw if isinstance(raw, list) else [raw, *[None] * (len(key) - 1)]
    if len(found) != len(key) or found[0] is None:
        raise Unusable(f"{canonical(raw)[:100]} does not name a row.")
    return tuple(
        None if value is None else read_part(model, path, value) for path, value in zip(key, found, strict=True)
    )


def read_part(model: Any, path: str, value: Any) -> Any:
    if "__" in path:
        if not isinstance(value, str):
            raise Unusable(f"{path} must be a text.")
        check_text(path, value)
        return value
    return decode(model._meta.get_field(path), value)


class Directory:
    """``described`` is what the archive tells of the catalogue, by table and name.

    ``aliases`` are rows of the archive in whose place another row of the person stays.
    """

    def __init__(self, user: "User", described: Described) -> None:
        self.user, self.described = user, described
        self.aliases: dict[str, dict[str, int]] = {}
        self.stand_ins: Counter[str] = Counter()
        self.public: dict[tuple[str, str], int | None] = {}

    # --- The person's own ------------------------------------------------------------------------------------------

    def own(self, part: parts.Part, names: Iterable[Any]) -> dict[str, int]:
        """Ids by name; a query, however many names."""
        wanted = {canonical(name): read_name(part.model, part.key, name) for name in names}
        aliases = self.aliases.get(part.label, {})
        found = {name: aliases[name] for name in wanted if name in aliases}
        firsts = {key[0] for name, key in wanted.items() if name not in found}
        if firsts:
            rows = part.rows(self.user).order_by().filter(**{f"{part.key[0]}__in": firsts})
            for pk, *key in rows.values_list("pk", *part.key):
                name = canonical(row_name(tuple(key)))
                if name in wanted:
                    found.setdefault(name, pk)
        return found

    # --- The catalogue ---------------------------------------------------------------------------------------------

    def in_catalogue(self, target: parts.Catalogue, raw: Any) -> int | None:
        """The id of a public row, or of what stands in for it; ``None`` if there is neither."""
        name = canonical(raw)
        if (target.label, name) not in self.public:
            self.public[target.label, name] = self.look(target, raw, name)
        return self.public[target.label, name]

    def look(self, target: parts.Catalogue, raw: Any, name: str) -> int | None:
        key = read_name(target.model, target.key, raw)
        if target.find is None:
            rows: models.QuerySet[Any] = models.QuerySet(target.model).filter(**dict(zip(target.key, key, strict=True)))
            found = rows.order_by("pk").values_list("pk", flat=True).first()
            return found if found is not None or target.fallback is None else target.fallback()
        described = self.described.get(target.label, {}).get(name, {})
        row = {**described, target.key[0]: str(key[0])}
        found = target.find(row)
        if found is None and described and target.stand_in and self.stand_ins[target.label] < target.most:
            found = target.stand_in(self, row)
            self.stand_ins[target.label] += found is not None
        return found

    # --- Either ----------------------------------------------------------------------------------------------------

    def resolve(self, column: Any, raws: Iterable[Any]) -> dict[str, int]:
        """Ids by name of what the rows of a batch have in this column."""
        part, target = parts.part_of(column.related_model), parts.catalogue_of(column.related_model)
        if part and target:
            texts = {raw for raw in raws if isinstance(raw, str)}
            own = self.own(part, [raw.removeprefix(OWN) for raw in texts if raw.startswith(OWN)])
            found = {f"{OWN}{name}": key for name, key in own.items()}
            public = [raw for raw in texts if raw.startswith(PUBLIC)]
            return found | self.found_in(target, public, PUBLIC)
        if part:
            return self.own(part, raws)
        return self.found_in(target, raws) if target else {}

    def found_in(self, target: parts.Catalogue, raws: Iterable[Any], prefix: str = "") -> dict[str, int]:
        looked = {
            canonical(raw): self.in_catalogue(target, raw.removeprefix(prefix) if prefix else raw) for raw in raws
        }
        return {name: key for name, key in looked.items() if key is not None}

    def description(self, column: Any, raw: Any) -> parts.Row:
        """What the archive tells of the row of the catalogue that it calls ``raw``."""
        name = canonical(raw).removeprefix(PUBLIC)
        return self.described.get(column.related_model._meta.label, {}).get(name, {})
