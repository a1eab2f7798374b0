"""``Idempotency-Key``: the first answer to a POST is kept, and a repetition gets it again instead of a second row."""

import hashlib
from collections.abc import Callable
from typing import Any

import orjson
from django.apps import apps
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from config.api.exceptions import Unprocessable
from config.api.renderers import encode_rest

LONGEST_KEY = 255


def key_of(request: Request) -> str | None:
    """The request's key, ``None`` if it has none or nobody is signed in."""
    key = request.headers.get("Idempotency-Key", "")
    if request.method != "POST" or not key or not request.user.is_authenticated:
        return None
    if len(key) > LONGEST_KEY or not key.isascii() or not key.isprintable():
        raise ValidationError({"Idempotency-Key": [f"Use at most {LONGEST_KEY} printable ASCII characters."]})
    return key


def fingerprint(request: Request) -> str:
    """A digest of what was asked: method, path and body, files included."""
    digest = hashlib.blake2b(
        f"{request.method} {request.path_info}?{request.META['QUERY_STRING']}".encode(), digest_size=32
    )
    data = request.data
    items = sorted(data.lists()) if hasattr(data, "lists") else [("", data)]
    for name, value in items:
        digest.update(orjson.dumps([name, *map(file_digest, value if isinstance(value, list) else [value])]))
    return digest.hexdigest()


def file_digest(value: Any) -> Any:
    if not isinstance(value, UploadedFile):
        return value
    content = hashlib.blake2b(digest_size=32)
    for chunk in value.chunks():
        content.update(chunk)
    value.seek(0)
    return content.hexdigest()


def answer_once(request: Request, key: str, handler: Callable[[], Response]) -> Response:
    """Run ``handler`` unless this person's key has been answered before.  To be called inside the write's transaction.

    The key's row is inserted first: a concurrent repetition waits at it until the first request has ended.  If that one
    failed, its row is gone with it and the repetition runs.
    """
    answers = apps.get_model(settings.IDEMPOTENCY_MODEL)._default_manager
    asked = fingerprint(request)
    answers.filter(user=request.user, created__lt=timezone.now() - settings.IDEMPOTENCY_LIFETIME).delete()
    try:
        with transaction.atomic():
            row = answers.create(user=request.user, key=key, fingerprint=asked)
    except IntegrityError:
        row = answers.get(user=request.user, key=key)
        if row.fingerprint != asked:
            raise Unprocessable("This Idempotency-Key was used for another request; choose a new one.") from None
        return Response(orjson.loads(row.body), status=row.status, headers={"Idempotency-Replayed": "true"})
    response = handler()
    row.status = response.status_code
    row.body = orjson.dumps(response.data, default=encode_rest, option=orjson.OPT_NON_STR_KEYS)
    row.save(update_fields=["status", "body"])
    return response
