"""What of the catalogue rows of people refer to, as archives of accounts name it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.archive.parts import Catalogue, Room, Row
from exercises import leaving, replacing
from exercises.importing.merging import STAND_IN
from exercises.models import Exercise, ExerciseCategory, Language, License, Translation
from exercises.models.license import SHARE_ALIKE

if TYPE_CHECKING:
    from accounts.archive.directory import Directory

ENGLISH = "en"
ROWS_AT_ONCE = 500
LONGEST_NAME = 200
# They are in a table of everybody, so nobody may fill it with a file.
MOST_STAND_INS = 2000


def describe(keys: Iterable[int]) -> Iterator[Row]:
    """Uuid, category and names by language: enough to tell what was trained."""
    ordered = sorted(keys)
    for start in range(0, len(ordered), ROWS_AT_ONCE):
        some = ordered[start : start + ROWS_AT_ONCE]
        names: dict[int, dict[str, str]] = defaultdict(dict)
        words = Translation.objects.filter(exercise__in=some).order_by("id")
        for exercise, language, name in words.values_list("exercise", "language__short_name", "name"):
            names[exercise].setdefault(language, name)
        rows = Exercise.objects.filter(pk__in=some).order_by("uuid").values_list("pk", "uuid", "category__name")
        for key, uuid, category in rows:
            yield {"uuid": str(uuid), "category": category, "names": names[key]}


def find(row: Row) -> int | None:
    """The exercise, or the one that has replaced it; a retired one will do for history."""
    uuid = UUID(row["uuid"])
    found = replacing.find(uuid) or Exercise.objects.filter(uuid=uuid).first()
    return found.pk if found else None


def stand_in(_: "Directory", row: Row) -> int | None:
    """A retired exercise with this uuid and name: nobody finds it in the catalogue, but history shows it.

    When an administrator imports the real one, it comes to life and has the history.
    """
    category = ExerciseCategory.objects.filter(name=row.get("category")).first()
    category = category or ExerciseCategory.objects.order_by("id").first()
    if category is None:
        return None
    with transaction.atomic():
        exercise = Exercise.objects.create(
            uuid=UUID(row["uuid"]),
            category=category,
            license_id=SHARE_ALIKE,
            retired_at=timezone.now(),
            import_digest=STAND_IN,
        )
        for language, name in usable(row.get("names")):
            translation = Translation(exercise=exercise, language=language, name=name, license_id=SHARE_ALIKE)
            translation.save()
    return exercise.pk


def usable(names: Any) -> Iterator[tuple[Language, str]]:
    if not isinstance(names, dict):
        return
    languages = {language.short_name: language for language in Language.objects.filter(short_name__in=list(names))}
    for code, name in names.items():
        if code in languages and isinstance(name, str) and 0 < len(name.strip()) <= LONGEST_NAME and "\0" not in name:
            yield languages[code], name.strip()


def english() -> int | None:
    return Language.objects.filter(short_name=ENGLISH).values_list("pk", flat=True).first()


def share_alike() -> int | None:
    return License.objects.filter(pk=SHARE_ALIKE).values_list("pk", flat=True).first()


ROOM = Room(
    catalogue=(
        Catalogue("exercises.Language", ("short_name",), fallback=english),
        Catalogue("exercises.License", ("short_name",), fallback=share_alike),
        Catalogue("exercises.RepetitionUnit", ("name",)),
        Catalogue("exercises.WeightUnit", ("name",)),
        Catalogue(
            "exercises.Exercise", ("uuid",), describe=describe, find=find, stand_in=stand_in, most=MOST_STAND_INS
        ),
    ),
    forget=leaving.forget,
    excluded={
        "exercises.Edit": "the history of the public catalogue, which is not the person's; it loses their name",
    },
)
