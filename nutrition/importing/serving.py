"""How many grams a serving has, told from what people write on products: ``2 biscuits (25 g)``, ``½ cup = 113g``."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import IntEnum
from functools import lru_cache

from nutrition.importing.wording import LONGEST_NAME, tidy

HEAVIEST_GRAMS = 10_000
LONGEST_TEXT = 500


class Kind(IntEnum):
    """In the order in which measures are believed."""

    METRIC_MASS = 0
    METRIC_VOLUME = 1
    OTHER_MASS = 2
    OTHER_VOLUME = 3


# Grams each; a millilitre counts as a gram, as it does for labels of drinks.
_SPELLINGS: dict[tuple[Kind, str], str] = {
    (Kind.METRIC_MASS, "1"): "g gr grs gm gms gram grams gramm gramme grammes grammi grammo gramo gramos grama gramas"
    " г гр γρ 克 公克 グラム גרם جم غ غرام گرم กรัม",  # noqa: RUF001 (other scripts)
    (Kind.METRIC_MASS, "1000"): "kg kgs kilo kilos кг 公斤 千克",
    (Kind.METRIC_MASS, "0.001"): "mg мг 毫克",
    (Kind.METRIC_VOLUME, "1"): "ml mls mililitro mililitros millilitre millilitres milliliter milliliters мл 毫升 مل",
    (Kind.METRIC_VOLUME, "10"): "cl cls сл",
    (Kind.METRIC_VOLUME, "100"): "dl dls дл",
    (Kind.METRIC_VOLUME, "1000"): "l lt ltr litre litres liter liters litro litros litri л",
    (Kind.OTHER_MASS, "28.349523125"): "oz oz. onz ounce ounces",
    (Kind.OTHER_MASS, "453.59237"): "lb lbs pound pounds",
    (Kind.OTHER_VOLUME, "29.5735295625"): "floz fl.oz fl.oz. fluidounce fluidounces",
}
UNITS = {word: (kind, Decimal(grams)) for (kind, grams), words in _SPELLINGS.items() for word in words.split()}

FRACTIONS = {"½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3", "⅛": "1/8", "⅜": "3/8", "⅝": "5/8", "⅞": "7/8"}
_NUMBER = r"(?:\d{1,6}\s+\d{1,3}/\d{1,3}|\d{1,3}/\d{1,3}|\d{1,6}(?:[.,]\d{1,9})?)"
_WORDS = "|".join(sorted((re.escape(word) for word in UNITS), key=len, reverse=True))
MEASURE = re.compile(
    rf"(?<![\w.,])(?<!\d/)(?:(?P<times>\d{{1,3}})\s*[x×*]\s*)?(?P<number>{_NUMBER})\s*"  # noqa: RUF001 (times)
    rf"(?P<unit>fl(?:uid)?\.?\s*oz\.?|fl(?:uid)?\s+ounces?|{_WORDS})(?![^\W\d_])",
    re.IGNORECASE,
)
# A thousand with a comma, as in English; 2,835 is taken for a decimal comma.
THOUSANDS = re.compile(r"[1-9]\d{0,2},\d00")
BRACKETS = re.compile(r"\(([^()]*)\)?|\[([^\[\]]*)\]?")
# What may stand beside a measure and says nothing.
FILLERS = re.compile(r"\b(?:about|approx|approximately|appr|ca|circa|env|environ|etwa|per|je|net)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Serving:
    """1 to 10,000 whole grams, and a name of 1 to 200 characters."""

    name: str
    grams: int


@dataclass(frozen=True, slots=True)
class Measure:
    kind: Kind
    grams: Decimal
    text: str


@lru_cache(maxsize=4096)
def serving(text: str, known_grams: Decimal | None = None) -> Serving | None:
    """The serving that ``text`` describes; ``known_grams`` counts where the text has no weight."""
    plain = _plain(text)
    sides = list(_sides(plain))
    found = _best([measure for side in sides for measure in _measures(side)], sides)
    grams = _whole(found.grams if found else known_grams)
    if grams is None:
        return None
    return Serving(_name(plain, sides, found.text if found else f"{grams} g"), grams)


def _plain(text: str) -> str:
    """Without full-width letters and fractions in one sign: half as a sign after 1 would become 11/2."""
    for sign, written in FRACTIONS.items():
        text = text.replace(sign, f" {written}")
    return tidy(unicodedata.normalize("NFKC", tidy(text, LONGEST_TEXT)).replace("\u2044", "/"), LONGEST_TEXT)


def _sides(plain: str) -> Iterator[str]:
    """What is outside of brackets and on each side of an equals sign; after that, what is within brackets."""
    yield from re.split(r"[=≈~]", BRACKETS.sub(" ", plain))
    for match in BRACKETS.finditer(plain):
        yield from re.split(r"[=≈~]", match[1] or match[2] or "")


def _measures(side: str) -> Iterator[Measure]:
    for match in MEASURE.finditer(side):
        word = re.sub(r"\s+", "", match["unit"].casefold())
        kind, grams = UNITS.get(word) or UNITS["floz"]
        number = _number(match["number"])
        if number is not None:
            shown = " ".join(match[0].split())
            yield Measure(kind, int(match["times"] or 1) * number * grams, shown)


def _number(text: str) -> Decimal | None:
    if THOUSANDS.fullmatch(text):
        return Decimal(text.replace(",", ""))
    whole, _, fraction = text.rpartition(" ")
    if "/" in fraction:
        above, below = map(Decimal, fraction.split("/"))
        return Decimal(whole.strip() or 0) + above / below if below else None
    return Decimal(text.replace(",", "."))


def _best(measures: list[Measure], sides: list[str]) -> Measure | None:
    """The most trusted kind, of that the one in brackets, of those the first: people put the exact weight there."""
    if not measures:
        return None
    kind = min(measure.kind for measure in measures)
    for side in [*sides[1:], sides[0]]:
        for measure in _measures(side):
            if measure.kind == kind:
                return measure
    return None


def _whole(grams: Decimal | None) -> int | None:
    if grams is None or not grams.is_finite() or not 0 < grams <= HEAVIEST_GRAMS:
        return None
    return int(grams.to_integral_value(ROUND_HALF_UP)) or None


def _name(plain: str, sides: list[str], measure: str) -> str:
    """The words beside the measure, the whole text if they cannot be taken apart, else ``Portion (30 g)``."""
    worded = [side for side in sides if _has_words(side)]
    if not worded:
        return f"Portion ({measure})"
    apart = [side for side in worded if not MEASURE.search(side)]
    if apart and len(worded) == 1:
        return tidy(apart[0].strip(" ,;:-/."), LONGEST_NAME)
    return tidy(plain, LONGEST_NAME)


def _has_words(side: str) -> bool:
    return any(map(str.isalpha, FILLERS.sub(" ", MEASURE.sub(" ", side))))
