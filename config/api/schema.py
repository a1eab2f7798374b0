"""The OpenAPI description, completed with what is true of every endpoint."""

from typing import Any

from django.conf import settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema

from config.api import shapes
from config.api.viewsets import OwnedViewSet

DETAIL = {"type": "object", "properties": {"detail": {"type": "string"}}, "required": ["detail"]}
FIELD_ERRORS = {
    "type": "object",
    "description": "Messages per field; `non_field_errors` for the whole body, `detail` if it could not be read.",
    "additionalProperties": {},
}


class Schema(AutoSchema):
    """Tags an operation by its room and tells that a private row is found by integer or uuid."""

    def get_tags(self) -> list[str]:
        room = type(self.view).__module__.partition(".")[0]
        return ["server" if room == "config" else room]

    def _map_basic_serializer(self, serializer: Any, direction: str) -> dict[str, Any]:
        """Second names are fields like the first ones; in a body either of the two will do."""
        described: dict[str, Any] = super()._map_basic_serializer(serializer, direction)
        fields, required = described.get("properties", {}), described.get("required", [])
        for second, first in getattr(serializer, "second_names", {}).items():
            if first in fields:
                fields[second] = fields[first]
            if first in required and direction == "response":
                required.append(second)
        return described

    def _resolve_path_parameters(self, variables: list[str]) -> list[dict[str, Any]]:
        parameters: list[dict[str, Any]] = super()._resolve_path_parameters(variables)
        if isinstance(self.view, OwnedViewSet):
            for parameter in parameters:
                parameter["schema"] = {"type": "string"}
                parameter["description"] = "The row's id: its integer or its uuid."
        return parameters


def only_the_api(endpoints: list[Any]) -> list[Any]:
    """Leave out the description itself and suffixed forms; allauth describes its own part."""
    paths = [each for each in endpoints if each[0].startswith("/api/") and "/schema" not in each[0]]
    return [each for each in paths if "{format}" not in each[0]]


def add_error_answers(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Every operation's errors, declared once."""
    schemas = result.setdefault("components", {}).setdefault("schemas", {})
    schemas["Detail"], schemas["FieldErrors"] = DETAIL, FIELD_ERRORS
    for path, operations in result["paths"].items():
        for method, operation in operations.items():
            for status, name in errors(path, method, operation).items():
                answer = {"$ref": f"#/components/schemas/{name}"}
                operation["responses"].setdefault(
                    status, {"description": "", "content": {"application/json": {"schema": answer}}}
                )
    return result


def errors(path: str, method: str, operation: dict[str, Any]) -> dict[str, str]:
    """Status codes and bodies that this operation may answer besides those it declares."""
    if shapes.of(path) is not shapes.detail:
        return {}  # its views declare errors in their own shape
    found = {"406": "Detail"}
    if "requestBody" in operation:
        found |= {"400": "FieldErrors", "413": "Detail", "415": "Detail"}
    if any(each["in"] == "query" for each in operation.get("parameters", [])):
        found["400"] = "FieldErrors"
    if {} not in operation.get("security", [{}]):
        found["401"] = "Detail"
        if method != "get":
            # Who may read may not always write, and a page without CSRF token may not either.
            found["403"] = "Detail"
    if "{" in path:
        found["404"] = "Detail"
    return found


class BrowserSessionScheme(OpenApiAuthenticationExtension):
    target_class = "config.api.authentication.BrowserSession"
    name = "browserSession"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME, "description": "Pages only."}
