"""Products of Open Food Facts."""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from nutrition.importing import foods
from nutrition.importing.foods import OFF, OPEN_DATABASE, Food, Portion, Unusable, mapping
from nutrition.importing.serving import HEAVIEST_GRAMS, serving
from nutrition.importing.wording import LONGEST_NAME, first_text, tidy
from nutrition.plausibility import GRADES
from nutrition.sources import number, read_off
from nutrition.units import NoCommonMeasure, Unit, converted, unit_named

SITE = "https://world.openfoodfacts.org"
LONGEST_CODE = 64
LONGEST_AUTHORS = 3500
CODE = re.compile(r"[0-9A-Za-z._-]+")
# Since schema 1003 (2026) nutrients are in a set of their own, per 100 g or 100 ml, as sold or prepared.
PER = frozenset({"100g", "100ml"})
SUFFIX = "_100g"
ENERGY_IN_KILOCALORIES = "energy-kcal"


def read(product: Any, languages: Mapping[str, int]) -> Food:
    """The food of a product; ``languages`` are the ids of the wanted ones by code.  Raises ``Unusable``."""
    if not isinstance(product, dict):
        raise Unusable("is no object")
    code = _code(product.get("code"))
    language = _language(product, code)
    if language not in languages:
        raise Unusable("is in a language that is not imported", code)
    if product.get("product_type", "food") != "food":
        raise Unusable("is no food", code)
    name = _name(product, language)
    if not name:
        raise Unusable("has no name", code)
    grade = _grade(product)
    content = {
        "name": name,
        "common_name": first_text(product.get("generic_name"), product.get(f"generic_name_{language}")),
        "brand": _brand(product.get("brands")),
        "code": code,
        "language_id": languages[language],
        "source_url": f"{SITE}/api/v2/product/{code}.json",
        "is_vegan": _told(product, "vegan"),
        "is_vegetarian": _told(product, "vegetarian"),
        "nutriscore": grade if grade in GRADES else None,
        **foods.nutrition(read_off(_nutriments(product)), name=name, nutriscore=grade),
        **foods.attribution(
            OPEN_DATABASE,
            title=name,
            object_url=f"{SITE}/product/{code}/",
            author=_authors(product.get("editors_tags")),
        ),
    }
    changed = foods.moment(product.get("last_modified_t"))
    return Food(OFF, code, foods.uuid_of(OFF, code), content, _portions(product), changed)


def _code(value: Any) -> str:
    code = str(value) if isinstance(value, int) else tidy(value)
    if not code:
        raise Unusable("has no code")
    if len(code) > LONGEST_CODE or not CODE.fullmatch(code):
        raise Unusable("has a code that is none", code[:LONGEST_CODE])
    return code


def _language(product: Mapping[str, Any], code: str) -> str:
    language = product.get("lang") or product.get("lc")
    if not isinstance(language, str) or not language:
        raise Unusable("has no language", code)
    return language


def _name(product: Mapping[str, Any], language: str) -> str:
    preferred = (product.get(key) for key in ("product_name", f"product_name_{language}", "product_name_en"))
    return first_text(*preferred) or first_text(
        *(value for key, value in sorted(product.items()) if key.startswith("product_name_"))
    )


def _brand(value: Any) -> str:
    return tidy(", ".join(filter(None, map(tidy, value))) if isinstance(value, list) else value)


def _authors(tags: Any) -> str:
    return tidy(", ".join(filter(None, map(tidy, tags))), LONGEST_AUTHORS) if isinstance(tags, list) else ""


def _told(product: Mapping[str, Any], what: str) -> bool | None:
    """Null where Open Food Facts does not know or says maybe."""
    tags = product.get("ingredients_analysis_tags")
    if not isinstance(tags, list):
        return None
    return True if f"en:{what}" in tags else False if f"en:non-{what}" in tags else None


def _grade(product: Mapping[str, Any]) -> str:
    grade = product.get("nutrition_grades") or product.get("nutriscore_grade")
    return grade.strip().lower() if isinstance(grade, str) else ""


def _nutriments(product: Mapping[str, Any]) -> Mapping[str, Any]:
    """By their older names, whichever schema the product has."""
    given = mapping(product.get("nutriments"))
    if given:
        return given
    found = mapping(mapping(product.get("nutrition")).get("aggregated_set"))
    if found.get("per") not in PER or found.get("preparation", "as_sold") != "as_sold":
        return {}
    nutrients = mapping(found.get("nutrients"))
    return {name + SUFFIX: _in_grams(name, mapping(value)) for name, value in nutrients.items()}


def _in_grams(name: str, nutrient: Mapping[str, Any]) -> Any:
    """The value in the unit that the older names imply: grams, or that of energy."""
    value, unit = nutrient.get("value", nutrient.get("value_computed")), _unit(nutrient.get("unit"))
    amount = number(value)
    if amount is None or unit is None:
        return value
    usual = Unit.GRAM
    if name.startswith("energy"):
        usual = Unit.KILOCALORIE if name == ENERGY_IN_KILOCALORIES else Unit.KILOJOULE
    try:
        return converted(amount, unit, usual)
    except NoCommonMeasure:
        return value


@cache
def _unit(text: Any) -> Unit | None:
    return unit_named(text) if isinstance(text, str) else None


def _portions(product: Mapping[str, Any]) -> list[Portion]:
    text, quantity = product.get("serving_size"), number(product.get("serving_quantity"))
    if not isinstance(text, str) or not text.strip():
        return []
    known = quantity if quantity is not None and 0 < quantity <= Decimal(HEAVIEST_GRAMS) else None
    found = serving(text, known)
    return [Portion(found.name[:LONGEST_NAME], found.grams, "serving")] if found else []
