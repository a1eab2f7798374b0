"""Who may see a row: the base of every private table."""

from typing import TYPE_CHECKING, ClassVar, Self, TypeVar

from django.db import models
from uuid_utils.compat import uuid7

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

Owned = TypeVar("Owned", bound="OwnedModel")


class OwnedQuerySet(models.QuerySet[Owned]):
    """Rows that belong to people."""

    def owned_by(self, user: "User | AnonymousUser") -> Self:
        """Rows of ``user`` that are not retired; none at all for somebody who is not signed in."""
        if not user.is_authenticated:
            return self.none()
        return self.present().filter(**{self.model.owner_path: user})

    def readable_by(self, user: "User | AnonymousUser") -> Self:
        """Override where others may look, e.g. at a routine published as a template."""
        return self.owned_by(user)

    def present(self) -> Self:
        """Rows that have not been retired."""
        return self.filter(retired_at=None) if self.model.is_retirable() else self


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

    @classmethod
    def is_retirable(cls) -> bool:
        return issubclass(cls, RetirableModel)


class RetirableModel(models.Model):
    """A row that history may refer to: removing it hides it, and what refers to it keeps its id."""

    retired_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True
