"""What an import of many foods did: numbers, not a line for each of a million rows."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from nutrition.importing.foods import Unusable
from nutrition.plausibility import Doubt, explanations


class Outcome(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    UNCHANGED = "unchanged"
    KEPT = "kept"
    FAILED = "failed"


WRITES = (Outcome.ADDED, Outcome.CHANGED, Outcome.REMOVED)


@dataclass(slots=True)
class Report:
    """``outcomes`` are counted as ``added food``; ``skipped`` by reason, with one example of each."""

    outcomes: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)
    doubts: Counter[str] = field(default_factory=Counter)

    def count(self, outcome: Outcome, kind: str = "food", number: int = 1) -> None:
        if number:
            self.outcomes[f"{outcome} {kind}"] += number

    def skip(self, problem: Unusable) -> None:
        self.skipped[problem.reason] += 1
        if problem.name:
            self.examples.setdefault(problem.reason, problem.name[:60])

    def doubt(self, quality: int) -> None:
        for sentence in explanations(Doubt(quality)):
            self.doubts[sentence] += 1

    def add(self, other: "Report") -> None:
        self.outcomes.update(other.outcomes)
        self.skipped.update(other.skipped)
        self.examples = other.examples | self.examples
        self.doubts.update(other.doubts)

    @property
    def writes(self) -> int:
        """How many rows of whatever table were added, changed or removed."""
        return sum(number for name, number in self.outcomes.items() if name.partition(" ")[0] in WRITES)

    def lines(self) -> list[str]:
        found = [f"{name}: {number:,}" for name, number in sorted(self.outcomes.items())]
        for reason, number in self.skipped.most_common():
            example = f" (e.g. {self.examples[reason]})" if reason in self.examples else ""
            found.append(f"skipped: {number:,}, {reason}{example}")
        for sentence, number in self.doubts.most_common():
            found.append(f"hidden: {number:,}, {sentence}")
        return found

    def as_json(self) -> dict[str, Any]:
        return {
            "outcomes": self.outcomes,
            "skipped": self.skipped,
            "examples": self.examples,
            "doubts": self.doubts,
        }

    @classmethod
    def from_json(cls, found: dict[str, Any]) -> "Report":
        counters = {name: Counter(found.get(name, {})) for name in ("outcomes", "skipped", "doubts")}
        return cls(**counters, examples=dict(found.get("examples", {})))
