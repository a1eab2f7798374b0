"""What an import did, for the person who started it."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum


class BrokenRow(ValueError):
    """The sentence says what is wrong with the row."""


class Outcome(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    UNCHANGED = "unchanged"
    KEPT = "kept"
    SKIPPED = "skipped"


WRITES = (Outcome.ADDED, Outcome.CHANGED, Outcome.REMOVED)


@dataclass(slots=True)
class Report:
    """Counts by outcome and kind of row, and a sentence for each row that was kept or skipped."""

    counts: dict[Outcome, Counter[str]] = field(default_factory=lambda: {outcome: Counter() for outcome in Outcome})
    notes: list[str] = field(default_factory=list)

    def count(self, outcome: Outcome, kind: str, number: int = 1) -> None:
        self.counts[outcome][kind] += number

    def note(self, outcome: Outcome, kind: str, name: object, reason: str) -> None:
        self.count(outcome, kind)
        self.notes.append(f"{kind} {name} {outcome}: {reason}")

    def add(self, other: "Report") -> None:
        for outcome, counts in other.counts.items():
            self.counts[outcome].update(counts)
        self.notes.extend(other.notes)

    @property
    def writes(self) -> int:
        """Rows that are not what they were before."""
        return sum(self.counts[outcome].total() for outcome in WRITES)

    def lines(self) -> list[str]:
        """One line an outcome, e.g. ``added: 2 exercise, 5 translation``."""
        return [
            f"{outcome}: {', '.join(f'{number} {kind}' for kind, number in sorted(counts.items()))}"
            for outcome, counts in self.counts.items()
            if counts
        ]
