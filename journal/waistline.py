"""The bodies that the Waistline app sends: what is in them, in the very characters that were sent."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice
from json import JSONDecoder
from typing import Any

import orjson

from config.api.trees import depth, has_nul
from journal.periods import labelled_day

# What the app shows of a day, in the order in which the documentation names it.
PARTS = ("nutrition", "entryDetails", "entry")
# The depth that the documented server reads.
DEEPEST = 512
# Characters of one day's nutrition.  The app sends one or two thousand; a page of statistics holds 500 of them.
LONGEST_NUTRITION = 64 * 1024
# The app has five body stats and lets people add some.
MOST_STATS = 100

BLANK = re.compile(r"[ \t\n\r]*")
NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,3})?", re.ASCII)
APP_VERSION = re.compile(r"Waistline\b.*?\bVersion (\S+)")

# Nutrients that the app knows by itself; people add names of their own.
NUTRIENTS = frozenset(
    """
    kilojoules calories fat saturated-fat carbohydrates sugars fiber proteins salt sodium cholesterol trans-fat
    monounsaturated-fat polyunsaturated-fat omega-3-fat omega-6-fat omega-9-fat vitamin-a vitamin-b1 vitamin-b2
    vitamin-pp vitamin-b6 vitamin-b9 vitamin-b12 vitamin-c vitamin-d vitamin-e vitamin-k pantothenic-acid biotin
    potassium chloride calcium phosphorus iron magnesium zinc copper manganese fluoride selenium iodine caffeine
    alcohol sucrose glucose fructose lactose
    """.split()  # noqa: SIM905 (as a list it would fill a screen)
)

_decoder = JSONDecoder()


class UnreadableBody(ValueError):
    """The body cannot be kept and given back; the message says why, in the words of the documented server."""


class NutritionTooLong(ValueError):
    """The nutrition of one day has more characters than a page of statistics can hold."""


@dataclass(frozen=True, slots=True)
class Eaten:
    """An item of a day, and the record of its food with the nutrition of the amount eaten."""

    item: Mapping[str, Any]
    record: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Body:
    """A body that can be kept.  ``day`` and ``nutrition`` are empty if it does not say what a reading needs.

    ``stats`` and ``eaten`` are null where it says nothing about them.
    """

    text: str
    digest: str
    day: date | None
    nutrition: str
    nutrients: Mapping[str, float]
    stats: Mapping[str, Decimal] | None
    eaten: tuple[Eaten, ...] | None = None


def read_body(raw: bytes) -> Body:
    """The body in ``raw``, whatever headers came with it; ``UnreadableBody`` or ``NutritionTooLong``."""
    try:
        value = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise UnreadableBody("Invalid JSON format.") from error
    if value is None:
        raise UnreadableBody("Invalid JSON data.")
    if raw.count(b"[") + raw.count(b"{") > DEEPEST and depth(value) > DEEPEST:
        raise UnreadableBody("Invalid JSON format.")
    if b"\\u0000" in raw and has_nul(value):
        raise UnreadableBody("Invalid JSON data.")
    return described(raw.decode(), value)


def described(text: str, value: Any) -> Body:
    """What ``value``, which ``text`` holds, says about a day."""
    content = value if isinstance(value, dict) else {}
    nutrition, entry = content.get("nutrition"), content.get("entry")
    slices = members(text) if isinstance(nutrition, dict) else {}
    label = entry.get("dateTime") if isinstance(entry, dict) else None
    if len(slices.get("nutrition", "")) > LONGEST_NUTRITION:
        raise NutritionTooLong(f"The nutrition of one day may have {LONGEST_NUTRITION} characters.")
    return Body(
        text=text,
        digest=hashlib.blake2b(text.encode(), digest_size=16).hexdigest(),
        day=labelled_day(label) if isinstance(label, str) else None,
        nutrition=slices.get("nutrition", ""),
        nutrients=nutrients(nutrition),
        stats=stats(entry.get("stats")) if isinstance(entry, dict) else None,
        eaten=eaten(entry.get("items"), content.get("entryDetails")) if isinstance(entry, dict) else None,
    )


def eaten(items: Any, records: Any) -> tuple[Eaten, ...] | None:
    """Items with their records, which are in the same order; one whose food the app has deleted has none."""
    if not isinstance(items, list) or not isinstance(records, list) or len(items) != len(records):
        return None
    pairs = zip(items, records, strict=True)
    return tuple(Eaten(item, record) for item, record in pairs if isinstance(item, dict) and isinstance(record, dict))


def members(text: str) -> dict[str, str]:
    """The members of the object in ``text``, each value as it is written there; of equal names the last."""
    return dict(_members(text))


def _members(text: str) -> Iterator[tuple[str, str]]:
    at = _skip(text, 0) + 1
    while text[at := _skip(text, at)] != "}":
        if text[at] == ",":
            at = _skip(text, at + 1)
        name, at = _decoder.raw_decode(text, at)
        begin = _skip(text, _skip(text, at) + 1)  # behind the colon
        _, at = _decoder.raw_decode(text, begin)
        yield name, text[begin:at]


def _skip(text: str, at: int) -> int:
    match = BLANK.match(text, at)
    return match.end() if match else at


def nutrients(nutrition: Any) -> dict[str, float]:
    """The numbers of a nutrition object; texts, nulls and the like are no numbers."""
    if not isinstance(nutrition, dict):
        return {}
    return {
        name: float(value)
        for name, value in nutrition.items()
        if isinstance(value, int | float) and not isinstance(value, bool)
    }


def stats(found: Any) -> dict[str, Decimal] | None:
    """Body stats by name; numbers in quotes count, as old records have them.  ``None`` if there is nothing to read."""
    if isinstance(found, list):
        return {}  # how a language without objects writes an empty one
    if not isinstance(found, dict):
        return None
    numbers = ((name, number(each)) for name, each in islice(found.items(), MOST_STATS))
    return {name: value for name, value in numbers if value is not None}


def number(value: Any) -> Decimal | None:
    """``value`` in the decimal form it was written in."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    text = value.strip() if isinstance(value, str) else str(value)
    return Decimal(text) if NUMBER.fullmatch(text) else None


def app_version(user_agent: str) -> str:
    """The version in the app's ``User-Agent``, empty if another program has sent it."""
    match = APP_VERSION.search(user_agent)
    return match[1] if match else ""
