"""What every importer is: it looks at what a person hands over, tells what it would do, and does it."""

import re
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

if TYPE_CHECKING:
    from accounts.models import User

# More of them nobody reads; the report counts the rest.
MOST_PROBLEMS = 500
ROWS_SHOWN = 10
COLUMNS_SHOWN = 50
# Of a text from a file, so that what is kept and listed of an import stays small whatever the file is.
LONGEST_SHOWN = 300


class Takes(StrEnum):
    FILE = "file"
    # An address and a token, read over the network.
    SERVER = "server"


class CannotImport(ValueError):
    """Nothing of what was handed over can be used; the sentence says why and what to do."""


def storable(text: str) -> str:
    """Without what no database keeps: the sign zero, and halves of characters that some programs cut off."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def short(text: str) -> str:
    """As much of it as people look at."""
    kept = storable(text)
    return kept if len(kept) <= LONGEST_SHOWN else f"{kept[: LONGEST_SHOWN - 1]}…"


def in_words(counts: Mapping[str, int]) -> str:
    """``{"diary entries": 1, "sets": 12}`` is ``1 diary entry, 12 sets``."""
    return ", ".join(f"{number:,} {kind if number != 1 else one_of(kind)}" for kind, number in sorted(counts.items()))


def one_of(kind: str) -> str:
    """The singular of a kind of row; what follows its noun stays: ``entries of slots`` is ``entry of slots``."""
    noun, *rest = re.split(r"( of | in | known )", kind, maxsplit=1)
    singular = f"{noun.removesuffix('ies')}y" if noun.endswith("ies") else noun.removesuffix("s")
    return "".join([singular, *rest])


@dataclass(frozen=True, slots=True)
class Source:
    """What a person hands over.  ``name`` is the file's name as the person knows it, empty for a server.

    ``is_trusted``: by somebody who administers this server, whose addresses may be in its own network.
    """

    path: Path | None = None
    name: str = ""
    address: str = ""
    token: str = field(default="", repr=False)
    is_trusted: bool = False

    def content(self) -> bytes:
        """The whole file; an importer of large ones reads ``path`` bit by bit instead."""
        return self.path.read_bytes() if self.path else b""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not taken over as it is: what is wrong, and what to do about it.

    ``line`` is the line of the file, counted from 1 with its heading; ``None`` where there are no lines.
    """

    text: str
    hint: str = ""
    line: int | None = None

    def __str__(self) -> str:
        place = f"line {self.line}: " if self.line else ""
        return f"{place}{self.text} {self.hint}".rstrip()

    def as_json(self) -> dict[str, Any]:
        return {"line": self.line, "text": short(self.text), "hint": short(self.hint)}


@dataclass(slots=True)
class Problems:
    """The first ``MOST_PROBLEMS``, and how many more there are."""

    listed: list[Problem] = field(default_factory=list)
    more: int = 0

    def add(self, problem: Problem) -> None:
        if len(self.listed) < MOST_PROBLEMS:
            self.listed.append(problem)
        else:
            self.more += 1

    def as_json(self) -> dict[str, Any]:
        in_order = sorted(self.listed, key=lambda problem: problem.line or 0)
        return {"problems": [problem.as_json() for problem in in_order], "problems_left_out": self.more}


@dataclass(slots=True)
class Report:
    """What an import has done, by kind of row, e.g. ``added["sets"]``.

    ``kept`` rows were here already, from an earlier import or entered by hand, and stay as they are.
    """

    added: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    problems: Problems = field(default_factory=Problems)

    def skip(self, kind: str, text: str, hint: str = "", line: int | None = None) -> None:
        """Count a row that is left out, and say why."""
        self.skipped[kind] += 1
        self.problems.add(Problem(text, hint, line))

    def note(self, text: str, hint: str = "", line: int | None = None) -> None:
        """Tell of a row that is taken over, but not quite as it was."""
        self.problems.add(Problem(text, hint, line))

    def include(self, part: "Report") -> None:
        """Count what a part of the import has done: when its transaction has ended well, and not before."""
        for mine, its in ((self.added, part.added), (self.changed, part.changed), (self.kept, part.kept)):
            mine.update(its)
        self.skipped.update(part.skipped)
        for problem in part.problems.listed:
            self.problems.add(problem)
        self.problems.more += part.problems.more

    def as_json(self) -> dict[str, Any]:
        outcomes = ("added", "changed", "kept", "skipped")
        counts = {name: {kind: n for kind, n in sorted(getattr(self, name).items()) if n} for name in outcomes}
        return counts | self.problems.as_json()


@dataclass(frozen=True, slots=True)
class Question:
    """Something about the file that the person may decide; the answer is an option of the run under ``name``.

    ``answer`` is what holds if nothing is said: the person's own answer, else a guess.  With ``is_free`` any text may
    be the answer and ``choices`` are suggestions.  While one that ``is_needed`` has no answer, the import cannot run.
    """

    name: str
    label: str
    choices: tuple[tuple[str, str], ...] = ()
    answer: str = ""
    help: str = ""
    is_free: bool = False
    is_needed: bool = False

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "label": short(self.label),
            "choices": [{"value": value, "label": short(label)} for value, label in self.choices],
            "answer": self.answer,
            "help": self.help,
            "is_free": self.is_free,
            "is_needed": self.is_needed,
        }


@dataclass(slots=True)
class Preview:
    """What an import would do.  ``found`` counts by kind; ``rows`` are the first ones, as text under ``columns``."""

    found: Counter[str] = field(default_factory=Counter)
    columns: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)

    @property
    def is_ready(self) -> bool:
        return not any(question.is_needed and not question.answer for question in self.questions)

    def as_json(self) -> dict[str, Any]:
        return {
            "found": dict(sorted(self.found.items())),
            "columns": list(map(short, self.columns[:COLUMNS_SHOWN])),
            "rows": [list(map(short, row[:COLUMNS_SHOWN])) for row in self.rows],
            "questions": [question.as_json() for question in self.questions],
            "is_ready": self.is_ready,
            **self.problems.as_json(),
        }


class Progress(NamedTuple):
    """``total`` may grow while it is found out; 0 means that nobody knows yet."""

    done: int
    total: int


class Importer(ABC):
    """One kind of file or server.  A room registers the dotted path of its importers in ``AppConfig.ready``.

    An instance serves one preview or one run.  ``options`` are texts by name: answers to the preview's questions.
    """

    # Part of the address of the endpoint and an argument of the command, e.g. "strong".
    name: ClassVar[str]
    # What a person chooses, e.g. "Strong (CSV)".
    label: ClassVar[str]
    # One sentence: where the other app offers the file.
    help: ClassVar[str] = ""
    takes: ClassVar[Takes] = Takes.FILE
    # What the file chooser offers, e.g. ".csv,text/csv".
    accept: ClassVar[str] = ""
    largest_megabytes: ClassVar[int] = 50

    @abstractmethod
    def preview(self, person: "User", source: Source, options: Mapping[str, str]) -> Preview:
        """Look, and change nothing.  Raises ``CannotImport``."""

    @abstractmethod
    def run(self, person: "User", source: Source, options: Mapping[str, str], report: Report) -> Iterator[Progress]:
        """Save in batches, each in its own transaction, yield after each, and count into ``report``.

        It may be stopped after any batch and begun again; a second run over the same source changes nothing.  The
        person's time zone is the active one.  Raises ``CannotImport``.
        """
