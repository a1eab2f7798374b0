"""Foods of FoodData Central, from records in the form of its JSON files."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from nutrition.importing import foods
from nutrition.importing.foods import CC0, USDA, Food, Portion, Unusable, mapping, rows
from nutrition.importing.serving import HEAVIEST_GRAMS, serving
from nutrition.importing.wording import LONGEST_NAME, first_text, in_title_case, tidy
from nutrition.sources import number, read_usda

SITE = "https://fdc.nal.usda.gov/food-details"
# What a file of all data has beside them are samples and parts of experiments, which nobody eats.
TYPES = {"foundation", "foundation_food", "sr legacy", "sr_legacy_food", "branded", "branded_food"}
TYPES |= {"survey (fndds)", "survey_fndds_food"}
# Codes of grams and millilitres, besides g and ml.
SERVING_UNITS = {"g", "grm", "ml", "mlt"}
UNDETERMINED = {"undetermined", "quantity not specified"}


def read(record: Any, language: int) -> Food:
    """The food of a record; ``language`` is the id of English.  Raises ``Unusable``."""
    if not isinstance(record, dict):
        raise Unusable("is no object")
    remote_id = str(record.get("fdcId") or "")
    if not remote_id.isdecimal():
        raise Unusable("has no FDC id")
    if str(record.get("dataType") or "foundation").lower() not in TYPES:
        raise Unusable("is no food of a kind that is imported", remote_id)
    name = in_title_case(tidy(record.get("description")))
    if not name:
        raise Unusable("has no name", remote_id)
    content = {
        "name": name,
        "common_name": name,
        "brand": in_title_case(first_text(record.get("brandName"), record.get("brandOwner"))),
        "code": tidy(record.get("gtinUpc"), 64) or None,
        "language_id": language,
        "source_url": f"{SITE}/{remote_id}/nutrients",
        "is_vegan": None,
        "is_vegetarian": None,
        "nutriscore": None,
        **foods.nutrition(read_usda(_amounts(record)), name=name),
        **foods.attribution(
            CC0,
            title=name,
            object_url=f"{SITE}/{remote_id}/nutrients",
            author="U.S. Department of Agriculture, Agricultural Research Service",
        ),
    }
    return Food(USDA, remote_id, foods.uuid_of(USDA, remote_id), content, list(_portions(record)))


def _amounts(record: Mapping[str, Any]) -> Iterator[tuple[int | str, Any, str | None]]:
    """Nutrients as in the files, and in the shorter form of the API."""
    for row in map(mapping, rows(record.get("foodNutrients"))):
        nutrient = mapping(row.get("nutrient"))
        name = nutrient.get("id") or row.get("nutrientId") or nutrient.get("number") or row.get("number")
        amount = row.get("amount", row.get("value"))
        if isinstance(name, int | str) and amount is not None:
            unit = nutrient.get("unitName") or row.get("unitName")
            yield name, amount, unit if isinstance(unit, str) else None


def _portions(record: Mapping[str, Any]) -> Iterator[Portion]:
    names = set()
    for place, row in enumerate(map(mapping, rows(record.get("foodPortions")))):
        grams = _grams(row.get("gramWeight"))
        name = _portion_name(row)
        if grams and name and name not in names:
            names.add(name)
            yield Portion(name, grams, f"portion {row.get('id') or place}")
    grams = _grams(record.get("servingSize"))
    unit = str(record.get("servingSizeUnit") or "").lower()
    if grams and unit in SERVING_UNITS:
        # The household text says how much it is of what, e.g. 1 cup (30 g); the weight is that of the label.
        found = serving(tidy(record.get("householdServingFullText")) or f"{grams} g", Decimal(grams))
        if found and found.name not in names:
            yield Portion(in_title_case(found.name), grams, "serving")


def _portion_name(row: Mapping[str, Any]) -> str:
    """``1 cup, chopped``: how much of what, in the words of whichever of its columns has any."""
    unit = tidy(mapping(row.get("measureUnit")).get("name"))
    words = [] if unit.lower() in UNDETERMINED else [unit]
    words.append(tidy(row.get("portionDescription")))
    modifier = tidy(row.get("modifier"))
    # In survey data it is a number of a code list.
    words.append("" if modifier.isdecimal() else modifier)
    known = [word for word in words if word and word.lower() not in UNDETERMINED]
    if not known:
        return ""
    amount = number(row.get("amount"))
    text = ", ".join(dict.fromkeys(known))
    return tidy(f"{amount.normalize():f} {text}" if amount and not text[0].isdigit() else text, LONGEST_NAME)


def _grams(value: Any) -> int:
    """Whole grams, 0 if there is no weight that a portion may have."""
    found = number(value)
    if found is None or not 0 < found <= HEAVIEST_GRAMS:
        return 0
    return int(found + Decimal("0.5"))
