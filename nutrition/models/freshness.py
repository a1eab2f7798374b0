"""When public foods last changed, for answers that are kept: a person's own foods are in none of those."""

from typing import Any

from exercises.models.revision import advance, current

FOODS = "nutrition"


def revision() -> int:
    return current(FOODS)


def changed(instance: Any, **_: Any) -> None:
    """A receiver of signals: rows without ``user``, such as languages, are everybody's."""
    if getattr(instance, "user_id", None) is None:
        advance(FOODS)


class WatchedQuerySet:
    """Writes that send no signals move the revision, too, if public rows are among them."""

    def update(self, **values: Any) -> int:
        rows: Any = self
        if "user" in {field.name for field in rows.model._meta.fields}:
            rows = rows.filter(user=None)
        if rows.exists():
            advance(FOODS)
        return super().update(**values)  # type: ignore[misc, no-any-return]

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> Any:
        return super().bulk_create(noticed(objs), *args, **kwargs)  # type: ignore[misc]

    def bulk_update(self, objs: Any, *args: Any, **kwargs: Any) -> int:
        return super().bulk_update(noticed(objs), *args, **kwargs)  # type: ignore[misc, no-any-return]


def noticed(rows: Any) -> list[Any]:
    found = list(rows)
    if any(getattr(row, "user_id", None) is None for row in found):
        advance(FOODS)
    return found
