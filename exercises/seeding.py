"""Loads the starter catalogue: by the rules of an import, so that nobody's edits are lost when it is loaded again."""

import hashlib
from collections.abc import Iterator
from functools import cache, cached_property
from typing import ClassVar
from uuid import UUID, uuid5

from django.db import transaction

from config.api.pictures import Picture
from config.seeding import Seeder
from exercises import drawing, starter
from exercises.importing import statistics
from exercises.importing.catalogue import IMPORTED, ROWS_PER_BATCH, Import, RemoteExercise
from exercises.importing.merging import digest
from exercises.importing.reading import Part
from exercises.importing.source import Nowhere
from exercises.models import Alias, Comment, Deleted, DeletionLog, Exercise, Image, Revision, Style, Translation
from exercises.models.license import SHARE_ALIKE
from exercises.starter import StarterExercise, StarterTranslation

STATE = "starter"
AUTHOR = "Regimen"
PICTURE_SIZE = 800
AUTHORSHIP = {
    "license_id": SHARE_ALIKE,
    "license_title": "",
    "license_object_url": "",
    "license_author": AUTHOR,
    "license_author_url": "",
    "license_derivative_source_url": "",
}


class StarterCatalogue(Seeder):
    label: ClassVar[str] = "exercises"

    @cached_property
    def exercises(self) -> list[StarterExercise]:
        return starter.load()

    @cached_property
    def version(self) -> int:
        """A number that changes with any word of the files, or with what is drawn from them."""
        content = repr((self.exercises, AUTHORSHIP, PICTURE_SIZE))
        return int(hashlib.sha256(content.encode()).hexdigest()[:15], 16)

    def is_current(self) -> bool:
        return Revision.objects.filter(name=STATE, number=self.version).exists()

    def total(self) -> int:
        return len(self.exercises)

    def load(self) -> Iterator[int]:
        loading = Import(Nowhere())
        for start in range(0, len(self.exercises), ROWS_PER_BATCH):
            batch = self.exercises[start : start + ROWS_PER_BATCH]
            loading.import_batch([remote(each) for each in batch])
            illustrate({each.uuid: each for each in batch})
            yield len(batch)
        statistics.renew(IMPORTED)
        Revision.objects.update_or_create(name=STATE, defaults={"number": self.version})


def remote(exercise: StarterExercise) -> RemoteExercise:
    """The exercise in the form in which an import merges it."""
    group = exercise.variation_group
    content = {
        "category_id": exercise.category_id,
        **AUTHORSHIP,
        "muscles": sorted(exercise.muscle_ids),
        "muscles_secondary": sorted(exercise.muscle_secondary_ids),
        "equipment": sorted(exercise.equipment_ids),
        "variation_group": str(group) if group else None,
    }
    own = Part(Exercise, exercise.uuid, None, content)
    return RemoteExercise(own, [(translation(each), below(each)) for each in exercise.translations])


def translation(words: StarterTranslation) -> Part:
    content = {
        "language_id": words.language_id,
        "name": words.name,
        "description_source": words.description,
        "description": "",
        **AUTHORSHIP,
    }
    return Part(Translation, words.uuid, None, content)


def below(words: StarterTranslation) -> list[Part]:
    aliases = [Part(Alias, each.uuid, None, {"alias": each.text}) for each in words.aliases]
    return aliases + [Part(Comment, each.uuid, None, {"comment": each.text}) for each in words.cues]


# --- Pictures ------------------------------------------------------------------------------------------------------


def illustrate(exercises: dict[UUID, StarterExercise]) -> None:
    """A picture of the muscles for those that have none, and a new one where the muscles are others now."""
    rows = Exercise.objects.filter(uuid__in=exercises, retired_at=None).prefetch_related("images")
    removed = set(DeletionLog.objects.filter(model_type=Deleted.IMAGE).values_list("uuid", flat=True))
    for row in rows.order_by("pk"):
        images = {image.uuid: image for image in row.images.all()}
        uuid = uuid5(row.uuid, "image")
        if uuid in images or not (images or uuid in removed):
            draw(images.get(uuid) or Image(uuid=uuid, exercise=row, is_main=True), exercises[row.uuid])


def draw(image: Image, exercise: StarterExercise) -> None:
    muscles = tuple(sorted(exercise.muscle_ids)), tuple(sorted(exercise.muscle_secondary_ids))
    shown = digest({"primary": muscles[0], "secondary": muscles[1], "size": PICTURE_SIZE})
    if image.import_digest == shown:
        return
    image.import_digest, image.style, image.license_author = shown, Style.LINE, AUTHOR
    with transaction.atomic():
        image.store(picture(*muscles, PICTURE_SIZE))


@cache
def picture(primary: tuple[int, ...], secondary: tuple[int, ...], size: int) -> Picture:
    return Picture(drawing.figure_png(primary, secondary, size=size), ".png", size, size)
