"""``login``, and the token that people copy."""

import pytest
from django.core.management import call_command

from accounts import sealing
from accounts.models import PermanentToken

pytestmark = pytest.mark.django_db

LOGIN = "/api/v2/login/"
RIGHT = {"username": "alice", "password": "correct horse"}


def test_login_answers_the_permanent_token(api, alice):
    response = api.post(LOGIN, RIGHT)

    assert response.status_code == 200
    assert response.json() == {"token": PermanentToken.objects.get().secret}
    assert response["Deprecation"] == "@1706313600"


def test_login_by_address(api, alice):
    assert api.post(LOGIN, {"email": "alice@example.org", "password": "correct horse"}).status_code == 200


def test_login_answers_the_same_token_again(api, alice):
    assert api.post(LOGIN, RIGHT).json() == api.post(LOGIN, RIGHT).json()


def test_token_is_forty_hex_digits_and_works(api, alice):
    token = api.post(LOGIN, RIGHT).json()["token"]

    assert (len(token), int(token, 16) > 0) == (40, True)
    assert api.get("/api/v2/userprofile/", headers={"Authorization": f"Token {token}"}).json()["username"] == "alice"


def test_get_tells_what_to_send(api):
    assert api.get(LOGIN).json() == {"message": "You must send a 'username' and 'password' via POST"}


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        ({**RIGHT, "password": "wrong password"}, {"non_field_errors": ["Username or password unknown"]}),
        ({"username": "nobody", "password": "wrong password"}, {"non_field_errors": ["Username or password unknown"]}),
        ({**RIGHT, "password": "short"}, {"password": ["Ensure this field has at least 8 characters."]}),
        ({"username": "alice"}, {"password": ["This field is required."]}),
        ({"password": "correct horse"}, {"non_field_errors": ['Please provide an "email" or a "username"']}),
    ],
)
def test_login_refused(api, alice, body, errors):
    response = api.post(LOGIN, body)

    assert (response.status_code, response.json()) == (400, errors)


def test_token_is_nowhere_in_clear(alice):
    token = PermanentToken.of(alice)

    row = PermanentToken.objects.values("digest", "sealed").get()
    assert token.secret not in row["digest"]
    assert token.secret.encode() not in bytes(row["sealed"])
    assert row["digest"] == sealing.digest(token.secret)


def test_password_change_makes_a_new_token(alice):
    before = PermanentToken.of(alice).secret
    alice.set_password("another password")
    alice.save()

    assert PermanentToken.of(alice).secret != before


def test_rotation_keeps_tokens_working_and_forgets_the_old_key(alice, api, settings, tmp_path):
    settings.CREDENTIAL_KEY_FILE = tmp_path / "keys"
    secret, old = PermanentToken.of(alice).secret, sealing.keys()

    call_command("rotate_credential_key", verbosity=0)

    assert len(sealing.keys()) == 1
    assert sealing.keys() != old
    assert api.get("/api/v2/userprofile/", headers={"Authorization": f"Token {secret}"}).status_code == 200


def test_rotation_leaves_what_no_key_opens(settings, alice, bob, tmp_path):
    settings.CREDENTIAL_KEY_FILE = tmp_path / "lost"
    PermanentToken.of(bob)
    settings.CREDENTIAL_KEY_FILE = tmp_path / "keys"
    secret = PermanentToken.of(alice).secret

    call_command("rotate_credential_key", verbosity=0)

    assert PermanentToken.objects.get(user=alice).secret == secret
    assert PermanentToken.objects.get(user=bob).has_ended


def test_key_file_is_for_its_owner_only(settings, tmp_path):
    settings.CREDENTIAL_KEY_FILE = tmp_path / "keys"
    sealing.keys()

    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o600
