"""The whole import: reference rows, exercises batch by batch, their files, deletions."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import DatabaseError, transaction

from exercises.importing import deletions, statistics
from exercises.importing.matching import TABLES, Matching
from exercises.importing.media import Downloads, HostGivenUp, prepare
from exercises.importing.merging import STAND_IN, Here, Merge, store, with_one_main
from exercises.importing.reading import Part, Reader, items, require
from exercises.importing.report import BrokenRow, Outcome, Report
from exercises.importing.sequences import free_id, move_on
from exercises.importing.source import Source
from exercises.models import Alias, Comment, Exercise, Image, MediaModel, Translation, VariationGroup, Video

ROWS_PER_BATCH = 25
IMPORTED = (Exercise, Translation, Alias, Comment, Image, Video, VariationGroup)
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class RemoteExercise:
    """An exercise as read, with its parts."""

    own: Part
    translations: list[tuple[Part, list[Part]]] = field(default_factory=list)
    media: list[Part] = field(default_factory=list)

    def parts(self) -> Iterator[Part]:
        yield self.own
        for translation, below in self.translations:
            yield translation
            yield from below
        yield from self.media


@dataclass(slots=True)
class Import:
    """``downloads`` is ``None`` if files are not wanted.  ``progress`` is told rows done and rows in all."""

    source: Source
    downloads: Downloads | None = None
    dry_run: bool = False
    progress: Progress = lambda done, total: None  # noqa: ARG005 (a default that does nothing)
    report: Report = field(default_factory=Report)
    seen_media: set[UUID] = field(default_factory=set)

    def run(self) -> Report:
        reader = Reader(self.match())
        for rows, total in self.batches("exerciseinfo"):
            self.import_batch([remote for row in rows if (remote := self.read(reader, row))])
            self.progress(len(rows), total)
        if self.downloads and not self.dry_run:
            self.import_loose_images(reader)
        self.follow_deletions()
        statistics.renew(IMPORTED)
        return self.report

    def batches(self, endpoint: str) -> Iterator[tuple[list[Any], int]]:
        for page in self.source.pages(endpoint):
            rows = iter(page.rows)
            while batch := list(islice(rows, ROWS_PER_BATCH)):
                yield batch, page.total

    # --- Reference rows ------------------------------------------------------------------------------------------

    def match(self) -> Matching:
        found = Matching()
        for kind, model, _, columns in TABLES:
            rows = [row for page in self.source.pages(kind) for row in page.rows]
            with transaction.atomic():
                found.learn(kind, iter(rows), columns, self.report)
                move_on([model])
                self.finish()
        return found

    def finish(self) -> None:
        if self.dry_run:
            transaction.set_rollback(True)

    # --- Exercises -----------------------------------------------------------------------------------------------

    def read(self, reader: Reader, row: Any) -> RemoteExercise | None:
        try:
            remote = RemoteExercise(reader.exercise(row))
            words = items(row, "translations", "exercises")
            media = [(reader.image, each) for each in items(row, "images")]
            media += [(reader.video, each) for each in items(row, "videos")]
        except BrokenRow as error:
            self.skip("exercise", row, error)
            return None
        for each in words:
            if (translation := self.attempt("translation", reader.translation, each)) is not None:
                remote.translations.append((translation, self.read_below(reader, translation, each)))
        remote.media = [part for read, each in media if (part := self.attempt("media", read, each)) is not None]
        # First those that are not main, so that one main picture can take over from another.
        remote.media.sort(key=lambda part: part.content["is_main"])
        self.seen_media.update(part.uuid for part in remote.media)
        return remote

    def read_below(self, reader: Reader, translation: Part, row: Any) -> list[Part]:
        found: list[Part | None] = []
        for key, read in (("aliases", reader.alias), ("notes", reader.comment)):
            for each in self.attempt("translation", partial(items, row), key) or []:
                found.append(self.attempt(key, partial(read, translation=translation.uuid), each))
        return [part for part in found if part is not None]

    def attempt(self, kind: str, read: Callable[[Any], Any], row: Any) -> Any:
        try:
            return read(row)
        except BrokenRow as error:
            self.skip(kind, row, error)
            return None

    def skip(self, kind: str, row: Any, error: Exception) -> None:
        name = (row.get("uuid") or row.get("id")) if isinstance(row, dict) else type(row).__name__
        self.report.note(Outcome.SKIPPED, kind, str(name)[:60], str(error)[:300])

    def import_batch(self, batch: list[RemoteExercise]) -> None:
        waiting: list[tuple[Exercise, Part]] = []
        with transaction.atomic():
            here = Here.load(part for remote in batch for part in remote.parts())
            for remote in batch:
                waiting += self.import_one(remote, here)
            move_on(IMPORTED)
            self.finish()
        for exercise, part in waiting if not self.dry_run else []:
            self.fetch(exercise, part)

    def import_one(self, remote: RemoteExercise, here: Here) -> list[tuple[Exercise, Part]]:
        """The exercise in a transaction of its own; files that are still to be fetched."""
        attempt, groups = Report(), dict(here.groups)
        try:
            with transaction.atomic():
                waiting = self.merge(remote, Merge(here, attempt))
        except (BrokenRow, DatabaseError) as error:
            here.groups = groups
            self.skip("exercise", {"uuid": remote.own.uuid}, error)
            return []
        self.report.add(attempt)
        return waiting

    def merge(self, remote: RemoteExercise, merge: Merge) -> list[tuple[Exercise, Part]]:
        known = merge.here.rows.get((Exercise, remote.own.uuid))
        if known is not None and known.retired_at and known.import_digest != STAND_IN:
            merge.report.note(Outcome.KEPT, "exercise", remote.own.uuid, "removed here")
            return []
        exercise = merge.put(remote.own)
        if exercise is None:
            return []
        ours = {each.language_id: each.uuid for each in exercise.translations.all()} if known else {}
        placed = [self.merge_translation(merge, exercise, part, below, ours) for part, below in remote.translations]
        if known is None and not any(placed):
            raise BrokenRow("has no translation that can be used")
        return [(exercise, part) for part in remote.media if self.is_waiting(merge, exercise, part)]

    def merge_translation(
        self, merge: Merge, exercise: Exercise, part: Part, below: list[Part], ours: dict[int, UUID]
    ) -> bool:
        language = part.content["language_id"]
        if ours.setdefault(language, part.uuid) != part.uuid:
            merge.report.note(Outcome.KEPT, part.kind, part.uuid, "there is another one in this language here")
            return False
        translation = merge.put(part, exercise=exercise)
        for each in below if translation else []:
            merge.put(each, translation=translation)
        return translation is not None

    def is_waiting(self, merge: Merge, exercise: Exercise, part: Part) -> bool:
        """Update a file's row if we have it; whether the file is still to be fetched."""
        if (part.model, part.uuid) in merge.here.rows:
            merge.put(with_one_main(part, exercise), exercise=exercise)
            return False
        if (part.kind, part.uuid) in merge.here.removed:
            merge.report.note(Outcome.KEPT, part.kind, part.uuid, "removed here")
            return False
        return self.downloads is not None

    # --- Files ---------------------------------------------------------------------------------------------------

    def fetch(self, exercise: Exercise, part: Part) -> None:
        assert self.downloads is not None
        make: Any = part.model
        row: MediaModel = make(uuid=part.uuid, exercise=exercise)
        try:
            write = prepare(row, self.downloads, self.source.address(part.link))
            # Only now, because a download takes long and a transaction must not.
            with transaction.atomic():
                store(row, with_one_main(part, exercise))
                row.pk = free_id(part.model, part.remote_id)
                write()
                move_on([part.model])
        except HostGivenUp as error:
            self.report.count(Outcome.SKIPPED, part.kind)
            if str(error) not in self.report.notes:
                self.report.notes.append(str(error))
        except (ValueError, DatabaseError) as error:
            self.skip(part.kind, {"uuid": part.uuid}, error)
        else:
            self.report.count(Outcome.ADDED, part.kind)

    def import_loose_images(self, reader: Reader) -> None:
        """Images that were in no exercise, as on servers that list them apart."""
        for rows, _ in self.batches("exerciseimage"):
            for row in rows:
                part = self.attempt("image", reader.image, row)
                if part is None or part.uuid in self.seen_media:
                    continue
                self.attempt("image", partial(self.place, part=part), row)

    def place(self, row: Any, part: Part) -> None:
        here = Here.load([part])
        exercise = (
            Exercise.objects.public().filter(uuid=str(require(row, "exercise_uuid", "exercise_base_uuid"))).first()
        )
        if exercise is None:
            raise BrokenRow("belongs to no exercise that is here")
        if self.is_waiting(Merge(here, self.report), exercise, part):
            self.fetch(exercise, part)

    # --- Deletions -----------------------------------------------------------------------------------------------

    def follow_deletions(self) -> None:
        for rows, _ in self.batches("deletion-log"):
            with transaction.atomic():
                for row in rows:
                    self.attempt("deletion", partial(deletions.follow, report=self.report), row)
                self.finish()
