"""Where in the whole list of foods a page begins.

OFFSET walks over every row before a page, which takes seconds for the last page of a million.  So the id of every
thousandth public food is remembered until a public food changes; from there it is at most a thousand rows to any page.
A person's own foods are few, and counted in between.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Any, Self

from django.db import connection

from nutrition.models import Ingredient
from nutrition.models.freshness import revision
from nutrition.models.ingredient import SHOWN

STEP = 1000
# So many foods are read within milliseconds, and after every change.
SOON_READ = 20_000
# Of more, all are read again only after so many times as long as reading took.
PAUSE = 20


@dataclass(frozen=True, slots=True)
class Places:
    """``marks`` are the ids of the first public food, the one after ``STEP`` more, and so on; ``count`` is of all."""

    count: int
    marks: tuple[int, ...]

    def page(self, rows: Any, own: list[int], offset: int, limit: int) -> list[int]:
        """Ids of a page of ``rows`` by id, which are the public foods and those with the ids ``own``, ascending."""
        place = bisect_right(range(len(self.marks)), offset, key=lambda number: self.before(number, own)) - 1
        if place < 0:
            return list(rows.values_list("pk", flat=True)[offset : offset + limit])
        start = offset - self.before(place, own)
        later = rows.filter(pk__gte=self.marks[place])
        return list(later.values_list("pk", flat=True)[start : start + limit])

    def before(self, number: int, own: list[int]) -> int:
        """How many foods, the person's own included, come before a mark."""
        return number * STEP + bisect_left(own, self.marks[number])

    @classmethod
    def read(cls, known: tuple[int, ...] = ()) -> Self:
        """One pass over the ids in the database, a thousandth of which is sent; over those after ``known`` marks."""
        with connection.cursor() as cursor:
            cursor.execute(NUMBERED, [known[-1] if known else 0, STEP])
            marks = (*known[:-1], *(row[0] for row in cursor.fetchall()))
        if not marks:
            return cls(0, ())
        rest = Ingredient.objects.filter(SHOWN, pk__gte=marks[-1]).count()
        return cls((len(marks) - 1) * STEP + rest, marks)


@dataclass(frozen=True, slots=True)
class Known:
    """``due`` is when all is to be read again, in seconds of a clock that only goes on."""

    revision: int
    places: Places
    due: float

    @classmethod
    def read(cls, revision: int) -> Self:
        begin = monotonic()
        places = Places.read()
        end = monotonic()
        return cls(revision, places, end + PAUSE * (end - begin))

    def at(self, revision: int) -> "Known":
        """With what was added since, as imports do many times a minute.

        Of many foods, those that were removed or hidden stay counted until it is time to read all again.
        """
        if self.places.count <= SOON_READ or monotonic() >= self.due:
            return Known.read(revision)
        return Known(revision, Places.read(self.places.marks), self.due)


NUMBERED = """
    SELECT id FROM (
        SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM nutrition_ingredient
        WHERE id >= %s AND user_id IS NULL AND retired_at IS NULL AND quality = 0
    ) numbered WHERE place %% %s = 0 ORDER BY id
"""

_known: list[Known] = []
_lock = Lock()


def current() -> Places:
    """As of the latest change; read by one thread while others that ask wait for it."""
    number = revision()
    found = next(iter(_known), None)
    if found is None or found.revision != number:
        with _lock:
            found = next(iter(_known), None)
            if found is None:
                found = Known.read(number)
            elif found.revision != number:
                found = found.at(number)
            _known[:] = [found]
    return found.places


def forget() -> None:
    _known.clear()
