"""What tokens and keys have in common: found by a keyed digest, kept encrypted, voided with the person's others."""

from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from cryptography.fernet import InvalidToken
from django.db import models
from django.utils import timezone

from accounts import sealing
from config.prepared import Lookup

if TYPE_CHECKING:
    from accounts.models.user import User

Sealed = TypeVar("Sealed", bound="SealedCredential")


class SealedQuerySet(models.QuerySet[Sealed]):
    """Credentials that are looked up by their secret."""

    def find(self, secret: str) -> Self:
        """The row of ``secret``, looked up by its keyed digest under every key of the key file."""
        return self.filter(digest__in=sealing.digests(secret))

    def with_person(self, secret: str) -> Sealed | None:
        """The row of ``secret`` and its person in one query, which every request with a credential makes."""
        digests = sealing.digests(secret)
        found: Sealed | None = with_person(self.model, len(digests)).first(digests)
        return found


@cache
def with_person(model: "type[SealedCredential]", keys: int) -> Lookup:
    """The query for so many digests of a secret, one under each key of the key file."""
    marks = [str(number) for number in range(keys)]
    rows: Any = model.objects.filter(digest__in=marks)
    return Lookup(rows.select_related("user"), marks)


class SealedCredential(models.Model):
    """A secret of one person.  Never in clear, but readable, because its owner must be able to see it again."""

    digest = models.CharField(max_length=64, unique=True)
    sealed = models.BinaryField()
    created = models.DateTimeField(default=timezone.now)
    epoch = models.PositiveIntegerField(default=0)

    # Declared by each credential: one row a person, or several.
    user: "models.ForeignKey[User, User]"
    objects: ClassVar = SealedQuerySet.as_manager()

    class Meta:
        abstract = True

    def seal(self, secret: str) -> None:
        """Store ``secret`` under the current key."""
        self.digest, self.sealed = sealing.digest(secret), sealing.seal(secret)

    @property
    def is_live(self) -> bool:
        """Issued since the person last voided all credentials, by a password change for instance."""
        return self.epoch == self.user.credential_epoch and self.user.is_active

    @property
    def has_ended(self) -> bool:
        """With the person's other credentials, or with the key file that sealed it: then nothing finds it either."""
        try:
            return self.epoch != self.user.credential_epoch or not self.secret
        except InvalidToken:
            return True

    @property
    def secret(self) -> str:
        return sealing.unseal(bytes(self.sealed))
