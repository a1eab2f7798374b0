"""Panels of the dashboard: what each room shows a person of their own data.

A room registers its panels in ``AppConfig.ready``; the page shows them by their order.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from django.http import HttpRequest
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from accounts.models import User


class Choice(NamedTuple):
    """One of the spans that a panel can be shown for."""

    label: str
    address: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """Who looks, on which day of theirs, and what the address says.  The person's time zone is active."""

    user: "User"
    today: date
    request: HttpRequest

    def number(self, name: str, allowed: Iterable[int], usual: int) -> int:
        """``usual`` where the address names none of ``allowed``: a link that is wrong still shows the page."""
        said = self.request.GET.get(name, "")
        return next((each for each in allowed if said == str(each)), usual)

    def choices(self, name: str, labels: Mapping[int, str], current: int, anchor: str) -> list[Choice]:
        """Links to the same page with another number, which keep those of the other panels."""
        query = self.request.GET.copy()
        found = []
        for number, label in labels.items():
            query[name] = str(number)
            found.append(Choice(label, f"?{query.urlencode()}#{anchor}", number == current))
        return found


class Panel(ABC):
    """A section of the dashboard.  ``template`` finds what ``contents`` returns in ``panel.contents``."""

    # In addresses and of the section, e.g. "weight".
    name: ClassVar[str]
    title: ClassVar[str]
    order: ClassVar[int]
    template: ClassVar[str]
    # Whether it takes the whole width of a wide screen.
    is_wide: ClassVar[bool] = False

    @abstractmethod
    def contents(self, asked: Asked) -> Mapping[str, Any]:
        """As many queries for any number of rows, each over a span of time or a number of rows that is bounded."""


@dataclass(frozen=True, slots=True)
class Shown:
    panel: Panel
    contents: Mapping[str, Any]


_paths: list[str] = []


def register(*paths: str) -> None:
    """Show the panels with these dotted paths; they are imported when somebody looks."""
    _paths.extend(path for path in paths if path not in _paths)


def registered() -> list[Panel]:
    """By their order."""
    panels: list[Panel] = [import_string(path)() for path in _paths]
    return sorted(panels, key=lambda panel: panel.order)


def shown(asked: Asked) -> list[Shown]:
    return [Shown(panel, panel.contents(asked)) for panel in registered()]
