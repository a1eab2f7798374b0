"""What a search asks of names, in the terms of Django and of SQLite's index of trigrams."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import reduce
from operator import and_, or_
from typing import Final, Self

from django.db.models import Q

from config.search.candidates import word_start
from nutrition.name_index import START_SIGN, language_sign

TRIGRAM: Final = 3
# More of one word narrow no further.
MOST_TRIGRAMS: Final = 8


class Place(Enum):
    NAME = "at the beginning of a name"
    WORD = "at the beginning of a word"
    ANYWHERE = "anywhere"


@dataclass(frozen=True, slots=True)
class Piece:
    """Folded ``letters`` at a ``place``; only those of a whole name may have spaces."""

    place: Place
    letters: str

    def filter(self) -> Q:
        match self.place:
            case Place.NAME:
                return Q(name_folded__startswith=self.letters)
            case Place.WORD:
                return word_start("name_folded", self.letters)
            case Place.ANYWHERE:
                return Q(name_folded__contains=self.letters)

    def trigrams(self) -> list[str]:
        """What is in every text of the index with this piece; nothing if it is too short to tell."""
        if self.place is Place.ANYWHERE:
            return covering(self.letters)
        found = [each for word in self.letters.split() for each in (*starting(word), *covering(word))]
        if self.place is Place.NAME:
            start = START_SIGN * 2 + self.letters[:TRIGRAM]
            found = [*(start[place : place + TRIGRAM] for place in range(len(start) - 2)), *found]
        return found[:MOST_TRIGRAMS]


def starting(word: str) -> list[str]:
    """Before each word of the index are two spaces."""
    return [f"  {word[:2]}"[-TRIGRAM:]]


def covering(word: str) -> list[str]:
    """Trigrams one after the other that together have all letters; the last may overlap."""
    if len(word) < TRIGRAM:
        return []
    last = len(word) - TRIGRAM
    return [word[place : place + TRIGRAM] for place in (*range(0, last, TRIGRAM), last)][:MOST_TRIGRAMS]


@dataclass(frozen=True, slots=True)
class Condition:
    """Of each group, at least one piece."""

    groups: tuple[tuple[Piece, ...], ...]

    @classmethod
    def all_of(cls, *pieces: Piece) -> Self:
        return cls(tuple((piece,) for piece in pieces))

    def __bool__(self) -> bool:
        return bool(self.groups)

    def filter(self) -> Q:
        return reduce(and_, (reduce(or_, (piece.filter() for piece in group)) for group in self.groups))

    def expression(self, languages: Sequence[int]) -> str:
        """For MATCH; empty if trigrams tell nothing."""
        found = []
        for group in self.groups:
            choices = [piece.trigrams() for piece in group]
            if all(choices):
                found.append(any_of(map(together, choices)))
        if found and languages:
            found.append(any_of(f'"{language_sign(language) * TRIGRAM}"' for language in languages))
        return " AND ".join(found)


def together(trigrams: Iterable[str]) -> str:
    return "(" + " AND ".join(f'"{each}"' for each in dict.fromkeys(trigrams)) + ")"


def any_of(choices: Iterable[str]) -> str:
    return "(" + " OR ".join(choices) + ")"
