import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.secret_files import read_or_create, refuse_known


def test_first_start_makes_a_secret_that_only_its_owner_reads(tmp_path):
    path = tmp_path / "new" / "secret.key"

    secret = read_or_create(path)

    assert (path.read_text(), stat.S_IMODE(path.stat().st_mode)) == (f"{secret}\n", 0o600)
    assert refuse_known("SECRET_KEY", secret) == secret


def test_later_starts_read_the_same_secret(tmp_path):
    path = tmp_path / "secret.key"

    assert read_or_create(path) == read_or_create(path)


def test_processes_that_start_at_once_agree(tmp_path):
    path = tmp_path / "secret.key"

    with ThreadPoolExecutor(8) as starting:
        secrets = list(starting.map(read_or_create, [path] * 8))

    assert set(secrets) == {path.read_text().strip()}


def test_empty_file_is_refused(tmp_path):
    path = tmp_path / "secret.key"
    path.touch()

    with pytest.raises(ImproperlyConfigured, match="is empty. Delete it and start again"):
        read_or_create(path)


def test_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(ImproperlyConfigured, match="file cannot be made: .* Set DATA_DIR to a writable folder"):
        read_or_create(tmp_path / "file" / "secret.key")


def test_secret_that_is_a_folder_is_named(tmp_path):
    with pytest.raises(ImproperlyConfigured, match="cannot be read: Is a directory"):
        read_or_create(tmp_path)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("x8!k2@p0q9w8e7r6", id="random, but short"),
        pytest.param("a" * 50, id="one sign repeated"),
        pytest.param("changeme-changeme-changeme-changeme-12345", id="changeme"),
        pytest.param("Django-Insecure-x8!k2@p0q9w8e7r6t5y4u3i2o1", id="Django's own for new projects"),
        pytest.param("secret0123456789abcdefghijklmnopqrstuvwxyz", id="the word secret"),
    ],
)
def test_known_secret_is_refused_and_not_repeated(value):
    with pytest.raises(ImproperlyConfigured) as caught:
        refuse_known("SECRET_KEY", value)

    assert str(caught.value).startswith("SECRET_KEY is too short or a well-known default.")
    assert value not in str(caught.value)
