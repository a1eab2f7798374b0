from django.apps import AppConfig
from django.db.models.signals import post_delete


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        import config.housekeeping
        from accounts import doctor, housekeeping, schema  # noqa: F401 (the schema registers itself)
        from accounts.archive import parts
        from accounts.importing import registry, running

        doctor.register()
        housekeeping.register()
        config.housekeeping.register("files of imports", "accounts.importing.running.purge")
        parts.register("accounts.archive.rooms.ROOM")
        registry.register("regimen", "accounts.archive.importer.RegimenArchive")
        post_delete.connect(running.removed, sender=self.get_model("ImportRun"))
