"""The tables of the diary: what they never hold, and what happens in them while a body is stored."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, OperationalError, transaction

from accounts.models import DailyUsage
from journal import synced
from journal.actions import Outcome, Source, store_body
from journal.models import DiaryDay, Nutrient, UnplacedBody
from journal.waistline import read_body

pytestmark = pytest.mark.django_db

DAY = date(2024, 1, 5)


def body(calories=1, **entry):
    text = f'{{"nutrition":{{"calories":{calories}}},"entry":{{"dateTime":"2024-01-05"{entry.get("more", "")}}}}}'
    return read_body(text.encode())


@pytest.mark.parametrize(
    "make",
    [
        lambda user: DiaryDay.objects.create(user=user, day=DAY),
        lambda user: Nutrient.objects.create(user=user, day=DAY, name="fat", value=1),
        lambda user: UnplacedBody.objects.create(user=user, digest="x"),
        lambda user: DailyUsage.objects.create(user=user, kind="read", day=DAY),
    ],
    ids=["a day", "a nutrient of a day", "a body without a day", "a kind of usage"],
)
def test_each_is_there_once(alice, bob, make):
    make(alice)
    make(bob)

    with pytest.raises(IntegrityError), transaction.atomic():
        make(alice)


def test_leaving_takes_everything_along(alice, bob):
    for user in (alice, bob):
        store_body(user=user, body=body())
        store_body(user=user, body=read_body(b"[]"))

    alice.delete()

    for model in (DiaryDay, Nutrient, UnplacedBody):
        assert list(model.objects.values_list("user", flat=True)) == [bob.pk]


def test_only_numbers_that_differ_are_written(alice, django_assert_num_queries):
    store_body(user=alice, body=read_body(b'{"nutrition":{"a":1,"b":2,"c":3},"entry":{"dateTime":"2024-01-05"}}'))

    with django_assert_num_queries(6) as asked:
        store_body(user=alice, body=read_body(b'{"nutrition":{"a":1,"b":4},"entry":{"dateTime":"2024-01-05"}}'))

    written = [each["sql"] for each in asked.captured_queries if each["sql"].startswith("INSERT")]
    assert len(written) == 1
    assert "'b'" in written[0]
    assert "'a'" not in written[0]
    assert dict(Nutrient.objects.values_list("name", "value")) == {"a": 1, "b": 4}


def test_clock_that_was_set_back_loses_no_day(alice):
    store_body(user=alice, body=body(1))
    DiaryDay.objects.update(arrived=datetime(2099, 1, 1, tzinfo=UTC))

    assert store_body(user=alice, body=body(2)) == Outcome.CHANGED


@pytest.mark.parametrize(
    ("first", "second", "outcome"),
    [
        pytest.param({}, {}, Outcome.CHANGED, id="a sync after a sync"),
        pytest.param({}, {"source": Source.BACKUP}, Outcome.KEPT, id="a backup after a sync"),
        pytest.param({"source": Source.BACKUP}, {}, Outcome.CHANGED, id="a sync after a backup"),
        pytest.param(
            {"source": Source.BACKUP}, {"source": Source.BACKUP}, Outcome.CHANGED, id="a backup after a backup"
        ),
        pytest.param({}, {"arrived": datetime(2020, 1, 1, tzinfo=UTC)}, Outcome.KEPT, id="an older one from elsewhere"),
        pytest.param(
            {"source": Source.BACKUP},
            {"arrived": datetime(2020, 1, 1, tzinfo=UTC)},
            Outcome.CHANGED,
            id="and over a backup",
        ),
    ],
)
def test_which_body_counts(alice, first, second, outcome):
    store_body(user=alice, body=body(1), **first)

    assert store_body(user=alice, body=body(2), **second) == outcome
    assert Nutrient.objects.get().value == (1 if outcome == Outcome.KEPT else 2)


# --- What other tables are told ------------------------------------------------------------------------------------

STATS = ',"stats":{"weight":80.5}'


@pytest.fixture
def told(monkeypatch):
    heard = []
    monkeypatch.setattr(synced, "_listeners", [heard.append])
    return heard


@pytest.mark.parametrize(
    ("more", "stats"),
    [(STATS, [{"weight": 80.5}]), (',"stats":{}', [{}]), (',"stats":[]', [{}]), (',"stats":null', []), ("", [])],
)
def test_stats_are_told_where_the_body_has_them(alice, told, more, stats):
    store_body(user=alice, body=body(more=more))

    assert [each.stats for each in told] == stats
    assert {(each.user, each.day) for each in told} <= {(alice, DAY)}


def test_nothing_is_told_of_a_body_that_changes_nothing(alice, told):
    for _ in range(3):
        store_body(user=alice, body=body(more=STATS))
    store_body(user=alice, body=body(2, more=STATS), source=Source.BACKUP)

    assert len(told) == 1


def test_table_that_fails_does_not_cost_the_day(alice, monkeypatch, caplog):
    def fail(_):
        DiaryDay.objects.all().delete()
        raise ValueError("80 kg")

    heard = []
    monkeypatch.setattr(synced, "_listeners", [fail, heard.append])

    assert store_body(user=alice, body=body(more=STATS)) == Outcome.ADDED
    assert (DiaryDay.objects.count(), len(heard)) == (1, 1)
    assert "could not be taken over: ValueError in fail" in caplog.text
    assert "80 kg" not in caplog.text


def test_database_that_fails_costs_the_acknowledgement(alice, monkeypatch):
    def fail(_):
        raise OperationalError("database is locked")

    monkeypatch.setattr(synced, "_listeners", [fail])

    with pytest.raises(OperationalError):
        store_body(user=alice, body=body(more=STATS))
    assert not DiaryDay.objects.exists()


def test_listener_is_registered_once(monkeypatch):
    monkeypatch.setattr(synced, "_listeners", [])

    assert synced.on_day_synced(print) is synced.on_day_synced(print)
    assert synced._listeners == [print]
