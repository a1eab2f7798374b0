"""When the catalogue last changed, for answers that are kept."""

from functools import cache
from typing import Any, ClassVar

from django.db import InterfaceError, OperationalError, connection, models
from django.db.models import F

from config.search.columns import FoldingQuerySet

CATALOGUE = "exercises"


class Revision(models.Model):
    """A number that changes in the transaction that changes a row, and is read at every request."""

    name = models.CharField(max_length=20, unique=True)
    number = models.PositiveBigIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.name} {self.number}"


def current(name: str = CATALOGUE) -> int:
    """One indexed query, without the cost of building a model.

    It asks the database only once: where ``CONN_HEALTH_CHECKS`` would send a query before it, this one is the check,
    and a connection that turns out to be gone is replaced.
    """
    try:
        return read(name)
    except (InterfaceError, OperationalError):
        if connection.in_atomic_block:
            raise
        connection.close()
        return read(name)


def read(name: str) -> int:
    connection.health_check_done = True  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        cursor.execute(query(name))
        row = cursor.fetchone()
    return int(row[0]) if row else 0


@cache
def query(name: str) -> str:
    """With the name, one of ours, written out: passing a parameter takes as long as the answer."""
    return f"SELECT number FROM exercises_revision WHERE name = '{name}'"  # noqa: S608


def advance(name: str = CATALOGUE) -> None:
    """Void every kept answer.  Once per transaction is enough, however many rows it changes.

    The transaction blocks in which it was done are remembered: if an inner one was rolled back, it is no longer among
    the open ones, and the next change does it again.
    """
    open_blocks: list[Any] = connection.atomic_blocks
    blocks = [block for block in open_blocks if not block._from_testcase]  # noqa: SLF001
    done: list[Any] = connection.__dict__.setdefault("revision_blocks", {}).get(name, [])
    if done and len(done) <= len(blocks) and all(a is b for a, b in zip(done, blocks, strict=False)):
        return
    if not Revision.objects.filter(name=name).update(number=F("number") + 1):
        Revision.objects.create(name=name)
    connection.__dict__["revision_blocks"][name] = blocks


class CatalogueQuerySet(FoldingQuerySet):
    """Writes that send no signals move the revision, too."""

    def update(self, **values: Any) -> int:
        advance()
        return super().update(**values)

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> Any:
        advance()
        return super().bulk_create(objs, *args, **kwargs)

    def bulk_update(self, objs: Any, fields: Any, batch_size: int | None = None) -> int:
        advance()
        return super().bulk_update(objs, fields, batch_size)


class CatalogueModel(models.Model):
    """A row of the public catalogue."""

    objects: ClassVar = CatalogueQuerySet.as_manager()

    class Meta:
        abstract = True
