"""The person's own row in an archive: the profile, and nothing that lets anybody in."""

from typing import TYPE_CHECKING, Any

from django.db import models

from accounts.archive import dumping, parts
from accounts.archive.values import Unusable, decode
from accounts.models import User

if TYPE_CHECKING:
    from django.db.models import Field

# Written down for the person, not taken in: they belong to the account as it was registered here.
TOLD = ("username", "email", "date_joined")
LEFT_OUT = {
    "id",
    "password",
    "last_login",
    "is_superuser",
    "is_staff",
    "is_active",
    "is_temporary",
    "username_key",
    "credential_epoch",
    "deletion_due",
}


def columns() -> "list[Field[Any, Any]]":
    return [each for each in User._meta.concrete_fields if each.name not in LEFT_OUT]


def dump(user: User) -> parts.Row:
    return next(dumping.dump(models.QuerySet(User).filter(pk=user.pk).order_by("pk"), columns()))


def take_in(user: User, row: parts.Row, language: int | None) -> tuple[list[str], list[str]]:
    """Fill what the person has not set here; the names of the columns that change, and why others are left alone."""
    changed, problems = [], []
    for column in columns():
        if column.name in TOLD or column.name not in row:
            continue
        try:
            value = language if column.is_relation else decode(column, row[column.name])
        except Unusable as error:
            problems.append(str(error))
            continue
        here, unset = getattr(user, column.attname), column.get_default()
        if value != here and here == unset and not (column.is_relation and value is None):
            setattr(user, column.attname, value)
            changed.append(column.name)
    return changed, problems
