"""Takes an archive into an account: adds what is missing and leaves what is there."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, models, transaction

from accounts.archive import parts, profile
from accounts.archive.building import build, is_media, is_own_table, wanted
from accounts.archive.directory import Directory, canonical
from accounts.archive.dumping import row_name
from accounts.archive.reading import Opened
from accounts.archive.values import Unusable
from accounts.importing.base import Progress, Report
from config.api.pictures import UnusablePicture

if TYPE_CHECKING:
    from accounts.models import User

BATCH = 500
# As many rows are tried for a preview: on SQLite, nobody else can write meanwhile.
MOST_PREVIEWED = 2000


@dataclass
class Line:
    """A row of the archive on its way; ``number`` is that of its line."""

    number: int
    row: parts.Row
    made: Any = None
    name: str = ""


@dataclass
class Taking:
    """One archive into one account, a batch at a time; with ``is_trial`` everything but files, and all is undone.

    Each batch is a transaction of its own, so that others can write in between.  What was stopped is begun again: rows
    are found by their names.  ``most`` rows are taken, counted up to the end of a batch.
    """

    user: "User"
    archive: Opened
    report: Report
    is_trial: bool = False
    most: int | None = None
    files: list[tuple[parts.Part, Any]] = field(default_factory=list)
    different: Counter[str] = field(default_factory=Counter)

    def run(self) -> Iterator[Progress]:
        if not self.is_trial:
            yield from self.take()
            return
        with transaction.atomic():
            yield from self.take()
            transaction.set_rollback(True)

    @contextmanager
    def step(self) -> Iterator[None]:
        """A transaction; what its rows brought to the disk goes with them."""
        begun = len(self.files)
        try:
            with transaction.atomic():
                yield
        except BaseException:
            for part, row in self.files[begun:]:
                forget(part, row)
            raise
        finally:
            del self.files[begun:]

    def take(self) -> Iterator[Progress]:
        self.directory = Directory(self.user, self.archive.described())
        done, total = 0, self.archive.row_count()
        with self.step():
            self.user = type(self.user).objects.select_for_update().get(pk=self.user.pk)
            self.take_profile()
        for part in parts.parts():
            later: list[tuple[int, str, Any]] = []
            for batch in self.batches(part) if self.most is None or done < self.most else ():
                with self.step():
                    self.put(part, batch, later)
                    if part.check:
                        part.check(self.user)
                done += len(batch)
                yield Progress(done, total)
                if self.most is not None and done >= self.most:
                    break
            self.join(part, later)
        self.finish(done, total)

    def finish(self, done: int, total: int) -> None:
        # Also where all was here: a run before this one may have been stopped before its end.
        if sum(self.report.added.values()) + sum(self.report.kept.values()) and not self.is_trial:
            for room in parts.rooms():
                if room.afterwards:
                    with transaction.atomic():
                        room.afterwards(self.user)
        if self.most is not None and self.most <= done < total:
            self.report.note(f"Only {done:,} of {total:,} rows were tried for this preview; all of them are imported.")
        for kind, count in self.different.items():
            self.report.note(f"{count} {kind} are different here; what is here stays.")

    def take_profile(self) -> None:
        row = self.archive.profile()
        target = parts.catalogue_of(type(self.user)._meta.get_field("notification_language").related_model)
        spoken = row.get("notification_language")
        try:
            language = self.directory.in_catalogue(target, spoken) if target and spoken else None
        except Unusable:
            language = None
        changed, problems = profile.take_in(self.user, row, language)
        for text in problems:
            self.report.skip("profile settings", text, "Set it in your account.")
        if changed:
            self.user.save(update_fields=changed)
            self.report.changed["profile settings"] += len(changed)

    def batches(self, part: parts.Part) -> Iterator[list[Line]]:
        batch: list[Line] = []
        for number, row in self.archive.rows(part.path, partial(self.skip, part)):
            batch.append(Line(number, row))
            if len(batch) == BATCH:
                yield batch
                batch = []
        if batch:
            yield batch

    def skip(self, part: parts.Part, number: int, text: str) -> None:
        self.report.skip(kind(part), f"{part.path}: {text}", line=number)

    # --- A batch -----------------------------------------------------------------------------------------------------

    def put(self, part: parts.Part, batch: list[Line], later: list[tuple[int, str, Any]]) -> None:
        ready = self.built(part, batch)
        here = existing(part, self.user, ready)
        new: dict[str, Line] = {}
        kept: list[tuple[Line, Any]] = []
        for line in ready:
            if line.name in new:
                self.skip(part, line.number, "This row is in the archive twice.")
            elif (row := here.get(line.name)) is None:
                new[line.name] = line
            else:
                self.keep(part, line, row)
                kept.append((line, row))
        self.add(part, list(new.values()))
        # Also of rows that are here without it: a run before this one may have been stopped too soon.
        joined = [(line.made.pk, line) for line in new.values() if line.made.pk]
        for column in filter(partial(is_own_table, part), part.columns):
            open_ones = [(row.pk, line) for line, row in kept if getattr(row, column.attname) is None]
            rows = [(key, column.name, line.row.get(column.name)) for key, line in [*joined, *open_ones]]
            later += [each for each in rows if each[2] is not None]

    def built(self, part: parts.Part, batch: list[Line]) -> list[Line]:
        """Those that can be rows; if looking up many at once fails, one by one, to tell which one it is."""
        try:
            found = {
                name: self.directory.resolve(part.model._meta.get_field(name), raws)
                for name, raws in wanted(part, [line.row for line in batch]).items()
            }
        except Unusable as error:
            if len(batch) > 1:
                return [line for each in batch for line in self.built(part, [each])]
            self.skip(part, batch[0].number, str(error))
            return []
        ready = []
        for line in batch:
            try:
                line.made, lost = build(part, line.row, self.directory, found)
                line.name = canonical(row_name(tuple(getattr(line.made, name) for name in part.key)))
            except (Unusable, ArithmeticError, KeyError, TypeError, AttributeError) as error:
                text = str(error) if isinstance(error, Unusable) else "The row is not as it should be."
                self.skip(part, line.number, text)
                continue
            for name in lost:
                self.report.note(
                    f"{part.path}: {name} is not on this server; the row is kept without.", line=line.number
                )
            ready.append(line)
        return ready

    def keep(self, part: parts.Part, line: Line, row: Any) -> None:
        self.report.kept[kind(part)] += 1
        columns = [each for each in part.columns if not (is_own_table(part, each) or is_media(part, each))]
        if any(getattr(row, each.attname) != getattr(line.made, each.attname) for each in columns):
            self.different[kind(part)] += 1

    # --- Adding ------------------------------------------------------------------------------------------------------

    def add(self, part: parts.Part, lines: list[Line]) -> None:
        if lines and part.media is None and part.save is None and self.add_at_once(part, lines):
            return
        for line in lines:
            try:
                self.add_one(part, line)
            except (IntegrityError, DataError):
                self.give_way(part, line)
            except (Unusable, ValidationError, UnusablePicture) as error:
                self.skip(part, line.number, str(error))

    def add_at_once(self, part: parts.Part, lines: list[Line]) -> bool:
        try:
            with transaction.atomic():
                models.QuerySet(part.model).bulk_create([line.made for line in lines])
        except (IntegrityError, DataError):
            for line in lines:
                line.made.pk = None
            return False
        self.report.added[kind(part)] += len(lines)
        return True

    def add_one(self, part: parts.Part, line: Line) -> None:
        with transaction.atomic():
            if part.media:
                content = self.archive.content(line.row.get(part.media.column), part.media.folder)
                if not self.is_trial:
                    part.media.store(line.made, content)
                    self.files.append((part, line.made))
            elif part.save:
                part.save(line.made)
            else:
                line.made.save(force_insert=True)
        self.report.added[kind(part)] += 1

    def give_way(self, part: parts.Part, line: Line) -> None:
        """There is another row in this row's place: add it in a way that leaves that one alone, or use that one."""
        line.made.pk = None
        if any(getattr(line.made, name) != value for name, value in part.gives_way.items()):
            for name, value in part.gives_way.items():
                setattr(line.made, name, value)
            try:
                self.add_one(part, line)
            except (IntegrityError, DataError):
                pass
            else:
                return
        row = in_its_place(part, line.made, self.user)
        if row is None:
            self.skip(part, line.number, "The database does not accept this row beside the others.")
            return
        self.directory.aliases.setdefault(part.label, {})[line.name] = row.pk
        self.report.kept[kind(part)] += 1
        self.different[kind(part)] += 1

    def join(self, part: parts.Part, later: list[tuple[int, str, Any]]) -> None:
        """References within a table, when all of its rows are there."""
        for start in range(0, len(later), BATCH):
            some = later[start : start + BATCH]
            try:
                found = self.directory.own(part, [raw for _, _, raw in some])
            except Unusable:
                continue
            with transaction.atomic():
                for pk, name, raw in some:
                    if (key := found.get(canonical(raw))) is not None:
                        models.QuerySet(part.model).filter(pk=pk, user=self.user).update(**{name: key})


