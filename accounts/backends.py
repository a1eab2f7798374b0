"""Who a name and a password belong to."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from accounts.models import User


class PasswordBackend(AuthenticationBackend):
    """allauth's, with one look-up for names and addresses alike.

    allauth checks the password of an address twice, as an address and as a name, and hashes it once if nobody has it:
    the time of an answer would tell which addresses have an account.
    """

    def _authenticate(self, request: HttpRequest | None, **credentials: Any) -> Any:
        typed = str(credentials.get("username") or credentials.get("email") or "")
        person = User.objects.named(typed).first() if typed else None
        return self._check_password(person, str(credentials["password"]))
