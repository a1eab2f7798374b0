from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "journal"

    def ready(self) -> None:
        from accounts import demo, panels
        from accounts.archive import parts
        from accounts.importing import registry as importers
        from config import housekeeping
        from config.api import shapes
        from journal import body, food  # noqa: F401 (they listen to synced days)
        from journal.photos import files
        from journal.v1 import errors

        shapes.register(errors.PREFIX, errors.envelope)
        files.watch(self)
        demo.register("journal.demo.DemoBody", "journal.demo.DemoSync")
        parts.register("journal.archive.ROOM")
        importers.register("weights", "journal.importing.weights.WeightsCsv")
        importers.register("wger", "journal.importing.wger.WgerAccount")
        importers.register("waistline", "journal.importing.waistline_backup.WaistlineBackup")
        panels.register(
            "journal.panels.intake.DailyIntake",
            "journal.panels.weight.BodyWeight",
            "journal.panels.waistline.LastSync",
        )
        housekeeping.register("photos without a row", "journal.photos.leftovers.purge")
