"""What the endpoints of training answer."""

from tests.contract.notation import bool_, date_, int_, moment_, str_, uuid_

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

ENDPOINTS = {"routine": ROUTINE, "workout": ROUTINE}
