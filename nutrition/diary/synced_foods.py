"""Foods that an app's diary names: found by their barcode, else kept as foods of the person."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol

import orjson

from nutrition.models import Ingredient
from nutrition.nutrients import EIGHT, packed
from nutrition.plausibility import for_columns
from nutrition.sums import per_100_grams

if TYPE_CHECKING:
    from accounts.models import User

LONGEST_NAME = 200
NAMELESS = "?"
# What an app rounds to, in our units: it sends two places of the amount eaten, and sodium in milligrams.
ROUNDED = {"sodium": Decimal("0.000005")}
USUALLY_ROUNDED = Decimal("0.005")
# What is rounded here once more.
STORED = {"energy": Decimal(1)}
USUALLY_STORED = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class SyncedFood:
    """``source_id``, of 200 characters at most, tells it from all foods of the person in that app.

    ``codes`` are forms of its barcode, if it has one.
    """

    source_id: str
    name: str
    brand: str = ""
    codes: tuple[str, ...] = ()


class Eaten(Protocol):
    """An amount of a food, and what is in that."""

    @property
    def food(self) -> SyncedFood: ...
    @property
    def grams(self) -> Decimal: ...
    @property
    def values(self) -> Mapping[str, Decimal]: ...


def foods_of(user: "User", eaten: Collection[Eaten], source: str) -> dict[str, int]:
    """Ids of foods by ``source_id``; as many queries for any number of foods."""
    # The largest amount tells the values per 100 g best: they were rounded for the amount.
    largest: dict[str, Eaten] = {}
    for each in sorted(eaten, key=lambda one: one.grams):
        largest[each.food.source_id] = each
    coded = by_code(user, {code for each in largest.values() for code in each.food.codes})
    found = {
        key: food
        for key, each in largest.items()
        if (food := next((coded[code] for code in each.food.codes if code in coded), None)) is not None
    }
    kept = keep(user, [each for key, each in largest.items() if key not in found], source)
    return found | kept


def by_code(user: "User", codes: Collection[str]) -> dict[str, int]:
    """The person's own before public ones, and of those the ones without doubts."""
    if not codes:
        return {}
    rows = (
        Ingredient.objects.visible_to(user)
        .filter(code__in=codes)
        .order_by()
        .values_list("code", "user", "quality", "pk")
    )
    ranked = sorted(rows, key=lambda row: (row[1] is None, row[2], row[3]), reverse=True)
    return {str(code): key for code, _, _, key in ranked}


def keep(user: "User", eaten: Iterable[Eaten], source: str) -> dict[str, int]:
    """Foods of the person, made or brought up to date; one that they have edited here stays as they made it."""
    wanted = {each.food.source_id: each for each in eaten}
    own = Ingredient.objects.filter(user=user, source_name=source)
    rows = own.filter(remote_id__in=wanted) if wanted else ()
    there: dict[Any, Ingredient] = {food.remote_id: food for food in rows}
    new, changed = [], []
    for key, each in wanted.items():
        food = there.get(key)
        if food is None:
            new.append(made(user, each, source))
        elif food.import_digest == digest(food) and is_news(food, each):
            fill(food, each)
            changed.append(food)
    if new:
        # Two days that arrive at once may bring the same food; the second one waits here and finds it.
        Ingredient.objects.bulk_create(new, ignore_conflicts=True)
        keys = [food.remote_id for food in new]
        there |= {food.remote_id: food for food in own.filter(remote_id__in=keys).only("remote_id")}
    if changed:
        Ingredient.objects.bulk_update(changed, ["name", "brand", *EIGHT, "micronutrients", "import_digest"])
    return {str(food.remote_id): food.pk for food in there.values()}


def made(user: "User", eaten: Eaten, source: str) -> Ingredient:
    food = Ingredient(
        user=user,
        source_name=source,
        remote_id=eaten.food.source_id,
        language=user.notification_language,
        code=next(iter(eaten.food.codes), None),
    )
    fill(food, eaten)
    return food


def fill(food: Ingredient, eaten: Eaten) -> None:
    food.name, food.brand = named(eaten.food.name) or NAMELESS, named(eaten.food.brand)
    per_100 = per_100_grams(eaten.values, eaten.grams)
    for name, value in for_columns(per_100).items():
        setattr(food, name, value)
    food.micronutrients = packed(per_100)
    food.import_digest = digest(food)


def named(text: str) -> str:
    return text.strip()[:LONGEST_NAME].strip()


def is_news(food: Ingredient, eaten: Eaten) -> bool:
    """Whether the app's food is another than ours; that an amount was rounded makes no difference."""
    if (food.name, food.brand) != (named(eaten.food.name) or NAMELESS, named(eaten.food.brand)):
        return True
    per_100 = per_100_grams(eaten.values, eaten.grams)
    for name, value in for_columns(per_100).items():
        stored = getattr(food, name)
        if (value is None) != (stored is None):
            return True
        if value is not None and abs(value - stored) > margin(name, eaten.grams):
            return True
    return set(packed(per_100)) != set(food.micronutrients)


def margin(name: str, grams: Decimal) -> Decimal:
    """How far values per 100 g that mean the same may be apart: either of the two was rounded."""
    return 2 * ROUNDED.get(name, USUALLY_ROUNDED) * 100 / grams + STORED.get(name, USUALLY_STORED)


def digest(food: Ingredient) -> str:
    """Of what the app says of a food; it differs from the stored one if the person has edited the food here."""
    eight = [None if (value := getattr(food, name)) is None else f"{value:.3f}" for name in EIGHT]
    content = [food.name, food.brand, eight, sorted(food.micronutrients.items())]
    return hashlib.blake2b(orjson.dumps(content), digest_size=16).hexdigest()
