"""What other apps call their columns, folded (see ``accounts.importing.tables.fold``), in the languages they speak.

Where a heading names a unit, the field is followed by it: ``weight:kg``.
"""

from collections.abc import Iterable, Mapping

Known = Mapping[str, str]


def known(fields: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {heading: field for field, headings in fields.items() for heading in headings}


# Strong: one layout with commas, later ones with semicolons, headings in the language of the phone.
STRONG = known(
    {
        "moment": ["date", "datum", "fecha", "data"],
        "workout": [
            "workout name",
            "workout name name",
            "trainingsname",
            "name des workouts",
            "nombre del entreno",
            "nombre del entrenamiento",
            "nom de l entrainement",
            "nome allenamento",
            "nome do treino",
        ],
        "duration": ["duration", "workout duration", "dauer", "workout dauer", "duracion", "duree", "durata"],
        "duration:s": ["duration sec"],
        "exercise": [
            "exercise name",
            "name der ubung",
            "ubungsname",
            "nombre del ejercicio",
            "nombre de ejercicio",
            "nom de l exercice",
            "nome esercizio",
            "nome do exercicio",
        ],
        "order": [
            "set order",
            "reihenfolge festlegen",
            "satzreihenfolge",
            "satz",
            "orden de la serie",
            "orden de series",
            "ordre des series",
            "ordre de la serie",
            "ordine serie",
        ],
        "weight": ["weight", "gewicht", "peso", "poids"],
        "weight:kg": ["weight kg", "gewicht kg", "peso kg", "poids kg"],
        "weight:lb": ["weight lbs", "weight lb", "gewicht lbs", "peso lbs", "poids lbs"],
        "weight_unit": ["weight unit", "gewichtseinheit", "unidad de peso", "unite de poids"],
        "repetitions": ["reps", "wiederh", "wiederholungen", "wdh", "repeticiones", "repetitions", "ripetizioni"],
        "rpe": ["rpe"],
        "distance": ["distance", "entfernung", "distanz", "distancia", "distanza"],
        "distance:m": ["distance meters", "distance m", "entfernung meter", "distancia metros", "distance metres"],
        "distance:km": ["distance km"],
        "distance:mi": ["distance miles"],
        "distance_unit": ["distance unit", "entfernungseinheit", "unidad de distancia", "unite de distance"],
        "seconds": ["seconds", "sekunden", "segundos", "secondes", "secondi"],
        "notes": ["notes", "notizen", "notas", "note", "exercise notes"],
        "workout_notes": [
            "workout notes",
            "workout notizen",
            "trainingsnotizen",
            "notas del entreno",
            "notas del entrenamiento",
            "notes d entrainement",
            "notes de l entrainement",
        ],
        "number": ["workout"],
    }
)

# Hevy: always English.
HEVY = known(
    {
        "workout": ["title"],
        "moment": ["start time"],
        "end": ["end time"],
        "workout_notes": ["description"],
        "exercise": ["exercise title"],
        "superset": ["superset id"],
        "notes": ["exercise notes"],
        "order": ["set index"],
        "kind": ["set type"],
        "weight:kg": ["weight kg"],
        "weight:lb": ["weight lbs"],
        "repetitions": ["reps"],
        "distance:km": ["distance km"],
        "distance:mi": ["distance miles"],
        "distance:m": ["distance meters"],
        "seconds": ["duration seconds"],
        "rpe": ["rpe"],
    }
)

# FitNotes for Android, and the app of the same name for iOS, which exports other columns.
FITNOTES = known(
    {
        "moment": ["date", "starttime", "start time"],
        "end": ["endtime", "end time"],
        "workout": ["name"],
        "exercise": ["exercise"],
        "category": ["category", "categories"],
        "equipment": ["equipment"],
        "weight": ["weight"],
        "weight:kg": ["weight kg", "weight kgs"],
        "weight:lb": ["weight lbs", "weight lb"],
        "weight_unit": ["weight unit"],
        "repetitions": ["reps"],
        "distance": ["distance"],
        "distance_unit": ["distance unit"],
        "seconds": ["time"],
        "notes": ["comment", "note", "notes"],
        "warm_up": ["iswarmup", "is warm up"],
        "status": ["status"],
        "rpe": ["rpe"],
        "rir": ["rir"],
    }
)
