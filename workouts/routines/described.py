"""The answers of actions that read a plan, for the OpenAPI description: no serializer makes them."""

from typing import Any

from drf_spectacular.utils import OpenApiExample

from config.api.described import DATE, FLAG, INTEGER, TEXT, nullable, record, several

DECIMAL = nullable("string", format="decimal")
ID: dict[str, Any] = {"oneOf": [INTEGER, {"type": "string", "format": "uuid"}]}

TARGET = record(
    slot_entry_id=ID,
    exercise=INTEGER,
    sets=INTEGER,
    max_sets=nullable("integer"),
    weight=DECIMAL,
    max_weight=DECIMAL,
    weight_unit=nullable("integer"),
    weight_rounding=DECIMAL,
    repetitions=DECIMAL,
    max_repetitions=DECIMAL,
    repetitions_unit=nullable("integer"),
    repetitions_rounding=DECIMAL,
    rir=DECIMAL,
    max_rir=DECIMAL,
    rpe=DECIMAL,
    rest=DECIMAL,
    max_rest=DECIMAL,
    type=TEXT,
    text_repr=TEXT,
    comment=TEXT,
)
SLOT = record(comment=TEXT, is_superset=FLAG, exercises=several(INTEGER), sets=several(TARGET))
DAY = nullable("object", description="As `day/` shows it; null on a date that the plan leaves empty.")
APPOINTMENT = record(iteration=INTEGER, date=DATE, label=nullable("string"), day=DAY, slots=several(SLOT))
SEQUENCE = several(APPOINTMENT)

RULES = several({"type": "object", "description": "As the endpoint of this quantity shows it."})
STRUCTURE = record(
    id=ID,
    name=TEXT,
    description=TEXT,
    start=DATE,
    end=DATE,
    fit_in_week=FLAG,
    days=several(
        {
            "type": "object",
            "description": "As `day/` shows it, and `slots`; those with `entries`; those with ten lists of rules.",
        }
    ),
)
PERFORMED = record(
    date=DATE,
    sets=several(
        record(
            repetitions=DECIMAL,
            repetitions_unit=nullable("integer"),
            weight=DECIMAL,
            weight_unit=nullable("integer"),
            rir=DECIMAL,
            rest=nullable("integer"),
            iteration=nullable("integer"),
        )
    ),
)
TODAY = record(
    date=DATE,
    appointments=SEQUENCE,
    next_training={**APPOINTMENT, "nullable": True},
    last_performed={"type": "object", "description": "By exercise.", "additionalProperties": PERFORMED},
)

SQUAT = {
    "slot_entry_id": 43,
    "exercise": 203,
    "sets": 3,
    "max_sets": None,
    "weight": "62.50",
    "max_weight": None,
    "weight_unit": 1,
    "weight_rounding": "2.50",
    "repetitions": "8",
    "max_repetitions": "10",
    "repetitions_unit": 1,
    "repetitions_rounding": None,
    "rir": "2",
    "max_rir": None,
    "rpe": "8",
    "rest": "120",
    "max_rest": None,
    "type": "normal",
    "text_repr": "3 Sets, 8-10 \N{MULTIPLICATION SIGN} 62.50 kg @ 2 RiR 120s rest",
    "comment": "",
}
LEGS = {
    "iteration": 2,
    "date": "2026-01-12",
    "label": None,
    "day": {"id": 7, "routine": 3, "name": "Legs", "order": 1, "is_rest": False},
    "slots": [{"comment": "", "is_superset": False, "exercises": [203], "sets": [SQUAT]}],
}
SEQUENCE_EXAMPLE = OpenApiExample("A day of legs", value=[LEGS], response_only=True)
TODAY_EXAMPLE = OpenApiExample(
    "Legs are due",
    value={
        "date": "2026-01-12",
        "appointments": [LEGS],
        "next_training": {**LEGS, "date": "2026-01-14", "slots": []},
        "last_performed": {
            "203": {
                "date": "2026-01-05",
                "sets": [
                    {
                        "repetitions": "8.00",
                        "repetitions_unit": 1,
                        "weight": "60.00",
                        "weight_unit": 1,
                        "rir": "2.0",
                        "rest": 120,
                        "iteration": 1,
                    }
                ],
            }
        },
    },
    response_only=True,
)
CALENDAR = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Regimen//Training plan//EN
X-WR-CALNAME:Winter
BEGIN:VEVENT
SUMMARY:Legs
DTSTART;VALUE=DATE:20260112
DTEND;VALUE=DATE:20260113
DTSTAMP:20260105T120000Z
UID:019b8f3e-2f5a-7c11-9d0e-6b1a5f2c7d01-019b8f3e-2f5a-7c11-9d0e-6b1a5f2c7d02-2026-01-12@regimen
DESCRIPTION:Squat: 3 Sets\\, 8-10 \N{MULTIPLICATION SIGN} 62.50 kg @ 2 RiR 120s rest
TRANSP:TRANSPARENT
END:VEVENT
END:VCALENDAR
"""
CALENDAR_EXAMPLE = OpenApiExample("A day of legs", value=CALENDAR, media_type="text/calendar", response_only=True)
