from django.apps import AppConfig


class WorkoutsConfig(AppConfig):
    name = "workouts"

    def ready(self) -> None:
        from accounts import demo, panels
        from accounts.archive import parts
        from accounts.importing import registry as importers
        from workouts.logbook.changes import changed
        from workouts.trophies.actions import take_in

        demo.register("workouts.demo.DemoTraining")
        parts.register("workouts.archive.ROOM")
        changed.connect(take_in, dispatch_uid="trophies")
        for name, path in {
            "strong": "workouts.importing.importers.Strong",
            "hevy": "workouts.importing.importers.Hevy",
            "fitnotes": "workouts.importing.importers.FitNotes",
        }.items():
            importers.register(name, path)
        panels.register(
            "workouts.panels.volume.TrainingVolume",
            "workouts.panels.muscles.MuscleLoad",
            "workouts.panels.sessions.LastSessions",
            "workouts.panels.sessions.Records",
        )
