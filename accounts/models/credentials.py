"""What lets an app act for a person."""

import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from uuid_utils.compat import uuid7

from accounts.models.sealed import SealedCredential, SealedQuerySet

if TYPE_CHECKING:
    from accounts.models.user import User


# How precisely the last use of a key is known.
LAST_USED_STEP = timedelta(hours=1)
# What the key is called that a person finds on the dashboard.
WAISTLINE = "Waistline"


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
            locked = user.__class__.objects.select_for_update().get(pk=user.pk)
            token = cls.objects.filter(user=locked).first() or cls(user=locked, epoch=-1)
            token.user = locked
            if token.has_ended:
                token.epoch = locked.credential_epoch
                token.seal(secrets.token_hex(20))
                token.created = timezone.now()
                token.save()
        return token


class Scope(models.TextChoices):
    """What a key may do.  The diary is ``/api/v1``: what Waistline sends and what dashboards read of it."""

    WRITE = "write", "Read and write everything"
    READ = "read", "Read everything"
    DIARY = "diary", "Waistline's diary only"


class ApiKeyQuerySet(SealedQuerySet["ApiKey"]):
    """Keys of people."""

    def live_of(self, user: "User") -> Self:
        """Those of a person that work now, oldest first."""
        lasting = Q(expires=None) | Q(expires__gt=timezone.now())
        return self.filter(lasting, user=user, epoch=user.credential_epoch).order_by("pk")


class ApiKey(SealedCredential):
    """What Waistline and scripts send: ``Authorization: ApiKey <UUID version 7>``.  A person may have several."""

    name = models.CharField(max_length=80, blank=True, default="")
    scope = models.CharField(max_length=5, choices=Scope.choices, default=Scope.DIARY)
    expires = models.DateTimeField(null=True, blank=True)
    last_used = models.DateTimeField(null=True, blank=True)

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_keys")

    objects: ClassVar = ApiKeyQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Key of {self.user} since {self.created:%Y-%m-%d}"

    @property
    def is_live(self) -> bool:
        return super().is_live and not self.is_expired

    @property
    def is_expired(self) -> bool:
        return self.expires is not None and self.expires <= timezone.now()

    def touch(self) -> None:
        """Remember that the key is in use, to the hour: more would be a write for every request."""
        now = timezone.now()
        if self.last_used is None or now - self.last_used >= LAST_USED_STEP:
            type(self).objects.filter(pk=self.pk).update(last_used=now)

    @classmethod
    def of(cls, user: "User") -> "ApiKey":
        """What the person types into Waistline: their oldest working key for the diary alone; a new one if none is."""
        if found := cls.shown(user):
            return found
        with transaction.atomic():
            locked = user.__class__.objects.select_for_update().get(pk=user.pk)
            if found := cls.shown(locked):
                return found
            ended = cls.objects.filter(user=locked, scope=Scope.DIARY, name=WAISTLINE, expires=None).first()
            return ended.renew(locked) if ended else cls.make(locked, name=WAISTLINE)

    @classmethod
    def shown(cls, user: "User") -> "ApiKey | None":
        for key in cls.objects.live_of(user).filter(scope=Scope.DIARY):
            key.user = user
            if not key.has_ended:
                return key
        return None

    def renew(self, user: "User") -> "ApiKey":
        """A new secret in the same row: the old one is void.  A key that expires lasts as long as before, anew."""
        now = timezone.now()
        self.expires = now + (self.expires - self.created) if self.expires else None
        self.created, self.last_used, self.epoch = now, None, user.credential_epoch
        self.seal(str(uuid7()))
        self.save()
        return self

    @classmethod
    def make(
        cls,
        user: "User",
        secret: str = "",
        *,
        name: str = "",
        scope: str = Scope.DIARY,
        expires: datetime | None = None,
    ) -> "ApiKey":
        """A new key of ``user``; ``secret``, in lower case, if it moves in from another server."""
        key = cls(user=user, epoch=user.credential_epoch, name=name, scope=scope, expires=expires)
        key.seal(secret or str(uuid7()))
        key.save()
        return key
