"""What has expired goes, and the rest stays."""

import os
import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import Chore, IdempotentRequest, TokenFamily, User
from accounts.tokens import sign_in
from config import housekeeping
from journal.photos import leftovers

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


def purged(label, now):
    return sum(housekeeping.registered()[label](now))


def test_expired_sessions_go(now):
    Session.objects.create(session_key="old", expire_date=now - timedelta(seconds=1))
    Session.objects.create(session_key="new", expire_date=now + timedelta(days=1))

    assert purged("sessions", now) == 1
    assert [each.session_key for each in Session.objects.all()] == ["new"]


def test_accounts_go_on_their_last_day(alice, bob, now):
    for user, due in ((alice, now - timedelta(seconds=1)), (bob, now + timedelta(days=1))):
        User.objects.filter(pk=user.pk).update(deletion_due=due, is_active=False)

    assert purged("accounts to be deleted", now) == 1
    assert User.objects.get() == bob


def test_more_rows_than_a_batch_go(now, monkeypatch):
    monkeypatch.setattr(housekeeping, "ROWS_PER_BATCH", 2)
    for key in "abcde":
        Session.objects.create(session_key=key, expire_date=now - timedelta(days=1))

    assert list(housekeeping.registered()["sessions"](now)) == [2, 2, 1]


def test_token_families_that_work_for_nothing_go(alice, bob, now):
    for user in (alice, alice, alice, bob):
        sign_in(user=user)
    expired, revoked, live, _ = TokenFamily.objects.order_by("pk")
    TokenFamily.objects.filter(pk=expired.pk).update(expires=now - timedelta(seconds=1))
    TokenFamily.objects.filter(pk=revoked.pk).update(revoked_at=now - timedelta(days=2))
    bob.void_credentials()

    assert purged("token families", now) == 3
    assert TokenFamily.objects.get() == live


def test_wrong_passwords_go_when_they_no_longer_count(settings, now):
    for name in ("alice", "bob"):
        AccessAttempt.objects.create(username=name, failures_since_start=1)
    AccessAttempt.objects.filter(username="alice").update(attempt_time=now - settings.AXES_COOLOFF_TIME * 2)

    assert purged("wrong passwords", now) == 1
    assert AccessAttempt.objects.get().username == "bob"


def test_kept_answers_go_after_a_day(alice, now):
    for hours in (1, 25):
        IdempotentRequest.objects.create(user=alice, key=str(hours), created=now - timedelta(hours=hours))

    assert purged("answers kept for repetition", now) == 1
    assert IdempotentRequest.objects.get().key == "1"


def test_counts_in_the_database_go(settings, now):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache_entries"}
    }
    call_command("createcachetable", verbosity=0)
    caches["default"].set("old", 1, timeout=60)
    caches["default"].set("new", 1, timeout=6000)

    assert purged("counts of requests", now + timedelta(seconds=600)) == 1


def test_photos_without_a_row_go_after_a_day(settings, alice, now):
    folder = settings.PRIVATE_ROOT / "photos" / str(alice.pk)
    folder.mkdir(parents=True)
    old, new = folder / f"{uuid4().hex}.png", folder / f"{uuid4().hex}.png.small.jpg"
    for path in (old, new):
        path.write_bytes(b"a picture")
    two_days_ago = now.timestamp() - 2 * 86400
    os.utime(old, (two_days_ago, two_days_ago))

    assert list(leftovers.purge(now)) == [1]
    assert list(folder.iterdir()) == [new]


def test_unfinished_backups_go_after_a_day(settings, tmp_path, now):
    settings.DATA_DIR = tmp_path
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "regimen-2026.tar.gz").touch()
    for name in (".backup-old", ".backup-new", "backups/.regimen-2026.tar.gz.17"):
        (tmp_path / name).mkdir() if name.startswith(".backup") else (tmp_path / name).touch()
    two_days_ago = now.timestamp() - 2 * 86400
    for name in (".backup-old", "backups/.regimen-2026.tar.gz.17", "backups/regimen-2026.tar.gz"):
        os.utime(tmp_path / name, (two_days_ago, two_days_ago))

    assert purged("unfinished backups", now) == 2
    assert sorted(path.name for path in tmp_path.rglob("*")) == [".backup-new", "backups", "regimen-2026.tar.gz"]


def test_command_tells_what_it_did(capsys, now):
    Session.objects.create(session_key="old", expire_date=now - timedelta(days=1))

    call_command("purge")

    lines = capsys.readouterr().out.splitlines()
    assert "sessions: 1 removed" in lines
    assert len(lines) == len(housekeeping.registered())


def test_what_fails_does_not_keep_the_others(monkeypatch, caplog, capsys):
    def broken(_):
        raise OSError("the disk is gone")

    monkeypatch.setattr(housekeeping, "_purgers", {"files": broken, "rows": lambda _: iter([2, 3])})

    with pytest.raises(CommandError, match="Not removed: files"):
        call_command("purge")

    assert capsys.readouterr().out == "rows: 5 removed\n"
    assert "the disk is gone" in caplog.text


def test_label_is_given_once(monkeypatch):
    monkeypatch.setattr(housekeeping, "_purgers", {"files": "somewhere.purge"})

    with pytest.raises(ValueError, match="two purgers"):
        housekeeping.register("files", "elsewhere.purge")


def test_one_process_has_the_turn_once_a_day(now):
    tomorrow = now + timedelta(days=1)

    turns = [housekeeping.is_our_turn(moment) for moment in (now, now + timedelta(hours=1), tomorrow, tomorrow)]

    assert turns == [True, False, True, False]


def test_housekeeping_never_kills_its_process(monkeypatch, caplog):
    def broken(_):
        raise OSError("no database")

    monkeypatch.setattr(housekeeping, "is_our_turn", broken)
    monkeypatch.setattr(housekeeping.connections, "close_all", lambda: None)

    housekeeping.look()

    assert "Housekeeping failed" in caplog.text


def test_turn_is_taken_before_anything_is_removed(monkeypatch, now):
    Session.objects.create(session_key="old", expire_date=now - timedelta(days=1))
    monkeypatch.setattr(housekeeping.connections, "close_all", lambda: None)

    housekeeping.look()
    Session.objects.create(session_key="later", expire_date=now - timedelta(days=1))
    housekeeping.look()

    assert Chore.objects.get().name == "housekeeping"
    assert Session.objects.get().session_key == "later"


def test_it_runs_beside_the_requests(settings, monkeypatch):
    settings.HOUSEKEEPING = True
    begun = threading.Event()
    monkeypatch.setattr(housekeeping, "go_on", begun.set)

    housekeeping.start()

    assert begun.wait(5)


def test_it_can_be_switched_off(settings, monkeypatch):
    settings.HOUSEKEEPING = False
    begun = threading.Event()
    monkeypatch.setattr(housekeeping, "go_on", begun.set)

    housekeeping.start()

    assert not begun.wait(0.1)
