"""Moves an account over, table by table and page by page.  A second time changes nothing."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django.apps import apps
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.importing.base import Progress, Report
from exercises.importing.source import Page
from journal.importing.account import foods
from journal.importing.account.layout import LOGS, RULES, SESSIONS, TABLES, Table
from journal.importing.account.references import UNITS, References
from journal.importing.account.remote import Remote
from journal.importing.account.rows import Left, checked, filled, uuid_for
from journal.importing.account.training import check_routine, check_rule, write_logs, write_sessions
from workouts.models.plan import mask_of

if TYPE_CHECKING:
    from accounts.models import User

HINT = "What is here already stays as it is; import again when that is mended."
BUILT_ON_EACH_OTHER = {"measurement-category"}


class Made(NamedTuple):
    """``key`` is the row's id on the other server."""

    key: str
    row: Any


class Move:
    def __init__(self, person: "User", remote: Remote, profile: dict[str, Any], report: Report) -> None:
        self.person, self.remote, self.report = person, remote, report
        self.references = References(person, remote, report)
        # The other server shows all weights in one unit, which only servers like this one write beside them.
        self.weight_unit = profile.get("weight_unit") if profile.get("weight_unit") in {"kg", "lb"} else "kg"
        # By endpoint and id over there, what a row is here.
        self.here: dict[str, dict[str, int]] = defaultdict(dict)
        # What this import has brought or found again; anything else was entered by hand.
        self.brought: dict[str, set[int]] = defaultdict(set)

    def run(self) -> Iterator[Progress]:
        done, total = 0, sum(self.remote.total(table.endpoint) for table in TABLES)
        for table in TABLES:
            for rows in self.pages(table):
                self.take(table, rows)
                done += len(rows)
                yield Progress(done, max(done, total))

    def pages(self, table: Table) -> Iterator[list[Any]]:
        pages: Iterator[Page] = self.remote.pages(table.endpoint)
        if table.endpoint in BUILT_ON_EACH_OTHER:
            # Groups before what is in them.
            rows = [row for page in pages for row in page.rows]
            yield [row for row in rows if isinstance(row, dict) and row.get("parent") is None]
            yield [row for row in rows if isinstance(row, dict) and row.get("parent") is not None]
        else:
            yield from (page.rows for page in pages)

    def take(self, table: Table, rows: list[Any]) -> None:
        """All that has to be asked for is asked for before the transaction begins."""
        made = []
        for row in rows:
            try:
                made.append(self.made(table, row))
            except Left as error:
                key = row.get("id") if isinstance(row, dict) else "?"
                self.report.skip(table.kind, f"{table.endpoint} {key}: {error}.", HINT)
        counted = Report()
        with transaction.atomic():
            self.store(table, made, counted)
        self.report.include(counted)

    # --- From the wire ---------------------------------------------------------------------------------------------

    def made(self, table: Table, row: Any) -> Made:
        if not isinstance(row, dict) or not isinstance(row.get("id"), int | str):
            raise Left("it has no id")
        made = filled(apps.get_model(table.model), row, table.fields)
        made.user, made.uuid = self.person, uuid_for(self.remote.host, table.endpoint, row)
        for name, value in table.constants.items():
            setattr(made, name, value)
        for name, target in table.parents.items():
            found = self.found(target, row.get(name))
            if found is None:
                raise Left(f"its {name.replace('_', ' ')} is not here")
            setattr(made, f"{name}_id", found)
        for name, target in table.links.items():
            if target != "ingredientweightunit":
                setattr(made, f"{name}_id", self.found(target, row.get(name)))
        self.complete(table, made, row)
        checked(made)
        return Made(str(row["id"]), made)

    def found(self, target: str, key: Any) -> int | None:
        if key is None:
            return None
        text = str(key)
        if target == "exercise":
            return self.references.exercise(text)
        if target == "ingredient":
            food = self.references.food(text)
            return food.pk if food else None
        return self.references.unit(target, text) if target in UNITS else self.here[target].get(text)

    def complete(self, table: Table, made: Any, row: dict[str, Any]) -> None:
        """What is said in other words there, or follows from other columns."""
        match table.endpoint:
            case "routine":
                check_routine(made)
                made.creation_date = timezone.localdate(made.created)
            case "day":
                weekdays = row.get("day")
                days = [each for each in weekdays if each in range(1, 8)] if isinstance(weekdays, list) else []
                made.weekday_mask = mask_of(days)
            case "nutritionplan":
                made.has_goal_calories = made.goal_energy is not None
            case "mealitem" | "nutritiondiary":
                foods.complete(self.references, made, row)
            case "weightentry":
                made.unit = row["unit"] if row.get("unit") in {"kg", "lb"} else self.weight_unit
            case _ if table in RULES:
                check_rule(made)
            case _:
                return

    # --- Into the tables -------------------------------------------------------------------------------------------

    def store(self, table: Table, made: list[Made], counted: Report) -> None:
        model: Any = apps.get_model(table.model)
        uuids = [each.row.uuid for each in made]
        known: dict[UUID, int] = dict(
            model._default_manager.filter(user=self.person, uuid__in=uuids).values_list("uuid", "pk")
        )
        self.brought[table.model].update(known.values())
        alike = self.alike(table, model, [each.row for each in made if each.row.uuid not in known])
        new: list[Made] = []
        first: dict[Any, Made] = {}
        doubles: list[tuple[str, Made]] = []
        for each in made:
            same = tuple(getattr(each.row, name) for name in table.same)
            if own := known.get(each.row.uuid) or taken(alike, same, table):
                self.here[table.endpoint][each.key] = own
                counted.kept[table.kind] += 1
            elif table.is_unique and same in first:
                doubles.append((each.key, first[same]))
            else:
                first[same] = each
                new.append(each)
        for each in self.write(table, model, new, counted):
            self.here[table.endpoint][each.key] = each.row.pk
            self.brought[table.model].add(each.row.pk)
            counted.added[table.kind] += 1
        for key, twin in doubles:
            if twin.row.pk:
                self.here[table.endpoint][key] = twin.row.pk
                counted.kept[table.kind] += 1

    def alike(self, table: Table, model: Any, rows: list[Any]) -> dict[Any, list[int]]:
        """Rows that were entered by hand, by what tells them apart; one query."""
        if not table.same or not rows:
            return {}
        first = {getattr(row, table.same[0]) for row in rows}
        found: dict[Any, list[int]] = defaultdict(list)
        there = model._default_manager.filter(user=self.person, **{f"{table.same[0]}__in": first}).order_by("pk")
        for key, *values in there.values_list("pk", *table.same):
            if key not in self.brought[table.model] or table.is_unique:
                found[tuple(values)].append(key)
        return found

    def write(self, table: Table, model: Any, new: list[Made], counted: Report) -> list[Made]:
        """Those that are stored.  If one is refused, all are tried one by one."""
        if not new:
            return []
        try:
            with transaction.atomic():
                self.insert(table, model, new)
        except DatabaseError:
            return [each for each in new if self.insert_alone(table, model, each, counted)]
        return new

    def insert_alone(self, table: Table, model: Any, each: Made, counted: Report) -> bool:
        each.row.pk = None
        try:
            with transaction.atomic():
                self.insert(table, model, [each])
        except DatabaseError:
            each.row.pk = None
            counted.skip(table.kind, f"{table.endpoint} {each.key} contradicts what is here.", HINT)
            return False
        return True

    def insert(self, table: Table, model: Any, new: list[Made]) -> None:
        rows = [each.row for each in new]
        if table is SESSIONS:
            write_sessions(self.person, rows)
        elif table is LOGS:
            write_logs(self.person, rows)
        else:
            model._default_manager.bulk_create(rows)


def taken(alike: dict[Any, list[int]], same: Any, table: Table) -> int | None:
    """One that was entered by hand; of several alike each stands for one row of the other server."""
    rows = alike.get(same) if same else None
    if not rows:
        return None
    return rows[0] if table.is_unique else rows.pop(0)
