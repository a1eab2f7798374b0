"""gunicorn's threaded worker, with what it lacks where no proxy stands before it."""

import errno
import json
import select
import selectors
import socket
import time
from collections import deque
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from typing import Any
from uuid import uuid4

from gunicorn import util
from gunicorn.workers.gthread import TConn, ThreadWorker

PATIENCE_SECONDS = 15
# How long, and for how many bytes, the last answer on a connection waits for its client to close its end.
LINGER_SECONDS, LINGER_BYTES = 2, 65_536


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
    """Closes connections without waiting for their clients.

    gunicorn waits two seconds for a client that leaves its end open, on the one thread that takes in everybody's
    requests: a few such clients would silence the server.  Here they are watched like all other connections.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lingering: deque[TConn] = deque()  # the first to be given up stands first

    def run(self) -> None:
        # Here, in a process of its own that has loaded the program; gunicorn itself imports this file before that.
        from config import housekeeping, running

        running.hold()
        housekeeping.start()
        super().run()

    def accept(self, listener: Any) -> None:
        super().accept(PatientListener(listener))

    def finish_request(self, conn: TConn, fs: Future[Any]) -> None:
        if fs.cancelled() or fs.exception() or fs.result():
            super().finish_request(conn, fs)
        else:
            self.linger(conn)

    def linger(self, conn: TConn) -> None:
        """Say that no more is coming, so that what was sent arrives, and close when the client does or in a while."""
        try:
            conn.sock.shutdown(socket.SHUT_WR)
            conn.sock.setblocking(False)
            self.poller.register(conn.sock, selectors.EVENT_READ, partial(self.drain, conn))
        except (OSError, ValueError):
            self.nr_conns -= 1
            conn.close()
            return
        conn.timeout, conn.drained = time.monotonic() + LINGER_SECONDS, 0
        self.lingering.append(conn)

    def drain(self, conn: TConn, client: socket.socket) -> None:
        data = b""
        with suppress(OSError):
            data = client.recv(LINGER_BYTES)
        conn.drained += len(data)
        if not data or conn.drained >= LINGER_BYTES:
            self.lingering.remove(conn)
            self.leave(conn)

    def leave(self, conn: TConn) -> None:
        with suppress(OSError, KeyError, ValueError):
            self.poller.unregister(conn.sock)
        self.nr_conns -= 1
        conn.close()

    def murder_keepalived(self, *, force: bool = False) -> None:
        """Called at each turn of the loop."""
        super().murder_keepalived(force=force)
        while self.lingering and (force or self.lingering[0].timeout <= time.monotonic()):
            self.leave(self.lingering.popleft())


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
