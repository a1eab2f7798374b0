"""Whether a text matches what somebody typed, how well, and how similar it is if it does not."""

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import Final, Self

from rapidfuzz import fuzz

from config.search.folding import fold

# So few letters are in the middle of nearly every name; they have to start a word.
SHORT: Final = 3
# Thai to Myanmar, Khmer, kana, ideographs: written without spaces, so a word may start anywhere.
WITHOUT_SPACES: Final = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]"
)
# Below this a text is not what somebody mistyped.
SIMILAR: Final = 0.75
MOST_FRAGMENTS: Final = 24


class Rank(IntEnum):
    """How a text matches; the best first."""

    EXACT = 0
    PREFIX = 1
    WORD_START = 2
    SUBSTRING = 3


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for, folded."""

    text: str
    words: tuple[str, ...]
    is_short: bool

    @classmethod
    def of(cls, term: str) -> Self:
        text = fold(term)
        words = tuple(dict.fromkeys(text.split()))
        return cls(text, words, len(text.replace(" ", "")) <= SHORT and not WITHOUT_SPACES.search(text))

    def fragments(self) -> list[str]:
        """What even a mistyped query shares with what was meant: beginnings of words (`` sq``), three letters in a row.

        An index of trigrams serves both.
        """
        starts = [f" {word[:2]}" for word in self.words]
        inner = [word[place : place + 3] for word in self.words for place in range(len(word) - 2)]
        return list(dict.fromkeys(starts + inner))[:MOST_FRAGMENTS]


def rank(query: Query, text: str) -> Rank | None:
    """``None`` if the folded ``text`` does not match: it lacks a word of the query."""
    if text.startswith(query.text):
        return Rank.EXACT if len(text) == len(query.text) else Rank.PREFIX
    spaced = f" {text}"
    if all(f" {word}" in spaced for word in query.words):
        return Rank.WORD_START
    if not query.is_short and all(word in text for word in query.words):
        return Rank.SUBSTRING
    return None


def similarity(query: Query, text: str) -> float:
    """0 to 1: how much of each word of the query is together in the text, longer words counting more."""
    letters = sum(map(len, query.words))
    return sum(len(word) * likeness(word, text) for word in query.words) / (100 * letters)


def likeness(word: str, text: str) -> float:
    """0 to 100: of the best stretch of the text, with or without its spaces, that is as long as the word."""
    # Without room at its ends half of a word would do there: "mil" of "military" for "milk".
    room = " " * len(word)
    texts = {text, text.replace(" ", "")}
    return max(fuzz.partial_ratio(word, f"{room}{each}{room}") for each in texts)
