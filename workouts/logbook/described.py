"""How OpenAPI describes the answers that are no rows."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, inline_serializer
from rest_framework import serializers

from config.api.described import DATE, INTEGER, MAYBE, NUMBER, TEXT, by_name, record, several
from workouts.logbook.serializers import WorkoutLogSerializer, WorkoutSessionSerializer

KEY = {"description": "The id: an integer, or a uuid for clients of uuids.", "oneOf": [INTEGER, TEXT]}


def example(name: str, value: Any, *, is_request: bool = False, status: str = "200") -> OpenApiExample:
    if is_request:
        return OpenApiExample(name, value=value, request_only=True)
    return OpenApiExample(name, value=value, response_only=True, status_codes=[status])


# --- A whole session -----------------------------------------------------------------------------------------------

BULK = inline_serializer(
    "BulkLogs",
    {"session": WorkoutSessionSerializer(required=False), "logs": WorkoutLogSerializer(many=True)},
)
BULK_RESULTS = inline_serializer(
    "BulkLogResults",
    {
        "session": WorkoutSessionSerializer(required=False),
        "results": inline_serializer(
            "BulkLogResult",
            {
                "index": serializers.IntegerField(),
                "status": serializers.IntegerField(),
                "id": serializers.IntegerField(required=False),
                "uuid": serializers.UUIDField(required=False),
                "session": serializers.IntegerField(required=False),
                "errors": serializers.DictField(required=False),
            },
            many=True,
        ),
    },
)
BULK_EXAMPLES = [
    example(
        "Two sets",
        {
            "session": {"routine": 3, "date": "2026-01-05", "impression": "3", "time_start": "18:00"},
            "logs": [
                {"uuid": "019b8f3e-2f5a-7c11-9d0e-6b1a5f2c7d01", "exercise": 73, "repetitions": "8", "weight": "50"},
                {"uuid": "019b8f3e-2f5a-7c11-9d0e-6b1a5f2c7d02", "exercise": 73, "repetitions": "8", "weight": "52.5"},
            ],
        },
        is_request=True,
    ),
    example(
        "Both are stored",
        {
            "results": [
                {"index": 0, "status": 201, "id": 17, "uuid": "019b8f3e-2f5a-7c11-9d0e-6b1a5f2c7d01", "session": 4},
                {"index": 1, "status": 201, "id": 18, "uuid": "019b8f3e-2f5a-7c11-9d0e-6b1a5f2c7d02", "session": 4},
            ]
        },
        status="201",
    ),
    example(
        "One of them is wrong",
        {
            "results": [
                {"index": 0, "status": 424},
                {"index": 1, "status": 400, "errors": {"exercise": ["This field is required."]}},
            ]
        },
        status="400",
    ),
]

# --- What was trained by a plan ------------------------------------------------------------------------------------

ROUTINE_LOGS = inline_serializer(
    "SessionWithLogs", {"session": WorkoutSessionSerializer(), "logs": WorkoutLogSerializer(many=True)}, many=True
)
SUMS = {"exercises": by_name(NUMBER), "muscle": by_name(NUMBER), "upper_body": TEXT, "lower_body": TEXT, "total": TEXT}
LOAD = record(SUMS)
OVERVIEW = record(daily=by_name(LOAD), weekly=by_name(record(SUMS, week=TEXT)), iteration=by_name(LOAD), mesocycle=LOAD)
STATISTICS = {200: record(volume=OVERVIEW, sets=OVERVIEW, intensity=OVERVIEW)}
ONE_LOAD = {
    "exercises": {"73": 820.0},
    "muscle": {"4": 820.0, "5": 410.0},
    "upper_body": "820.00",
    "lower_body": "0.00",
    "total": "820.00",
}
STATISTICS_EXAMPLES = [
    example(
        "One training",
        {
            "volume": {
                "daily": {"2026-01-05": ONE_LOAD},
                "weekly": {"202602": {**ONE_LOAD, "week": "2026-W02"}},
                "iteration": {"1": ONE_LOAD},
                "mesocycle": ONE_LOAD,
            }
        },
    )
]
LOG_DATA = {
    200: record(
        chart_data=several(several(record(date=DATE, weight=TEXT, reps=NUMBER))),
        logs=by_name(several({"type": "object", "additionalProperties": {}})),
    )
}
LOG_DATA_EXAMPLES = [
    example(
        "One line",
        {
            "chart_data": [
                [
                    {"date": "2026-01-05", "weight": "50.00", "reps": 8},
                    {"date": "2026-01-07", "weight": "52.50", "reps": 8},
                ]
            ],
            "logs": {"2026-01-05": [{"id": 17, "exercise_base": 73, "reps": 8, "weight": "50.00"}]},
        },
    )
]

# --- Progress ------------------------------------------------------------------------------------------------------

FEAT = {"type": "string", "enum": ["weight", "repetitions", "volume", "one_rep_max"]}
RECORD = record(feat=FEAT, value=NUMBER, previous=MAYBE, date=DATE, log=KEY)
A_RECORD = {"feat": "weight", "value": 52.5, "previous": 50.0, "date": "2026-01-07", "log": 18}
PROGRESS = {
    200: record(
        exercise=INTEGER,
        formulas=several(record(name=TEXT, most_repetitions=INTEGER)),
        history=several(
            record(date=DATE, sets=INTEGER, volume=NUMBER, best_weight=MAYBE, one_rep_max=by_name(MAYBE)),
        ),
        best_sets=several(record(repetitions=NUMBER, weight=NUMBER, date=DATE, log=KEY)),
        records=several(RECORD),
    )
}
PROGRESS_EXAMPLES = [
    example(
        "One day",
        {
            "exercise": 73,
            "formulas": [{"name": "Epley", "most_repetitions": 10}, {"name": "Brzycki", "most_repetitions": 10}],
            "history": [
                {
                    "date": "2026-01-07",
                    "sets": 2,
                    "volume": 820.0,
                    "best_weight": 52.5,
                    "one_rep_max": {"Epley": 66.5, "Brzycki": 65.17},
                }
            ],
            "best_sets": [{"repetitions": 8.0, "weight": 52.5, "date": "2026-01-07", "log": 18}],
            "records": [A_RECORD],
        },
    )
]
RECORDS = {200: several(record(exercise=INTEGER, records=several(RECORD)))}
RECORDS_EXAMPLES = [example("One exercise", [{"exercise": 73, "records": [A_RECORD]}])]
MUSCLE_LOAD = {
    200: record(
        measure=TEXT,
        weeks=several(
            record(week=TEXT, start=DATE, total=NUMBER, muscles=several(record(muscle=INTEGER, value=NUMBER))),
        ),
        workload=several(record(muscle=INTEGER, acute=NUMBER, chronic=NUMBER, ratio=MAYBE)),
    )
}
MUSCLE_LOAD_EXAMPLES = [
    example(
        "One week",
        {
            "measure": "sets",
            "weeks": [
                {"week": "2026-W02", "start": "2026-01-05", "total": 9.0, "muscles": [{"muscle": 4, "value": 9.0}]}
            ],
            "workload": [{"muscle": 4, "acute": 9.0, "chronic": 8.0, "ratio": 1.13}],
        },
    )
]
