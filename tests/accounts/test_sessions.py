"""Sessions of browsers and of apps that are signing in."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

pytestmark = pytest.mark.django_db

PAGE = "/account/"


def test_table_of_sessions_opens_no_account(settings, client, alice):
    client.force_login(alice)
    stranger = Client()
    stranger.cookies[settings.SESSION_COOKIE_NAME] = Session.objects.get().session_key

    assert [each.get(PAGE).status_code for each in (client, stranger)] == [200, 302]


def test_table_of_sessions_opens_no_app(alice):
    body = {"username": "alice", "password": "correct horse"}
    Client().post("/allauth/app/v1/auth/login", body, content_type="application/json")
    headers = {"X-Session-Token": Session.objects.get().session_key}

    assert Client().get("/allauth/app/v1/auth/session", headers=headers).status_code == 410


def test_signing_out_removes_the_session(client, alice):
    client.force_login(alice)

    client.post("/accounts/logout/")

    assert not Session.objects.exists()
