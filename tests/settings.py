"""The project's settings with a data directory of their own, so that a test never touches a person's data."""

import atexit
import os
import shutil
import tempfile

_data = tempfile.mkdtemp(prefix="regimen-tests-")
atexit.register(shutil.rmtree, _data, ignore_errors=True)
for _name in (
    "SITE_URL",
    "ALLOWED_HOSTS",
    "TRUSTED_PROXIES",
    "CACHE_URL",
    "EMAIL_URL",
    "SECRET_KEY",
    "DEBUG",
    "TIME_ZONE",
):
    os.environ[_name] = ""  # set, so that a .env file of this folder cannot set it
os.environ["DATA_DIR"] = _data

from config.settings import *  # noqa: E402, F403

ALLOWED_HOSTS = [*ALLOWED_HOSTS, "testserver"]  # noqa: F405
INSTALLED_APPS = [*INSTALLED_APPS, "tests.specimen"]  # noqa: F405
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Hashing is slow on purpose; the tests that are about hashing count it instead of timing it.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *PASSWORD_HASHERS]  # noqa: F405
WHITENOISE_AUTOREFRESH = True
