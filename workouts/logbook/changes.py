"""News of what was logged, for whoever keeps sums of it."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.dispatch import Signal

if TYPE_CHECKING:
    from accounts.models import User
    from workouts.models import WorkoutLog, WorkoutSession


@dataclass(frozen=True)
class Change:
    """What one request did: its rows as they were and as they are.

    A new row is only in ``after``, a removed one (with its primary key) only in ``before``.  The instances of the two
    lists are different objects.  Logs are there with their ``volume`` and ``one_rep_max``.
    """

    user: "User"
    logs_before: "list[WorkoutLog]" = field(default_factory=list)
    logs_after: "list[WorkoutLog]" = field(default_factory=list)
    sessions_before: "list[WorkoutSession]" = field(default_factory=list)
    sessions_after: "list[WorkoutSession]" = field(default_factory=list)


# Sent once for each request that changed anything, in its transaction, after the rows were written:
# ``changed.send(sender=Change, change=...)``.
changed = Signal()


def announce(change: Change) -> None:
    if change.logs_before or change.logs_after or change.sessions_before or change.sessions_after:
        changed.send(sender=Change, change=change)
