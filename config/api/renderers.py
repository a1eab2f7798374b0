"""Writing answers: JSON, indented JSON, and pages for people."""

from collections.abc import Mapping
from typing import Any

import orjson
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer, BrowsableAPIRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.utils.encoders import JSONEncoder

encode_rest = JSONEncoder().default


class OrjsonRenderer(JSONRenderer):
    """Compact JSON by orjson; indented JSON by the standard library, which can indent by any number."""

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Mapping[str, Any] | None = None
    ) -> bytes:
        if data is None:
            return b""
        compact = orjson.dumps(data, default=encode_rest, option=orjson.OPT_NON_STR_KEYS)
        if self.get_indent(accepted_media_type or "", dict(renderer_context or {})):
            # By way of the compact form, because only orjson knows dataclasses.
            return bytes(super().render(orjson.loads(compact), accepted_media_type, renderer_context))
        return compact


class BrowsableRenderer(BrowsableAPIRenderer):
    """The browsable API.  Selects of more than a hundred rows become a field for the id."""

    template = "rest_framework/api.html"

    def get_context(
        self, data: Any, accepted_media_type: str | None, renderer_context: Mapping[str, Any]
    ) -> dict[str, Any]:
        context = super().get_context(data, accepted_media_type, renderer_context)
        context["description"] = context["description"] or ""
        # Colours for Markdown with code, which no description has, and the only <style> of the page.
        context["code_style"] = ""
        return context


class UrlFormatFirst(DefaultContentNegotiation):
    """A format named in the address wins over the Accept header: whoever types ``.api`` there means it."""

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        named = format_suffix or request.query_params.get(self.settings.URL_FORMAT_OVERRIDE)
        if not named:
            chosen: tuple[BaseRenderer, str] = super().select_renderer(request, renderers, format_suffix)
            return chosen
        renderer = self.filter_renderers(list(renderers), named)[0]
        wanted = [
            media for media in self.get_accept_list(request) if media.split(";")[0].strip() == renderer.media_type
        ]
        return renderer, wanted[0] if wanted else renderer.media_type

    def get_accept_list(self, request: Request) -> list[str]:
        header = request.META.get("HTTP_ACCEPT", "").strip() or "*/*"
        return [token.strip() for token in header.split(",")]
