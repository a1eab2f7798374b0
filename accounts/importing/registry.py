"""Which importers there are; rooms register theirs in ``AppConfig.ready``, by dotted path: few servers import often."""

from django.utils.module_loading import import_string

from accounts.importing.base import Importer

_importers: dict[str, str] = {}


def register(name: str, path: str) -> None:
    """Offer the importer class at ``path`` under ``name``, which must be the class's own."""
    if _importers.setdefault(name, path) != path:
        raise ValueError(f"There are two importers called {name!r}.")


def names() -> list[str]:
    return sorted(_importers)


def named(name: str) -> type[Importer]:
    """The class; ``KeyError`` if there is none."""
    found: type[Importer] = import_string(_importers[name])
    return found


def label_of(name: str) -> str:
    """What people call it; of an importer that is no longer here, its name."""
    return named(name).label if name in _importers else name


def offered() -> list[type[Importer]]:
    """All of them, by their labels."""
    return sorted(map(named, _importers), key=lambda importer: importer.label.casefold())
