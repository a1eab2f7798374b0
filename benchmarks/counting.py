"""``python -m benchmarks.counting``: SQL queries of each scenario, counted in this process.  Prints JSON.

Reads JSON from its input: a number above those of earlier requests, and of each scenario name, method, the paths of
the first and of the second request, headers and body.
"""

import itertools
import json
import os
import sys
from collections.abc import Iterator

import django

from benchmarks.varying import DIGITS, filled


def count(numbers: Iterator[int], method: str, paths: list[str], headers: dict[str, str], body: str) -> list[int]:
    """Queries of the first request, for which nothing is kept, and of the second."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from config.api import answers

    client = Client(headers={"host": "localhost", **headers})
    answers.forget()
    found = []
    for path, number in zip(paths, numbers, strict=False):
        sent = filled(path, number), filled(body, number)
        with CaptureQueriesContext(connection) as queries:
            status = client.generic(method, *sent, "application/json").status_code
        if status >= 400:
            raise SystemExit(f"{path} answers {status}")
        found.append(len(queries))
    return found


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    start, asked = json.load(sys.stdin)
    # All have the same digit.
    numbers = itertools.count(start + -start % DIGITS, DIGITS)
    print(json.dumps({name: count(numbers, *request) for name, *request in asked}))
