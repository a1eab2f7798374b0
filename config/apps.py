from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """Makes the project's own commands known: ``serve`` and ``seed``."""

    name = "config"
