"""Words for answers that no serializer makes, in the OpenAPI description."""

from collections.abc import Mapping
from typing import Any

INTEGER: dict[str, Any] = {"type": "integer"}
NUMBER: dict[str, Any] = {"type": "number"}
TEXT: dict[str, Any] = {"type": "string"}
FLAG: dict[str, Any] = {"type": "boolean"}
DATE: dict[str, Any] = {"type": "string", "format": "date"}
MAYBE: dict[str, Any] = {"type": "number", "nullable": True}


def nullable(kind: str, **options: Any) -> dict[str, Any]:
    return {"type": kind, "nullable": True, **options}


def record(properties: Mapping[str, Any] | None = None, /, **more: Any) -> dict[str, Any]:
    """An object that has all of these; those whose names are no words of Python are given in ``properties``."""
    found = {**(properties or {}), **more}
    return {"type": "object", "properties": found, "required": list(found)}


def several(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def by_name(values: dict[str, Any]) -> dict[str, Any]:
    """An object whose names are not known beforehand."""
    return {"type": "object", "additionalProperties": values}
