"""The body of an error, by the path it happened on: each family of apps parses its own."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, JsonResponse

Shape = Callable[[int, str], dict[str, Any]]


def detail(_: int, text: str) -> dict[str, Any]:
    return {"detail": text}


_shapes: dict[str, Shape] = {}


def register(prefix: str, shape: Shape) -> None:
    """Have errors below ``prefix`` look like that, whichever part of the server finds them."""
    _shapes[prefix] = shape


def of(path: str) -> Shape:
    return next((shape for prefix, shape in _shapes.items() if path.startswith(prefix)), detail)


def error(request: HttpRequest, status: int, text: str) -> JsonResponse:
    return JsonResponse(of(request.path_info)(int(status), text), status=status)
