"""A phone of Alice's, a phone of Bob's, and what they send."""

import json

import pytest
from django.test import Client

from accounts.models import ApiKey


class Phone(Client):
    """A client that sends a person's key and nothing else that it is not told to send."""

    def __init__(self, user=None, **defaults):
        if user is not None:
            defaults["HTTP_AUTHORIZATION"] = f"ApiKey {ApiKey.of(user).secret}"
        super().__init__(raise_request_exception=False, **defaults)

    def sync(self, body, **headers):
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.generic("POST", "/api/v1/sync", raw, "text/plain;charset=UTF-8", **headers)

    def day(self, date, nutrition, **entry):
        response = self.sync({"nutrition": nutrition, "entry": {"dateTime": f"{date}T00:00:00.000Z", **entry}})
        assert (response.status_code, response.json()) == (200, {"status": 200, "message": "Data synchronized."})

    def stats(self, **query):
        response = self.get("/api/v1/stats", query)
        assert response.status_code == 200, response.content
        return response.json()

    def results(self, **query):
        return self.stats(**query)["results"]

    def journal(self, date):
        response = self.get("/api/v1/journal", {"date": date})
        assert response.status_code == 200, response.content
        return response.json()["results"]


@pytest.fixture
def phone(alice):
    return Phone(alice)


@pytest.fixture
def bobs_phone(bob):
    return Phone(bob)


@pytest.fixture
def nobody():
    return Phone()


def refused(response):
    """Status and message, which the body has to name alike."""
    body = response.json()
    assert (list(body), body["status"]) == (["status", "message"], response.status_code)
    return response.status_code, body["message"]
