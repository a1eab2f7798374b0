"""What a person does with the credentials of their apps; each an end or a beginning at once, in every process.

``waistline_access`` is for the template ``accounts/waistline_access.html``, the dashboard's section "Service
Authorization Header": a page that includes it puts ``waistline_access(user, request)`` into its context.  Its button
posts to ``waistline-key``, which leads back to the dashboard.
"""

import secrets
from datetime import datetime
from typing import Any

import qrcode
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.models import ApiKey, PermanentToken, User

# Far more than anybody has devices and scripts; a bound for the page that lists them.
MOST_KEYS = 50


class TooManyKeys(ValueError):
    """The person has ``MOST_KEYS`` keys, ended ones included."""


class NameTaken(ValueError):
    """The person has a working key of this name; a form that was sent twice makes one key."""


@transaction.atomic
def create_key(*, user: User, name: str, scope: str, expires: datetime | None = None) -> ApiKey:
    """A new key; ``TooManyKeys`` or ``NameTaken`` if it must not be."""
    owner = locked(user)
    if ApiKey.objects.filter(user=owner).count() >= MOST_KEYS:
        raise TooManyKeys(f"You have {MOST_KEYS} keys; remove one that you do not need.")
    if name and ApiKey.objects.live_of(owner).filter(name=name).exists():
        raise NameTaken("You have a key of this name; choose another or rotate that one.")
    return ApiKey.make(owner, name=name, scope=scope, expires=expires)


@transaction.atomic
def rotate_key(*, key: ApiKey) -> ApiKey:
    """Give a key another secret, also one that has ended or expired, so that it works again."""
    owner = locked(key.user)
    row: ApiKey = ApiKey.objects.select_for_update().get(pk=key.pk)
    return row.renew(owner)


def revoke_key(*, key: ApiKey) -> None:
    key.delete()


@transaction.atomic
def renew_token(*, user: User) -> PermanentToken:
    """Another permanent token; the old one is void at once."""
    token = PermanentToken.of(locked(user))
    token.seal(secrets.token_hex(20))
    token.created = timezone.now()
    token.save()
    return token


def sign_out_everywhere(*, request: HttpRequest, user: User) -> None:
    """End all tokens, keys and sessions of the person but the browser that asks, which gets a session of its own."""
    user.void_credentials()
    update_session_auth_hash(request, user)


def locked(user: User) -> User:
    """The row as it is now; whoever voids the credentials meanwhile waits, and then ends what is made here, too."""
    row: User = User.objects.select_for_update().get(pk=user.pk)
    return row


def server_address(request: HttpRequest) -> str:
    """What people type into an app: ``SITE_URL``, or where their browser found the server; no slash at its end."""
    found = settings.SITE_URL or request.build_absolute_uri(f"{settings.FORCE_SCRIPT_NAME or ''}/")
    return str(found).rstrip("/")


def waistline_access(user: User, request: HttpRequest) -> dict[str, Any]:
    """What Waistline asks for in its settings, with the header also as a QR code.  One query once there is a key."""
    header = f"ApiKey {ApiKey.of(user).secret}"
    return {
        "waistline_address": f"{server_address(request)}/api/v1/sync",
        "waistline_header": header,
        "waistline_qr": qr_code(header, "QR code of the header"),
    }


def qr_code(text: str, label: str) -> SafeString:
    """Inline SVG, dark on light whatever the page's colours are, because cameras read it."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(text)
    matrix = code.get_matrix()
    dots = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(matrix) for x, dark in enumerate(row) if dark)
    return format_html(
        '<svg class="qr" viewBox="0 0 {0} {0}" role="img" aria-label="{1}" shape-rendering="crispEdges">'
        '<rect width="{0}" height="{0}" fill="#fff"/><path d="{2}" fill="#000"/></svg>',
        len(matrix),
        label,
        dots,
    )
