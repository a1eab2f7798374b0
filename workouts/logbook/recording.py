"""Collects what a request does to sessions and logs, and tells it once, when all of it is written."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import IntegrityError, connection
from rest_framework.request import Request
from rest_framework.response import Response

from workouts.logbook.changes import Change, announce
from workouts.models import WorkoutLog, WorkoutSession

if TYPE_CHECKING:
    from accounts.models import User

Row = TypeVar("Row", WorkoutLog, WorkoutSession)


class Recorder:
    def __init__(self, user: "User") -> None:
        self.user = user
        self.changes: list[Change] = []

    def add(self, change: Change) -> None:
        """To be called after the last write of a step: what is rolled back must not have been recorded."""
        self.changes.append(change)

    def announce(self) -> None:
        logs_before, logs_after = merged((each.logs_before, each.logs_after) for each in self.changes)
        sessions_before, sessions_after = merged((each.sessions_before, each.sessions_after) for each in self.changes)
        announce(Change(self.user, logs_before, logs_after, sessions_before, sessions_after))


def merged(steps: Iterable[tuple[list[Row], list[Row]]]) -> tuple[list[Row], list[Row]]:
    """Rows as they were before the first step and as they are after the last; a row that came and went is in none."""
    first: dict[int, Row | None] = {}
    last: dict[int, Row] = {}
    for before, after in steps:
        was: dict[int, Row] = {row.pk: row for row in before}
        now: dict[int, Row] = {row.pk: row for row in after}
        for key in [*was, *now]:
            first.setdefault(key, was.get(key))
            last.pop(key, None)
        last |= now
    return [row for row in first.values() if row is not None], list(last.values())


def take_turn(user: "User") -> None:
    """Wait for other requests of this person that write to the logbook; until the end of the transaction.

    A log may look for a session, make one, or leave an empty one behind.  Locking those one after the other, requests
    would wait for each other.  SQLite has one writer at a time anyway.
    """
    if connection.features.has_select_for_update:
        type(user)._default_manager.select_for_update(no_key=True).values_list("pk").get(pk=user.pk)


class RecordingViewSet:
    """A viewset whose writes go through ``recorder``, one request of a person at a time."""

    recorder: Recorder

    def run_atomic(self, request: Request, handler: Callable[..., Response], *args: Any, **kwargs: Any) -> Response:
        def recorded(*args: Any, **kwargs: Any) -> Response:
            user: Any = request.user
            take_turn(user)
            self.recorder = Recorder(user)
            response = handler(*args, **kwargs)
            self.recorder.announce()
            return response

        try:
            return super().run_atomic(request, recorded, *args, **kwargs)  # type: ignore[misc, no-any-return]
        except IntegrityError:
            # Somebody wrote the same without waiting for their turn, e.g. an import; it is found now.
            return super().run_atomic(request, recorded, *args, **kwargs)  # type: ignore[misc, no-any-return]

    def get_serializer_context(self) -> dict[str, Any]:
        context: dict[str, Any] = super().get_serializer_context()  # type: ignore[misc]
        return {**context, "recorder": getattr(self, "recorder", None)}
