"""The search itself, over whatever table finds the candidates."""

from collections.abc import Iterable
from heapq import nsmallest
from typing import NamedTuple, Protocol

from config.search.matching import SIMILAR, Query, rank, similarity

# No search has more results than this; who wants more than 1,000 should type another letter.
MOST_RESULTS = 1000
# Mistyped words are compared one by one, so not with a whole table.
MOST_SIMILAR = 200


class Candidate(NamedTuple):
    """A text by which ``key`` may be found.  ``name`` is what people see; the shorter one comes first."""

    key: int
    name: str
    text: str


class Source(Protocol):
    """A table with names, searched with whatever indexes its database has.

    It only proposes: what it proposes too much is dropped, and its order does not matter.
    """

    def matching(self, query: Query) -> Iterable[Iterable[Candidate]]:
        """At least all that match, in one batch; in several if the first may suffice: each has all of its ranks."""

    def resembling(self, query: Query) -> Iterable[Candidate]:
        """Asked after ``matching`` gave nothing: what may be meant instead; nothing if a filter hid what matches."""


def search(query: Query, source: Source) -> list[int]:
    """Keys of what matches, the best first; of what is similar if nothing matches.  At most ``MOST_RESULTS``."""
    found = best_matches(query, source) if query.words else {}
    if query.words and not query.is_short and not found:
        found = best_similar(query, source)
    return sorted(found, key=lambda key: (found[key], key))[:MOST_RESULTS]


def best_matches(query: Query, source: Source) -> dict[int, tuple[float, int]]:
    """For each key the place of its best text: rank and length of the name."""
    found: dict[int, tuple[float, int]] = {}
    for batch in source.matching(query):
        for key, name, text in batch:
            place = rank(query, text)
            if place is not None and (key not in found or (place, len(name)) < found[key]):
                found[key] = (place, len(name))
        if len(found) >= MOST_RESULTS:
            break
    return found


def best_similar(query: Query, source: Source) -> dict[int, tuple[float, int]]:
    found: dict[int, tuple[float, int]] = {}
    for key, name, text in closest(query, source.resembling(query)):
        likeness = similarity(query, text)
        if likeness >= SIMILAR and (key not in found or (-likeness, len(name)) < found[key]):
            found[key] = (-likeness, len(name))
    return found


def closest(query: Query, candidates: Iterable[Candidate]) -> list[Candidate]:
    """Those that share the most fragments with the query: cheap to tell, so that few have to be compared."""
    fragments = query.fragments()

    def place(row: Candidate) -> tuple[int, int, Candidate]:
        return -sum(map(f" {row[2]}".__contains__, fragments)), len(row[2]), row

    return nsmallest(MOST_SIMILAR, candidates, key=place)
