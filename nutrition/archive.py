"""Foods, recipes, plans and the diary in archives of accounts."""

from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models

from accounts.archive import dumping
from accounts.archive.building import add_own
from accounts.archive.parts import Catalogue, Media, Part, Room, Row, Table, part_of
from accounts.archive.pictures import kept
from accounts.archive.values import Unusable, decode
from exercises import thumbnails
from nutrition.models import DiaryEntry, Ingredient, IngredientImage, IngredientWeightUnit, RecipeItem
from nutrition.nutrients import are_amounts

if TYPE_CHECKING:
    from accounts.archive.directory import Directory
    from accounts.models import User

CENT = Decimal("0.01")
EATEN = ("energy", "protein", "carbohydrates", "carbohydrates_sugar", "fat", "fat_saturated", "fiber", "sodium")


# --- Public foods that another server may lack ---------------------------------------------------------------------


def describe(model: Any, keys: Iterable[int]) -> Iterator[Row]:
    """All columns: what is missing elsewhere becomes the person's own food with the same values."""
    part = part_of(model)
    for some in dumping.batches(sorted(keys)):
        rows: models.QuerySet[Any] = models.QuerySet(model).filter(pk__in=some).order_by("uuid")
        yield from dumping.dump(rows, part.columns if part else [])


def describe_foods(keys: Iterable[int]) -> Iterator[Row]:
    return describe(Ingredient, keys)


def describe_units(keys: Iterable[int]) -> Iterator[Row]:
    return describe(IngredientWeightUnit, keys)


def find_food(row: Row) -> int | None:
    """By uuid, by what its source calls it, or by its barcode."""
    public: models.QuerySet[Any] = models.QuerySet(Ingredient).filter(user=None).order_by("retired_at", "pk")
    ways: list[dict[str, Any]] = [{"uuid": UUID(row["uuid"])}]
    if row.get("remote_id"):
        ways.append({"source_name": row.get("source_name"), "remote_id": row["remote_id"]})
    if row.get("code"):
        ways.append({"code": row["code"], "retired_at": None})
    return next((key for way in ways if (key := public.filter(**way).values_list("pk", flat=True).first())), None)


def find_unit(row: Row) -> int | None:
    units: models.QuerySet[Any] = models.QuerySet(IngredientWeightUnit).filter(user=None, uuid=UUID(row["uuid"]))
    return units.values_list("pk", flat=True).first()


def own_food(directory: "Directory", row: Row) -> int | None:
    """The same food as one of the person's own."""
    return add_own(directory, Ingredient, row)


def own_unit(directory: "Directory", row: Row) -> int | None:
    """Only of a food of their own: a unit of a public one would be shown to everybody."""
    return add_own(directory, IngredientWeightUnit, row)


def in_grams(row: Any, column: str, described: Row) -> None:
    """The same amount without the unit that this server lacks."""
    if column != "weight_unit":
        return
    part = part_of(IngredientWeightUnit)
    fields = {each.name: each for each in part.columns} if part else {}
    each = decode(fields["amount"], described["amount"]) * decode(fields["gram"], described["gram"])
    amount = (row.amount * each).quantize(CENT, ROUND_HALF_UP)
    if amount >= Decimal(10**6):
        raise Unusable("amount is too large in grams.")
    row.amount = amount


def check_micronutrients(row: Any) -> None:
    if not are_amounts(row.micronutrients):
        raise Unusable("micronutrients must be amounts by name.")


# --- Rows that need more than to be written ------------------------------------------------------------------------


def store_picture(row: IngredientImage, content: bytes) -> None:
    picture = kept(content)
    row.store(picture, thumbnails.render(picture.content))


def paths_of_picture(row: IngredientImage) -> list[str]:
    return row.paths(str(row.image))


def check_recipes(user: "User") -> None:
    """No food may be made of itself, however many recipes are between."""
    graph: dict[int, set[int]] = {}
    for food, item in RecipeItem.objects.filter(user=user).values_list("recipe__ingredient", "ingredient"):
        graph.setdefault(food, set()).add(item)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        raise Unusable("A recipe of the archive is made of itself.") from error


# --- Lists for spreadsheets ----------------------------------------------------------------------------------------


def diary(user: "User") -> Iterator[tuple[Any, ...]]:
    rows = DiaryEntry.objects.filter(user=user).order_by("datetime", "pk")
    names = ("datetime", "meal__name", "ingredient__name", "ingredient__brand", "amount", "weight_unit__name", "grams")
    return rows.values_list(*names, *EATEN, "comment").iterator(dumping.ROWS_AT_ONCE)


def foods(user: "User") -> Iterator[tuple[Any, ...]]:
    rows = Ingredient.objects.owned_by(user).order_by("name", "pk")
    return rows.values_list("name", "brand", "code", *EATEN).iterator(dumping.ROWS_AT_ONCE)


FOOD = frozenset({"ingredient"})
PER_DAY = ("energy kcal", *(f"{name.replace('_', ' ')} g" for name in EATEN[1:]))

ROOM = Room(
    catalogue=(
        Catalogue("nutrition.FoodUnit", ("language__short_name", "name")),
        Catalogue("nutrition.Ingredient", ("uuid",), describe=describe_foods, find=find_food, stand_in=own_food),
        Catalogue(
            "nutrition.IngredientWeightUnit", ("uuid",), describe=describe_units, find=find_unit, stand_in=own_unit
        ),
    ),
    parts=(
        Part(
            "nutrition.Ingredient",
            prepare=check_micronutrients,
            derived=frozenset({"import_digest", "last_imported", "quality"}),
        ),
        Part("nutrition.IngredientWeightUnit", derived=frozenset({"import_digest"}), inside=FOOD),
        Part("nutrition.Recipe", inside=FOOD),
        Part("nutrition.RecipeItem", without=in_grams, check=check_recipes),
        Part(
            "nutrition.IngredientImage",
            media=Media("image", "foods", store_picture, frozenset({"size", "width", "height"}), paths_of_picture),
            inside=FOOD,
        ),
        Part("nutrition.NutritionPlan", key=("uuid", "retired_at"), gives_way={"is_default": False}),
        Part("nutrition.Meal"),
        Part("nutrition.MealItem", without=in_grams),
        Part("nutrition.DiaryEntry", without=in_grams, prepare=check_micronutrients),
    ),
    tables=(
        Table("diary", ("time", "meal", "food", "brand", "amount", "unit", "grams", *PER_DAY, "comment"), diary),
        Table("foods", ("name", "brand", "barcode", *(f"{name} per 100 g" for name in PER_DAY)), foods),
    ),
)
