"""Which rows an account has on the wire, in the order in which they refer to each other."""

from collections.abc import Mapping
from dataclasses import dataclass, field

QUANTITIES = [f"{prefix}{name}" for name in ("weight", "repetitions", "sets", "rest", "rir") for prefix in ("", "max_")]


@dataclass(frozen=True, slots=True)
class Table:
    """``fields`` have one name on the wire and here.

    ``parents`` are the tables, by endpoint, that a row cannot be without; ``links`` may be null.  Two rows that have
    ``same`` in common are one: it was entered here by hand already.
    """

    endpoint: str
    model: str
    kind: str
    fields: tuple[str, ...]
    parents: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    same: tuple[str, ...] = ()
    # Whether there cannot be two rows that have it in common.
    is_unique: bool = False
    # Columns that have one value in all rows of this endpoint.
    constants: Mapping[str, str] = field(default_factory=dict)


PLAN = (
    Table(
        "routine",
        "workouts.Routine",
        "routines",
        ("name", "description", "start", "end", "fit_in_week", "is_template", "created"),
    ),
    Table(
        "day",
        "workouts.Day",
        "days of routines",
        ("order", "name", "description", "is_rest", "need_logs_to_advance", "type", "config"),
        parents={"routine": "routine"},
    ),
    Table("slot", "workouts.Slot", "slots", ("order", "comment", "config"), parents={"day": "day"}),
    Table(
        "slot-entry",
        "workouts.SlotEntry",
        "entries of slots",
        ("type", "order", "comment", "config", "repetition_rounding", "weight_rounding"),
        parents={"slot": "slot", "exercise": "exercise"},
        links={"repetition_unit": "setting-repetitionunit", "weight_unit": "setting-weightunit"},
    ),
)
RULES = tuple(
    Table(
        f"{quantity.replace('_', '-')}-config",
        "workouts.ProgressionRule",
        "rules",
        ("iteration", "value", "operation", "step", "repeat", "requirements"),
        parents={"slot_entry": "slot-entry"},
        same=("slot_entry_id", "quantity", "iteration"),
        is_unique=True,
        constants={"quantity": quantity},
    )
    for quantity in QUANTITIES
)
SESSIONS = Table(
    "workoutsession",
    "workouts.WorkoutSession",
    "sessions",
    ("date", "notes", "impression", "time_start", "time_end"),
    links={"routine": "routine", "day": "day"},
    same=("date", "routine_id"),
    is_unique=True,
)
LOGS = Table(
    "workoutlog",
    "workouts.WorkoutLog",
    "sets",
    (
        "date",
        "iteration",
        "repetitions",
        "repetitions_target",
        "weight",
        "weight_target",
        "rir",
        "rir_target",
        "rest",
        "rest_target",
    ),
    parents={"exercise": "exercise"},
    links={
        "session": "workoutsession",
        "routine": "routine",
        "slot_entry": "slot-entry",
        "repetitions_unit": "setting-repetitionunit",
        "weight_unit": "setting-weightunit",
    },
    same=("date", "exercise_id", "repetitions", "weight"),
)
FOOD = (
    Table(
        "nutritionplan",
        "nutrition.NutritionPlan",
        "nutrition plans",
        (
            "creation_date",
            "start",
            "end",
            "description",
            "only_logging",
            "goal_energy",
            "goal_protein",
            "goal_carbohydrates",
            "goal_fat",
            "goal_fiber",
        ),
    ),
    Table("meal", "nutrition.Meal", "meals", ("order", "time", "name"), parents={"plan": "nutritionplan"}),
    Table(
        "mealitem",
        "nutrition.MealItem",
        "foods in meals",
        ("order", "amount"),
        parents={"meal": "meal", "ingredient": "ingredient"},
        links={"weight_unit": "ingredientweightunit"},
    ),
    Table(
        "nutritiondiary",
        "nutrition.DiaryEntry",
        "diary entries",
        ("datetime", "amount", "comment"),
        parents={"ingredient": "ingredient"},
        links={"plan": "nutritionplan", "meal": "meal", "weight_unit": "ingredientweightunit"},
        same=("datetime", "ingredient_id", "amount"),
    ),
)
BODY = (
    Table("weightentry", "journal.WeightEntry", "weights", ("date", "weight", "unit"), same=("date",), is_unique=True),
    Table(
        "measurement-category",
        "journal.MeasurementCategory",
        "kinds of measurements",
        ("name", "unit", "metric_type", "chart_type", "chart_config", "dynamic_type", "dynamic_params", "order"),
        links={"parent": "measurement-category"},
    ),
    Table(
        "measurement",
        "journal.Measurement",
        "measurements",
        ("date", "value", "notes", "source", "extra_data"),
        parents={"category": "measurement-category"},
        same=("category_id", "date", "value"),
    ),
)
TABLES = (*PLAN, *RULES, SESSIONS, LOGS, *FOOD, *BODY)
