from django.apps import AppConfig


class WorkoutsConfig(AppConfig):
    name = "workouts"

    def ready(self) -> None:
        from workouts.logbook.changes import changed
        from workouts.trophies.actions import take_in

        changed.connect(take_in, dispatch_uid="trophies")
