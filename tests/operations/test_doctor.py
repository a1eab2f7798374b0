"""What is well, what is not, and what to do about it."""

import contextlib
import json

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.core.management import call_command
from django.db import OperationalError, connection

from accounts import doctor as accounts_doctor
from accounts import sealing
from accounts.models import PermanentToken
from config import doctor
from config.doctor import Finding, Level, database, files, services, surroundings
from config.hosts import default_hosts

pytestmark = pytest.mark.django_db


def wrong(findings):
    return [(each.level.value, each.text) for each in findings if each.level != Level.FINE]


def test_each_doubt_comes_with_advice():
    found = list(doctor.findings())

    assert [each for each in found if bool(each.advice) != (each.level != Level.FINE)] == []
    assert {each.subject for each in found} == set(doctor._checks)


def test_no_secret_is_told(settings, alice, capsys):
    token = PermanentToken.of(alice).secret
    settings.EMAIL_HOST_PASSWORD = "orchid"

    with contextlib.suppress(SystemExit):
        call_command("doctor", "--json", "--mail-to", "bob@example.org")

    said = capsys.readouterr().out
    assert [each for each in (settings.SECRET_KEY, token, "orchid", alice.email) if each in said] == []


def test_json_is_for_programs(capsys, monkeypatch):
    monkeypatch.setattr(doctor, "findings", lambda: iter([Finding("disk", "full", Level.WRONG, "Make room.")]))

    with pytest.raises(SystemExit) as ended:
        call_command("doctor", "--json")

    found = {"subject": "disk", "text": "full", "level": "wrong", "advice": "Make room."}
    assert (ended.value.code, json.loads(capsys.readouterr().out)) == (1, [found])


def test_text_needs_no_colours(capsys, monkeypatch):
    found = [
        Finding("disk", "full", Level.WRONG, "Make room."),
        Finding("clock", "right"),
        Finding("mail", "none", Level.DOUBTFUL, "Set it."),
    ]
    monkeypatch.setattr(doctor, "findings", lambda: iter(found))

    with pytest.raises(SystemExit):
        call_command("doctor", no_color=True)

    assert capsys.readouterr().out.splitlines() == [
        "✗ disk   full",
        "         → Make room.",
        "✓ clock  right",
        "! mail   none",
        "         → Set it.",
        "1 wrong, 1 to think about.",
    ]


def test_doubts_are_no_failure(monkeypatch):
    monkeypatch.setattr(doctor, "findings", lambda: iter([Finding("mail", "none", Level.DOUBTFUL, "Set it.")]))

    call_command("doctor")


def test_mail_is_sent_if_asked_to(capsys, monkeypatch):
    monkeypatch.setattr(doctor, "findings", lambda: iter([]))

    call_command("doctor", "--mail-to", "alice@example.org")

    assert [message.to for message in mail.outbox] == [["alice@example.org"]]
    assert "look whether it arrives" in capsys.readouterr().out


def test_check_that_breaks_is_wrong(monkeypatch):
    def broken():
        raise ValueError("postgres://regimen:orchid@postgres")

    monkeypatch.setattr("config.doctor.services.mail", broken)
    monkeypatch.setattr(doctor, "_checks", {"mail": "config.doctor.services.mail"})

    assert wrong(doctor.findings()) == [("wrong", "could not be looked at (ValueError)")]


def test_database_that_is_gone_is_told_once(monkeypatch):
    def gone(*_, **__):
        raise OperationalError("no such host")

    monkeypatch.setattr(connection, "ensure_connection", gone)
    monkeypatch.setattr("config.doctor.database.tables", gone)
    checks = {"database": "config.doctor.database.database", "tables": "config.doctor.database.tables"}
    monkeypatch.setattr(doctor, "_checks", checks)

    [found] = doctor.findings()
    assert (found.subject, found.level, found.text[-17:]) == ("database", Level.WRONG, "cannot be reached")


def test_subject_is_checked_once():
    with pytest.raises(ValueError, match="two checks"):
        doctor.register("mail", "elsewhere.mail")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"DEBUG": True}, [("doubtful", "DEBUG is on: errors show source code")], id="debug at home"),
        pytest.param(
            {"DEBUG": True, "HOST": "0.0.0.0", "SITE_URL": "https://fit.example.org"},
            [("wrong", "DEBUG is on: errors show source code")],
            id="debug for everybody",
        ),
        pytest.param({"HOST": "0.0.0.0"}, [("doubtful", "SITE_URL is not set")], id="open without a name"),
        pytest.param(
            {"SITE_URL": "http://fit.example.org"},
            [("doubtful", "SITE_URL begins with http: passwords and keys travel in clear")],
            id="in clear",
        ),
        pytest.param({"SITE_URL": "http://192.168.1.20:8000"}, [], id="in clear at home"),
        pytest.param({"SITE_URL": "https://fit.example.org"}, [], id="as it should be"),
    ],
)
def test_address(settings, changes, expected):
    for name, value in ({"PORT": 1} | changes).items():
        setattr(settings, name, value)

    assert wrong(surroundings.address()) == expected