def kind(part: parts.Part) -> str:
    return part.words or str(part.model._meta.verbose_name_plural)


def existing(part: parts.Part, user: "User", lines: list[Line]) -> dict[str, Any]:
    firsts = {getattr(line.made, part.key[0]) for line in lines}
    rows = part.rows(user).order_by().filter(**{f"{part.key[0]}__in": firsts}) if firsts else []
    return {canonical(row_name(tuple(getattr(row, name) for name in part.key))): row for row in rows}


def in_its_place(part: parts.Part, made: Any, user: "User") -> Any:
    """The person's row that has what there may be only one of, such as the weight of a moment."""
    unique = [
        (each.fields, each.condition)
        for each in part.model._meta.constraints
        if isinstance(each, models.UniqueConstraint)
    ]
    unique += [
        ((each.name,), None) for each in part.model._meta.concrete_fields if each.unique and not each.primary_key
    ]
    for fields, condition in unique:
        values = {name: getattr(made, part.model._meta.get_field(name).attname) for name in fields}
        if None in values.values():
            continue
        rows = part.rows(user).order_by().filter(condition or models.Q(), **values)
        if row := rows.first():
            return row
    return None


def forget(part: parts.Part, row: Any) -> None:
    storage = parts.storage_of(part)
    for name in part.media.paths(row) if part.media else ():
        storage.delete(name)
