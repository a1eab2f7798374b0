"""The starter foods: what a fresh server knows of food without asking any other, named in English and German.

One TOML file per group lies beside this module. Values are typical ones as published in tables of food composition,
per 100 g of what is eaten, carbohydrates without fiber. Every uuid is derived from the key, so the same food has the
same uuid on every server. Never rename a key; change the name instead.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID, uuid5

from nutrition.nutrients import EIGHT, MICRONUTRIENTS

NAMESPACE: Final = UUID("b1c6a0de-3f52-5d0b-9a8e-54d7c2e16f93")
LANGUAGES: Final = ("en", "de")

_FOLDER: Final = Path(__file__).resolve().parent
_KEY: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NEEDED: Final = frozenset({"key", *LANGUAGES, "values", "units"})
_ALLOWED: Final = _NEEDED | {"diet", "micro"}
# Who eats it; a file says nothing about what neither of them does.
_DIETS: Final = ("vegan", "vegetarian", None)


class StarterFoodError(ValueError):
    """A file beside this module cannot be understood; the message names the file and the food."""


@dataclass(frozen=True, slots=True)
class Unit:
    names: Mapping[str, str]  # by language
    grams: Decimal


@dataclass(frozen=True, slots=True)
class Food:
    """Values by the eight names and micronutrients by theirs, each in the unit of ``nutrition.nutrients``."""

    key: str
    names: Mapping[str, str]  # by language
    values: Mapping[str, Decimal]
    micronutrients: Mapping[str, Decimal]
    is_vegan: bool
    is_vegetarian: bool
    units: tuple[Unit, ...]

    @property
    def uuid(self) -> UUID:
        return uuid5(NAMESPACE, self.key)

    def uuid_in(self, language: str) -> UUID:
        """A server keeps one row per language, and each has a uuid of its own."""
        return uuid5(NAMESPACE, f"{self.key}/{language}")


@cache
def foods() -> tuple[Food, ...]:
    """All of them, by file and then in the order they are written."""
    return read(_FOLDER)


def read(folder: Path) -> tuple[Food, ...]:
    """The foods of every TOML file there; ``StarterFoodError`` if one cannot be understood."""
    return tuple(food for path in sorted(folder.glob("*.toml")) for food in _file(path))


def _file(path: Path) -> list[Food]:
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise StarterFoodError(f"{path.name}: {error}") from error
    if set(document) != {"food"}:
        raise StarterFoodError(f"{path.name}: only [[food]] belongs here")
    return [_food(entry, path.name) for entry in document["food"]]


def _food(entry: Mapping[str, Any], file: str) -> Food:
    problem = _problem(entry)
    if problem:
        raise StarterFoodError(f"{file}: {entry.get('key', 'a food without key')}: {problem}")
    diet = entry.get("diet")
    return Food(
        key=entry["key"],
        names=_names(*(entry[language] for language in LANGUAGES)),
        values=_decimals(dict(zip(EIGHT, entry["values"], strict=True))),
        micronutrients=_decimals(entry.get("micro", {})),
        is_vegan=diet == "vegan",
        is_vegetarian=diet is not None,
        units=tuple(Unit(_names(*names), Decimal(grams)) for *names, grams in entry["units"]),
    )


def _problem(entry: Mapping[str, Any]) -> str | None:
    if not (set(entry) >= _NEEDED and set(entry) <= _ALLOWED):
        return f"keys missing or unknown: {sorted(set(entry) ^ _NEEDED)}"
    if not _KEY.fullmatch(entry["key"]):
        return "a key is lower case words joined by hyphens"
    if len(entry["values"]) != len(EIGHT):
        return f"values are {', '.join(EIGHT)}"
    if entry.get("diet") not in _DIETS:
        return f"nobody knows the diet {entry['diet']!r}"
    unknown = sorted(set(entry.get("micro", {})) - set(MICRONUTRIENTS))
    if unknown:
        return f"unknown micronutrients {unknown}"
    if any(len(unit) != len(LANGUAGES) + 1 for unit in entry["units"]):
        return f"a unit is its names in {', '.join(LANGUAGES)} and its grams"
    return None


def _names(*names: str) -> Mapping[str, str]:
    return MappingProxyType(dict(zip(LANGUAGES, names, strict=True)))


def _decimals(numbers: Mapping[str, Decimal | int]) -> Mapping[str, Decimal]:
    return MappingProxyType({name: Decimal(number) for name, number in numbers.items()})
