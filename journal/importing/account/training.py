"""Plans as the engine can compute them; sessions and logs, so that sums follow by one difference a page."""

from decimal import Decimal
from typing import TYPE_CHECKING

from journal.importing.account.rows import Left
from workouts.logbook import saving
from workouts.logbook.changes import Change
from workouts.logbook.recording import Recorder, take_turn
from workouts.models import ProgressionRule, Quantity, Routine, SlotEntry, WorkoutLog, WorkoutSession
from workouts.models.log import MOST_RIR
from workouts.models.plan import Operation, Step
from workouts.models.routine import LONGEST
from workouts.routines.rules import FIRST, HEAVIEST, LONGEST_REST, MOST_SETS, RULE_NAMES

if TYPE_CHECKING:
    from accounts.models import User


LARGEST = {
    Quantity.SETS: Decimal(MOST_SETS),
    Quantity.MAX_SETS: Decimal(MOST_SETS),
    Quantity.REST: Decimal(LONGEST_REST),
    Quantity.MAX_REST: Decimal(LONGEST_REST),
    Quantity.RIR: MOST_RIR,
    Quantity.MAX_RIR: MOST_RIR,
}


def check_routine(made: Routine) -> None:
    """Raises ``Left``, as the endpoint would refuse it."""
    if not made.start or not made.end or not made.start <= made.end <= made.start + LONGEST:
        raise Left(f"it has to end {LONGEST.days} days after its start at most")


def check_rule(made: ProgressionRule) -> None:
    """The same for a rule, and put it into the form in which rules are kept here."""
    if made.value is None or not 0 <= made.value <= LARGEST.get(Quantity(made.quantity), Decimal(HEAVIEST)):
        raise Left(f"its value {made.value} is not possible")
    if made.iteration == FIRST or made.operation == Operation.REPLACE:
        made.operation, made.step = Operation.REPLACE, Step.NOT_APPLICABLE
    elif made.step == Step.NOT_APPLICABLE:
        made.step = Step.ABSOLUTE
    rules = made.requirements.get("rules") if isinstance(made.requirements, dict) else None
    known = [rule for rule in rules if rule in RULE_NAMES] if isinstance(rules, list) else None
    made.requirements = None if known is None else {"rules": known}


def write_sessions(person: "User", rows: list[WorkoutSession]) -> None:
    """To be called in a transaction."""
    take_turn(person)
    WorkoutSession.objects.bulk_create(rows)
    recorder = Recorder(person)
    recorder.add(Change(person, sessions_after=rows))
    recorder.announce()


def write_logs(person: "User", rows: list[WorkoutLog]) -> None:
    """The same for logs; those without a session find or make theirs."""
    take_turn(person)
    sessions = WorkoutSession.objects.in_bulk({row.session_id for row in rows if row.session_id})
    wanted = {row.slot_entry_id for row in rows if row.slot_entry_id}
    entries = SlotEntry.objects.select_related("slot__day").in_bulk(wanted)
    for row in rows:
        # Loaded once, not for each log.
        if row.session_id:
            row.session = sessions[row.session_id]
        if row.slot_entry_id:
            row.slot_entry = entries[row.slot_entry_id]
    recorder = Recorder(person)
    saving.store(person, [saving.Draft(row) for row in rows], recorder)
    recorder.announce()
