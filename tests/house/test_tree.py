"""What holds for every file of the project."""

import ast
import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
LONGEST = 400
ROOMS = ["config", "accounts", "exercises", "workouts", "nutrition", "journal"]
OUTSIDE = re.compile(r"(?<![\w.:/])/(?:work|root|home|Users|opt)/[\w.-]+|\.\./(?:shared|seeds|reference)")
TARGETS = ["help", "run", "test", "coverage", "check", "fix", "bench", "manage", "seed", "schema", "setup"]


def sources(*folders):
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [path for path in found if "migrations" not in path.parts]


def shown(paths):
    return [str(path.relative_to(ROOT)) for path in paths]


def docstrings(path):
    kinds = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    nodes = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, kinds)]
    return [" ".join(text.split()) for node in nodes if (text := ast.get_docstring(node))]


def texts():
    """Everything that people read: documents, and the files that start things."""
    names = ["*.md", "*.yml", "Makefile", "Dockerfile", ".env.example", ".dockerignore", ".ci/run", "docs/**/*.md"]
    return sorted({path for name in names for path in ROOT.glob(name)})


def test_files_are_short_enough_to_read():
    paths = [*sources(*ROOMS, "tests"), *ROOT.glob("*.py")]

    assert shown(path for path in paths if len(path.read_text().splitlines()) > LONGEST) == []


def test_no_docstring_is_a_copy():
    counts = Counter(text for path in sources(*ROOMS) for text in docstrings(path))

    assert [text for text, count in counts.items() if count > 1] == []


def test_nothing_names_a_place_outside_the_project():
    paths = [*texts(), *(path for path in sources(*ROOMS, "tests") if path != Path(__file__))]

    assert {str(path.relative_to(ROOT)): found for path in paths if (found := OUTSIDE.findall(path.read_text()))} == {}


def test_links_between_documents_lead_somewhere():
    links = [
        (path, link) for path in texts() for link in re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", path.read_text())
    ]

    assert [(path.name, link) for path, link in links if not (path.parent / link).exists()] == []


def test_make_lists_its_commands():
    listing = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert sorted(re.findall(r"^  make (\S+)", listing, re.MULTILINE)) == sorted(TARGETS)


@pytest.mark.parametrize("path", sorted((ROOT / "docs" / "adr").glob("*.md")), ids=lambda path: path.name)
def test_decision_record_has_its_parts_and_is_short(path):
    lines = path.read_text().splitlines()

    assert re.match(rf"# {int(path.name[:4])}\. ", lines[0])
    assert [line for line in lines if line.startswith("## ")] == ["## Context", "## Decision", "## Consequences"]
    assert len(lines) <= 40
