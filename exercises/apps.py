from django.apps import AppConfig


class ExercisesConfig(AppConfig):
    name = "exercises"

    def ready(self) -> None:
        from config import seeding
        from exercises import freshness

        freshness.watch(self)
        seeding.register("exercises.seeding.StarterCatalogue")
