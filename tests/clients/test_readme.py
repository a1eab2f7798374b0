"""Every command of the documents: run against a new server, or at least known to the program it is for."""

import json
import os
import re
import shlex
import shutil
import subprocess
from functools import partial
from types import SimpleNamespace

import httpx
import pytest
import yaml
from django.core.management import CommandError, get_commands, load_command_class

from benchmarks.parts import PARTS
from tests.clients.documents import DOCUMENTS, ROOT, agrees, blocks, commands, inline, shown_value
from tests.conftest import needed
from tests.servers import SEEDED

SHELL = {"", "sh", "console"}
# What is no command, and Python that has a test of its own.
OTHER_LANGUAGES = {"python", "mermaid", "dotenv", "json"}
OTHER_GUIDES = {"routines.md": "test_routine_guide.py"}
# A script for another machine, of whose lines bash judges the grammar.
SCRIPTS = {"mutation.md"}
FOREIGN_PROGRAMS = {"psql", "mongoexport", "find", "cd"}
FOREIGN_SERVERS = ("https://static.openfoodfacts.org/",)
# What commands and tests read from the environment beside the settings.
OTHER_VARIABLES = {"IMPORT_TOKEN", "DEMO_PASSWORD", "REQUIRE_SERVICES"}
OF_THE_SHELL = {"SERVER", "KEY"}
OWN_SERVERS = re.compile(r"http://127\.0\.0\.1:8000|https://(?:fit|regimen)\.example\.org|https://…")
CRON = re.compile(r"^(?:[\d*/,-]+ ){4}[\d*/,-]+ +")
ASSIGNMENT = re.compile(r"^[A-Z_]+=")
STRONG = """Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE
2026-01-05 18:00:00,"Push","40m","Bench Press (Barbell)",1,60,8,0,0,"","",
"""


def settings_named():
    return set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))


def shell_blocks():
    return [block for path in DOCUMENTS for block in blocks(path) if block.language in SHELL]


def told():
    """All commands: those of the blocks, which ``&&`` may join and cron may start, and those within sentences."""
    for block in shell_blocks():
        if block.document not in SCRIPTS:
            for command in commands(block):
                for part in CRON.sub("", command.text).split(" && "):
                    yield pytest.param(part, id=f"{command.place} {part.split()[0]}")
    for path in DOCUMENTS:
        # A command that is only mentioned, without what it needs, is not there to be typed.
        for text in inline(path):
            if not re.fullmatch(r"manage\.py \w+", text):
                yield pytest.param(text, id=f"{path.name} {text}")


# --- What is not run ------------------------------------------------------------------------------------------------


def check_manage(arguments):
    name, *rest = arguments
    command = load_command_class(get_commands()[name], name)
    # Raises CommandError for what the command does not take.
    command.create_parser("manage.py", name).parse_args(rest)


def check_make(words):
    given = dict(word.split("=", 1) for word in words if ASSIGNMENT.match(word))
    targets = [word for word in words if not ASSIGNMENT.match(word)]
    known = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(targets) <= known
    arguments = shlex.split(given.pop("ARGS", ""))
    check_names(given)
    if targets == ["manage"]:
        check_manage(arguments)
    elif targets == ["bench"]:
        assert set(arguments) <= {"--part", "--quick", "--help", *PARTS}
    else:
        assert arguments == []


def check_compose(words):
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    verb, *rest = [word for word in words[2:] if not word.startswith("-")] if "python" not in words else words[2:]
    rest = [word for word in rest if word != "--rm"]
    assert verb in {"up", "stop", "exec", "run"}
    if rest:
        service, *inside = rest
        assert service in services
        if inside:
            assert inside[:2] == ["python", "manage.py"]
            check_manage(inside[2:])


def check_names(names):
    assert set(names) <= settings_named() | OTHER_VARIABLES


def check(text):
    words = shlex.split(text, comments=True)
    before = [word for word in words if ASSIGNMENT.match(word)]
    program = next((word for word in words if not ASSIGNMENT.match(word)), "")
    if not program:
        assert {word.split("=")[0] for word in before} <= OF_THE_SHELL
    elif program == "make":
        at = words.index("make")
        check_names(word.split("=")[0] for word in words[:at])
        check_make(words[at + 1 :])
    elif program == "manage.py":
        check_manage(words[words.index("manage.py") + 1 :])
    elif program == "docker":
        assert words[1] == "compose"
        check_compose(words)
    elif program == ".ci/run":
        assert os.access(ROOT / ".ci" / "run", os.X_OK)
    else:
        assert program == "curl" or program in FOREIGN_PROGRAMS, f"Nothing here tests {program}."


@pytest.mark.parametrize("text", list(told()))
def test_command_is_one_that_the_program_knows(text):
    check(text)


def test_commands_that_are_mentioned_are_there():
    mentioned = [re.fullmatch(r"manage\.py (\w+)", text) for path in DOCUMENTS for text in inline(path)]

    assert {found[1] for found in mentioned if found} <= get_commands().keys()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("wget http://127.0.0.1:8000/", id="a program that nothing tests"),
        pytest.param("make everything", id="a target that is not there"),
        pytest.param("COLOUR=red make run", id="a setting that is not there"),
        pytest.param('make manage ARGS="demo --years 3"', id="an option that is not there"),
        pytest.param("docker compose exec django python manage.py check", id="a service that is not there"),
        pytest.param("TOKEN=1234", id="a variable that no test fills"),
    ],
)
def test_other_command_is_found(text):
    with pytest.raises((AssertionError, CommandError)):
        check(text)


