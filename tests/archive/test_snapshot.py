"""What is exported is of one moment, and nobody has to wait for it."""

import threading

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.archive.snapshot import one_moment
from accounts.models import User
from tests.factories import UserFactory
from tests.journal.factories import WeightEntryFactory


def elsewhere(act):
    """Do it on a connection of its own."""
    failed = []

    def run():
        try:
            act()
        except DatabaseError as error:
            failed.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(30)
    return failed


@pytest.mark.slow
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_others_write_meanwhile_and_are_not_seen():
    if connection.vendor == "sqlite":
        pytest.skip("In memory, where tests run, SQLite locks whole tables.")
    person = UserFactory()
    with one_moment():
        before = person.weight_entries.count()

        failed = elsewhere(lambda: WeightEntryFactory(user=User.objects.get(pk=person.pk)))

        seen = person.weight_entries.count()

    assert (failed, before, seen, person.weight_entries.count()) == ([], 0, 0, 1)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_it_takes_no_lock_on_sqlite_and_later_transactions_do_again():
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL does not lock to read.")
    with CaptureQueriesContext(connection) as queries:
        with one_moment():
            User.objects.count()
        with transaction.atomic():
            User.objects.count()

    begun = [query["sql"] for query in queries if query["sql"].startswith("BEGIN")]
    assert begun == ["BEGIN DEFERRED", f"BEGIN {connection.transaction_mode}"]
