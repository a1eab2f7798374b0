"""Who may see a row: the base of every private table."""

from typing import TYPE_CHECKING, ClassVar, Self, TypeVar

from django.conf import settings
from django.db import models
from uuid_utils.compat import uuid7

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

Row = TypeVar("Row", bound=models.Model)
Owned = TypeVar("Owned", bound="OwnedModel")
Shared = TypeVar("Shared", bound="SharedModel")


class RetiringQuerySet(models.QuerySet[Row]):
    def present(self) -> Self:
        """Rows that have not been retired."""
        return self.filter(retired_at=None) if issubclass(self.model, RetirableModel) else self


class OwnedQuerySet(RetiringQuerySet[Owned]):
    """Rows that belong to people."""

    def owned_by(self, user: "User | AnonymousUser") -> Self:
        """Rows of ``user`` that are not retired; none at all for somebody who is not signed in."""
        if not user.is_authenticated:
            return self.none()
        return self.present().filter(**{self.model.owner_path: user})

    def readable_by(self, user: "User | AnonymousUser") -> Self:
        """Override where others may look, e.g. at a routine published as a template."""
        return self.owned_by(user)


class OwnedModel(models.Model):
    """A private row.

    ``owner_path`` leads from the row to its person, e.g. ``plan__user``.  ``uuid`` is chosen by the client or made
    here (version 7).  It is unique per owner or parent, not over all: a person who sends a uuid that somebody else
    has must not learn from the answer that it is taken.
    """

    owner_path: ClassVar[str] = "user"

    uuid = models.UUIDField(default=uuid7)

    objects: ClassVar = OwnedQuerySet.as_manager()

    class Meta:
        abstract = True


class SharedQuerySet(RetiringQuerySet[Shared]):
    """Rows of everybody beside rows of single people."""

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """What is everybody's, and the person's own: what they may read and refer to."""
        is_public = models.Q(user=None)
        return self.present().filter(is_public | models.Q(user=user) if user.is_authenticated else is_public)

    def owned_by(self, user: "User | AnonymousUser") -> Self:
        """What the person may change."""
        return self.present().filter(user=user) if user.is_authenticated else self.none()


class SharedModel(models.Model):
    """A row of everybody, or of one person if it has a ``user``.  Its integer is its id for all clients."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        db_index=False,
    )
    uuid = models.UUIDField(default=uuid7)

    class Meta:
        abstract = True


class RetirableModel(models.Model):
    """A row that history may refer to: removing it hides it, and what refers to it keeps its id."""

    retired_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True
