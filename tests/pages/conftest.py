"""A browser of Alice's, and what a panel is asked with."""

from datetime import date

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone

from accounts.panels import Asked

# A Sunday.
TODAY = date(2026, 3, 15)


@pytest.fixture
def browser(alice):
    client = Client()
    client.force_login(alice, backend="accounts.backends.PasswordBackend")
    return client


@pytest.fixture
def ask(db):
    """What a panel answers a person on ``TODAY``, with what stands in the address."""
    timezone.deactivate()

    def contents(panel, person, **query):
        return panel().contents(Asked(person, TODAY, RequestFactory().get("/dashboard/", query)))

    return contents
