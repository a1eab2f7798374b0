"""Foods by their names, among a million of them, while somebody types.

Brands are not searched: most names of products begin with theirs, and a second text would double what an import has to
write.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import connection

from config.search.finding import MOST_RESULTS, Candidate
from config.search.matching import WITHOUT_SPACES, Query, Rank, rank
from nutrition import barcodes
from nutrition.models import Ingredient
from nutrition.name_lookup import shortest
from nutrition.name_pieces import TRIGRAM, Condition, Piece, Place

# Shorter words are not misspelt, and of longer ones one half is right.
SHORTEST_MISSPELT = 4
# In words this short a swap of two letters leaves no half right.
LONGEST_SWAPPED = 5
# So many words of a search are asked for; the others are looked at when matching.
MOST_WORDS = 20
# Few foods have so many letters in their names: one query for all of them is less than one for each rank.
USUALLY_RARE = 5


class IngredientNames:
    """What the public foods among ``rows`` and those of ``person`` are called; in all languages if none are named.

    No index knows words of one or two letters but where they begin.  So a search of nothing else finds no middles of
    words, except in scripts that are written without spaces.
    """

    def __init__(self, rows: Any, languages: Sequence[int] = (), person: Any = None) -> None:
        self.rows = (rows.filter(language__in=languages) if languages else rows).order_by()
        self.languages = languages
        self.person = person or AnonymousUser()

    def matching(self, query: Query) -> Iterator[Iterable[Candidate]]:
        """Beginnings of names, then of words, then the rest; most searches have a page full before they come to it.

        A barcode is all that is found if a food has it.
        """
        if barcodes.is_barcode(query.text) and (coded := self.coded(query)):
            yield coded
            return
        wanted = conditions(query)
        own = self.own(wanted[-1][1])
        if len(query.text) >= USUALLY_RARE:
            every = [*self.public(wanted[-1][1])]
            if len(every) < MOST_RESULTS:
                yield [*own, *every]
                return
        for worst, condition in wanted:
            mine = [row for row in own if (place := rank(query, row.text)) is not None and place <= worst]
            yield [*mine, *self.public(condition)]

    def coded(self, query: Query) -> list[Candidate]:
        rows = self.rows.filter(code__in=barcodes.same(query.text)).values_list("pk", "name_folded")
        return [Candidate(key, name, query.text) for key, name in rows]

    def resembling(self, query: Query) -> Iterable[Candidate]:
        condition = misspelt(query)
        if not condition or barcodes.is_barcode(query.text) or self.is_hidden(query):
            return ()
        return [*self.own(condition), *self.public(condition)]

    def is_hidden(self, query: Query) -> bool:
        """Whether foods match that this search leaves out."""
        everything = IngredientNames(Ingredient.objects.all().visible_to(self.person), person=self.person)
        return any(rank(query, row.text) is not None for row in everything.widest(query))

    def widest(self, query: Query) -> list[Candidate]:
        condition = conditions(query)[-1][1]
        return [*self.own(condition), *self.public(condition)]

    def public(self, condition: Condition) -> Iterable[Candidate]:
        found = shortest(connection, self.rows.filter(user=None), condition, self.languages, MOST_RESULTS)
        return [Candidate(key, name, name) for key, name in found]

    def own(self, condition: Condition) -> list[Candidate]:
        if not self.person.is_authenticated:
            return []
        rows = self.rows.filter(condition.filter(), user=self.person)
        return [Candidate(key, name, name) for key, name in rows.values_list("pk", "name_folded")]


def conditions(query: Query) -> list[tuple[Rank, Condition]]:
    """The worst rank that each finds; every one finds what those before it do."""
    words = query.words[:MOST_WORDS]
    found = [
        (Rank.PREFIX, Condition.all_of(Piece(Place.NAME, query.text))),
        (Rank.WORD_START, Condition.all_of(*(Piece(Place.WORD, word) for word in words))),
    ]
    if not query.is_short and (max(map(len, words)) >= TRIGRAM or WITHOUT_SPACES.search(query.text)):
        found.append((Rank.SUBSTRING, Condition.all_of(*(Piece(Place.ANYWHERE, word) for word in words))))
    return found


def misspelt(query: Query) -> Condition:
    """Texts that have a part of each longer word."""
    words = [word for word in query.words if len(word) >= SHORTEST_MISSPELT]
    return Condition(tuple(parts(word) for word in words[:MOST_WORDS]))


def parts(word: str) -> tuple[Piece, ...]:
    middle = len(word) // 2
    swaps = range(1, len(word)) if len(word) <= LONGEST_SWAPPED else [middle]
    return (
        Piece(Place.WORD, word[:middle]),
        Piece(Place.ANYWHERE, word[min(middle, len(word) - TRIGRAM) :]),
        *(Piece(Place.ANYWHERE, swapped(word, place)) for place in swaps),
    )


def swapped(word: str, place: int) -> str:
    return word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :]
