"""The app's backup file, ``waistline_export.json``, of any version since 24, as days in the form of the newest."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import orjson

from journal.importing import eaten
from journal.periods import UnreadableDate, labelled_day, written_date

# Stores of a backup that are read here.
STORES = ("diary", "foodList", "recipes", "log")
OLDEST, NEWEST = 24, 34
# Since 30 a diary record is a day; before, it was a food eaten.
DAYS_SINCE = 30
# Since 31 a day is named by midnight of UTC; before, by a moment in the phone's time zone.
LABELS_SINCE = 31
OLD_NAMES = {"carbs": "carbohydrates", "protein": "proteins", "sugar": "sugars"}
QUICK_ADD = "quick-add"


class NotABackup(ValueError):
    """The file is not what the app writes; the message says what is wrong."""


class BrokenRecord(ValueError):
    """One record cannot be used; the message says why."""


@dataclass(slots=True)
class Day:
    """What the app would send of one day."""

    day: date
    entry: dict[str, Any]
    nutrition: dict[str, float] = field(default_factory=dict)
    details: list[dict[str, Any] | None] = field(default_factory=list)

    def body(self) -> bytes:
        """The body in the app's order of keys; what is not finite becomes null, as in the app."""
        return orjson.dumps({"nutrition": self.nutrition, "entryDetails": self.details, "entry": self.entry})


class Backup:
    """A backup in memory.  Of the settings, which hold passwords and keys, only units and goals are looked at."""

    def __init__(self, content: Mapping[str, Any], zone: str = "UTC") -> None:
        self.content, self.zone = content, ZoneInfo(zone)
        self.version = version_of(content)
        self.problems: list[str] = []
        self.records = dict(self._records())

    @property
    def units(self) -> dict[str, str]:
        """Units of the person's own body stats, by name."""
        found: Any = self.content.get("settings")
        for name in ("bodyStats", "units"):
            found = found.get(name) if isinstance(found, dict) else None
        return {name: unit for name, unit in found.items() if isinstance(unit, str)} if isinstance(found, dict) else {}

    def store(self, name: str) -> list[Any]:
        found = self.content.get(name, [])
        return found if isinstance(found, list) else []

    def _records(self) -> Iterator[tuple[tuple[str, Any], dict[str, Any]]]:
        for kind, name in (("food", "foodList"), ("recipe", "recipes")):
            for record in self.store(name):
                if isinstance(record, dict) and isinstance(record.get("id"), int | str):
                    yield (kind, record["id"]), self.renewed(record)

    def renewed(self, record: dict[str, Any]) -> dict[str, Any]:
        """A food or recipe in today's names."""
        if self.version >= DAYS_SINCE:
            return record
        names = {name: unquote(value) for name in ("name", "brand") if isinstance(value := record.get(name), str)}
        nutrition = {OLD_NAMES.get(name, name): value for name, value in eaten.nutrition_of(record).items()}
        return {**record, **names, "nutrition": nutrition}

    def days(self) -> list[Day]:
        """All days in order, each once, with their nutrition; ``problems`` names the records that cannot be read."""
        found: dict[date, Day] = {}
        for place, record in enumerate(self.store("diary"), start=1):
            try:
                self.add(found, record)
            except BrokenRecord as error:
                self.problems.append(f"diary record {place}: {error}")
        weights = self.weights() if self.version < DAYS_SINCE else {}
        for day in found.values():
            if day.day in weights:
                day.entry["stats"] = {"weight": weights[day.day]}
            day.nutrition = eaten.totals(day.entry["items"], self.records)
            day.details = eaten.details(day.entry["items"], self.records)
        return sorted(found.values(), key=lambda each: each.day)

    def add(self, found: dict[date, Day], record: Any) -> None:
        """Add a record to its day; a day that has two of them gets the items of both."""
        if not isinstance(record, dict):
            raise BrokenRecord("is no object.")
        day = self.day_of(record)
        entry = self.day_entry(record) if self.version >= DAYS_SINCE else self.item_entry(record)
        if (first := found.get(day)) is None:
            label = f"{day.isoformat()}T00:00:00.000Z"
            found[day] = Day(day, {"dateTime": label, **entry})
            return
        first.entry["items"] += entry["items"]
        first.entry["stats"] = {**entry["stats"], **first.entry["stats"]}

    def day_of(self, record: Mapping[str, Any]) -> date:
        text = record.get("dateTime")
        if not isinstance(text, str):
            raise BrokenRecord("has no date.")
        day = labelled_day(text) if self.version >= LABELS_SINCE else self.local_day(text)
        if day is None:
            raise BrokenRecord(f"{text[:40]!r} is no date.")
        return day

    def local_day(self, text: str) -> date | None:
        """The person's day at a moment; one at midnight of UTC is a label already, from versions in between."""
        try:
            moment = datetime.fromisoformat(text)
            written_date(text)
        except (ValueError, UnreadableDate):
            return None
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        is_label = moment.utcoffset() == UTC.utcoffset(None) and moment.time() == time(0)
        try:
            return moment.date() if is_label else moment.astimezone(self.zone).date()
        except OverflowError:
            return None

    @staticmethod
    def day_entry(record: Mapping[str, Any]) -> dict[str, Any]:
        items, stats = record.get("items", []), record.get("stats")
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            raise BrokenRecord("its items are no list of objects.")
        rest = {name: value for name, value in record.items() if name not in {"dateTime", "items", "stats"}}
        return {"items": list(items), "stats": stats if isinstance(stats, dict) else {}, **rest}

    def item_entry(self, record: Mapping[str, Any]) -> dict[str, Any]:
        """A food eaten, as before version 30: one record each, with its own copy of the nutrition."""
        kind, key = (
            ("recipe", record["recipeId"]) if record.get("recipeId") is not None else ("food", record.get("foodId"))
        )
        item: dict[str, Any] = {"category": record.get("category")}
        if record.get("portion") == "Quick Add":
            calories = eaten.nutrition_of(record).get("calories", 0)
            item |= {"id": self.quick_add(), "portion": 1, "type": "food", "quantity": calories}
        else:
            if not isinstance(key, int | str):
                key = f"{kind} of record {record.get('id')}"
            # The record's own copy serves where the food has been deleted since.
            copy = {name: record[name] for name in ("name", "brand", "portion", "nutrition") if name in record}
            self.records.setdefault((kind, key), self.renewed({"id": key, **copy}))
            portion = record.get("portion")
            item |= {"id": key, "portion": portion, "type": kind, "quantity": record.get("quantity") or "1"}
        return {"items": [item], "stats": {}}

    def quick_add(self) -> Any:
        """The id of the food that stands for energy without a food."""
        for (kind, key), record in self.records.items():
            if kind == "food" and record.get("barcode") == QUICK_ADD:
                return key
        food = {"id": QUICK_ADD, "name": "Quick Add", "barcode": QUICK_ADD, "portion": 1, "nutrition": {"calories": 1}}
        self.records["food", QUICK_ADD] = food
        return QUICK_ADD

    def weights(self) -> dict[date, Any]:
        """Body weight by day, from the store that versions before 30 had for it."""
        found = {}
        for place, record in enumerate(self.store("log"), start=1):
            try:
                if isinstance(record, dict) and record.get("weight") not in (None, ""):
                    found[self.day_of(record)] = record["weight"]
            except BrokenRecord as error:
                self.problems.append(f"log record {place}: {error}")
        return found


