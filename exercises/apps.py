from django.apps import AppConfig


class ExercisesConfig(AppConfig):
    name = "exercises"

    def ready(self) -> None:
        from accounts.archive import parts
        from config import seeding
        from exercises import freshness

        freshness.watch(self)
        parts.register("exercises.archive.ROOM")
        seeding.register("exercises.seeding.StarterCatalogue")
