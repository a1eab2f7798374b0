"""The stored column that holds a folded text, kept current by every way to write a row."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from config.search.folding import LONGEST, fold

ROWS_PER_UPDATE = 500


class FoldedField(models.CharField):
    """The column ``source``, folded.  Never set it: it is written with every row."""

    def __init__(self, *args: Any, source: str = "", **kwargs: Any) -> None:
        self.source = source
        super().__init__(*args, **{"max_length": LONGEST, "default": "", "editable": False, **kwargs})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "source": self.source}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: FBT001 (Django's)
        value = fold(getattr(model_instance, self.source))
        setattr(model_instance, self.attname, value)
        return value


def folded_columns(model: type[models.Model]) -> dict[str, str]:
    """Names of the folded columns by those of their sources."""
    return {field.source: field.name for field in model._meta.fields if isinstance(field, FoldedField)}


def with_folded(model: type[models.Model], names: Iterable[str]) -> list[str]:
    """The columns to write if ``names`` are: their folded ones, too."""
    columns = folded_columns(model)
    return list(dict.fromkeys(each for name in names for each in (name, columns.get(name, name))))


class FoldingQuerySet(models.QuerySet[Any]):
    """Folds in the writes of many rows, for which Django does not ask the field."""

    def update(self, **values: Any) -> int:
        for source, column in folded_columns(self.model).items():
            if source in values and column not in values:
                if not isinstance(values[source], str):
                    raise TypeError(f"{source} is folded in Python: update it to a text, or save row by row.")
                values[column] = fold(values[source])
        return super().update(**values)

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> Any:
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = with_folded(self.model, kwargs["update_fields"])
        return super().bulk_create(objs, *args, **kwargs)

    def bulk_update(self, objs: Any, fields: Any, batch_size: int | None = None) -> int:
        objs, columns = list(objs), folded_columns(self.model)
        for source in columns.keys() & set(fields):
            for row in objs:
                setattr(row, columns[source], fold(getattr(row, source)))
        return super().bulk_update(objs, with_folded(self.model, fields), batch_size)


class FoldingModel(models.Model):
    """Saving some columns saves what is folded from them."""

    class Meta:
        abstract = True

    def save(self, *, update_fields: Any = None, **kwargs: Any) -> None:
        if update_fields is not None:
            update_fields = with_folded(type(self), update_fields)
        super().save(update_fields=update_fields, **kwargs)


def refold(model: Any) -> None:
    """Fill the folded columns of all rows, as a migration does after adding one or after ``fold`` has changed.

    Reads and writes in batches, so that memory stays the same however many rows there are.
    """
    columns, last = folded_columns(model), 0
    rows = model._base_manager.order_by("pk").only("pk", *columns)
    while batch := list(rows.filter(pk__gt=last)[:ROWS_PER_UPDATE]):
        for row in batch:
            for source, column in columns.items():
                setattr(row, column, fold(getattr(row, source)))
        models.QuerySet(model).bulk_update(batch, list(columns.values()))
        last = batch[-1].pk
