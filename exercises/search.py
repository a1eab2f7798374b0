"""Exercises by their names and aliases.

The tables are scanned: a catalogue has a few thousand names, which takes less time than building the query.
"""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet

from config.search.candidates import containing
from config.search.finding import Candidate
from config.search.matching import Query
from exercises.models import Alias, Translation


class TranslationNames:
    """What public exercises are called in ``languages``; in all, if there are none.  A search finds translations."""

    # Where a name and an alias belong to.
    keys: ClassVar = ("pk", "translation")

    def __init__(self, languages: Sequence[int] = ()) -> None:
        self.languages = languages
        self.is_known = False

    def matching(self, query: Query) -> Iterable[Iterable[Candidate]]:
        found = self.read(query)
        self.is_known = bool(found)
        yield self.visible(found)

    def resembling(self, query: Query) -> Iterable[Candidate]:
        return () if self.is_known else self.visible(self.read())

    def visible(self, found: list[Candidate]) -> list[Candidate]:
        return found

    def read(self, query: Query | None = None) -> list[Candidate]:
        """Two queries; without a query, everything there is."""
        name, alias = self.keys
        return [
            *self.texts(Translation.objects.order_by(), "", "name_folded", name, query),
            *self.texts(Alias.objects.order_by(), "translation__", "alias_folded", alias, query),
        ]

    def texts(self, rows: QuerySet[Any], way: str, column: str, key: str, query: Query | None) -> QuerySet[Any]:
        """``way`` leads from a row to its translation."""
        rows = rows.filter(**{f"{way}exercise__retired_at": None})
        if self.languages:
            rows = rows.filter(**{f"{way}language__in": self.languages})
        if query is not None:
            rows = rows.filter(containing(column, query))
        return rows.values_list(key, f"{way}name_folded", column)


class ExerciseNames(TranslationNames):
    """The same, but a search finds exercises, and only those among ``exercises``."""

    keys: ClassVar = ("exercise", "translation__exercise")

    def __init__(self, exercises: QuerySet[Any], languages: Sequence[int] = ()) -> None:
        super().__init__(languages)
        self.exercises = exercises

    def visible(self, found: list[Candidate]) -> list[Candidate]:
        shown = set(self.exercises.order_by().values_list("pk", flat=True)) if found else ()
        return [candidate for candidate in found if candidate[0] in shown]
