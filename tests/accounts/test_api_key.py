"""The key that Waistline sends: printed, replaced, kept safe."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import ApiKey, DailyUsage

pytestmark = pytest.mark.django_db


def printed(capsys, *arguments):
    call_command("api_key", *arguments)
    return capsys.readouterr().out.strip()


def status(key):
    return Client().get("/api/v1/stats", HTTP_AUTHORIZATION=f"ApiKey {key}").status_code


@pytest.mark.parametrize("name", ["alice", "ALICE", "alice@example.org"])
def test_command_prints_a_key_that_works_and_the_same_again(alice, capsys, name):
    key = printed(capsys, name)

    assert (printed(capsys, "alice"), ApiKey.of(alice).secret, status(key)) == (key, key, 200)


def test_regenerating_voids_the_old_keys(alice, capsys):
    old = [ApiKey.of(alice).secret, ApiKey.make(alice).secret]

    new = printed(capsys, "alice", "--regenerate")

    assert [status(key) for key in [*old, new]] == [401, 401, 200]


def test_command_for_nobody_or_somebody_deactivated(alice):
    alice.is_active = False
    alice.save()

    for name, message in (("zoe", "Nobody here is called zoe"), ("alice", "is deactivated")):
        with pytest.raises(CommandError, match=message):
            call_command("api_key", name)


def test_rotation_of_the_credential_key_keeps_keys_working(alice, bob, settings, tmp_path):
    settings.CREDENTIAL_KEY_FILE = tmp_path / "keys"
    keys = [ApiKey.of(alice).secret, ApiKey.make(alice).secret, ApiKey.of(bob).secret]

    call_command("rotate_credential_key", verbosity=0)

    assert [status(key) for key in keys] == [200, 200, 200]


def test_oldest_key_is_the_one_that_is_shown(alice):
    first = ApiKey.of(alice)
    ApiKey.make(alice)

    assert ApiKey.of(alice) == first
    assert str(first) == f"Key of alice since {first.created:%Y-%m-%d}"


def test_usage_of_today(alice):
    spend = {"user_id": alice.pk, "kind": DailyUsage.Kind.READ, "limit": 2}

    found = [DailyUsage.spend(today=day, **spend) for day in ("2024-01-01", "2024-01-01", "2024-01-01", "2024-01-02")]

    assert found == [1, 2, None, 1]
    assert DailyUsage.today(user_id=alice.pk, kind="read", today="2024-01-02") == 1
    assert str(DailyUsage.objects.get()) == "1 on 2024-01-02"
