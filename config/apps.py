import sqlite3
from typing import Any

from django.apps import AppConfig
from django.db.backends.sqlite3.base import DatabaseWrapper

# SQLite's own limit since 3.32.
MOST_PARAMETERS = 32_766


class ProjectConfig(AppConfig):
    """Makes the project's own commands known: ``serve``, ``seed``, ``backup`` and others."""

    name = "config"

    def ready(self) -> None:
        from config import housekeeping

        housekeeping.register("unfinished backups", "config.snapshots.leftovers.purge")
        if sqlite3.sqlite_version_info >= (3, 32):
            # Django 5 splits what is written at once by the limit before, 999; Django 6 asks the library.
            features: Any = DatabaseWrapper.features_class
            features.max_query_params = MOST_PARAMETERS
