"""What must hold however fast it is: an edit shows at once in every process, and nobody's Host reaches anybody else."""

import http.client
import json
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from benchmarks.scenarios import API, PAGE
from benchmarks.servers import Place, Server, ask

PROCESSES = 2
ATTEMPTS = 60
ASKED_AGAIN = 6
EDITS = 3
FORGED = "forged.example"
# Allowed, because it is a private address, but nobody else's business.
NEIGHBOUR = "192.168.77.7:1234"


@contextmanager
def two_processes(place: Place) -> Iterator[Server]:
    with Server(Place(place.folder, place.database_url, PROCESSES)) as server:
        server.wait()
        yield server


def edit_is_seen_at_once(server: Server) -> str:
    """Empty if all is well, else what is wrong."""
    with ExitStack() as stack:
        connections = connections_to_each_process(server, stack)
        if len(connections) < PROCESSES:
            return f"only {len(connections)} of {PROCESSES} processes answered"
        for number in range(EDITS):
            name = f"Edited {number}"
            server.place.run(
                "manage.py",
                "shell",
                "--command",
                "from exercises.models import Exercise\n"
                "row = Exercise.objects.public().order_by('id').first().translations.get(language=2)\n"
                f"row.name = '{name}'; row.save()",
            )
            for process, connection in connections.items():
                shown = json.loads(ask(connection, PAGE).body)["results"][0]["name"]
                if shown != name:
                    return f"process {process} shows {shown!r} after an edit to {name!r}"
    return ""


def connections_to_each_process(server: Server, stack: ExitStack) -> dict[int, http.client.HTTPConnection]:
    """An open connection to each worker; which one has accepted it, Linux tells."""
    found: dict[int, http.client.HTTPConnection] = {}
    workers = server.processes()[1:]
    for _ in range(ATTEMPTS):
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        stack.enter_context(closing(connection))
        ask(connection, PAGE)
        port = connection.sock.getsockname()[1]
        found.setdefault(next(each for each in workers if has_connection(each, server.port, port)), connection)
        if len(found) == len(workers):
            break
    return found


def has_connection(process: int, own_port: int, other_port: int) -> bool:
    """Whether a process holds the connection between two local ports."""
    for line in Path(f"/proc/{process}/net/tcp").read_text().splitlines()[1:]:
        columns = line.split()
        ports = [int(address.rpartition(":")[2], 16) for address in columns[1:3]]
        if ports == [own_port, other_port]:
            wanted = f"socket:[{columns[9]}]"
            return any(link(path) == wanted for path in Path(f"/proc/{process}/fd").iterdir())
    return False


def link(path: Path) -> str:
    try:
        return str(path.readlink())
    except OSError:  # closed in the meantime
        return ""


def forged_host_reaches_nobody(server: Server) -> str:
    """Empty if all is well, else what is wrong.

    Each attempt is the first to ask for its page, so that it is the one that is rendered and kept.
    """
    attempts = ({"Host": FORGED}, {"Host": NEIGHBOUR}, {"X-Forwarded-Host": FORGED}, {"Forwarded": f"host={FORGED}"})
    for number, headers in enumerate(attempts):
        for endpoint in ("muscle", "exercise", "exerciseinfo"):
            path = f"{API}{endpoint}/?limit=3&offset={1 + number}"
            is_refused = server.get(path, headers).status == http.HTTPStatus.BAD_REQUEST
            if is_refused != (headers.get("Host") == FORGED):
                return f"{path} with {headers} is {'refused' if is_refused else 'accepted'}"
            for _ in range(ASKED_AGAIN):
                answer = server.get(path)
                seen = answer.body.decode() + str(answer.headers)
                if FORGED in seen or NEIGHBOUR in seen or f"{server.origin}{API}{endpoint}" not in seen:
                    return f"{path} was asked for with {headers} before, and it shows"
    return ""
