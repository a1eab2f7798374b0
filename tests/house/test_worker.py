"""The threaded worker's patience with slow senders and with clients that do not close."""

import json
import socket
import time
from collections import deque
from types import SimpleNamespace

import pytest

from config import worker


@pytest.fixture
def ends():
    server, client = socket.socketpair()
    yield worker.PatientSocket(fileno=server.detach()), client
    client.close()


def test_sender_that_stops_is_given_up(ends, monkeypatch):
    server, _ = ends
    monkeypatch.setattr(worker, "PATIENCE_SECONDS", 0.05)

    with server, pytest.raises(ConnectionResetError, match="stopped sending"):
        server.recv(10)


def test_sender_that_sends_is_read(ends):
    server, client = ends
    client.sendall(b"GET")

    with server:
        assert server.recv(10) == b"GET"


def test_socket_that_does_not_block_is_left_alone(ends):
    server, _ = ends
    server.setblocking(False)

    with server, pytest.raises(BlockingIOError):
        server.recv(10)


def test_accepted_connections_are_patient():
    with socket.create_server(("127.0.0.1", 0)) as listener, socket.create_connection(listener.getsockname()):
        connection, _ = worker.PatientListener(listener).accept()

        with connection:
            assert isinstance(connection, worker.PatientSocket)


def test_requests_that_are_none_are_answered_in_json(ends):
    server, client = ends
    with server:
        worker.write_json_error(server, 431, "Request Header Fields Too Large", "Too many headers")
        head, _, body = client.recv(1000).partition(b"\r\n\r\n")

    assert head.startswith(b"HTTP/1.1 431 Request Header Fields Too Large\r\n")
    assert b"X-Request-ID: " in head
    assert json.loads(body) == {"detail": "Too many headers"}


class Poller(dict):
    """Sockets by what is to be called when they can be read."""

    def register(self, client, _, call):
        self[client] = call

    def unregister(self, client):
        del self[client]


@pytest.fixture
def closing(ends):
    """A worker with one connection whose last answer was sent, and the client's end of it."""
    server, client = ends
    house = worker.Worker.__new__(worker.Worker)
    house.lingering, house.keepalived_conns, house.poller, house.nr_conns = deque(), deque(), Poller(), 1
    server.sendall(b"bye")
    house.linger(SimpleNamespace(sock=server, close=server.close))
    yield house, server, client
    server.close()


def test_client_reads_the_last_answer_to_its_end(closing):
    house, _, client = closing

    assert (client.recv(10), client.recv(10), house.nr_conns) == (b"bye", b"", 1)


def test_connection_ends_when_the_client_closes(closing):
    house, server, client = closing
    client.close()

    house.poller[server](server)

    assert (house.nr_conns, list(house.lingering), house.poller, server.fileno()) == (0, [], {}, -1)


def test_what_the_client_still_sends_is_thrown_away(closing, monkeypatch):
    house, server, client = closing
    client.sendall(b"more")

    house.poller[server](server)

    assert (house.nr_conns, len(house.lingering)) == (1, 1)


def test_client_that_sends_without_end_is_cut_off(closing, monkeypatch):
    monkeypatch.setattr(worker, "LINGER_BYTES", 8)
    house, server, client = closing
    client.sendall(b"more and more")

    house.poller[server](server)

    assert (house.nr_conns, house.poller) == (0, {})


def test_client_that_leaves_its_end_open_is_given_up(closing, monkeypatch):
    house, _, _ = closing
    house.murder_keepalived()
    before = house.nr_conns
    monkeypatch.setattr(worker, "time", SimpleNamespace(monotonic=lambda: time.monotonic() + 3))

    house.murder_keepalived()

    assert (before, house.nr_conns, house.poller) == (1, 0, {})
