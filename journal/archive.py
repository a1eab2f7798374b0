"""Weight, measurements, photos and the days of Waistline in archives of accounts."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from accounts.archive import dumping
from accounts.archive.parts import Media, Part, Room, Table
from accounts.archive.pictures import kept
from accounts.archive.values import Unusable
from journal import waistline
from journal.actions import replace
from journal.models import DiaryDay, Measurement, Nutrient, Photo, WeightEntry
from journal.photos import sizes

if TYPE_CHECKING:
    from accounts.models import User


def store_photo(row: Photo, content: bytes) -> None:
    kept_as_is = kept(content)
    row.store(sizes.of(kept_as_is))


def paths_of_photo(row: Photo) -> list[str]:
    return list(row.files().values())


def read_day(row: DiaryDay) -> None:
    """What follows from the body; the rows that a sync made of it are in the archive themselves."""
    body = read(row.body)
    if body.day != row.day or not body.nutrition:
        raise Unusable("The body is not one of this day.")
    row.digest, row.nutrition = body.digest, body.nutrition


def read_unplaced(row: Any) -> None:
    row.digest = read(row.body).digest


def read(text: str) -> waistline.Body:
    try:
        return waistline.read_body(text.encode())
    except (waistline.UnreadableBody, waistline.NutritionTooLong) as error:
        raise Unusable(f"body cannot be read: {error}") from error


def save_day(row: DiaryDay) -> None:
    """With its numbers."""
    body = read(row.body)
    row.nutrition = "{}"
    row.save(force_insert=True)
    replace(row, body)


def weights(user: "User") -> Iterator[tuple[Any, ...]]:
    rows = WeightEntry.objects.filter(user=user).order_by("date", "pk")
    return rows.values_list("date", "weight", "unit", "synced_from").iterator(dumping.ROWS_AT_ONCE)


def measurements(user: "User") -> Iterator[tuple[Any, ...]]:
    rows = Measurement.objects.filter(user=user).order_by("category__name", "category", "date", "pk")
    names = ("date", "category__name", "value", "category__unit", "notes", "source", "synced_from")
    return rows.values_list(*names).iterator(dumping.ROWS_AT_ONCE)


def waistline_days(user: "User") -> Iterator[tuple[Any, ...]]:
    rows = Nutrient.objects.filter(user=user).order_by("day", "name")
    return rows.values_list("day", "name", "value").iterator(dumping.ROWS_AT_ONCE)


ROOM = Room(
    parts=(
        Part("journal.WeightEntry"),
        Part("journal.MeasurementCategory"),
        Part("journal.Measurement"),
        Part(
            "journal.Photo",
            media=Media("image", "photos", store_photo, frozenset({"width", "height"}), paths_of_photo),
        ),
        Part(
            "journal.DiaryDay",
            key=("day",),
            words="days of Waistline",
            derived=frozenset({"digest", "nutrition"}),
            prepare=read_day,
            save=save_day,
        ),
        Part("journal.UnplacedBody", key=("digest",), words="bodies of Waistline", prepare=read_unplaced),
    ),
    tables=(
        Table("weight", ("time", "weight", "unit", "from"), weights),
        Table("measurements", ("time", "category", "value", "unit", "notes", "source", "from"), measurements),
        Table("waistline", ("day", "nutrient", "value"), waistline_days),
    ),
    excluded={"journal.Nutrient": "numbers, which are read from the bodies of the days"},
)
