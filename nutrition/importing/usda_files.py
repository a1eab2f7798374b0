"""Records of FoodData Central's files: JSON that holds one list, or tables in CSV, both larger than memory."""

import csv
import io
import re
import sqlite3
import tempfile
from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import groupby, islice
from json import JSONDecodeError, JSONDecoder
from pathlib import Path
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

from exercises.importing.source import SourceError
from nutrition.importing.files import CHUNK, Progress
from nutrition.importing.foods import Unusable
from nutrition.nutrients import NUTRIENTS

LONGEST_RECORD = 16 * 1024 * 1024
ROWS_PER_INSERT = 10_000
BLANKS = " \t\r\n,"
NEXT_LINE = "\n{"
# A bare list, or the only member of an object: {"FoundationFoods": [
LIST_BEGINS = re.compile(r'(?:\{\s*"[^"]*"\s*:\s*)?\[')
# A table, its columns that are kept, and the name of its file; all but the first may be missing.
TABLES = {
    "food": ("fdc_id", "data_type", "description"),
    "branded_food": (
        "fdc_id",
        "brand_owner",
        "brand_name",
        "gtin_upc",
        "serving_size",
        "serving_size_unit",
        "household_serving_fulltext",
    ),
    "food_nutrient": ("fdc_id", "nutrient_id", "amount"),
    "food_portion": ("fdc_id", "id", "amount", "measure_unit_id", "portion_description", "modifier", "gram_weight"),
    "measure_unit": ("id", "name"),
}
WANTED_NUTRIENTS = frozenset(label.name for nutrient in NUTRIENTS.values() for label in nutrient.usda)


