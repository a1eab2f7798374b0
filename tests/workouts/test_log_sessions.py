"""The session of a log, and lists of logs."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tests.exercises.factories import ExerciseFactory
from tests.factories import RoutineFactory
from tests.workouts.factories import SlotEntryFactory, WorkoutLogFactory, WorkoutSessionFactory
from workouts.models import WorkoutLog, WorkoutSession

LOGS = "/api/v2/workoutlog/"
UUID = "019b8f3e-2f5a-7c11-9d0e-6b1a5f2c7d01"


# --- Its session ---------------------------------------------------------------------------------------------------


def test_logs_of_a_date_and_routine_share_a_session(alice_api, body, routine):
    other = {**body, "date": "2026-01-06"}

    sessions = [
        alice_api.post(LOGS, each).json()["session"]
        for each in (body, body, {**body, "routine": routine.pk}, {**body, "workout": routine.pk}, other)
    ]

    assert [sessions.index(each) for each in sessions] == [0, 0, 2, 2, 4]
    assert list(WorkoutSession.objects.values_list("is_implied", flat=True)) == [True] * 3


def test_session_that_is_there_is_found(alice, alice_api, body, routine):
    there = WorkoutSessionFactory(user=alice, routine=routine)

    assert alice_api.post(LOGS, {**body, "routine": routine.pk}).json()["session"] == there.pk


def test_session_learns_its_day_from_the_entry(alice_api, body, entry, routine):
    answer = alice_api.post(LOGS, {**body, "slot_entry": entry.pk}).json()

    session = WorkoutSession.objects.get()
    assert (session.day, session.routine) == (entry.slot.day, routine)
    assert (answer["routine"], answer["session"]) == (routine.pk, session.pk)


def test_session_without_a_day_learns_it_while_its_logs_agree(alice, alice_api, body, entry, routine):
    session = WorkoutSessionFactory(user=alice, routine=routine)
    other = SlotEntryFactory(user=alice, slot__day__routine=routine)
    WorkoutLogFactory(user=alice, routine=routine, session=session, slot_entry=other)

    days = []
    for used in (entry, other):
        alice_api.post(LOGS, {**body, "routine": routine.pk, "slot_entry": used.pk})
        session.refresh_from_db()
        days.append(session.day)
    assert days == [None, None]

    WorkoutLog.objects.filter(slot_entry=other).delete()
    alice_api.post(LOGS, {**body, "routine": routine.pk, "slot_entry": entry.pk})
    session.refresh_from_db()
    assert session.day == entry.slot.day


def test_routine_follows_from_the_session(alice, alice_api, body, routine):
    session = WorkoutSessionFactory(user=alice, routine=routine, date=date(2026, 2, 1))

    answer = alice_api.post(LOGS, {**body, "session": session.pk}).json()

    # A session that is named is meant, whatever the date: apps know it in the phone's time zone.
    assert (answer["routine"], answer["session"], answer["date"]) == (routine.pk, session.pk, body["date"])


@pytest.mark.parametrize("with_routine", [True, False])
def test_session_of_another_routine_is_refused(alice, alice_api, body, routine, with_routine):
    session = WorkoutSessionFactory(user=alice, routine=RoutineFactory(user=alice) if with_routine else None)

    response = alice_api.post(LOGS, {**body, "session": session.pk, "routine": routine.pk})

    assert (response.status_code, response.json()) == (400, {"session": ["This session belongs to another routine."]})


def test_entry_of_another_routine_is_refused(alice, alice_api, body, entry):
    response = alice_api.post(LOGS, {**body, "slot_entry": entry.pk, "routine": RoutineFactory(user=alice).pk})

    assert (response.status_code, response.json()) == (400, {"slot_entry": ["This entry belongs to another routine."]})


@pytest.mark.parametrize("method", ["patch", "put"])
def test_log_that_changes_its_date_goes_to_the_session_there(alice_api, body, routine, method):
    made = alice_api.post(LOGS, {**body, "routine": routine.pk}).json()
    sent = {"date": "2026-01-07T18:00:00Z"} if method == "patch" else {**made, "date": "2026-01-07T18:00:00Z"}

    answer = getattr(alice_api, method)(f"{LOGS}{made['id']}/", sent).json()

    # The session that the log had made has nothing in it any more.
    session = WorkoutSession.objects.get()
    assert (session.pk, session.date, session.routine) == (answer["session"], date(2026, 1, 7), routine)
    assert answer == {**made, "date": "2026-01-07T18:00:00Z", "session": session.pk}


def test_log_that_changes_its_routine_leaves_its_entry(alice, alice_api, body, entry):
    made = alice_api.post(LOGS, {**body, "slot_entry": entry.pk}).json()
    other = RoutineFactory(user=alice)

    answer = alice_api.patch(f"{LOGS}{made['id']}/", {"workout": other.pk}).json()

    session = WorkoutSession.objects.get()
    assert (session.routine, session.day) == (other, None)
    assert (answer["routine"], answer["slot_entry"], answer["session"]) == (other.pk, None, session.pk)


def test_log_that_changes_its_session_changes_its_routine(alice, alice_api, routine):
    row = WorkoutLogFactory(user=alice)
    session = WorkoutSessionFactory(user=alice, routine=routine)

    answer = alice_api.patch(f"{LOGS}{row.pk}/", {"session": session.pk}).json()

    assert (answer["session"], answer["routine"]) == (session.pk, routine.pk)
    assert WorkoutSession.objects.filter(pk=row.session_id).exists()


def test_session_that_somebody_described_stays_when_it_is_empty(alice, alice_api):
    row = WorkoutLogFactory(user=alice)

    assert alice_api.delete(f"{LOGS}{row.pk}/").status_code == 204
    assert WorkoutSession.objects.filter(pk=row.session_id).exists()


def test_session_that_a_log_made_goes_with_its_last_log(alice_api, body):
    made = [alice_api.post(LOGS, body).json()["id"] for _ in range(2)]

    left = []
    for key in made:
        alice_api.delete(f"{LOGS}{key}/")
        left.append(WorkoutSession.objects.count())
    assert left == [1, 0]


def test_log_that_was_kept_stays_without_a_session(alice, alice_api):
    row = WorkoutLogFactory(user=alice, session=None)

    answer = alice_api.patch(f"{LOGS}{row.pk}/", {"weight": 60, "session": None}).json()

    assert (answer["session"], answer["weight"]) == (None, "60.00")


def test_change_of_other_fields_moves_nothing(alice, alice_api, routine):
    session = WorkoutSessionFactory(user=alice, routine=routine, date=date(2026, 2, 1))
    row = WorkoutLogFactory(user=alice, routine=routine, session=session)

    whole = alice_api.get(f"{LOGS}{row.pk}/").json()
    answer = alice_api.put(f"{LOGS}{row.pk}/", {**whole, "reps": 9, "repetitions": "9"}).json()

    assert answer == {**whole, "reps": 9, "repetitions": "9.00"}


def test_log_of_a_removed_routine_keeps_its_id_and_can_be_sent_back(alice, alice_api, routine):
    row = WorkoutLogFactory(user=alice, routine=routine)
    alice_api.delete(f"/api/v2/routine/{routine.pk}/")

    whole = alice_api.get(f"{LOGS}{row.pk}/").json()
    answer = alice_api.put(f"{LOGS}{row.pk}/", {**whole, "weight": "55"})

    assert (answer.status_code, answer.json()) == (200, {**whole, "weight": "55.00"})
    assert whole["routine"] == routine.pk


def test_log_whose_entry_has_moved_to_another_plan_can_be_sent_back(alice, alice_api, body, entry, routine):
    log = alice_api.post(LOGS, {**body, "slot_entry": entry.pk}).json()
    alice_api.patch(f"/api/v2/slot/{entry.slot_id}/", {"day": SlotEntryFactory(user=alice).slot.day_id})

    response = alice_api.put(f"{LOGS}{log['id']}/", {**log, "weight": "55"})

    assert (response.status_code, response.json()) == (200, {**log, "weight": "55.00"})
    assert (log["routine"], log["slot_entry"]) == (routine.pk, entry.pk)


def test_log_does_not_come_after_itself(alice, alice_api):
    row = WorkoutLogFactory(user=alice)

    response = alice_api.patch(f"{LOGS}{row.pk}/", {"next_log": row.pk})

    assert (response.status_code, response.json()) == (400, {"next_log": ["A log cannot come after itself."]})


def test_log_before_a_removed_one_stays(alice, alice_api):
    second = WorkoutLogFactory(user=alice)
    first = WorkoutLogFactory(user=alice, next_log=second)

    alice_api.delete(f"{LOGS}{second.pk}/")

    first.refresh_from_db()
    assert first.next_log is None


def test_computed_columns_follow_a_change(alice, alice_api):
    row = WorkoutLogFactory(user=alice)

    alice_api.patch(f"{LOGS}{row.pk}/", {"reps": 1, "weight_unit": 2})

    row.refresh_from_db()
    assert (row.volume, row.one_rep_max) == (Decimal("22.6796"), Decimal("22.6796"))


# --- Lists ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [1, 2, 3, 4]),
        ("ordering=-date", [3, 4, 1, 2]),
        ("ordering=weight", [1, 3, 4, 2]),
        ("ordering=-reps,id", [4, 3, 2, 1]),
        ("ordering=-exercise_base,-id", [4, 3, 2, 1]),
        ("id__in={1},{2}", [1, 2]),
        ("routine={routine}", [1, 2]),
        ("workout={routine}", [1, 2]),
        ("workout={routine_uuid}", [1, 2]),
        ("session={session}", [1, 2]),
        ("workoutsession={session}", [1, 2]),
        ("exercise={exercise}", [4]),
        ("exercise_base={exercise}", [4]),
        ("exercise_base__in={exercise}", [4]),
        ("slot_entry={entry}", [1]),
        ("date=2026-01-05", [1, 2]),
        ("date__date=2026-01-06", [3, 4]),
        ("date=2026-01-06T18:00:00Z", [3, 4]),
        ("date__gte=2026-01-05T19:00:00&date__lt=2026-01-07", [3, 4]),
        ("date__gt=2026-01-06", [3, 4]),
        ("date__lte=2026-01-06", [1, 2]),
        ("iteration=2", [2]),
        ("iteration__in=1,2", [1, 2]),
        ("reps=5", [1]),
        ("repetitions__gt=5&repetitions__lte=8", [2]),
        ("repetitions_unit__in=1,2", [1, 2, 3, 4]),
        ("repetition_unit=2", []),
        ("weight__gte=60", [2]),
        ("weight=50,60", [1, 2, 3, 4]),
        ("weight_target__lt=60", []),
        ("weight_unit=1", [1, 2, 3, 4]),
        ("rir=2", [2]),
        ("rir=2.0", [2]),
        ("rir__in=1,2", [2]),
        ("rir_target__gte=0", []),
        ("made_up=1", [1, 2, 3, 4]),
    ],
)
def test_logs_are_filtered_and_ordered(alice, alice_api, entry, routine, query, expected):
    session = WorkoutSessionFactory(user=alice, routine=routine)
    squat, press = ExerciseFactory(), ExerciseFactory()
    here = {"user": alice, "routine": routine, "session": session, "exercise": squat}
    later = {"user": alice, "date": datetime(2026, 1, 6, 18, tzinfo=UTC)}
    rows = [
        WorkoutLogFactory(**here, repetitions=5, iteration=1, slot_entry=entry),
        WorkoutLogFactory(**here, repetitions=8, weight=60, iteration=2, rir=2),
        WorkoutLogFactory(**later, repetitions=10, exercise=squat),
        WorkoutLogFactory(**later, repetitions=None, exercise=press),
    ]
    names = {
        "routine": routine.pk,
        "routine_uuid": routine.uuid,
        "session": session.pk,
        "exercise": press.pk,
        "entry": entry.pk,
    }

    page = alice_api.get(f"{LOGS}?{query.format(0, *(row.pk for row in rows), **names)}").json()

    found = [row["id"] for row in page["results"]]
    assert sorted(found) == sorted(rows[number - 1].pk for number in expected)
    if "ordering" in query or not query:
        assert [[row.pk for row in rows].index(key) + 1 for key in found] == expected


def test_clients_of_uuids_find_them_everywhere(alice, alice_api, entry, routine):
    session = WorkoutSessionFactory(user=alice, routine=routine, day=entry.slot.day)
    second = WorkoutLogFactory(user=alice, routine=routine, session=session)
    row = WorkoutLogFactory(
        user=alice, routine=routine, session=session, slot_entry=entry, next_log=second, exercise=entry.exercise
    )
    headers = {"X-Id-Format": "uuid"}

    listed = alice_api.get(f"{LOGS}?slot_entry={entry.uuid}", headers=headers).json()["results"][0]
    alone = alice_api.get(f"{LOGS}{row.uuid}/", headers=headers).json()
    made = alice_api.post(LOGS, {**alone, "id": UUID, "uuid": UUID}, headers=headers).json()

    keys = {"session": session, "routine": routine, "workout": routine, "slot_entry": entry, "next_log": second}
    assert {name: listed[name] for name in ("id", *keys)} == {
        "id": str(row.uuid),
        **{name: str(each.uuid) for name, each in keys.items()},
    }
    assert listed == alone
    assert made == {**alone, "id": UUID, "uuid": UUID}
