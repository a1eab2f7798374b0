"""Text as searches compare it: without case, accents and punctuation.

Plain Python and stored beside the text, because databases disagree about all three.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

# Characters of a folded text; a few letters fold to more than one.
LONGEST: Final = 400
# Letters that carry their accent within, which no decomposition takes off.
PLAIN_LETTERS: Final = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ŧ": "t",
        "\u0131": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
    }
)
POSSESSIVE: Final = re.compile(r"(?<=\w)['\u2019\u02bc]s\b", re.IGNORECASE)
APOSTROPHE_LETTER: Final = "\u02bc"
VARIATION_SELECTORS: Final = range(0xFE00, 0xFE10)


def fold(text: str) -> str:
    """``Farmer's Übung (ß)`` is ``farmers ubung ss``.

    At most ``LONGEST`` characters; folding twice changes nothing.
    """
    plain = decomposed(decomposed(POSSESSIVE.sub("s", text))).translate(PLAIN_LETTERS)
    return " ".join("".join(map(kept, plain)).split())[:LONGEST].rstrip()


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFKD", text).casefold()


@lru_cache(maxsize=4096)
def kept(sign: str) -> str:
    """The sign itself, a space for what separates words, nothing for what only changes how a letter looks.

    Vowel signs of Indic scripts have no combining class and stay: without them words would lose their vowels.
    """
    kind = unicodedata.category(sign)
    if unicodedata.combining(sign) or kind in {"Cf", "Me"} or ord(sign) in VARIATION_SELECTORS:
        return ""
    return sign if kind[0] in "LNM" and sign != APOSTROPHE_LETTER else " "
