"""Signed addresses of photos: what an app loads without sending a credential.

An address holds for one to two days.  All addresses of a photo that are given out on the same day are the same, so that
an app finds in its cache what it loaded before.  They end early when the file is replaced or removed, when the account
is deactivated, and when the person signs out everywhere or changes the password.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.conf import settings
from django.core.signing import BadSignature, Signer

if TYPE_CHECKING:
    from accounts.models import User
    from journal.models import Photo

SIGNER = Signer(salt="journal.photos")


def signed(photo: "Photo", owner: "User", now: datetime) -> str:
    """The query string that opens the files of ``photo``; ``owner`` is its person, already loaded."""
    window = int(settings.PHOTO_ADDRESS_WINDOW.total_seconds())
    expires = (int(now.timestamp()) // window + 2) * window
    return urlencode({"expires": expires, "signature": SIGNER.signature(subject(photo, owner, expires))})


def seconds_left(photo: "Photo", sent: Mapping[str, str], now: datetime) -> int:
    """How long the address still holds; 0 if it does not.  ``photo`` is to be loaded with its person."""
    expires, signature = sent.get("expires", ""), sent.get("signature", "")
    if not (expires.isascii() and expires.isdecimal() and len(expires) < len("100000000000") and photo.user.is_active):
        return 0
    try:
        SIGNER.unsign(f"{subject(photo, photo.user, int(expires))}:{signature}")
    except BadSignature:
        return 0
    return max(0, int(expires) - int(now.timestamp()))


def subject(photo: "Photo", owner: "User", expires: int) -> str:
    return f"{photo.pk}/{photo.image}/{owner.pk}/{owner.credential_epoch}/{expires}"
