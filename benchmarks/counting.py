"""``python -m benchmarks.counting``: SQL queries of each scenario, counted in this process.  Prints JSON.

Reads JSON from its input: name, method, path, headers and body of each.
"""

import json
import os
import sys

import django


def count(method: str, path: str, headers: dict[str, str], body: str) -> tuple[int, int]:
    """Queries of the first request, for which nothing is kept, and of the second."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from config.api import answers

    client = Client(headers={"host": "localhost", **headers})
    answers.forget()
    found = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            status = client.generic(method, path, body, "application/json").status_code
        if status >= 400:
            raise SystemExit(f"{path} answers {status}")
        found.append(len(queries))
    return found[0], found[1]


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    asked = json.load(sys.stdin)
    print(json.dumps({name: count(*request) for name, *request in asked}))