def test_blocks_are_in_languages_that_something_tests():
    others = {(block.document, block.language) for path in DOCUMENTS for block in blocks(path)}

    assert {language for _, language in others} - SHELL <= OTHER_LANGUAGES
    assert {document for document, language in others if language == "python"} == {"README.md", *OTHER_GUIDES}
    assert [name for name in OTHER_GUIDES.values() if not (ROOT / "tests" / "clients" / name).is_file()] == []


def test_scripts_are_bash(tmp_path):
    bash = needed(shutil.which("bash"), "bash")
    texts = [block.text for block in shell_blocks() if block.document in SCRIPTS]

    assert [subprocess.run([bash, "-n"], input=text, text=True, check=False).returncode for text in texts] == [0]


def test_settings_of_the_container_are_passed_on():
    compose = (ROOT / "docker-compose.yml").read_text()
    written = [block.text for path in DOCUMENTS for block in blocks(path) if block.language == "dotenv"]
    names = re.findall(r"^([A-Z_]+)=", "\n".join(written), re.MULTILINE)

    assert names
    assert [name for name in names if name not in compose] == []


@pytest.mark.parametrize(
    ("shown", "same"),
    [
        pytest.param('{"count": 1, "results": [{"id": 7, "name": "Three days"}]}', True, id="all of it"),
        pytest.param('{"count": 1, ...}', True, id="a part of it, which says so"),
        pytest.param('{"count": 1, "results": [{"id": 7, "name": "Three..."}]}', True, id="the beginning of a text"),
        pytest.param('{"count": 1}', False, id="a part of it, which does not say so"),
        pytest.param('{"total": 1, ...}', False, id="another name"),
        pytest.param('{"count": 2, ...}', False, id="another number"),
    ],
)
def test_answer_is_compared_as_far_as_it_is_shown(shown, same):
    assert agrees(shown_value(shown), {"count": 1, "results": [{"id": 7, "name": "Three days"}]}) is same


# --- What is run ----------------------------------------------------------------------------------------------------


class Reader:
    """Somebody who types what the documents show, with the address, tokens and keys of a server of their own."""

    def __init__(self, house, folder):
        self.house, self.folder = house, folder
        self.variables = {"SERVER": house.origin}

    def types(self, command):
        """Run it, and return its status and what it answered."""
        text = OWN_SERVERS.sub(self.house.origin, command.text)
        text = text.replace("<your key>", self.variables.get("KEY", "")).replace("Token …", "Token $TOKEN")
        script = "curl() { command curl --silent --noproxy '*' --write-out '\\n%{http_code}' \"$@\"; }\n" + text
        done = subprocess.run(
            ["bash", "-c", script],
            cwd=self.folder,
            env=self.house.environment | self.variables,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{command.place}: {done.stderr}"
        body, _, status = done.stdout.rpartition("\n")
        answer = json.loads(body) if body[:1] in {"{", "["} else None
        self.remembers(answer)
        return int(status), answer

    def remembers(self, answer):
        """The credentials that an answer holds, under the names by which the documents use them."""
        for name in {"access", "token"} & set(answer if isinstance(answer, dict) else ()):
            self.variables[name.upper()] = answer[name]

    def asks_for_a_key(self):
        self.variables["KEY"] = self.house.manage("api_key", "alice")

    def reads(self, block):
        if block.language == "python":
            self.executes(block)
        for command in commands(block) if block.language in SHELL and block.document not in SCRIPTS else ():
            if command.text.startswith("KEY="):
                self.asks_for_a_key()
            elif command.text.startswith("curl") and not any(each in command.text for each in FOREIGN_SERVERS):
                status, answer = self.types(command)
                assert 200 <= status < 300, (command.place, status, answer)
                assert all(agrees(shown_value(each), answer) for each in command.answers), (command.place, answer)

    def executes(self, block):
        shown = [shown_value(line[2:]) for line in block.text.splitlines() if line.startswith("# {")]
        printed = []
        directly = partial(httpx.Client, trust_env=False)
        with directly() as client:
            # What the example uses of the package requests is the same in httpx.
            given = SimpleNamespace(post=client.post, get=client.get)
            code = OWN_SERVERS.sub(self.house.origin, block.text).replace("import requests\n", "")
            exec(code, {"requests": given, "print": printed.append})
        assert len(printed) == len(shown)
        assert all(map(agrees, shown, printed)), printed


@pytest.mark.slow
def test_requests_do_what_the_documents_say(make_house, tmp_path):
    needed(shutil.which("curl") and shutil.which("bash"), "curl or bash")
    house = make_house(SEEDED)
    house.wait(house.serve("--skip-migrate"))
    (tmp_path / "strong.csv").write_text(STRONG)
    reader = Reader(house, tmp_path)
    first = ROOT / "README.md"

    for path in [first, *(path for path in DOCUMENTS if path != first)]:
        for block in blocks(path):
            if path.name not in OTHER_GUIDES:
                reader.reads(block)

    assert (tmp_path / "plan.ics").read_text().startswith("BEGIN:VCALENDAR")
    assert len(list(tmp_path.glob("*.zip"))) == 1
