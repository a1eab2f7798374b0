"""Rows that every server has, with the ids that apps and scripts have written down."""

from typing import Any

Row = tuple[Any, ...]

# id, short_name, full_name, full_name_en
LANGUAGES: list[Row] = [
    (1, "de", "Deutsch", "German"),
    (2, "en", "English", "English"),
    (3, "bg", "Български език", "Bulgarian"),
    (4, "es", "Español", "Spanish"),
    (5, "ru", "Русский", "Russian"),
    (6, "nl", "Nederlands", "Dutch"),
    (7, "pt", "Português", "Portuguese"),
    (8, "el", "Ελληνικά", "Greek"),
    (9, "cs", "Čeština", "Czech"),
    (10, "sv", "Svenska", "Swedish"),
    (11, "no", "Norsk", "Norwegian"),
    (12, "fr", "Français", "French"),
    (13, "it", "Italiano", "Italian"),
    (14, "pl", "Polski", "Polish"),
    (15, "uk", "Українська мова", "Ukrainian"),
    (16, "tr", "Türkçe", "Turkish"),
    (17, "ar", "اَللُّغَةُ اَلْعَرَبِيَّة", "Arabic"),
    (18, "az", "Azərbaycan dili", "Azerbaijani"),
    (19, "eo", "Esperanto", "Esperanto"),
    (20, "fa", "زبان فارسی", "Persian"),
    (21, "he", "עברית", "Hebrew"),
    (22, "hr", "Hrvatski jezik", "Croatian"),
    (23, "id", "Bahasa Indonesia", "Indonesian"),
    (24, "zh", "漢語", "Chinese"),
    (25, "sk", "Slovenský jazyk", "Slovak"),
    (26, "sl", "Slovenski jezik", "Slovenian"),
    (27, "ko", "한국어", "Korean"),
    (28, "th", "ภาษาไทย", "Thai"),
    (29, "sr", "српски језик", "Serbian"),
    (30, "ta", "தமிழ்", "Tamil"),
    (31, "ro", "Română", "Romanian"),
    (32, "ca", "Català", "Catalan"),
    (33, "fi", "Suomi", "Finnish"),
]

# id, short_name, full_name, url
LICENSES: list[Row] = [
    (
        1,
        "CC-BY-SA 3",
        "Creative Commons Attribution Share Alike 3",
        "https://creativecommons.org/licenses/by-sa/3.0/deed.en",
    ),
    (
        2,
        "CC-BY-SA 4",
        "Creative Commons Attribution Share Alike 4",
        "https://creativecommons.org/licenses/by-sa/4.0/deed.en",
    ),
    (3, "CC0", "Creative Commons Public Domain 1.0", "http://creativecommons.org/publicdomain/zero/1.0/"),
    (4, "CC-BY 4", "Creative Commons Attribution 4", "http://creativecommons.org/licenses/by/4.0/"),
    (5, "ODbL", "Open Data Commons Open Database License", "https://opendatacommons.org/licenses/odbl/"),
]

# id, name
CATEGORIES: list[Row] = [
    (8, "Arms"),
    (9, "Legs"),
    (10, "Abs"),
    (11, "Chest"),
    (12, "Back"),
    (13, "Shoulders"),
    (14, "Calves"),
    (15, "Cardio"),
]

# id, name
EQUIPMENT: list[Row] = [
    (1, "Barbell"),
    (2, "SZ-Bar"),
    (3, "Dumbbell"),
    (4, "Gym mat"),
    (5, "Swiss Ball"),
    (6, "Pull-up bar"),
    (7, "none (bodyweight exercise)"),
    (8, "Bench"),
    (9, "Incline bench"),
    (10, "Kettlebell"),
    (11, "Resistance band"),
    (12, "Cable machine"),
]

# id, name, name_en, is_front
MUSCLES: list[Row] = [
    (1, "Biceps brachii", "Biceps", True),
    (2, "Anterior deltoid", "Shoulders", True),
    (3, "Serratus anterior", "", True),
    (4, "Pectoralis major", "Chest", True),
    (5, "Triceps brachii", "Triceps", False),
    (6, "Rectus abdominis", "Abs", True),
    (7, "Gastrocnemius", "Calves", False),
    (8, "Gluteus maximus", "Glutes", False),
    (9, "Trapezius", "", False),
    (10, "Quadriceps femoris", "Quads", True),
    (11, "Biceps femoris", "Hamstrings", False),
    (12, "Latissimus dorsi", "Lats", False),
    (13, "Brachialis", "", True),
    (14, "Obliquus externus abdominis", "", True),
    (15, "Soleus", "", False),
    (16, "Erector spinae", "Lower back", False),
]

# id, name, unit_type, multiplier (in seconds or metres)
REPETITION_UNITS: list[Row] = [
    (1, "Repetitions", "REPETITIONS", 1),
    (2, "Until Failure", "REPETITIONS", None),
    (3, "Seconds", "TIME", 1),
    (4, "Minutes", "TIME", 60),
    (5, "Miles", "DISTANCE", 1609),
    (6, "Kilometers", "DISTANCE", 1000),
    (7, "Max Reps", "REPETITIONS", None),
    (8, "Meters", "DISTANCE", 1),
]

# id, name
WEIGHT_UNITS: list[Row] = [
    (1, "kg"),
    (2, "lb"),
    (3, "Body Weight"),
    (4, "Plates"),
    (5, "Kilometers Per Hour"),
    (6, "Miles Per Hour"),
]

# id, day_of_week
DAYS: list[Row] = [
    (1, "Monday"),
    (2, "Tuesday"),
    (3, "Wednesday"),
    (4, "Thursday"),
    (5, "Friday"),
    (6, "Saturday"),
    (7, "Sunday"),
]

# Table, columns, rows.
TABLES: list[tuple[str, tuple[str, ...], list[Row]]] = [
    ("Language", ("id", "short_name", "full_name", "full_name_en"), LANGUAGES),
    ("License", ("id", "short_name", "full_name", "url"), LICENSES),
    ("ExerciseCategory", ("id", "name"), CATEGORIES),
    ("Equipment", ("id", "name"), EQUIPMENT),
    ("Muscle", ("id", "name", "name_en", "is_front"), MUSCLES),
    ("RepetitionUnit", ("id", "name", "unit_type", "multiplier"), REPETITION_UNITS),
    ("WeightUnit", ("id", "name"), WEIGHT_UNITS),
    ("DayOfWeek", ("id", "day_of_week"), DAYS),
]
