"""Access and refresh tokens of a sign-in (JWT, HS256).

An access token is good for fifteen minutes.  A refresh token works until its successor is used for the first time: the
documentation's scripts keep the one they got, and an app that refreshes twice at once must not be thrown out.  From
then on the old one works for a minute more; after that, using it means that somebody has a copy, and the whole sign-in
ends (RFC 9700, section 4.14.2).
"""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from rest_framework_simplejwt.exceptions import InvalidToken, TokenError
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken, Token, UntypedToken

from accounts.models import TokenFamily, User

LONGEST_USER_AGENT = 200


@dataclass(frozen=True, slots=True, repr=False)
class Pair:
    """The two tokens of one answer, as clients store them; no log line and no error shows them."""

    access: str
    refresh: str


def sign_in(*, user: User, user_agent: str = "") -> Pair:
    """Begin a new family of tokens for ``user``, and forget those that have expired."""
    user.token_families.filter(expires__lt=timezone.now()).delete()
    family = TokenFamily.objects.create(
        user=user,
        expires=timezone.now() + settings.REFRESH_TOKEN_LIFETIME,
        epoch=user.credential_epoch,
        user_agent=user_agent[:LONGEST_USER_AGENT],
    )
    return _pair(family)


def refresh(*, token: str) -> Pair:
    """A new pair for a refresh token; ``InvalidToken`` if it is void.  Revokes the family of one that was stolen."""
    claims = read(token, RefreshToken)
    with transaction.atomic():
        family = _live_family(claims, lock=True)
        generation = int(claims.get("generation", 0))
        if family.admits(generation):
            family.use(generation)
            family.expires = timezone.now() + settings.REFRESH_TOKEN_LIFETIME
            family.save(update_fields=["newest_used", "first_uses", "expires"])
            return _pair(family)
        family.revoke()
    raise invalid()


def verify(*, token: str) -> None:
    """Accept an access or a refresh token that works now; ``InvalidToken`` otherwise."""
    claims = read(token, UntypedToken)
    family = _live_family(claims)
    if claims.get("token_type") == "refresh" and not family.admits(int(claims.get("generation", 0))):
        raise invalid()


def owner(claims: Token) -> User:
    """Who an access token speaks for: one query, which also tells whether the sign-in still stands."""
    return _live_family(claims).user


def read(token: str, kind: type[Token]) -> Token:
    try:
        return kind(token)  # type: ignore[arg-type]
    except TokenError as error:
        raise InvalidToken(str(error)) from error


def invalid() -> InvalidToken:
    return InvalidToken("Token is invalid or expired")


def _live_family(claims: Token, *, lock: bool = False) -> TokenFamily:
    rows = TokenFamily.objects.select_related("user")
    if lock:
        rows = rows.select_for_update(of=("self",))
    try:
        family = rows.filter(pk=claims.get("family")).first()
    except (ValueError, ValidationError):
        family = None
    if family is None or not family.is_live:
        raise invalid()
    return family


def _pair(family: TokenFamily) -> Pair:
    access, successor = AccessToken(), RefreshToken()
    for token in (access, successor):
        token["family"] = str(family.pk)
        # ``sub`` is what newer apps read, ``user_id`` what older ones do.
        token["sub"] = str(family.user_id)
        token["user_id"] = family.user_id
    successor["generation"] = family.newest_used + 1
    return Pair(access=str(access), refresh=str(successor))
