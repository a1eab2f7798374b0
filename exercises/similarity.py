"""How similar two names are, by the share of fragments of three letters that they have in common.

As PostgreSQL's pg_trgm has it, but computed here, so that both databases agree.  Comparing letter by letter would take
"incline press" for "decline press".
"""

from collections.abc import Iterable
from typing import Final

TOO_SIMILAR: Final = 0.85


def fragments(name: str) -> frozenset[str]:
    """Of a folded name: each word's, with two spaces before and one behind it."""
    padded = [f"  {word} " for word in name.split()]
    return frozenset(word[place : place + 3] for word in padded for place in range(len(word) - 2))


def similarity(one: frozenset[str], other: frozenset[str]) -> float:
    """0 to 1."""
    return len(one & other) / (len(one | other) or 1)


def most_similar(name: str, others: Iterable[tuple[str, str]]) -> str | None:
    """Which of ``others``, pairs of a name and its folded form, is too similar to the folded ``name``."""
    own, joined = fragments(name), name.replace(" ", "")
    for shown, folded in others:
        if folded.replace(" ", "") == joined or similarity(own, fragments(folded)) >= TOO_SIMILAR:
            return shown
    return None
