"""The settings, `.env.example` and the commands' environment name the same variables."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
SETTINGS = (ROOT / "config" / "settings.py").read_text()
EXAMPLE = (ROOT / ".env.example").read_text()


def read_by_settings():
    """Variable names, each with its default where that is written out."""
    calls = [
        node
        for node in ast.walk(ast.parse(SETTINGS))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "env"
    ]
    return {call.args[0].value: default_of(call) for call in calls}


def default_of(call):
    written = [*call.args[1:2], *(word.value for word in call.keywords if word.arg == "default")]
    return str(written[0].value) if written and isinstance(written[0], ast.Constant) else None


def written_in_example():
    return dict(re.findall(r"^#?([A-Z_]+)=(.*)$", EXAMPLE, re.MULTILINE))


def test_example_lists_what_the_settings_read():
    assert sorted(written_in_example()) == sorted(read_by_settings())


def test_example_shows_the_defaults():
    example = written_in_example()
    differing = {name: (example.get(name), value) for name, value in read_by_settings().items() if value is not None}

    assert {name: pair for name, pair in differing.items() if pair[0] != pair[1]} == {}


def test_example_explains_each_variable():
    lines = EXAMPLE.splitlines()
    variables = [number for number, line in enumerate(lines) if re.match(r"#?[A-Z_]+=", line)]

    assert [lines[each] for each in variables if not re.fullmatch(r"# .+\.", lines[each - 1])] == []


def test_container_passes_every_setting_on():
    compose = (ROOT / "docker-compose.yml").read_text()
    # The image sets these itself, or they are files of the data volume.
    own = {"DATA_DIR", "HOST", "PORT", "DEBUG", "SECRET_KEY", "CREDENTIAL_KEY_FILE"}

    assert set(re.findall(r"^      - ([A-Z_]+)$", compose, re.MULTILINE)) == set(read_by_settings()) - own


def started(tmp_path, **environment):
    """Load the settings in a process of its own, and return the last line that it wrote."""
    code = "import config.settings as s; print(s.CACHES['default']['BACKEND'], s.ALLOWED_HOSTS[-1])"
    clean = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path / "data"), **environment}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=clean, capture_output=True, text=True, check=False
    )
    return (done.stdout + done.stderr).strip().splitlines()[-1]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("environment", "ending"),
    [
        pytest.param(
            {"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name the hosts; * would let anybody forge links.", id="any host"
        ),
        pytest.param({"PORT": "http"}, "PORT is 'http'; write a whole number from 1 to 65535.", id="a port in letters"),
        pytest.param(
            {"SECRET_KEY": "changeme"}, "or set at least 32 random characters.", id="a secret that everybody knows"
        ),
        pytest.param(
            {"WORKERS": "2", "SITE_URL": "https://fit.example.org"},
            "django.core.cache.backends.db.DatabaseCache fit.example.org",
            id="several processes count in the database",
        ),
        pytest.param(
            {"SITE_URL": "https://fit.example.org"},
            "django.core.cache.backends.locmem.LocMemCache fit.example.org",
            id="one process counts in its memory",
        ),
    ],
)
def test_settings_of_a_new_server(tmp_path, environment, ending):
    assert started(tmp_path, **environment).endswith(ending)
