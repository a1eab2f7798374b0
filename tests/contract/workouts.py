"""What the endpoints of training answer."""

from tests.contract.notation import (
    any_,
    bool_,
    date_,
    decimal_,
    float_,
    int_,
    moment_,
    nullable,
    number_,
    one_of,
    str_,
    time_,
    url_,
    uuid_,
)

# ``routine/`` and ``workout/`` are two views of one row; each shows the other's names too.
ROUTINE = {
    "id": int_,
    "uuid": uuid_,
    "name": str_,
    "description": str_,
    "created": moment_,
    "creation_date": date_,
    "start": date_,
    "end": date_,
    "fit_in_week": bool_,
    "is_template": bool_,
    "is_public": bool_,
}

ROUTINE_FOR_UUID_CLIENTS = ROUTINE | {"id": uuid_}

# Both vocabularies have a ``day``.  A word that newer apps do not know crashes them.
DAY = {
    "id": int_,
    "uuid": uuid_,
    "routine": int_,
    "training": int_,
    "order": int_,
    "name": str_,
    "description": str_,
    "is_rest": bool_,
    "need_logs_to_advance": bool_,
    "type": one_of("custom", "enom", "amrap", "hiit", "tabata", "edt", "rft", "afap"),
    "config": any_,
    "day": [int_],
}

SLOT = {"id": int_, "uuid": uuid_, "day": int_, "order": int_, "comment": str_, "config": any_}

SLOT_ENTRY = {
    "id": int_,
    "uuid": uuid_,
    "slot": int_,
    "exercise": int_,
    "type": one_of("normal", "warmup", "dropset", "myo", "partial", "forced", "tut", "iso", "jump"),
    "repetition_unit": nullable(int_),
    "repetition_rounding": nullable(decimal_(2)),
    "weight_unit": nullable(int_),
    "weight_rounding": nullable(decimal_(2)),
    "order": int_,
    "comment": str_,
    "config": any_,
}


def rule(value):
    return {
        "id": int_,
        "uuid": uuid_,
        "slot_entry": int_,
        "iteration": int_,
        "value": value,
        "operation": one_of("+", "-", "r"),
        "step": one_of("na", "abs", "percent"),
        "repeat": bool_,
        "requirements": nullable({"rules": [one_of("weight", "repetitions", "rir", "rest")]}),
    }


RULES = {
    "weight-config": rule(decimal_(2)),
    "max-weight-config": rule(decimal_(2)),
    "repetitions-config": rule(decimal_(2)),
    "max-repetitions-config": rule(decimal_(2)),
    "sets-config": rule(int_),
    "max-sets-config": rule(int_),
    "rest-config": rule(int_),
    "max-rest-config": rule(int_),
    "rir-config": rule(decimal_(1)),
    "max-rir-config": rule(decimal_(1)),
}

SET = {"id": int_, "uuid": uuid_, "exerciseday": int_, "sets": int_, "order": int_, "comment": str_}

SETTING = {
    "id": int_,
    "uuid": uuid_,
    "set": int_,
    "slot": int_,
    "exercise_base": int_,
    "exercise": int_,
    "repetition_unit": int_,
    "reps": nullable(int_),
    "weight": nullable(decimal_(2)),
    "weight_unit": int_,
    "rir": nullable(one_of("0", "0.5", "1", "1.5", "2", "2.5", "3", "3.5", "4", "4.5")),
    "order": int_,
    "comment": str_,
}

SCHEDULE = {"id": int_, "uuid": uuid_, "name": str_, "start_date": date_, "is_active": bool_, "is_loop": bool_}

SCHEDULE_STEP = {"id": int_, "uuid": uuid_, "schedule": int_, "workout": int_, "duration": int_, "order": int_}

# What consists of other rows, and is read and written as plain rows.
PLANS = {
    "routine": ROUTINE,
    "workout": ROUTINE,
    "templates": ROUTINE,
    "public-templates": ROUTINE,
    "day": DAY,
    "slot": SLOT,
    "slot-entry": SLOT_ENTRY,
    **RULES,
    "set": SET,
    "setting": SETTING,
    "schedule": SCHEDULE,
    "schedulestep": SCHEDULE_STEP,
}

PLANS_FOR_UUID_CLIENTS = {
    **dict.fromkeys(("routine", "workout", "templates", "public-templates"), ROUTINE_FOR_UUID_CLIENTS),
    "day": DAY | {"id": uuid_, "routine": uuid_, "training": uuid_},
    "slot": SLOT | {"id": uuid_, "day": uuid_},
    "slot-entry": SLOT_ENTRY | {"id": uuid_, "slot": uuid_},
    **{name: shape | {"id": uuid_, "slot_entry": uuid_} for name, shape in RULES.items()},
    "set": SET | {"id": uuid_, "exerciseday": uuid_},
    "setting": SETTING | {"id": uuid_, "set": uuid_, "slot": uuid_},
    "schedule": SCHEDULE | {"id": uuid_},
    "schedulestep": SCHEDULE_STEP | {"id": uuid_, "schedule": uuid_, "workout": uuid_},
}

