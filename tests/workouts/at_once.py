"""Several requests at the same time, on several connections."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from tests.conftest import client_of

MARKS = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time."),
]


def at_once(function):
    for mark in MARKS:
        function = mark(function)
    return function


def together(number, user, ask):
    """The answers of ``ask(client, n)`` for each n, eight at a time."""
    clients = [client_of(user) for _ in range(8)]

    def one(n):
        try:
            return ask(clients[n % len(clients)], n)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(one, range(number)))
