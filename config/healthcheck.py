"""``python -m config.healthcheck``: exit code 0 if the server on this machine answers, 1 if not.

Reads the environment itself, because loading the settings would cost more than the request.
"""

import os
import sys
from http import HTTPStatus
from http.client import HTTPException
from pathlib import Path
from urllib.request import ProxyHandler, Request, build_opener

import environ

SECONDS = 5
EVERY_ADDRESS = {"", "0.0.0.0", "::"}  # noqa: S104 (compared with, not bound to)


def request() -> Request:
    host = os.environ.get("HOST", "").strip()
    address = "127.0.0.1" if host in EVERY_ADDRESS else f"[{host}]" if ":" in host else host
    port = os.environ.get("PORT", "").strip() or "8000"
    # A server that was told its names answers to no other.
    named = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].strip().lstrip(".")
    headers = {"Host": named} if named else {}
    return Request(f"http://{address}:{port}/api/v2/version/", headers=headers)


def is_healthy() -> bool:
    try:
        # Never through a proxy that the environment may name.
        with build_opener(ProxyHandler({})).open(request(), timeout=SECONDS) as answer:
            return bool(answer.status == HTTPStatus.OK)
    except (OSError, HTTPException) as error:
        sys.stderr.write(f"{error}\n")
        return False


if __name__ == "__main__":
    environ.Env.read_env(Path(__file__).resolve().parent.parent / ".env", overwrite=False)
    sys.exit(0 if is_healthy() else 1)
