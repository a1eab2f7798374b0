"""Writing logs, one or many, each into its session."""

from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from workouts.logbook import sessions
from workouts.logbook.changes import Change
from workouts.logbook.recording import Recorder
from workouts.logbook.sessions import Place
from workouts.models import WorkoutLog, WorkoutSession

if TYPE_CHECKING:
    from accounts.models import User

COLUMNS = [field.name for field in WorkoutLog._meta.concrete_fields if field.name not in {"id", "user"}]


@dataclass(slots=True)
class Draft:
    """A log to be written; ``before`` is what it was, ``None`` for a new one."""

    log: WorkoutLog
    before: WorkoutLog | None = None

    @property
    def place(self) -> Place:
        return place_of(self.log)

    @property
    def is_placeless(self) -> bool:
        """Whether its session has to be looked for: it is new and names none, or its date or plan changed."""
        if self.before is None:
            return self.log.session_id is None
        return self.log.session_id == self.before.session_id and self.place != place_of(self.before)

    @property
    def day(self) -> int | None:
        return self.log.slot_entry.slot.day_id if self.log.slot_entry else None

    @property
    def names_an_entry(self) -> bool:
        """Whether its session may learn from it which day of the plan was trained."""
        return self.log.slot_entry_id is not None and (self.before is None or self.has_moved)

    @property
    def has_moved(self) -> bool:
        before = self.before
        return before is not None and (before.session_id, before.slot_entry_id) != (
            self.log.session_id,
            self.log.slot_entry_id,
        )


def place_of(log: WorkoutLog) -> Place:
    return Place(timezone.localdate(log.date), log.routine_id)


def store(user: "User", drafts: list[Draft], recorder: Recorder) -> None:
    """Write the drafts.  The number of queries does not depend on theirs."""
    wanted: dict[Place, int | None] = {}
    placeless = [draft for draft in drafts if draft.is_placeless]
    for draft in placeless:
        wanted[draft.place] = wanted.get(draft.place) or draft.day
    found, made = sessions.find_or_make(user, wanted) if wanted else ({}, [])
    for draft in placeless:
        draft.log.session = found[draft.place]
    write(drafts)
    named = sessions.name_days(trained(drafts))
    left = [draft.before.session_id for draft in drafts if draft.before and draft.has_moved]
    gone = sessions.remove_abandoned(user, left)
    recorder.add(
        Change(
            user,
            logs_before=[draft.before for draft in drafts if draft.before],
            logs_after=[draft.log for draft in drafts],
            sessions_before=[*(before for before, _ in named if before not in made), *gone],
            sessions_after=[*made, *(after for _, after in named if after not in made)],
        )
    )


def write(drafts: list[Draft]) -> None:
    new = [draft.log for draft in drafts if draft.before is None]
    changed = [draft.log for draft in drafts if draft.before is not None]
    for log in [*new, *changed]:
        log.measure()
    if new:
        WorkoutLog.objects.bulk_create(new)
    if len(changed) == 1:
        changed[0].save()
    elif changed:
        WorkoutLog.objects.bulk_update(changed, COLUMNS)


def trained(drafts: list[Draft]) -> list[WorkoutSession]:
    """Sessions in which a log of a plan's entry is new; each once, as one object."""
    found: dict[int, WorkoutSession] = {}
    for draft in drafts:
        if draft.names_an_entry and draft.log.session:
            draft.log.session = found.setdefault(draft.log.session.pk, draft.log.session)
    return list(found.values())


def remove(log: WorkoutLog, recorder: Recorder) -> None:
    """Remove a log, and its session if the log had made it and it is empty now."""
    before = copy(log)
    log.delete()
    gone = sessions.remove_abandoned(recorder.user, [before.session_id])
    recorder.add(Change(recorder.user, logs_before=[before], sessions_before=gone))


def remove_session(session: WorkoutSession, recorder: Recorder, *, keep_logs: bool) -> None:
    """Remove a session, with its logs or so that they are in none."""
    logs = list(WorkoutLog.objects.filter(session=session).order_by("pk"))
    before = copy(session)
    kept = [copy(log) for log in logs] if keep_logs else []
    for log in kept:
        log.session_id = None
    if keep_logs:
        WorkoutLog.objects.filter(session=session).update(session=None)
    session.delete()
    recorder.add(Change(recorder.user, logs_before=logs, logs_after=kept, sessions_before=[before]))
