"""Logs and sessions written as the endpoints write them, with news of what changed; and what follows from them."""

from copy import copy
from datetime import UTC, date, datetime, timedelta

from tests.workouts.factories import WorkoutLogFactory, WorkoutSessionFactory
from workouts.logbook.changes import Change, announce
from workouts.models import TrainingStatistics, UserTrophy

MONDAY = date(2026, 1, 5)
MOVING = ("id", "uuid", "user_id", "last_updated")


def day(number):
    return MONDAY + timedelta(days=number)


def moment(number, hour=18):
    return datetime(2026, 1, 5, hour, tzinfo=UTC) + timedelta(days=number)


def sums(user):
    row = TrainingStatistics.objects.filter(user=user).values().get()
    return {name: value for name, value in row.items() if name not in MOVING}


def held(user):
    return sorted(UserTrophy.objects.filter(user=user, log=None).values_list("trophy", flat=True))


def record_holders(user):
    return set(UserTrophy.objects.filter(user=user, trophy=21).values_list("log", flat=True))


def state(user):
    return sums(user), held(user), set(UserTrophy.objects.filter(user=user, trophy=21).values_list("log", "earned_at"))


def add_session(user, date, **values):
    session = WorkoutSessionFactory(user=user, routine=None, date=date, **values)
    announce(Change(user, sessions_after=[session]))
    return session


def add_log(session, date, **values):
    log = WorkoutLogFactory(user=session.user, session=session, routine=None, date=date, **values)
    announce(Change(session.user, logs_after=[log]))
    return log


def change_session(session, **values):
    before = copy(session)
    save(session, values)
    announce(Change(session.user, sessions_before=[before], sessions_after=[session]))


def change_log(log, **values):
    before = copy(log)
    save(log, values)
    announce(Change(log.user, logs_before=[before], logs_after=[log]))


def save(row, values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def remove_session(session):
    user, gone, logs = session.user, copy(session), [copy(log) for log in session.logs.all()]
    session.delete()
    announce(Change(user, logs_before=logs, sessions_before=[gone]))


def remove_log(log):
    gone = copy(log)
    log.delete()
    announce(Change(gone.user, logs_before=[gone]))
