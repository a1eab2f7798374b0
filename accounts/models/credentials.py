"""What lets an app act for a person, and what it has been answered."""

import secrets
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from uuid_utils.compat import uuid7

from accounts.models.sealed import SealedCredential

if TYPE_CHECKING:
    from accounts.models.user import User


class IdFormat(models.TextChoices):
    INTEGER = "integer", "Integers"
    UUID = "uuid", "UUIDs"


class TokenFamily(models.Model):
    """One sign-in by JWT: all access and refresh tokens that descend from it.

    Each refresh token carries its generation.  ``newest_used`` is the highest that has been used: tokens of that
    generation and later ones work, so a script that never stores the new token can go on with its old one until the
    new one is used for the first time.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="token_families")
    created = models.DateTimeField(default=timezone.now)
    expires = models.DateTimeField()
    epoch = models.PositiveIntegerField(default=0)
    newest_used = models.PositiveIntegerField(default=0)
    # [generation, when it was first used (Unix time)], of those that may still be in their grace.
    first_uses = models.JSONField(default=list)
    revoked_at = models.DateTimeField(null=True, blank=True)
    user_agent = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "token families"

    def __str__(self) -> str:
        return f"{self.user} since {self.created:%Y-%m-%d}"

    @property
    def is_live(self) -> bool:
        """Not revoked, not expired, and issued since the person last voided all credentials."""
        return (
            self.revoked_at is None
            and self.expires > timezone.now()
            and self.epoch == self.user.credential_epoch
            and self.user.is_active
        )

    def revoke(self) -> None:
        self.revoked_at = timezone.now()
        self.save(update_fields=["revoked_at"])

    def admits(self, generation: int) -> bool:
        """Whether a refresh token of this generation may still be used: none of its successors is, or only just."""
        ended = timezone.now().timestamp() - settings.REFRESH_TOKEN_GRACE.total_seconds()
        return all(generation >= used for used, at in self.first_uses if at < ended)

    def use(self, generation: int) -> None:
        """Remember the first use of a generation, and forget what no longer decides anything."""
        if generation <= self.newest_used:
            return
        now = timezone.now().timestamp()
        ended = now - settings.REFRESH_TOKEN_GRACE.total_seconds()
        old = [use for use in self.first_uses if use[1] < ended][-1:]
        self.first_uses = [*old, *(use for use in self.first_uses if use[1] >= ended), [generation, now]]
        self.newest_used = generation


class PermanentToken(SealedCredential):
    """The token a person copies into an app: ``Authorization: Token <40 hex digits>``."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="permanent_token")
    id_format = models.CharField(max_length=7, choices=IdFormat.choices, default=IdFormat.INTEGER)

    def __str__(self) -> str:
        return f"Token of {self.user}"

    @classmethod
    def of(cls, user: "User") -> "PermanentToken":
        """The person's token; a new one if there is none, or if the last was voided with the other credentials."""
        with transaction.atomic():
            locked = type(user).objects.select_for_update().get(pk=user.pk)
            token = cls.objects.filter(user=locked).first() or cls(user=locked, epoch=-1)
            if token.epoch != locked.credential_epoch:
                token.epoch = locked.credential_epoch
                token.seal(secrets.token_hex(20))
                token.created = timezone.now()
                token.save()
        return token


class ApiKey(SealedCredential):
    """What Waistline and dashboards send: ``Authorization: ApiKey <UUID version 7>``.  A person may have several."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_keys")

    def __str__(self) -> str:
        return f"Key of {self.user} since {self.created:%Y-%m-%d}"

    @classmethod
    def of(cls, user: "User") -> "ApiKey":
        """The person's oldest key that works; a new one if none does."""
        with transaction.atomic():
            locked = type(user).objects.select_for_update().get(pk=user.pk)
            live = cls.objects.filter(user=locked, epoch=locked.credential_epoch).order_by("pk").first()
            return live or cls.make(locked)

    @classmethod
    def make(cls, user: "User", secret: str = "") -> "ApiKey":
        """A new key of ``user``; ``secret``, in lower case, if it moves in from another server."""
        key = cls(user=user, epoch=user.credential_epoch)
        key.seal(secret or str(uuid7()))
        key.save()
        return key


class IdempotentRequest(models.Model):
    """The first answer to a POST with an ``Idempotency-Key``; kept for a day."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    body = models.BinaryField(default=b"")
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "key"], name="one_answer_per_key")]

    def __str__(self) -> str:
        return f"{self.status} at {self.created:%Y-%m-%d %H:%M}"
