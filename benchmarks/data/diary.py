"""A diary of so many days on the whole server: one person's, stored as they arrive, and other people's like them."""

from datetime import date
from typing import Any

from django.db import connection, transaction
from tqdm import tqdm

from accounts.models import ApiKey, User
from benchmarks.data import bodies
from journal import actions, waistline
from journal.models import DiaryDay, Nutrient, WeightEntry

# More than a year, so that no window of the requests is longer; the same whatever the others have.
OWN_DAYS = 400
# What one day of a person consists of, and the column that has the day.
TABLES: list[tuple[Any, str]] = [(DiaryDay, "day"), (Nutrient, "day"), (WeightEntry, "synced_day")]


def grow(total: int, person: User) -> str:
    """Add days until there are ``total``; returns the person's API key."""
    stored = DiaryDay.objects.count()
    own = bodies.days(min(total, OWN_DAYS))
    with tqdm(total=total, initial=stored, unit=" days", disable=None) as bar:
        with transaction.atomic():
            for day in own[DiaryDay.objects.of(person).count() :]:
                actions.store_body(user=person, body=waistline.read_body(bodies.body(day.isoformat()).encode()))
                stored += 1
                bar.update()
        while stored < total:
            days = own[: total - stored]
            add_neighbour(person, days)
            stored += len(days)
            bar.update(len(days))
    return ApiKey.of(person).secret


def add_neighbour(person: User, days: list[date]) -> None:
    """Somebody else with the same in these days."""
    other = User.objects.create_user(username=f"neighbour{User.objects.count()}")
    with transaction.atomic(), connection.cursor() as cursor:
        for model, day in TABLES:
            names = ", ".join(column for column in columns(model) if column != "user_id")
            table = model._meta.db_table
            cursor.execute(
                f"INSERT INTO {table} (user_id, {names}) SELECT %s, {names} FROM {table} "
                f"WHERE user_id = %s AND {day} >= %s",
                [other.pk, person.pk, days[-1]],
            )


def columns(model: Any) -> list[str]:
    """Those that are written and are not a number that the database gives."""
    return [
        field.column
        for field in model._meta.concrete_fields
        if field.column and not field.generated and not field.primary_key
    ]


def settle() -> None:
    """What PostgreSQL would do by itself some time later, while something is measured."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
