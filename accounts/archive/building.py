"""Makes rows of what an archive tells; every value is checked as if it had been entered here."""

from typing import Any

from django.db import IntegrityError, models, transaction

from accounts.archive import parts
from accounts.archive.directory import Directory, canonical
from accounts.archive.dumping import OWN
from accounts.archive.values import Unusable, decode

Found = dict[str, dict[str, int]]


def is_own_table(part: parts.Part, column: Any) -> bool:
    """Whether the column refers to another row of the same table, which may come later."""
    return bool(column.is_relation and column.related_model is part.model)


def wanted(part: parts.Part, rows: list[parts.Row]) -> dict[str, list[Any]]:
    """What the rows refer to, by column."""
    columns = [each for each in part.columns if each.is_relation and not is_own_table(part, each)]
    return {
        each.name: list(
            {canonical(row[each.name]): row[each.name] for row in rows if row.get(each.name) is not None}.values()
        )
        for each in columns
    }


def build(part: parts.Part, row: parts.Row, directory: Directory, found: Found) -> tuple[Any, list[str]]:
    """An unsaved row of the person, and which references of it could not be followed."""
    values: dict[str, Any] = {}
    lost: list[Any] = []
    for column in part.columns:
        if column.name not in row or is_own_table(part, column) or is_media(part, column):
            continue
        raw = row[column.name]
        if not column.is_relation:
            values[column.attname] = decode(column, raw)
        elif raw is None:
            values[column.attname] = decode(column, None)
        else:
            values[column.attname] = follow(part, column, raw, found[column.name])
            lost += [column] if values[column.attname] is None else []
    made = part.model(user=directory.user, **values)
    for column in lost:
        if part.without and (described := directory.description(column, row[column.name])):
            part.without(made, column.name, described)
    if part.prepare:
        part.prepare(made)
    return made, [column.name for column in lost]


def is_media(part: parts.Part, column: Any) -> bool:
    return part.media is not None and column.name == part.media.column


def follow(part: parts.Part, column: Any, raw: Any, found: dict[str, int]) -> int | None:
    name = canonical(raw)
    if column.name in part.inside and not name.startswith(OWN):
        raise Unusable(f"{column.name} must be one of your own.")
    if name not in found and not column.null:
        raise Unusable(f"{column.name} {name[:100]} is neither in the archive nor here, or could not be taken over.")
    return found.get(name)


def add_own(directory: Directory, model: Any, row: parts.Row) -> int | None:
    """What the archive describes of the catalogue, as a row of the person; the one that they have already, if any."""
    part = parts.part_of(model)
    if part is None:
        return None
    mine = part.rows(directory.user).filter(uuid=row["uuid"]).values_list("pk", flat=True)
    if (key := mine.first()) is not None:
        return int(key)
    found = {name: directory.resolve(model._meta.get_field(name), raws) for name, raws in wanted(part, [row]).items()}
    try:
        made, _ = build(part, of_their_own(part, row, directory, found), directory, found)
        with transaction.atomic():
            made.save(force_insert=True)
    except (Unusable, IntegrityError):
        return None
    return int(made.pk)


def of_their_own(part: parts.Part, row: parts.Row, directory: Directory, found: Found) -> parts.Row:
    """Where a row has to be inside of something of the person, what stands in for that may be."""
    changed = dict(row)
    for name in part.inside:
        column = part.model._meta.get_field(name)
        raw = canonical(row.get(name))
        key = found.get(name, {}).get(raw)
        if key is not None and models.QuerySet(column.related_model).filter(pk=key, user=directory.user).exists():
            changed[name] = own = OWN + raw.partition(":")[2]
            found[name][own] = key
    return changed
