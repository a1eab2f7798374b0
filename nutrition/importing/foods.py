"""A food as an import brings it, whatever the source."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from nutrition.nutrients import REQUIRED, packed
from nutrition.plausibility import doubts, for_columns
from nutrition.sources import Reading

# Foods of Open Food Facts and FoodData Central get their uuid from these, so that all servers give them the same one.
NAMESPACE = UUID("8f0c8a0e-5d0b-5a37-9d7e-0b3f6f1f2a10")

OFF, USDA, STARTER = "Open Food Facts", "USDA", "Regimen"
CC0, OPEN_DATABASE = 3, 5


class Unusable(ValueError):
    """Why a record is left out; ``reason`` is one of few, so that they can be counted."""

    def __init__(self, reason: str, name: str = "") -> None:
        super().__init__(reason)
        self.reason, self.name = reason, name


@dataclass(slots=True)
class Portion:
    """``key`` tells the portions of a food apart where they have no uuid at the source."""

    name: str
    gram: int
    key: str = ""
    amount: Decimal = Decimal(1)
    uuid: UUID | None = None
    unit_id: int | None = None


@dataclass(slots=True)
class Food:
    """``content`` is in our columns, and is all that an import compares and sets.  ``portions`` is None: not told."""

    source_name: str
    remote_id: str | None
    uuid: UUID
    content: dict[str, Any]
    portions: list[Portion] | None = field(default_factory=list)
    changed: datetime | None = None
    created: datetime | None = None

    @property
    def name(self) -> str:
        return str(self.content["name"])

    def unit_uuid(self, portion: Portion) -> UUID:
        return portion.uuid or uuid5(self.uuid, portion.key)


def uuid_of(source_name: str, remote_id: str) -> UUID:
    return uuid5(NAMESPACE, f"{source_name}/{remote_id}")


def nutrition(reading: Reading, *, name: str, nutriscore: str | None = None) -> dict[str, Any]:
    """The columns of the nutrients and of the doubts about them; ``Unusable`` if nothing is known at all."""
    values = reading.values
    if not any(required in values for required in REQUIRED):
        raise Unusable("has no energy, protein, carbohydrates or fat", name)
    columns: dict[str, Any] = dict(for_columns(values))
    columns["energy"] = int(columns["energy"])
    columns["micronutrients"] = packed(values)
    columns["quality"] = int(doubts(values, name=name, nutriscore=nutriscore, unreadable=reading.unreadable))
    return columns


def attribution(license_id: int, **texts: str) -> dict[str, Any]:
    """The columns of the licence; what is not named is empty."""
    blank = dict.fromkeys(
        ("title", "object_url", "author", "author_url", "derivative_source_url"),
        "",
    )
    found = blank | texts
    return {"license_id": license_id} | {f"license_{name}": text for name, text in found.items()}


def moment(seconds: Any) -> datetime | None:
    """Seconds since 1970, as number or text."""
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def mapping(value: Any) -> Mapping[str, Any]:
    """``value`` if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def rows(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
