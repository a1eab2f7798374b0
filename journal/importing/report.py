"""What an import has done."""

from collections import Counter
from dataclasses import dataclass, field

from journal.actions import Outcome


@dataclass(slots=True)
class Report:
    """Counts by outcome, and a note for each record that was not taken over as it is.

    ``besides`` counts what is new besides days.
    """

    outcomes: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    besides: Counter[str] = field(default_factory=Counter)

    @property
    def changes(self) -> int:
        return self.outcomes[Outcome.ADDED] + self.outcomes[Outcome.CHANGED]

    def skip(self, note: str) -> None:
        self.outcomes["skipped"] += 1
        self.notes.append(note)

    def line(self) -> str:
        found = [f"{count} {outcome}" for outcome, count in sorted(self.outcomes.items()) if count]
        return ", ".join(found) or "nothing found"

    def line_of_besides(self) -> str:
        return ", ".join(f"{name} {count}" for name, count in sorted(self.besides.items()) if count)
