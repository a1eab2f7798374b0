"""The one way out, and what people may try to make it ask."""

import ast
import gzip
import socket
import ssl
import threading
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from config import outbound
from config.outbound import Limits, Refused, client

ROOT = Path(__file__).resolve().parent.parent.parent
ROOMS = ["config", "accounts", "exercises", "workouts", "nutrition", "journal"]
# The first asks nobody but this server itself.
MAY_SPEAK = {"config/healthcheck.py", "config/outbound.py"}
SPEAKERS = {"httpx", "httpcore", "requests", "urllib3", "aiohttp", "urllib.request", "http.client", "ftplib"}


@contextmanager
def listening(behave):
    """A server of one connection after the other; ``behave`` gets each."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        asked = []

        def serve():
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    asked.append(connection.recv(65536).decode())
                    try:
                        behave(connection)
                    except OSError:
                        continue

        threading.Thread(target=serve, daemon=True).start()
        yield server.getsockname()[1], asked
        server.shutdown(socket.SHUT_RDWR)


def answer(text="HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"):
    return lambda connection: connection.sendall(text.encode())


def resolving(*answers):
    """Gives one answer after the other, as the name server of somebody who means harm."""
    left = list(answers)
    return lambda host, port: left.pop(0)


def mocked(handler, **options):
    return client(transport=httpx.MockTransport(handler), **options)


# --- Where to ------------------------------------------------------------------------------------------------------

PRIVATE = [
    "127.0.0.1",
    "127.8.8.8",
    "10.0.0.1",
    "172.16.5.5",
    "192.168.1.1",
    "169.254.169.254",
    "100.100.100.200",
    "0.0.0.0",
    "224.0.0.1",
    "239.1.2.3",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fe80::1%eth0",
    "fd00:ec2::254",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "2002:7f00:1::",
    "2001:0:0:0:0:0:80ff:fffe",
    "192.0.0.192",
    "168.63.129.16",
    "3fff::1",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_name_in_a_private_network_is_refused(address):
    with client(resolver=lambda host, port: [address]) as asking, pytest.raises(Refused, match="private network"):
        asking.get("http://inside.example/")


def test_name_with_one_private_address_among_others_is_refused():
    with client(resolver=lambda host, port: ["1.1.1.1", "10.0.0.1"]) as asking, pytest.raises(Refused):
        asking.get("http://both.example/")


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "2130706433", "0177.0.0.1", "0x7f.1", "127.1", "[::1]", "[::ffff:7f00:1]", "localhost"]
)
def test_other_ways_to_write_this_machine_are_refused(host):
    with client() as asking, pytest.raises((Refused, httpx.InvalidURL)):
        asking.get(f"http://{host}:9/")


@pytest.mark.parametrize("address", ["ftp://example.org/", "file:///etc/passwd", "gopher://example.org/"])
def test_only_http_and_https(address):
    with mocked(lambda request: httpx.Response(200)) as asking, pytest.raises((Refused, httpx.UnsupportedProtocol)):
        asking.get(address)


@pytest.mark.slow
def test_what_was_checked_is_what_is_connected_to():
    """The name leads to a public address while it is checked and to this machine afterwards."""
    with listening(answer()) as (port, asked):
        resolver = resolving(["192.0.2.1"], ["127.0.0.1"])
        guard = outbound.Guard(is_private_allowed=True, resolver=resolver)
        with outbound.GuardedClient(guard, Limits(), None, {}) as asking, pytest.raises(httpx.TransportError):
            asking.get(f"http://rebinding.example:{port}/", timeout=0.3)

    assert asked == []
    assert guard.addresses("rebinding.example", port) == ["127.0.0.1"]


@pytest.mark.slow
def test_second_look_up_of_a_name_is_checked_like_the_first():
    with listening(answer()) as (port, asked):
        trusting = resolving(["127.0.0.1"], ["10.0.0.1"])
        with client(trusted=[f"http://mine.example:{port}"], resolver=trusting) as asking:
            assert asking.get(f"http://mine.example:{port}/").text == "ok"
            with pytest.raises(httpx.TransportError):
                asking.get(f"http://mine.example:{port}/", timeout=0.2)

    assert [line for line in asked[0].splitlines() if line.startswith("Host")] == [f"Host: mine.example:{port}"]


def test_administrator_may_allow_private_addresses(settings):
    settings.ALLOW_PRIVATE_ADDRESSES = True

    with mocked(lambda request: httpx.Response(204)) as asking:
        assert asking.get("http://10.0.0.1/").status_code == 204


def test_host_that_an_administrator_typed_may_be_anywhere_but_not_what_it_leads_to():
    def handler(request):
        return httpx.Response(302, headers={"Location": "http://192.168.1.1/admin"})

    with mocked(handler, trusted=["http://10.0.0.1:8000/api"]) as asking, pytest.raises(Refused, match=r"192\.168"):
        asking.get("http://10.0.0.1:8000/")


# --- Redirects -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("target", ["http://127.0.0.1/", "http://[::ffff:127.0.0.1]/", "http://169.254.169.254/latest"])
def test_redirect_into_a_private_network_is_refused(target):
    with mocked(lambda request: httpx.Response(302, headers={"Location": target})) as asking, pytest.raises(Refused):
        asking.get("http://93.184.215.14/")


@pytest.mark.parametrize("target", ["file:///etc/passwd", "gopher://example.org/"])
def test_redirect_to_another_protocol_is_refused(target):
    redirecting = mocked(lambda request: httpx.Response(302, headers={"Location": target}))
    with redirecting as asking, pytest.raises((Refused, httpx.UnsupportedProtocol)):
        asking.get("http://93.184.215.14/")


def test_credentials_stay_with_their_origin():
    heard = []

    def handler(request):
        heard.append((request.url.host, dict(request.headers)))
        if request.url.host == "first.example":
            return httpx.Response(307, headers={"Location": "https://other.example/x", "Set-Cookie": "a=b"})
        return httpx.Response(200)

    secrets = {"Authorization": "Token secret", "X-Api-Key": "secret", "Cookie": "session=secret"}
    with mocked(handler) as asking:
        asking.get("https://first.example/", headers=secrets, auth=("alice", "secret"))

    first, second = (str(headers) for _, headers in heard)
    assert ("secret" in first, "secret" in second, "a=b" in second) == (True, False, False)
    assert heard[1][1]["user-agent"].startswith("Regimen/")


def test_credentials_follow_within_their_origin():
    def handler(request):
        if request.url.path == "/":
            return httpx.Response(302, headers={"Location": "/next"})
        return httpx.Response(200, text=request.headers["Authorization"])

    with mocked(handler) as asking:
        assert asking.get("https://first.example/", headers={"Authorization": "Token secret"}).text == "Token secret"


def test_redirects_end():
    asking = mocked(lambda request: httpx.Response(302, headers={"Location": "/again"}))

    with asking, pytest.raises(httpx.TooManyRedirects):
        asking.get("https://first.example/")


# --- How much ------------------------------------------------------------------------------------------------------


class Endless(httpx.SyncByteStream):
    def __init__(self):
        self.sent = 0

    def __iter__(self):
        while True:
            self.sent += 1024
            yield b"x" * 1024


def test_endless_body_is_cut_off():
    body = Endless()
    asking = mocked(lambda request: httpx.Response(200, stream=body), limits=Limits(most_bytes=10_000))

    with asking, pytest.raises(Refused, match="more than"):
        asking.get("https://first.example/")

    assert body.sent < 20_000


def test_small_body_that_unpacks_to_a_large_one_is_cut_off():
    packed = gzip.compress(b"0" * 10_000_000)
    bomb = mocked(
        lambda request: httpx.Response(200, headers={"Content-Encoding": "gzip"}, stream=httpx.ByteStream(packed)),
        limits=Limits(most_bytes=100_000),
    )
    with bomb as asking, pytest.raises(Refused, match="larger than it seemed"):
        asking.get("https://first.example/")


@pytest.mark.parametrize("packing", ["gzip, gzip", "gzip,br", "br", "zstd"])
def test_body_packed_several_times_or_in_another_way_is_not_unpacked(packing):
    """Each time multiplies by a thousand, before anybody can count."""
    packed = gzip.compress(gzip.compress(b"0" * 1_000_000))
    http = mocked(
        lambda request: httpx.Response(200, headers={"Content-Encoding": packing}, stream=httpx.ByteStream(packed)),
    )
    with http, pytest.raises(Refused, match="packed as"):
        http.get("https://93.184.216.34/")


@pytest.mark.slow
@pytest.mark.parametrize("part", ["headers", "body"])
def test_slow_drip_ends_in_time(part):
    stop = threading.Event()

    def drip(connection):
        if part == "body":
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n")
        else:
            connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while not stop.wait(0.05):
            connection.sendall(b"x")

    with listening(drip) as (port, _):
        with client(private=True, limits=Limits(seconds=1)) as asking, pytest.raises(httpx.ReadTimeout):
            asking.get(f"http://127.0.0.1:{port}/")
        stop.set()


@pytest.mark.slow
def test_certificate_is_checked_against_the_name(monkeypatch):
    """The name that is asked for in the handshake is the one in the address, not the number it was looked up to."""
    names = []

    def wrap(self, sock, *args, server_hostname=None, **kwargs):
        names.append(server_hostname)
        raise ssl.SSLError("far enough")

    monkeypatch.setattr(ssl.SSLContext, "wrap_socket", wrap)
    with listening(answer()) as (port, _):
        asking = client(private=True, resolver=lambda host, _: ["127.0.0.1"])
        with asking, pytest.raises(httpx.ConnectError):
            asking.get(f"https://named.example:{port}/")

    assert names == ["named.example"]


# --- Nobody else ---------------------------------------------------------------------------------------------------


def imports(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_no_other_module_speaks_to_the_network():
    speaking = {
        str(path.relative_to(ROOT))
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        if any(name in SPEAKERS or name.split(".")[0] in SPEAKERS - {"http"} for name in imports(path))
    }

    assert speaking == MAY_SPEAK