class Archive:
    """A zip file, a folder, or a single file, and what is in it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.zip = ZipFile(path) if path.is_file() and path.suffix.lower() == ".zip" else None
        except (OSError, BadZipFile) as error:
            raise SourceError(f"{path} cannot be read: {error}.") from error

    def names(self) -> list[str]:
        if self.zip:
            return [info.filename for info in self.zip.infolist() if not info.is_dir()]
        if self.path.is_dir():
            return sorted(str(each.relative_to(self.path)) for each in self.path.rglob("*") if each.is_file())
        return [self.path.name]

    def open(self, name: str) -> IO[bytes]:
        if self.zip:
            return self.zip.open(name)
        return (self.path / name if self.path.is_dir() else self.path).open("rb")

    def size(self, name: str) -> int:
        if self.zip:
            return self.zip.getinfo(name).file_size
        return (self.path / name if self.path.is_dir() else self.path).stat().st_size

    def tables(self) -> dict[str, str]:
        """Names of files by those of tables, if it holds CSV."""
        stems = {Path(name).stem: name for name in self.names() if name.lower().endswith(".csv")}
        return {table: stems[table] for table in TABLES if table in stems}

    def lists(self) -> list[str]:
        if not self.zip and self.path.is_file():
            return [self.path.name]
        return [name for name in self.names() if name.lower().endswith((".json", ".jsonl"))]


def chunks(file: IO[bytes], progress: Progress) -> Iterator[bytes]:
    while chunk := file.read(CHUNK):
        progress(len(chunk))
        yield chunk


def objects(content: Iterable[bytes]) -> Iterator[Any]:
    """The members of the first list, or the objects of lines; ``Unusable`` for one that is broken."""
    reader = ObjectReader(iter(content))
    reader.enter_list()
    while reader.is_at_object():
        yield reader.take()


class ObjectReader:
    """Takes objects off a text that grows at its end."""

    def __init__(self, content: Iterator[bytes]) -> None:
        self.content, self.decode = content, getincrementaldecoder("utf-8")("replace").decode
        self.parse = JSONDecoder().raw_decode
        self.text, self.place = "", 0

    def more(self) -> bool:
        chunk = next(self.content, None)
        if chunk is None:
            return False
        self.text, self.place = self.text[self.place :] + self.decode(chunk), 0
        return True

    def enter_list(self) -> None:
        """Past the bracket of ``{"FoundationFoods": [``; nowhere if the first object is a record itself."""
        while len(self.text) < CHUNK // 4 and self.more():
            pass
        self.text = self.text.lstrip("\ufeff" + BLANKS)
        if found := LIST_BEGINS.match(self.text):
            self.place = found.end()

    def is_at_object(self) -> bool:
        """Past blanks and commas; false at the end of the list and of the file."""
        while True:
            while self.place < len(self.text) and self.text[self.place] in BLANKS:
                self.place += 1
            if self.place < len(self.text):
                return self.text[self.place] == "{"
            if not self.more():
                return False

    def take(self) -> Any:
        """The object that begins here; ``Unusable``, and on to the next line with one, if it is broken."""
        while True:
            try:
                found, self.place = self.parse(self.text, self.place)
            except (JSONDecodeError, RecursionError):
                if self.skip_line():
                    return Unusable("is no JSON")
            else:
                return found
            if len(self.text) - self.place > LONGEST_RECORD:
                raise SourceError("A record is longer than 16 MB; the file is damaged.")
            if not self.more():
                self.place = len(self.text)
                return Unusable("is no JSON")

    def skip_line(self) -> bool:
        """To the next line that begins an object, if what is here has one."""
        following = self.text.find(NEXT_LINE, self.place + 1)
        if following >= 0:
            self.place = following + 1
        return following >= 0


def joined(archive: Archive, tables: dict[str, str], progress: Progress) -> Iterator[dict[str, Any]]:
    """Records in the order of their ids, as the JSON files have them.

    The tables are sorted by a database in a temporary file: they are as large as several memories, and food_nutrient
    is in no useful order.
    """
    if "food" not in tables:
        raise SourceError("There is no food.csv.")
    with tempfile.TemporaryDirectory(prefix="usda-") as folder, closing(sqlite3.connect(f"{folder}/join")) as database:
        database.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536;")
        for table, columns in TABLES.items():
            fill(database, table, columns, rows_of(archive, tables, table, progress))
        yield from Join(database).records()


def rows_of(archive: Archive, tables: dict[str, str], table: str, progress: Progress) -> Iterator[tuple[Any, ...]]:
    if table not in tables:
        return
    with archive.open(tables[table]) as file:
        lines = io.TextIOWrapper(io.BufferedReader(Watched(file, progress), CHUNK), "utf-8-sig", "replace", newline="")
        reader = csv.DictReader(lines)
        for row in reader:
            if table != "food_nutrient" or row.get("nutrient_id") in WANTED_NUTRIENTS:
                yield tuple(row.get(column) for column in TABLES[table])


class Watched(io.RawIOBase):
    def __init__(self, file: IO[bytes], progress: Progress) -> None:
        self.file, self.progress = file, progress

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        content = self.file.read(len(buffer))
        buffer[: len(content)] = content
        self.progress(len(content))
        return len(content)


def fill(database: sqlite3.Connection, table: str, columns: tuple[str, ...], rows: Iterator[tuple[Any, ...]]) -> None:
    # Names are ours; only the first column is a number in the order of which it is read.
    database.execute(f"CREATE TABLE {table} ({columns[0]} INTEGER, {', '.join(columns[1:])})")
    insert = f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})"  # noqa: S608
    while batch := list(islice(rows, ROWS_PER_INSERT)):
        database.executemany(insert, batch)
    database.execute(f"CREATE INDEX by_{columns[0]}_{table} ON {table} ({columns[0]})")


class Join:
    """Reads the tables side by side, each once."""

    def __init__(self, database: sqlite3.Connection) -> None:
        database.row_factory = sqlite3.Row
        self.database = database
        self.units = {str(row["id"]): row["name"] for row in database.execute("SELECT id, name FROM measure_unit")}

    def records(self) -> Iterator[dict[str, Any]]:
        branded, nutrients, portions = map(Side, map(self.read, ("branded_food", "food_nutrient", "food_portion")))
        for row in self.read("food"):
            number = row["fdc_id"]
            yield {
                "fdcId": number,
                "dataType": row["data_type"],
                "description": row["description"],
                **self.brand(branded.at(number)),
                "foodNutrients": [
                    {"nutrient": {"id": each["nutrient_id"]}, "amount": each["amount"]} for each in nutrients.at(number)
                ],
                "foodPortions": [self.portion(each) for each in portions.at(number)],
            }

    def read(self, table: str) -> Iterator[sqlite3.Row]:
        """In the order of the foods; rows whose number is none are left out."""
        which = "WHERE typeof(fdc_id) = 'integer' ORDER BY fdc_id, rowid"
        return iter(self.database.execute(f"SELECT * FROM {table} {which}"))  # noqa: S608

    @staticmethod
    def brand(rows: list[sqlite3.Row]) -> dict[str, Any]:
        if not rows:
            return {}
        row = rows[0]
        return {
            "brandOwner": row["brand_owner"],
            "brandName": row["brand_name"],
            "gtinUpc": row["gtin_upc"],
            "servingSize": row["serving_size"],
            "servingSizeUnit": row["serving_size_unit"],
            "householdServingFullText": row["household_serving_fulltext"],
        }

    def portion(self, row: sqlite3.Row) -> dict[str, Any]:
        return {
            "id": row["id"],
            "amount": row["amount"],
            "measureUnit": {"name": self.units.get(str(row["measure_unit_id"]))},
            "portionDescription": row["portion_description"],
            "modifier": row["modifier"],
            "gramWeight": row["gram_weight"],
        }


class Side:
    """Rows in the order of their foods, handed out food by food."""

    def __init__(self, rows: Iterator[sqlite3.Row]) -> None:
        self.groups = groupby(rows, key=lambda row: row["fdc_id"])
        self.waiting: tuple[int, list[sqlite3.Row]] | None = None

    def at(self, number: int) -> list[sqlite3.Row]:
        while self.waiting is None or self.waiting[0] < number:
            following = next(self.groups, None)
            if following is None:
                return []
            self.waiting = following[0], list(following[1])
        return self.waiting[1] if self.waiting[0] == number else []
