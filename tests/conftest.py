"""People and their clients: Alice, Bob, somebody who may edit the catalogue, staff, and nobody."""

import os
import shutil
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.utils import timezone
from hypothesis import settings as property_tests
from rest_framework.test import APIClient

from accounts.models import PermanentToken
from config.api import answers, fragments
from nutrition.catalogue import places
from tests.factories import UserFactory

pytest_plugins = ["tests.servers"]
# A deadline for each example would be one for what else the machine does.
property_tests.register_profile("patient", parent=property_tests(), deadline=None)
property_tests.load_profile("patient")
REQUIRED = bool(os.environ.get("REQUIRE_SERVICES"))


def needed(found, what):
    """``found``, or a skip that names what is missing; a failure where everything has to be there."""
    if not found:
        (pytest.fail if REQUIRED else pytest.skip)(f"{what} is not on this machine.")
    return found


@pytest.fixture(autouse=True)
def _nothing_kept():
    cache.clear()
    answers.forget()
    fragments.forget()
    places.forget()
    timezone.deactivate()  # a request leaves its person's zone to the thread


@pytest.fixture(autouse=True)
def _media_of_its_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PRIVATE_ROOT = tmp_path / "private"


def client_of(user):
    return APIClient(HTTP_AUTHORIZATION=f"Token {PermanentToken.of(user).secret}")


@pytest.fixture
def api():
    return APIClient()


@pytest.fixture
def alice(db):
    return UserFactory(username="alice")


@pytest.fixture
def bob(db):
    return UserFactory(username="bob")


@pytest.fixture
def contributor(db):
    person = UserFactory(username="carol", date_joined=timezone.now() - timedelta(days=22))
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


@pytest.fixture
def staff(db):
    return UserFactory(username="root", is_staff=True, is_superuser=True)


@pytest.fixture
def alice_api(alice):
    return client_of(alice)


@pytest.fixture
def bob_api(bob):
    return client_of(bob)


@pytest.fixture
def chromium():
    return needed(shutil.which("chromium") or shutil.which("google-chrome"), "Chromium")
