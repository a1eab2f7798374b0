"""Private lists as CSV: ``?format=csv``, or ``.csv`` behind the path.

A page as ``limit`` and ``offset`` say, like any other format: whoever wants more asks for more, up to a thousand rows.
"""

import json
from collections.abc import Mapping
from typing import Any

from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from config import spreadsheets
from config.api.renderers import OrjsonRenderer, encode_rest


class CsvRenderer(BaseRenderer):
    media_type = "text/csv"
    format = "csv"
    charset = "utf-8"
    mark = ""

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Mapping[str, Any] | None = None
    ) -> bytes:
        rows = data["results"]
        names = list(rows[0]) if rows else names_of(renderer_context)
        cells = ([flat(row.get(name)) for name in names] for row in rows)
        return (self.mark + "".join(spreadsheets.lines([names, *cells]))).encode()


class MarkedCsvRenderer(CsvRenderer):
    """With the mark by which some spreadsheets know UTF-8: ``?format=csvbom``."""

    format = "csvbom"
    mark = "\N{ZERO WIDTH NO-BREAK SPACE}"


def names_of(context: Mapping[str, Any] | None) -> list[str]:
    """The heading of a list without rows."""
    serializer = context["view"].get_serializer_class()() if context else None
    return [name for name, field in serializer.fields.items() if not field.write_only] if serializer else []


def flat(value: Any) -> Any:
    """What a cell cannot hold is JSON in it."""
    return json.dumps(value, ensure_ascii=False, default=encode_rest) if isinstance(value, list | dict) else value


class CsvLists:
    """Of a viewset: its list is offered as CSV, too.  What else is offered, and the schema, stay as they are."""

    action: Any
    basename: Any

    def get_renderers(self) -> list[Any]:
        usual: list[Any] = super().get_renderers()  # type: ignore[misc]
        if self.action != "list" or getattr(self, "swagger_fake_view", False):
            return usual
        return [*usual, CsvRenderer(), MarkedCsvRenderer()]

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        chosen: Any = request
        if isinstance(getattr(chosen, "accepted_renderer", None), CsvRenderer):
            if response.exception:
                # Errors are JSON, whatever was asked for.
                chosen.accepted_renderer, chosen.accepted_media_type = OrjsonRenderer(), OrjsonRenderer.media_type
            else:
                response["Content-Disposition"] = f'attachment; filename="{self.basename}.csv"'
        return super().finalize_response(request, response, *args, **kwargs)  # type: ignore[misc, no-any-return]
