"""Queries that are written once say what Django would have said, for everybody."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from accounts.models import PermanentToken
from config.prepared import Lookup, Statement, counted
from tests.factories import RoutineFactory
from tests.workouts.at_once import at_once
from workouts.models import Routine

pytestmark = pytest.mark.django_db


def own(user, **more):
    return Routine.objects.filter(user=user, **more).order_by("id")


def test_statement_is_asked_for_each_person(alice, bob):
    for owner, name in [(alice, "A"), (alice, "B"), (bob, "C")]:
        RoutineFactory(user=owner, name=name)

    statement = Statement(own(alice).values_list("name"), [alice.pk])

    assert statement.execute([bob.pk]) == [("C",)]
    assert statement.execute([alice.pk], " LIMIT 1 OFFSET 1") == [("B",)]


def test_query_with_values_of_its_own_is_refused(alice):
    with pytest.raises(ValueError, match="values of its own"):
        Statement(own(alice, name="Pull"), [alice.pk])


def test_statement_is_made_once(alice):
    made = []

    def rows():
        made.append(1)
        return own(alice)

    first, second = (Statement.kept("test_statement_is_made_once", [alice.pk], rows) for _ in range(2))

    assert first is second
    assert made == [1]


def test_rows_are_counted_by_the_database(alice, bob):
    RoutineFactory.create_batch(3, user=bob)

    assert Statement(counted(own(alice)), [alice.pk]).execute([bob.pk]) == [(3,)]


@pytest.mark.parametrize("rows", [Routine.objects.distinct(), Routine.objects.all()[:5]])
def test_rows_that_columns_do_not_count_are_refused(rows):
    with pytest.raises(ValueError, match="not counted"):
        counted(rows)


def test_lookup_makes_whole_rows(alice, bob, django_assert_num_queries):
    tokens = [PermanentToken.of(person) for person in (alice, bob)]
    lookup = Lookup(PermanentToken.objects.filter(digest="?").select_related("user"), ["?"])

    with django_assert_num_queries(3):
        found = [lookup.first([digest]) for digest in (tokens[0].digest, tokens[1].digest, "none")]
        people = [token and token.user for token in found]

    assert found == [*tokens, None]
    assert people == [alice, bob, None]


@at_once
def test_each_thread_asks_on_a_connection_of_its_own(alice):
    token = PermanentToken.of(alice)
    lookup = Lookup(PermanentToken.objects.filter(digest="?").select_related("user"), ["?"])

    def ask(_):
        try:
            return lookup.first([token.digest]).user.username
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(ask, range(8))) == ["alice"] * 8
