"""gunicorn's threaded worker, with what it lacks where no proxy stands before it."""

import errno
import json
import select
import socket
from typing import Any
from uuid import uuid4

from gunicorn import util
from gunicorn.workers.gthread import ThreadWorker

PATIENCE_SECONDS = 15


class PatientSocket(socket.socket):
    """Waits so long for the next bytes of a request: a thread must not wait for ever for somebody who stopped sending.

    Sending has no such limit, for a slow download makes progress all the time.
    """

    def recv(self, size: int, flags: int = 0) -> bytes:
        if self.gettimeout() is None:
            poll = select.poll()
            poll.register(self, select.POLLIN)
            if not poll.poll(PATIENCE_SECONDS * 1000):
                raise ConnectionResetError(errno.ECONNRESET, "The client stopped sending.")
        return super().recv(size, flags)


class PatientListener:
    """A listening socket whose connections are patient ones."""

    def __init__(self, listener: socket.socket) -> None:
        self.listener = listener

    def accept(self) -> tuple[socket.socket, Any]:
        connection, address = self.listener.accept()
        return PatientSocket(fileno=connection.detach()), address

    def getsockname(self) -> Any:
        return self.listener.getsockname()


class Worker(ThreadWorker):
    def run(self) -> None:
        # Here, in a process of its own that has loaded the program; gunicorn itself imports this file before that.
        from config import housekeeping, running

        running.hold()
        housekeeping.start()
        super().run()

    def accept(self, listener: Any) -> None:
        super().accept(PatientListener(listener))


def write_json_error(client: socket.socket, status: int, reason: str, message: str) -> None:
    """What gunicorn answers to requests that are none; apps parse JSON even then."""
    body = json.dumps({"detail": message or reason}).encode()
    head = (
        f"HTTP/1.1 {status} {reason}\r\nConnection: close\r\nContent-Type: application/json\r\n"
        f"X-Request-ID: {uuid4().hex}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    util.write_nonblock(client, head.encode("latin-1") + body)


# gunicorn has no setting for it.
util.write_error = write_json_error
