"""Keys of apps and scripts: made, rotated, expired, remembered."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from accounts import keys
from accounts.models import ApiKey, PermanentToken, Scope

pytestmark = pytest.mark.django_db

PRIVATE = "/api/v2/routine/"


def status(key, path=PRIVATE):
    return Client().get(path, HTTP_AUTHORIZATION=f"ApiKey {key.secret}").status_code


def make(user, name="script", scope=Scope.READ, **values):
    return keys.create_key(user=user, name=name, scope=scope, **values)


def test_key_works_until_it_expires(alice):
    key = make(alice, expires=timezone.now() + timedelta(days=1))

    with time_machine.travel(timezone.now()) as clock:
        before = status(key)
        clock.shift(timedelta(days=1))

        assert (before, status(key)) == (200, 401)


def test_rotated_key_keeps_its_row_and_lasts_as_long_again(alice):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        key = make(alice, expires=timezone.now() + timedelta(days=30))
        clock.shift(timedelta(days=40))

        new = keys.rotate_key(key=key)

        assert (new.pk, new.name, new.scope, new.last_used) == (key.pk, "script", Scope.READ, None)
        assert new.expires == timezone.now() + timedelta(days=30)
        assert (status(key), status(new)) == (401, 200)


def test_key_that_a_password_change_ended_works_again_when_it_is_rotated(alice):
    key = make(alice)
    alice.void_credentials()

    assert (status(key), status(keys.rotate_key(key=key))) == (401, 200)


def test_second_key_of_a_name_is_refused(alice, bob):
    make(alice)
    make(bob)

    with pytest.raises(keys.NameTaken):
        make(alice)


def test_name_of_a_key_that_has_ended_is_free(alice):
    make(alice)
    alice.void_credentials()

    assert make(alice).is_live


def test_number_of_keys_is_bounded(alice, monkeypatch):
    monkeypatch.setattr(keys, "MOST_KEYS", 1)
    make(alice)

    with pytest.raises(keys.TooManyKeys):
        make(alice, name="other")


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"scope": Scope.READ}, id="a key that may not sync"),
        pytest.param({"scope": Scope.WRITE}, id="a key that may do more than sync, which a dashboard must not show"),
        pytest.param({"scope": Scope.DIARY, "expires": timezone.now() - timedelta(days=1)}, id="an expired key"),
    ],
)
def test_waistline_is_shown_none_of_these(alice, values):
    other = make(alice, **values)

    assert ApiKey.of(alice) != other


def test_last_use_is_written_once_an_hour(alice, django_assert_num_queries):
    key = make(alice)

    with time_machine.travel(timezone.now(), tick=False) as clock:
        for queries in (3, 2):  # the key with its person, its use, and that there are no rows
            with django_assert_num_queries(queries):
                status(key)
        clock.shift(timedelta(hours=1))
        status(key)

        key.refresh_from_db()
        assert key.last_used == timezone.now()


def test_renewed_token_keeps_its_row(alice):
    before = PermanentToken.of(alice)

    after = keys.renew_token(user=alice)

    assert (after.pk, after.secret != before.secret) == (before.pk, True)
    assert PermanentToken.of(alice).secret == after.secret


def test_command_makes_a_named_key(alice, capsys):
    call_command("api_key", "alice", "--name", "backup", "--scope", "read", "--days", "90")

    key = ApiKey.objects.get()
    assert (capsys.readouterr().out.strip(), key.name, key.scope) == (key.secret, "backup", "read")
    assert (key.expires - timezone.now()).days == 89


@pytest.mark.parametrize(
    "options", [["--scope", "read"], ["--days", "1"], ["--name", "x", "--days", "-1"], ["--name", "script"]]
)
def test_command_refuses(alice, options):
    make(alice)

    with pytest.raises(CommandError):
        call_command("api_key", "alice", *options)


def test_waistline_keeps_its_row_through_password_changes(alice):
    first = ApiKey.of(alice)
    alice.void_credentials()

    second = ApiKey.of(alice)

    assert (second.pk, second.is_live, second.secret == first.secret) == (first.pk, True, False)
