"""Another server: this very program, asked through its API for the account of another person; or one written down."""

import json
from urllib.parse import parse_qs

import httpx
from rest_framework.test import APIClient

from accounts.importing.base import Report, Source
from accounts.importing.running import in_time_of
from accounts.models import PermanentToken
from config import outbound
from journal.importing.account import remote
from journal.importing.wger import WgerAccount


class Ourselves:
    """Answers as this program does, to whoever has a token."""

    def __init__(self):
        self.asked = []

    def __call__(self, request):
        path = request.url.raw_path.decode()
        self.asked.append(path)
        answer = APIClient(HTTP_AUTHORIZATION=request.headers["Authorization"], HTTP_HOST="testserver").get(path)
        # Addresses of further pages have the host that was asked.
        content = answer.content.replace(b"http://testserver", b"https://other.example")
        return httpx.Response(answer.status_code, content=content, headers={"Content-Type": "application/json"})


def said(status, body):
    """Also what is no right Unicode, which httpx would not write."""
    return httpx.Response(status, content=json.dumps(body).encode(), headers={"Content-Type": "application/json"})


class WrittenDown:
    """``tables`` are rows by endpoint; ids are integers, as on older servers."""

    def __init__(self, tables, profile=None, size=100):
        self.tables, self.profile, self.size = tables, profile or {"username": "bob"}, size
        self.asked = []

    def __call__(self, request):
        self.asked.append(request.url.path)
        if request.headers["Authorization"] != "Token right":
            return said(401, {"detail": "Invalid token."})
        _, _, rest = request.url.path.partition("/api/v2/")
        endpoint, _, key = rest.strip("/").partition("/")
        if endpoint == "userprofile":
            return said(200, self.profile)
        if endpoint not in self.tables:
            return said(404, {"detail": "Not found."})
        rows = self.tables[endpoint]
        if key:
            found = [row for row in rows if str(row["id"]) == key]
            return said(200, found[0]) if found else said(404, {})
        return said(200, self.page(rows, request))

    def page(self, rows, request):
        asked = parse_qs(request.url.query.decode())
        size = min(self.size, int(asked.get("limit", ["20"])[0]))
        start = int(asked.get("offset", ["0"])[0])
        following = f"http://inner.example:8000{request.url.path}?limit={size}&offset={start + size}"
        following = following.replace("inner.example", request.url.host)
        more = start + size < len(rows)
        return {"count": len(rows), "next": following if more else None, "results": rows[start : start + size]}


def asked_of(monkeypatch, server):
    """Every client that goes to the other server reaches ``server``."""
    monkeypatch.setattr(
        remote.outbound, "client", lambda **_: outbound.GuardedClient(FREE, outbound.Limits(), mock(server), {})
    )


FREE = outbound.Guard(resolver=lambda host, port: ["93.184.215.14"])


def mock(server):
    return httpx.MockTransport(server)


def moved(person, token, address="https://other.example"):
    report = Report()
    with in_time_of(person):
        list(WgerAccount().run(person, Source(address=address, token=token), {}, report))
    return report


def previewed(person, token, address="https://other.example"):
    with in_time_of(person):
        return WgerAccount().preview(person, Source(address=address, token=token), {})


def token_of(person):
    return PermanentToken.of(person).secret
