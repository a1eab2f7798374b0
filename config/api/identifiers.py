"""The two forms of a private row's id: an integer, and a uuid that a client may have chosen."""

from typing import Any
from uuid import UUID

from django.db.models import Q
from rest_framework.request import Request

from config.ownership import OwnedModel

LONGEST_INTEGER = 18


def parse(value: Any) -> int | UUID | None:
    """``value`` as an integer or a uuid; ``None`` if it is neither.  Booleans and floats are neither."""
    if isinstance(value, UUID):
        return value
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    text = str(value).strip()
    if text.isascii() and text.isdecimal() and len(text) <= LONGEST_INTEGER:
        return int(text)
    try:
        return UUID(text)
    except ValueError:
        return None


def matches(value: int | UUID, path: str = "") -> Q:
    """A condition on the row that has this id; ``path`` leads to it, e.g. ``plan``."""
    name = "uuid" if isinstance(value, UUID) else "pk"
    return Q(**{f"{path}__{name}" if path else name: value})


def wants_uuid(request: Request | None) -> bool:
    """Whether this client needs uuids in ``id`` and in every reference to a private row.

    True for the generated clients (``User-Agent: wger-mcp/…``), on ``X-Id-Format: uuid``, and for a credential that is
    marked so.  Everybody else gets integers.
    """
    if request is None:
        return False
    headers = request.headers
    return (
        headers.get("X-Id-Format", "").lower() == "uuid"
        or headers.get("User-Agent", "").startswith("wger-mcp/")
        or getattr(request.auth, "id_format", None) == "uuid"
    )


def private_relations(model: type[Any]) -> list[str]:
    """Names of the foreign keys that lead from ``model`` to private rows."""
    return [
        field.name
        for field in model._meta.fields
        if field.is_relation and isinstance(field.related_model, type) and issubclass(field.related_model, OwnedModel)
    ]
