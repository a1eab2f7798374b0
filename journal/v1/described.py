"""How OpenAPI describes ``/api/v1``; the views read and write what is here without serializers."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, inline_serializer
from rest_framework import serializers

Envelope = inline_serializer("Envelope", {"status": serializers.IntegerField(), "message": serializers.CharField()})
Health = inline_serializer("Health", {"healthy": serializers.BooleanField()})

NUTRITION = {"type": "object", "description": "Numbers by the name of the nutrient.", "additionalProperties": {}}
ENTRY = {
    "type": "object",
    "properties": {
        "dateTime": {"type": "string", "description": "Its date is the day; what follows is not looked at."},
        "items": {"type": "array", "items": {"type": "object", "additionalProperties": {}}},
        "stats": {"type": "object", "description": "kg, cm and %.", "additionalProperties": {}},
        "id": {"type": "integer"},
    },
    "required": ["dateTime"],
    "additionalProperties": {},
}
DETAILS = {"type": "array", "items": {"type": "object", "nullable": True, "additionalProperties": {}}}
DAY = {
    "type": "object",
    "properties": {"nutrition": NUTRITION, "entryDetails": DETAILS, "entry": ENTRY},
    "required": ["nutrition", "entry"],
    "additionalProperties": {},
}


def whole_numbers(*names: str) -> dict[str, Any]:
    return {"type": "object", "properties": {name: {"type": "integer"} for name in names}, "required": list(names)}


def answers(found: Any, *errors: int) -> dict[int, Any]:
    return {200: found} | dict.fromkeys(errors, Envelope)


def parameter(name: str, description: str, kind: Any = OpenApiTypes.STR, **more: Any) -> OpenApiParameter:
    return OpenApiParameter(name, kind, description=description, **more)


DATE = "`YYYY-MM-DD` or an ISO 8601 date and time, of which the date counts as it is written."

SYNC: dict[str, Any] = {
    "operation_id": "v1_sync",
    "summary": "Keep a day of the diary",
    "request": {"application/json": DAY},
    "responses": answers(Envelope, 400, 401, 413, 429),
}
STATS: dict[str, Any] = {
    "operation_id": "v1_stats",
    "summary": "Nutrition of a window of days",
    "parameters": [
        parameter("date_from", f"First day; without it, six days before the last. {DATE}"),
        parameter("date_to", f"Last day, included; without it, today in the person's time zone. {DATE}"),
        parameter(
            "interval",
            "Every day, or one a week, month or year from the first on.",
            enum=["day", "week", "month", "year"],
        ),
        parameter("fields", "Comma list of nutrients, e.g. `calories,saturated-fat`; everything by default."),
        parameter("sort", "By date.", enum=["DESC", "ASC"], default="DESC"),
        parameter("limit", "Days per page, at most 500.", OpenApiTypes.INT, default=100),
        parameter("offset", "Days to skip.", OpenApiTypes.INT, default=0),
        parameter("filter", "`name[lt]:number` or `name[gt]:number`; a comma means AND. `calories[lt]:1350.5`"),
        parameter("fill", "With `fields`: what stands for a nutrient that a day lacks.", enum=["null", "0"]),
    ],
    "responses": answers(
        {
            "type": "object",
            "properties": {
                "pagination": whole_numbers("limit", "offset", "total", "count"),
                "results": {"type": "object", "description": "By date.", "additionalProperties": NUTRITION},
            },
            "required": ["pagination", "results"],
        },
        400,
        401,
        429,
    ),
}
JOURNAL: dict[str, Any] = {
    "operation_id": "v1_journal",
    "summary": "One day of the diary as it was sent",
    "parameters": [parameter("date", f"The day; without it, today in the person's time zone. {DATE}")],
    "responses": answers(
        {
            "type": "object",
            "properties": {"pagination": whole_numbers("count"), "results": {"type": "array", "items": DAY}},
            "required": ["pagination", "results"],
        },
        400,
        401,
        429,
    ),
}
HEALTH: dict[str, Any] = {
    "operation_id": "v1_health",
    "summary": "Whether the server can do its work",
    "auth": [],
    "responses": {200: Health, 503: Health},
}
