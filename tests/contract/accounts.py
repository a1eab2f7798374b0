"""What the endpoints of people answer."""

from tests.contract.notation import bool_, date_, decimal_, int_, keys, moment_, nullable, object_, one_of, str_

INTENSITY = nullable(one_of("1", "2", "3"))

PROFILE = {
    "username": str_,
    "email": str_,
    "email_verified": bool_,
    "is_trustworthy": bool_,
    "date_joined": moment_,
    "gym": nullable(int_),
    "is_temporary": bool_,
    "time_zone": str_,
    "show_comments": bool_,
    "show_english_ingredients": bool_,
    "ro_access": bool_,
    "workout_reminder_active": bool_,
    "workout_reminder": int_,
    "workout_duration": int_,
    "last_workout_notification": nullable(date_),
    "num_days_weight_reminder": int_,
    "notification_language": int_,
    "age": nullable(int_),
    "birthdate": nullable(date_),
    "height": nullable(int_),
    "gender": nullable(one_of("1", "2")),
    "sleep_hours": nullable(int_),
    "work_hours": nullable(int_),
    "work_intensity": INTENSITY,
    "sport_hours": nullable(int_),
    "sport_intensity": INTENSITY,
    "freetime_hours": nullable(int_),
    "freetime_intensity": INTENSITY,
    "calories": nullable(int_),
    "weight_unit": one_of("kg", "lb"),
    "weight_rounding": nullable(decimal_(2)),
    "repetitions_rounding": nullable(decimal_(2)),
}

TOKEN_PAIR = {"access": str_, "refresh": str_}
LOGIN = {"token": str_}
LOGIN_HINT = {"message": str_}
REGISTRATION = {"message": str_, "token": str_}
EMAIL_CONFIRMATION = {"status": one_of("sent", "verified", "not sent"), "result": str_, "message": str_}
PERMISSION_CHECK = {"result": bool_}
VERSION = str_

# Their shape is asserted with the importers, in tests/importing.
IMPORTS = [object_]

# A ZIP, which docs/export.md describes and tests/archive looks into.
EXPORT = None

ENDPOINTS = {
    "account/deletion": {"deletion_due": nullable(moment_)},
    "account/export": EXPORT,
    "account/imports": IMPORTS,
    "check-permission": PERMISSION_CHECK,
    "login": LOGIN,
    "min-app-version": VERSION,
    "min-server-version": VERSION,
    "register": REGISTRATION,
    "token": TOKEN_PAIR,
    "token/refresh": TOKEN_PAIR,
    "token/verify": {},
    "userprofile": PROFILE,
    "userprofile/verify-email": EMAIL_CONFIRMATION,
    "version": VERSION,
}

# What the newest app reads when it signs in; the rest of that answer is allauth's own.
APP_TOKENS = keys("access_token:str refresh_token:str")
