"""Errors as ``/api/v1`` documents them: ``{"status": 401, "message": "…"}`` with that status."""

from collections.abc import Iterator
from typing import Any

from rest_framework import exceptions
from rest_framework.response import Response

from config.api.exceptions import PayloadTooLarge, handle, translate
from journal.selection import Refused
from journal.waistline import NutritionTooLong, UnreadableBody

PREFIX = "/api/v1/"


def envelope(status: int, text: str) -> dict[str, Any]:
    return {"status": status, "message": text}


def answer(error: Exception, context: dict[str, Any]) -> Response | None:
    """The documented answer; ``None`` for a mistake of ours, which becomes a logged 500 in the same shape."""
    response = handle(known(error), context)
    if response is not None:
        response.data = envelope(response.status_code, " ".join(texts(response.data)))
    return response


def known(error: Exception) -> Exception:
    """The API's error for one of this room's."""
    match error:
        case Refused() | UnreadableBody():
            return exceptions.ParseError(str(error))
        case NutritionTooLong():
            return PayloadTooLarge(str(error))
        case exceptions.Throttled():
            error.detail = exceptions.ErrorDetail("Daily API rate limit exceeded.")
    return translate(error)


def texts(data: Any) -> Iterator[str]:
    """All sentences in what the framework would answer."""
    if isinstance(data, dict):
        data = list(data.values())
    if isinstance(data, list):
        for each in data:
            yield from texts(each)
    else:
        yield str(data)
