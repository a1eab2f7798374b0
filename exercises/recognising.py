"""Which exercise is meant by a name that somebody else gave it: sure if the words are the same, else a suggestion."""

from collections.abc import Iterable
from functools import cached_property
from heapq import nlargest
from typing import NamedTuple
from uuid import UUID

from django.db.models import Case, When

from config.search.folding import fold
from exercises.languages import ENGLISH
from exercises.models import Alias, Exercise, Translation
from exercises.similarity import fragments, similarity

MOST_SUGGESTIONS = 5
LEAST_ALIKE = 0.25
# As other apps write; the left word is read as the right one.
SYNONYMS = {
    "bb": "barbell",
    "db": "dumbbell",
    "dumbell": "dumbbell",
    "kb": "kettlebell",
    "ohp": "overhead press",
    "rdl": "romanian deadlift",
    "pullup": "pull up",
    "chinup": "chin up",
    "pushup": "push up",
    "situp": "sit up",
    "stepup": "step up",
    "pulldown": "pull down",
    "pushdown": "push down",
    "skullcrusher": "skull crusher",
    "stiffleg": "stiff leg",
}
# Words that do not tell exercises apart.
EMPTY = {"the", "a", "an", "with", "on", "flat", "and", "mit", "der", "dem", "den", "am", "auf", "bodyweight"}


class Recognition(NamedTuple):
    """``exercise`` is ``None`` if it cannot be told; ``is_exact``: it, or an alias of it, is called just so."""

    exercise: int | None
    is_exact: bool = False
    suggestions: tuple[str, ...] = ()


english_first = Case(When(language=ENGLISH, then=0), default=1)


class Names:
    """All names of public exercises, read once: two queries."""

    def __init__(self) -> None:
        named = Translation.objects.filter(exercise__retired_at=None).order_by(english_first, "pk")
        also = Alias.objects.filter(translation__exercise__retired_at=None).order_by("pk")
        self.rows: list[tuple[int, str, str]] = [
            *named.values_list("exercise", "name", "name_folded"),
            *also.values_list("translation__exercise", "alias", "alias_folded"),
        ]
        self.shown: dict[int, str] = {}
        self.exact: dict[str, set[int]] = {}
        for exercise, name, folded in self.rows:
            self.shown.setdefault(exercise, name)
            self.exact.setdefault(folded, set()).add(exercise)

    @cached_property
    def by_words(self) -> dict[frozenset[str], set[int]]:
        found: dict[frozenset[str], set[int]] = {}
        for exercise, _, folded in self.rows:
            found.setdefault(words(folded), set()).add(exercise)
        return found

    @cached_property
    def fragments(self) -> list[tuple[int, str, frozenset[str]]]:
        return [(exercise, name, fragments(" ".join(sorted(words(folded))))) for exercise, name, folded in self.rows]

    def known(self, name: str) -> int | None:
        """The exercise that is surely meant."""
        folded = fold(name)
        return only(self.exact.get(folded, ())) or only(self.by_words.get(words(folded), ()))

    def recognise(self, name: str) -> Recognition:
        """What is surely meant, else what may be: a look at all names."""
        folded = fold(name)
        if found := self.known(name):
            is_exact = only(self.exact.get(folded, ())) == found
            return Recognition(found, is_exact, () if is_exact else (self.shown[found],))
        # "Bench Press (Dumbbell)": what stands in brackets may make it another one, so this is a suggestion only.
        bare = only(self.exact.get(fold(name.partition("(")[0]), ()))
        first = [self.shown[bare]] if bare else []
        proposed = dict.fromkeys([*first, *self.resembling(folded)])
        return Recognition(None, suggestions=tuple(proposed)[:MOST_SUGGESTIONS])

    def resembling(self, folded: str) -> tuple[str, ...]:
        wanted = fragments(" ".join(sorted(words(folded))))
        best: dict[int, tuple[float, str]] = {}
        for exercise, name, known in self.fragments:
            likeness = similarity(wanted, known)
            if likeness >= LEAST_ALIKE and likeness > best.get(exercise, (0.0, ""))[0]:
                best[exercise] = likeness, name
        return tuple(name for _, name in nlargest(MOST_SUGGESTIONS, best.values()))

    def chosen(self, text: str) -> int | None:
        """What a person has written to say which one they mean: a name, an id or a uuid."""
        given = text.strip()
        if given.isascii() and given.isdecimal():
            return int(given) if int(given) in self.shown else None
        try:
            uuid = UUID(given)
        except ValueError:
            # Of two with one name the older is meant.
            return min(self.exact.get(fold(given), ()), default=None)
        found = Exercise.objects.public().filter(uuid=uuid).values_list("pk", flat=True).first()
        return int(found) if found else None


def only(found: Iterable[int]) -> int | None:
    """The single one; nothing if several are called so."""
    exercises = list(found)
    return exercises[0] if len(exercises) == 1 else None


def words(folded: str) -> frozenset[str]:
    """The words that matter, in no order and without the s of a plural."""
    known = " ".join(SYNONYMS.get(singular(word), word) for word in folded.split()).split()
    kept = [singular(word) for word in known if word not in EMPTY]
    return frozenset(kept or known)


def singular(word: str) -> str:
    return word[:-1] if len(word) > len("abs") and word.endswith("s") and not word.endswith("ss") else word
