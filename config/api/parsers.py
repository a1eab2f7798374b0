"""Reading bodies: strictly, so that what is accepted can be stored by either database and nothing is lost."""

from collections.abc import Mapping
from typing import IO, Any
from urllib.parse import parse_qsl

import orjson
from django.conf import settings
from django.http import QueryDict
from rest_framework.exceptions import ParseError
from rest_framework.parsers import FormParser, JSONParser

from config.api.trees import DEEPEST, depth, has_nul

MOST_BRACKETS = 100_000


class StrictJSONParser(JSONParser):
    """JSON as RFC 8259 has it: no NaN, no lone surrogates, at most 100 levels, no NUL characters."""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        return strict_json(stream.read())


def strict_json(raw: bytes) -> Any:
    """The value of a body; ``ParseError`` if it is not what RFC 8259 has, too deep, or too finely divided.

    A body of eight megabytes can have millions of empty lists, each of which costs a hundred times its two bytes.
    """
    brackets = raw.count(b"[") + raw.count(b"{")
    if brackets > MOST_BRACKETS:
        raise ParseError(f"The body has more than {MOST_BRACKETS} lists and objects; send it in parts.")
    try:
        value = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise ParseError(f"The body is not valid JSON: {error}") from error
    if brackets > DEEPEST and depth(value) > DEEPEST:
        raise ParseError(f"The body is nested more than {DEEPEST} levels deep.")
    if b"\\u0000" in raw and has_nul(value):
        raise ParseError("The body has a NUL character, which no text may hold.")
    return value


class StrictFormParser(FormParser):
    """A form in UTF-8; the framework's own would replace what it cannot read by question marks."""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        try:
            pairs = parse_qsl(
                stream.read().decode(),
                keep_blank_values=True,
                errors="strict",
                max_num_fields=settings.DATA_UPLOAD_MAX_NUMBER_FIELDS,
            )
        except UnicodeDecodeError as error:
            raise ParseError("The form is not in UTF-8.") from error
        except ValueError as error:
            raise ParseError("The form has too many fields.") from error
        form = QueryDict(mutable=True)
        for name, value in pairs:
            form.appendlist(name, value)
        return form
