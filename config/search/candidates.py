"""Conditions that find candidates in a folded column, on any database and with any index that serves LIKE.

A folded text has no sign that means something to LIKE, so nothing has to be escaped.
"""

from django.db.models import Q

from config.search.matching import Query

# The longest words narrow the most; the rest is looked at when matching.
MOST_WORDS = 6


def containing(column: str, query: Query) -> Q:
    """Texts with the words of the query; of a short query, with words that start so."""
    condition = Q()
    for word in sorted(query.words, key=len, reverse=True)[:MOST_WORDS]:
        condition &= word_start(column, word) if query.is_short else Q(**{f"{column}__contains": word})
    return condition


def word_start(column: str, letters: str) -> Q:
    return Q(**{f"{column}__startswith": letters}) | Q(**{f"{column}__contains": f" {letters}"})