def test_site_that_is_refused_is_wrong(settings):
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://fit.example.org", default_hosts(None)

    assert wrong(surroundings.allowed_hosts()) == [
        ("wrong", "fit.example.org, the host of SITE_URL, is not among ALLOWED_HOSTS")
    ]


@pytest.mark.parametrize(
    ("proxies", "site", "expected"),
    [
        ([], "", []),
        (["172.18.0.0/16"], "https://fit.example.org", []),
        (["0.0.0.0/0"], "", [("wrong", "every address is a trusted proxy: anybody can claim to be anybody")]),
    ],
)
def test_proxies(settings, proxies, site, expected):
    settings.TRUSTED_PROXIES, settings.SITE_URL = proxies, site

    assert wrong(surroundings.proxies()) == expected


def test_proxy_that_is_not_trusted_is_doubtful(settings):
    settings.SITE_URL = "https://fit.example.org"

    assert [level for level, _ in wrong(surroundings.proxies())] == ["doubtful"]


def test_clock_before_the_tables_is_wrong():
    with connection.cursor() as cursor:
        cursor.execute("UPDATE django_migrations SET applied = '2099-01-01 00:00:00+00:00' WHERE id = 1")

    assert wrong(surroundings.clock()) == [("wrong", "it is before the time at which the tables were made")]


def test_newer_database_is_wrong():
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('accounts', '9999_x', '2026-01-01 00:00:00+00')"
        )

    assert wrong(database.tables()) == [("wrong", "the database was made by a newer program (accounts.9999_x)")]


def test_database_of_the_tests_is_well():
    assert wrong(database.database()) == []


def test_starter_data_that_is_missing_is_doubtful(settings):
    settings.STARTER_DATA = True

    assert [level for level, _ in wrong(database.starter_data())] == ["doubtful", "doubtful"]


def test_cache_that_does_not_answer_is_wrong(monkeypatch):
    def gone(*_, **__):
        raise ConnectionError

    monkeypatch.setattr(services.shared, "set", gone, raising=False)

    assert [level for level, _ in wrong(services.cache())] == ["wrong"]


def test_mail_server_that_does_not_answer_is_wrong(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    assert wrong(services.mail()) == [("wrong", "127.0.0.1:1 does not take mails (ConnectionRefusedError)")]


def test_open_files_are_wrong(settings, tmp_path):
    settings.DATA_DIR, settings.CREDENTIAL_KEY_FILE = tmp_path, tmp_path / "credential.keys"
    tmp_path.chmod(0o700)
    (tmp_path / "secret.key").touch(mode=0o600)
    (tmp_path / "credential.keys").touch(mode=0o644)
    (tmp_path / "credential.keys").chmod(0o644)

    [found] = [each for each in files.secrets() if each.level == Level.WRONG]

    assert found.text == f"others may read {tmp_path}/credential.keys"
    assert found.advice == f"Run: chmod 600 {tmp_path}/credential.keys"


def test_full_disk_is_wrong(settings, tmp_path, monkeypatch):
    settings.DATA_DIR = tmp_path
    tmp_path.chmod(0o700)
    monkeypatch.setattr(files, "VERY_LOW", 10**18)
    monkeypatch.setattr(files, "LOW", 10**18)

    assert [level for level, _ in wrong(files.disk())] == ["wrong"]


def test_folder_that_is_open_is_doubtful(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    tmp_path.chmod(0o755)

    assert wrong(files.disk()) == [("doubtful", f"others may look into {tmp_path}")]


def test_credentials_of_another_key_file_are_wrong(settings, alice, tmp_path):
    PermanentToken.of(alice)
    before = wrong(accounts_doctor.credentials())

    settings.CREDENTIAL_KEY_FILE = tmp_path / "credential.keys"
    gone = wrong(accounts_doctor.credentials())

    assert before == []
    assert gone == [("wrong", f"{tmp_path}/credential.keys is gone, so tokens and keys cannot be read")]


def test_second_factors_of_another_key_file_are_doubtful(settings, alice, bob, tmp_path):
    TOTP.activate(alice, "JBSWY3DPEHPK3PXP")
    settings.CREDENTIAL_KEY_FILE = tmp_path / "credential.keys"
    sealing.keys()
    alone = wrong(accounts_doctor.credentials())

    PermanentToken.of(bob)

    file = tmp_path / "credential.keys"
    assert alone == [("wrong", f"{file} has other keys than tokens were stored with")]
    assert wrong(accounts_doctor.credentials()) == [
        ("doubtful", f"1 of 2 tokens, keys and second factors cannot be read with {file}")
    ]


def test_administrator_is_missed(alice):
    assert wrong(accounts_doctor.people()) == [("doubtful", "nobody is administrator")]
