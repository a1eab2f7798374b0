"""Writes public foods as lines of JSON in the shape of ``ingredient``, which other servers read."""

import gzip
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any

import orjson

from exercises.models.license import ATTRIBUTION
from nutrition.models import Ingredient, IngredientWeightUnit
from nutrition.models.ingredient import IngredientQuerySet
from nutrition.nutrients import EIGHT

ROWS_PER_QUERY = 1000
COLUMNS = (
    "id",
    "uuid",
    "remote_id",
    "source_name",
    "source_url",
    "code",
    "name",
    "common_name",
    "brand",
    "created",
    "last_update",
    "last_imported",
    *EIGHT,
    "micronutrients",
    "is_vegan",
    "is_vegetarian",
    "nutriscore",
    "quality",
    *ATTRIBUTION,
    "language",
)
UNIT_COLUMNS = ("id", "uuid", "ingredient", "gram", "amount", "name")


def public_foods(*, doubtful: bool = False) -> IngredientQuerySet:
    rows: IngredientQuerySet = Ingredient.objects.filter(user=None).present()
    return rows if doubtful else rows.trusted()


def lines(*, doubtful: bool = False) -> Iterator[bytes]:
    """``public_foods`` by id, two queries for a thousand.

    Which foods are public is seen here and not asked: for that, SQLite would sort all of them, for each thousand.
    """
    last = 0
    all_foods = Ingredient.objects.order_by("pk").values(*COLUMNS, "user", "retired_at")
    while found := list(all_foods.filter(pk__gt=last)[:ROWS_PER_QUERY]):
        last = found[-1]["id"]
        rows = [row for row in found if is_exported(row, doubtful=doubtful)]
        units = units_of([row["id"] for row in rows])
        for row in rows:
            yield orjson.dumps({**row, "weight_units": units[row["id"]]}, default=str) + b"\n"


def is_exported(row: dict[str, Any], *, doubtful: bool) -> bool:
    """Taken out of the row, which goes into the file, is what nobody else needs."""
    is_public = row.pop("user") is None and row.pop("retired_at") is None
    return is_public and (doubtful or not row["quality"])


def units_of(foods: list[int]) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    rows = IngredientWeightUnit.objects.filter(ingredient__in=foods).present()
    for row in rows.order_by("pk").values(*UNIT_COLUMNS):
        found[row["ingredient"]].append(row)
    return found


@contextmanager
def written(path: Path) -> Iterator[IO[bytes]]:
    """A file that is there when it is complete, and not before; packed if its name ends in gz."""
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        try:
            if path.suffix == ".gz":
                # No time in the head: the same foods make the same file.
                with gzip.GzipFile("", "wb", 6, file, mtime=0) as packed:
                    yield packed  # type: ignore[misc]
            else:
                yield file
        except BaseException:
            Path(file.name).unlink()
            raise
    # A dump is there to be handed out, unlike other temporary files.
    Path(file.name).chmod(0o644)
    Path(file.name).replace(path)
