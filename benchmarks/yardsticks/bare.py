"""The least that an answer can cost: a WSGI function under the very same gunicorn.

``python -m benchmarks.yardsticks.bare`` serves it with the options of ``manage.py serve``.
"""

import os
from collections.abc import Callable, Iterable
from typing import Any

from benchmarks.yardsticks.bodies import bodies


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    body = bodies()[environ["PATH_INFO"].split("/")[2]]
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


def serve() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from config import launch

    ours = launch.server_command()
    command = ["benchmarks.yardsticks.bare:application" if word == "config.wsgi:application" else word for word in ours]
    os.execv(command[0], command)


if __name__ == "__main__":
    serve()
