"""The threaded worker's patience with slow senders."""

import json
import socket

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
