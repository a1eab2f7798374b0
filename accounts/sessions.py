"""Sessions of browsers, kept by a digest of their keys: whoever reads the table, or a copy of it, signs in nowhere."""

import hashlib
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as KeptInTheOpen
from django.utils import timezone


def digest(key: str) -> str:
    """As many signs as the column has.  A key is random and long, so nothing secret has to go into it."""
    return hashlib.blake2b(key.encode(), digest_size=20).hexdigest()


class SessionStore(KeptInTheOpen):
    """Django's ``SESSION_ENGINE`` of this name, in its synchronous half, which is the one that WSGI uses."""

    def _get_session_from_db(self) -> Any:
        rows = self.model.objects.filter(session_key=digest(str(self.session_key)), expire_date__gt=timezone.now())
        row = rows.first()
        if row is None:
            # A key that somebody has made up never becomes that of a session.
            self._session_key = None
        return row

    def exists(self, session_key: str) -> bool:
        return bool(super().exists(digest(session_key)))

    def create_model_instance(self, data: Any) -> Any:
        row = super().create_model_instance(data)
        row.session_key = digest(row.session_key)
        return row

    def delete(self, session_key: str | None = None) -> None:
        if key := session_key or self.session_key:
            super().delete(digest(key))
