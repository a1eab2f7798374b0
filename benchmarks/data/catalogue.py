"""A catalogue of 872 exercises, counted off a large public one: so many of everything, of such lengths."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random
from typing import Any
from uuid import UUID

from benchmarks.data import words
from exercises.importing import sequences, statistics
from exercises.importing.catalogue import IMPORTED
from exercises.models import Alias, Comment, Exercise, Image, Translation, VariationGroup, Video
from exercises.reference import CATEGORIES, EQUIPMENT, MUSCLES

EXERCISES = 872
# How many exercises have so many translations; 2,035 in all.
TRANSLATIONS = {1: 459, 2: 232, 3: 95, 4: 29, 12: 30, 13: 27}
ALIASES, COMMENTS, IMAGES, VIDEOS = 118, 276, 388, 44
MUSCLE_LINKS, SECONDARY_LINKS, EQUIPMENT_LINKS = 1040, 584, 625
GROUPS, GROUPED = 56, 228
START = datetime(2023, 8, 6, tzinfo=UTC)


class Catalogue:
    """Model instances that are not saved, with their ids; ``links`` are the rows of the many-to-many tables."""

    def __init__(self, seed: int = 872) -> None:
        self.random = Random(seed)
        self.numbers = count(1)
        self.groups = [VariationGroup(id=pk, uuid=self.uuid()) for pk in range(1, GROUPS + 1)]
        self.exercises = [self.exercise(pk) for pk in range(1, EXERCISES + 1)]
        self.translations = list(self.make_translations())
        self.aliases = [
            Alias(uuid=self.uuid(), translation=row, alias=words.text(self.random, row.language_id, 16))
            for row in self.random.choices(self.translations, k=ALIASES)
        ]
        self.comments = [
            Comment(uuid=self.uuid(), translation=row, comment=self.words(row.language_id, words.COMMENTS))
            for row in self.random.choices(self.translations, k=COMMENTS)
        ]
        self.images = list(self.make_images())
        self.videos = [self.video(row) for row in self.random.sample(self.exercises, VIDEOS)]
        self.links = {
            "muscles": self.link(MUSCLES, MUSCLE_LINKS),
            "muscles_secondary": self.link(MUSCLES, SECONDARY_LINKS),
            "equipment": self.link(EQUIPMENT, EQUIPMENT_LINKS),
        }

    def uuid(self) -> UUID:
        return UUID(int=self.random.getrandbits(128), version=4)

    def words(self, language: int, lengths: words.Lengths) -> str:
        return words.text(self.random, language, lengths.pick(self.random))

    def origin(self) -> dict[str, Any]:
        """What every row has that somebody wrote."""
        author = self.words(2, words.AUTHORS)
        return {
            "uuid": self.uuid(),
            "created": START + timedelta(hours=next(self.numbers)),
            "license_author": author,
            "author_history": [author],
        }

    def exercise(self, pk: int) -> Exercise:
        group = self.random.randrange(GROUPS) + 1 if pk <= GROUPED else None
        category = self.random.choice(CATEGORIES)[0]
        return Exercise(id=pk, category_id=category, variation_group_id=group, **self.origin())

    def make_translations(self) -> Iterator[Translation]:
        counts = [number for number, exercises in TRANSLATIONS.items() for _ in range(exercises)]
        self.random.shuffle(counts)
        for exercise, number in zip(self.exercises, counts, strict=True):
            for language in words.LANGUAGES[:number]:
                yield self.translation(exercise, language)

    def translation(self, exercise: Exercise, language: int) -> Translation:
        source = self.words(language, words.DESCRIPTIONS)
        return Translation(
            exercise=exercise,
            language_id=language,
            name=self.words(language, words.NAMES),
            description=f"<p>{source}</p>\n" if source else "",
            description_source=source,
            **self.origin(),
        )

    def make_images(self) -> Iterator[Image]:
        """Rows without files: no answer opens one."""
        for exercise, number in zip(self.exercises, words.spread(IMAGES, EXERCISES, self.random), strict=True):
            for position in range(number):
                row = Image(exercise=exercise, is_main=position == 0, width=800, height=600, **self.origin())
                row.image = f"exercise-images/{exercise.pk}/{row.uuid}.png"
                yield row

    def video(self, exercise: Exercise) -> Video:
        row = Video(exercise=exercise, is_main=True, size=4_000_000, codec="h264", **self.origin())
        row.video = f"exercise-video/{exercise.pk}/{row.uuid}.mp4"
        return row

    def link(self, table: list[tuple[Any, ...]], total: int) -> list[tuple[int, int]]:
        """Pairs of ids, none twice."""
        ids = [row[0] for row in table]
        pairs: set[tuple[int, int]] = set()
        while len(pairs) < total:
            pairs.add((self.random.choice(self.exercises).pk, self.random.choice(ids)))
        return sorted(pairs)

    def save(self) -> None:
        """Into tables that hold no exercise yet, but for the reference rows."""
        VariationGroup.objects.bulk_create(self.groups)
        for rows in (self.exercises, self.translations, self.aliases, self.comments, self.images, self.videos):
            type(rows[0]).objects.bulk_create(rows, batch_size=500)
        for name, pairs in self.links.items():
            field = Exercise._meta.get_field(name)
            through: Any = field.remote_field.through
            target = field.m2m_reverse_field_name()
            through.objects.bulk_create(
                [through(**{"exercise_id": exercise, f"{target}_id": other}) for exercise, other in pairs]
            )
        sequences.move_on([VariationGroup, Exercise])
        statistics.renew(IMPORTED)
