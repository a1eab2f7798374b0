"""Starter data: what each room wants loaded before the first request.

A room registers its seeders in ``AppConfig.ready``; ``manage.py seed`` loads those that are not current.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import ClassVar

from django.utils.module_loading import import_string


class Seeder(ABC):
    """One set of starter rows.  The room decides how it knows that its rows are there already."""

    # What the progress bar and the closing line call the rows, e.g. "exercises".
    label: ClassVar[str]

    @abstractmethod
    def is_current(self) -> bool:
        """Whether a load would change nothing.  Asked at every start, so it may cost a query or two, not more."""

    @abstractmethod
    def total(self) -> int:
        """How many rows a load goes through."""

    @abstractmethod
    def load(self) -> Iterator[int]:
        """Save in batches, each in its own transaction, and yield the size of each.

        It may be stopped after any batch and begun again: a second load finds its rows and leaves what people have
        changed in them.
        """


_seeders: dict[str, Seeder | str] = {}


def register(seeder: Seeder | str) -> None:
    """Have ``seed`` load this; seeders run in the order of their registration, which is that of INSTALLED_APPS.

    Of a path to a class nothing is imported before it is asked for: those who only serve do without what seeds.
    """
    name = seeder if isinstance(seeder, str) else seeder.label
    if _seeders.setdefault(name, seeder) is not seeder:
        raise ValueError(f"There are two seeders called {name!r}.")


def registered() -> list[Seeder]:
    for name, seeder in _seeders.items():
        if isinstance(seeder, str):
            _seeders[name] = import_string(seeder)()
    return [seeder for seeder in _seeders.values() if isinstance(seeder, Seeder)]