SESSION = {
    "id": int_,
    "uuid": uuid_,
    "user": int_,
    "routine": nullable(int_),
    "workout": int_,
    "day": nullable(int_),
    "date": date_,
    "notes": nullable(str_),
    "impression": one_of("1", "2", "3"),
    "time_start": nullable(time_),
    "time_end": nullable(time_),
    "datetime_start": nullable(moment_),
    "datetime_end": nullable(moment_),
}

RESERVE = one_of("0", "0.5", "1", "1.5", "2", "2.5", "3", "3.5", "4", "4.5")

LOG = {
    "id": int_,
    "uuid": uuid_,
    "date": moment_,
    "session": nullable(int_),
    "routine": nullable(int_),
    "workout": int_,
    "slot_entry": nullable(int_),
    "next_log": nullable(int_),
    "exercise": int_,
    "exercise_base": int_,
    "iteration": nullable(int_),
    "repetitions": nullable(decimal_(2)),
    "reps": int_,
    "repetitions_target": nullable(decimal_(2)),
    "repetitions_unit": nullable(int_),
    "repetition_unit": int_,
    "weight": nullable(decimal_(2)),
    "weight_target": nullable(decimal_(2)),
    "weight_unit": int_,
    "rir": nullable(RESERVE),
    "rir_target": nullable(RESERVE),
    "rest": nullable(int_),
    "rest_target": nullable(int_),
}

# What was trained.
LOGBOOK = {"workoutsession": SESSION, "workoutlog": LOG}

LOGBOOK_FOR_UUID_CLIENTS = {
    "workoutsession": SESSION | {"id": uuid_, **dict.fromkeys(("routine", "workout", "day"), nullable(uuid_))},
    "workoutlog": LOG
    | {
        "id": uuid_,
        **dict.fromkeys(("session", "routine", "workout", "slot_entry", "next_log"), nullable(uuid_)),
    },
}

FEAT = {
    "feat": one_of("weight", "repetitions", "volume", "one_rep_max"),
    "value": float_,
    "previous": nullable(float_),
    "date": date_,
    "log": int_,
}

MUSCLE_LOAD = {
    "measure": one_of("sets", "volume"),
    "weeks": [{"week": str_, "start": date_, "total": float_, "muscles": [{"muscle": int_, "value": float_}]}],
    "workload": [{"muscle": int_, "acute": float_, "chronic": float_, "ratio": nullable(float_)}],
}

TROPHY = {
    "id": int_,
    "uuid": uuid_,
    "name": str_,
    "description": str_,
    "image": url_,
    "trophy_type": one_of("time", "volume", "count", "sequence", "date", "pr", "other"),
    "is_hidden": bool_,
    "is_progressive": bool_,
    "is_repeatable": bool_,
    "order": int_,
}

TROPHY_PROGRESS = {
    "trophy": TROPHY,
    "is_earned": bool_,
    "earned_at": nullable(moment_),
    "progress": float_,
    "current_value": nullable(number_),
    "target_value": nullable(number_),
    "progress_display": nullable(str_),
}

RECORD = {
    "log_id": int_,
    "date": moment_,
    "session_id": int_,
    "exercise_id": int_,
    "repetitions_unit_id": int_,
    "repetitions": float_,
    "weight_unit_id": int_,
    "weight": float_,
    "iteration": nullable(int_),
    "one_rep_max_estimate": float_,
}

USER_TROPHY = {
    "id": int_,
    "uuid": uuid_,
    "trophy": TROPHY,
    "earned_at": moment_,
    "progress": float_,
    "is_notified": bool_,
    "context_data": nullable(RECORD),
}

USER_STATISTICS = {
    "id": int_,
    "uuid": uuid_,
    "total_weight_lifted": decimal_(2),
    "total_workouts": int_,
    "current_streak": int_,
    "longest_streak": int_,
    "last_workout_date": nullable(date_),
    "earliest_workout_time": nullable(time_),
    "latest_workout_time": nullable(time_),
    "weekend_workout_streak": int_,
    "last_complete_weekend_date": nullable(date_),
    "worked_out_jan_1": bool_,
    "last_updated": moment_,
}

DEEDS = {"user-trophy": USER_TROPHY, "user-statistics": USER_STATISTICS}
DEEDS_FOR_UUID_CLIENTS = {
    "user-trophy": USER_TROPHY
    | {"id": uuid_, "context_data": nullable(RECORD | {"log_id": uuid_, "session_id": uuid_})},
    "user-statistics": USER_STATISTICS | {"id": uuid_},
}

ENDPOINTS = {"trophy": TROPHY, "muscle-load": MUSCLE_LOAD, **LOGBOOK, **DEEDS, **PLANS}
