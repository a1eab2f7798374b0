"""What the documents show in fenced blocks: the commands, with the answers that are shown below them."""

import ast
import re
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
DOCUMENTS = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", *ROOT.glob("docs/*.md")])
FENCED = re.compile(r"^(?P<indent> *)```(?P<language>\S*)\n(?P<text>.*?)^ *```$", re.MULTILINE | re.DOTALL)
JSON_WORDS = {"true": "True", "false": "False", "null": "None"}


@dataclass
class Block:
    document: str
    line: int
    language: str
    text: str


@dataclass
class Command:
    place: str
    text: str
    answers: list[str] = field(default_factory=list)


def blocks(path):
    content = path.read_text(encoding="utf-8")
    for found in FENCED.finditer(content):
        line = content.count("\n", 0, found.start()) + 1
        text = re.sub(f"^{found['indent']}", "", found["text"], flags=re.MULTILINE)
        yield Block(path.name, line, found["language"], text)


def inline(path):
    """The commands within sentences, those with an ellipsis aside."""
    rest = FENCED.sub("", path.read_text(encoding="utf-8"))
    spans = (" ".join(each.split()) for each in re.findall(r"`([^`]+)`", rest))
    return [
        each for each in spans if re.match(r"(make|manage\.py|docker compose|\.ci/run)\b", each) and "…" not in each
    ]


def is_open(text):
    """Whether the command goes on in the next line: after a backslash, or within quotes."""
    outside = re.sub(r"\\.|\"(\\.|[^\"\\])*\"|'[^']*'", "", text, flags=re.DOTALL)
    return text.endswith("\\") or "'" in outside.split(" #")[0]


def commands(block):
    found, waiting = [], []
    for number, line in enumerate(block.text.splitlines(), start=block.line + 1):
        if not waiting and (not line.strip() or line.startswith("#")):
            if found and line.startswith("# "):
                found[-1].answers.append(line.removeprefix("# "))
            continue
        waiting.append(line)
        if not is_open("\n".join(waiting)):
            place = f"{block.document}:{number - len(waiting) + 1}"
            found.append(Command(place, "\n".join(waiting)))
            waiting = []
    assert not waiting, f"{block.document}:{block.line}: a command has no end: {waiting}"
    return found


def shown_value(text):
    """An answer as a document shows it, in JSON or Python; ``...`` stands for what was left out."""
    text = re.sub(r"\b(true|false|null)\b", lambda word: JSON_WORDS[word[0]], text)
    return ast.literal_eval(re.sub(r", \.\.\.(?=[}])", ", ...: ...", text))


def agrees(shown, real):
    """Whether the answer is what the document shows, as far as it shows it."""
    if isinstance(shown, dict) and isinstance(real, dict):
        named = shown.keys() - {...}
        return (named <= real.keys() if ... in shown else named == real.keys()) and all(
            agrees(shown[name], real[name]) for name in named
        )
    if isinstance(shown, list) and isinstance(real, list):
        return len(shown) == len(real) and all(map(agrees, shown, real))
    if isinstance(shown, str) and shown.endswith("...") and isinstance(real, str):
        return real.startswith(shown.removesuffix("..."))
    return shown == real