def version_of(content: Mapping[str, Any]) -> int:
    version = content.get("version")
    if isinstance(version, int) and not isinstance(version, bool):
        return version
    # 25 to 27 wrote another name; whatever is there, it was written by one of them.
    return 27 if "_version" in content else OLDEST


def read(raw: bytes, zone: str = "UTC") -> Backup:
    """The backup in ``raw``; ``NotABackup`` if it is something else, or newer than what is understood."""
    try:
        content = loaded(raw)
    except (ValueError, RecursionError) as error:
        raise NotABackup(f"The file is not JSON: {error}.") from error
    if not isinstance(content, dict) or not isinstance(content.get("diary"), list):
        raise NotABackup("The file has no diary; it should be what Waistline calls waistline_export.json.")
    if not OLDEST <= version_of(content) <= NEWEST:
        raise NotABackup(f"The file has version {version_of(content)}; versions {OLDEST} to {NEWEST} are understood.")
    return Backup(content, zone)


def loaded(raw: bytes) -> Any:
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError:
        # Half a character that the app has cut off must not cost the whole file; its record is refused later.
        return json.loads(raw, parse_int=integer)


def integer(digits: str) -> int | float:
    """As ``orjson`` reads one: what does not fit into 64 bits becomes a float, as it is in the app."""
    exact = float(digits)
    return int(digits) if -(2.0**63) <= exact < 2.0**64 else exact
