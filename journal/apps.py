from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "journal"

    def ready(self) -> None:
        from config.api import shapes
        from journal import body, food  # noqa: F401 (they listen to synced days)
        from journal.photos import files
        from journal.v1 import errors

        shapes.register(errors.PREFIX, errors.envelope)
        files.watch(self)
