"""Strong's export, in its three layouts."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from accounts.importing import registry
from accounts.importing.base import Report
from accounts.importing.running import in_time_of
from tests.importing.conftest import counts, problems
from workouts.models import TrainingStatistics, WorkoutLog, WorkoutSession

OLD = """Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE
2024-01-05 18:02:33,"Push",1h 5m,"Bench Press (Barbell)",W,20.0,10,0,0,"","Felt strong",
2024-01-05 18:02:33,"Push",1h 5m,"Bench Press (Barbell)",1,82.5,8,0,0,"slow","Felt strong",8
2024-01-05 18:02:33,"Push",1h 5m,"Bench Press (Barbell)",2,82.5,8,0,0,"","Felt strong",8
2024-01-05 18:02:33,"Push",1h 5m,"Running",1,0,0,5,1500,"","Felt strong",
2024-01-07 09:00:00,"Legs",45m,"Squat (Barbell)",1,100.0,5,0,0,"","",
"""
SEMICOLONS = """Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps;RPE;Distance;Distance Unit;Seconds;Notes;Workout Notes;Workout Duration
2024-01-05 18:02:33;"Push";"Bench Press (Barbell)";1;82,5;kg;8;8;;;0;"";"";1h 5m
2024-01-05 18:02:33;"Push";"Bench Press (Barbell)";2;181,5;lbs;8;;;;0;"";"";1h 5m
"""
NEWEST = """Workout #;Date;Workout Name;Duration (sec);Exercise Name;Set Order;Weight (kg);Reps;RPE;Distance (meters);Seconds;Notes;Workout Notes
1;2024-01-05 18:02:33;Push;3900;Bench Press (Barbell);1;82.5;8;;;;;
1;2024-01-05 18:02:33;Push;3900;Bench Press (Barbell);Rest Timer;;;;;120;;
1;2024-01-05 18:02:33;Push;3900;Bench Press (Barbell);Note;;;;;;Grip wider;
"""
GERMAN = """Datum;Workout-Name;Name der Übung;Reihenfolge festlegen;Gewicht;Gewichtseinheit;Wiederh.;RPE;Entfernung;Entfernungseinheit;Sekunden;Notizen;Workout-Notizen;Workout-Dauer
2024-01-05 18:02:33;Drücken;Bench Press (Barbell);1;82,5;kg;8;;;;;;;1h 5m
"""


def logs():
    rows = WorkoutLog.objects.order_by("date", "pk")
    return [
        (row.exercise_id, row.repetitions, row.repetitions_unit_id, row.weight, row.weight_unit_id, row.rir)
        for row in rows
    ]


def test_sets_and_sessions(bringing, bench, squat, running):
    report = bringing.run("strong", OLD)

    assert counts(report) == {"added": {"sessions": 2, "sets": 5}}
    assert logs() == [
        (bench.pk, 10, 1, 20, 1, None),
        (bench.pk, 8, 1, 82.5, 1, 2),
        (bench.pk, 8, 1, 82.5, 1, 2),
        (running.pk, 5, 6, 12, 5, None),
        (squat.pk, 5, 1, 100, 1, None),
    ]


def test_session_tells_what_logs_cannot(bringing, bench, squat, running):
    bringing.run("strong", OLD)

    session = WorkoutSession.objects.order_by("date").first()
    assert (f"{session.time_start}", f"{session.time_end}") == ("18:02:33", "19:07:33")
    assert session.notes.splitlines() == [
        "Push",
        "Felt strong",
        "Bench Press (Barbell): slow",
        "Bench Press (Barbell): set 1 warm-up",
        "Running: set 1 1500 s",
    ]


def test_twice_changes_nothing(bringing, alice, bench, squat, running):
    bringing.run("strong", OLD)
    before = list(WorkoutLog.objects.order_by("pk").values()), list(WorkoutSession.objects.order_by("pk").values())

    report = bringing.run("strong", OLD)

    assert counts(report) == {"kept": {"sets": 5}}
    after = list(WorkoutLog.objects.order_by("pk").values()), list(WorkoutSession.objects.order_by("pk").values())
    assert after == before


def test_preview_changes_nothing_and_counts(bringing, bench, squat, running):
    found = bringing.preview("strong", OLD)

    assert dict(found.found) == {"sets": 5, "workouts": 2, "exercises": 3, "exercises known by name": 1}
    assert WorkoutLog.objects.count() == WorkoutSession.objects.count() == 0
    assert found.rows[1] == ["3", "2024-01-05 18:02", "Bench Press (Barbell)", "8", "82.5", "", ""]


def test_sums_are_counted_once(bringing, alice, bench, squat, running):
    bringing.run("strong", OLD)

    statistics = TrainingStatistics.objects.get(user=alice)
    assert (statistics.total_workouts, statistics.total_weight_lifted) == (2, 20 * 10 + 2 * 82.5 * 8 + 500)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["unix", "windows", "old-mac"])
def test_german_export_in_any_encoding(bringing, bench, encoding, end):
    report = bringing.run("strong", GERMAN.replace("\n", end).encode(encoding))

    assert (counts(report), problems(report)) == ({"added": {"sessions": 1, "sets": 1}}, [])
    assert logs() == [(bench.pk, 8, 1, 82.5, 1, None)]
    assert WorkoutSession.objects.get().notes == "Drücken"


def test_units_of_each_row(bringing, bench):
    bringing.run("strong", SEMICOLONS)

    assert logs() == [(bench.pk, 8, 1, 82.5, 1, 2), (bench.pk, 8, 1, 181.5, 2, None)]


def test_unit_is_asked_for_where_the_file_is_silent(bringing, bench, squat, running):
    asked = {each.name: each.answer for each in bringing.preview("strong", OLD).questions}
    bringing.run("strong", OLD, weight_unit="lb")

    assert asked["weight_unit"] == "kg"
    assert WorkoutLog.objects.filter(weight_unit=2).count() == 4


def test_rest_timers_are_no_sets_and_notes_are_kept(bringing, bench):
    report = bringing.run("strong", NEWEST)

    assert (counts(report), problems(report)) == ({"added": {"sessions": 1, "sets": 1}}, [])
    assert WorkoutSession.objects.get().notes == "Push\nBench Press (Barbell): Grip wider"


def test_exercise_that_is_not_here_can_be_named_later(bringing, bench, squat):
    first = bringing.run("strong", OLD)
    asked = [each.name for each in bringing.preview("strong", OLD).questions if each.name.startswith("exercise:")]
    second = bringing.run("strong", OLD, exercise__Running=str(bench.pk))

    assert counts(first) == {"added": {"sessions": 2, "sets": 4}, "skipped": {"sets": 1}}
    assert problems(first) == [(5, "Running is no exercise here.")]
    assert "exercise:Running" in asked
    assert counts(second) == {"added": {"sets": 1}, "kept": {"sessions": 1, "sets": 4}}


def test_broken_lines_are_reported_and_the_others_stored(bringing, bench):
    lines = SEMICOLONS.splitlines()
    broken = [
        *lines[:2],
        "yesterday;Push;Bench Press (Barbell);2;80;kg;8;;;;;;;",
        "2024-01-05 18:02:33;Push;Bench Press (Barbell);3;much;kg;8;;;;;;;",
        "2024-01-05 18:02:33;Push;Bench Press (Barbell);4;80;stone;8;;;;;;;",
        "2024-01-05 18:02:33;Push;Bench Press (Barbell);5;80;kg;;;;;;;;",
        "2024-01-05 18:02:33;Push;Bench Press (Barbell);6;80;kg;8;;;;;;;;;one;two;three",
        "2024-01-05 18:02:33;Push",
        "",
    ]

    report = bringing.run("strong", "\r\n".join(broken))

    assert counts(report)["added"] == {"sessions": 1, "sets": 1}
    assert problems(report) == [
        (3, "'yesterday' is no date."),
        (4, "Weight: 'much' is no number."),
        (5, "Weight: 'stone' is no unit that is known here."),
        (7, "Has 18 cells, but there are 14 columns."),
        (8, "Has no exercise."),
        (6, "Bench Press (Barbell) has neither repetitions nor a distance nor a time."),
    ]


def test_corrected_line_is_added_alone(bringing, bench):
    wrong = SEMICOLONS.replace("82,5", "much")
    bringing.run("strong", wrong)

    report = bringing.run("strong", SEMICOLONS)

    assert counts(report) == {"added": {"sets": 1}, "kept": {"sessions": 1, "sets": 1}}


def test_set_entered_by_hand_is_a_duplicate(bringing, alice, bench):
    noon = datetime(2024, 1, 5, 12, tzinfo=UTC)
    log = WorkoutLog.objects.create(user=alice, exercise=bench, repetitions=8, weight=Decimal("82.50"), date=noon)

    report = bringing.run("strong", SEMICOLONS)

    assert counts(report) == {"added": {"sessions": 1, "sets": 1}, "kept": {"sets": 1}}
    assert WorkoutLog.objects.filter(pk=log.pk).exists()


def test_unknown_headings_are_asked_for(bringing, bench):
    odd = "Wann;Was;Kilo;Wie oft\n2024-01-05;Bench Press;80;8\n"
    found = bringing.preview("strong", odd)
    report = bringing.run(
        "strong", odd, column__moment="0", column__exercise="1", column__weight="2", column__repetitions="3"
    )

    assert [each.name for each in found.questions] == [
        "column:moment",
        "column:exercise",
        "column:weight",
        "column:repetitions",
    ]
    assert found.is_ready is False
    assert (counts(report), logs()) == ({"added": {"sessions": 1, "sets": 1}}, [(bench.pk, 8, 1, 80, 1, None)])


def test_import_that_is_stopped_goes_on_where_it_was(bringing, alice, bench):
    head = "Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps\n"
    days = [f"2024-{month:02}-{day:02} 18:00:00" for month in (1, 2, 3) for day in range(1, 21)]
    content = head + "".join(f"{day};Push;Bench Press;{n};80;kg;8\n" for day in days for n in (1, 2))
    report = Report()
    with in_time_of(alice):
        steps = registry.named("strong")().run(alice, bringing.source(content), {}, report)
        first = next(steps)
        steps.close()

    again = bringing.run("strong", content)

    assert (first, counts(report)) == ((60, 120), {"added": {"sessions": 30, "sets": 60}})
    assert counts(again) == {"added": {"sessions": 30, "sets": 60}, "kept": {"sets": 60}}
    assert TrainingStatistics.objects.get(user=alice).total_workouts == 60


def test_queries_do_not_grow_with_the_sets(bringing, bench, django_assert_max_num_queries):
    head = "Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps\n"
    content = head + "".join(f"2024-01-05 18:00:00;Push;Bench Press;{n};80;kg;8\n" for n in range(500))

    with django_assert_max_num_queries(30):
        bringing.run("strong", content)

    assert WorkoutLog.objects.count() == 500


def test_session_that_only_a_log_had_made_is_described(bringing, alice, bench):
    session = WorkoutSession.objects.create(user=alice, date=date(2024, 1, 5), is_implied=True)

    report = bringing.run("strong", SEMICOLONS)

    session.refresh_from_db()
    assert counts(report) == {"added": {"sets": 2}, "changed": {"sessions": 1}}
    assert (session.notes, str(session.time_start), session.is_implied) == ("Push", "18:02:33", False)


def test_session_that_was_described_by_hand_stays(bringing, alice, bench):
    WorkoutSession.objects.create(user=alice, date=date(2024, 1, 5), notes="Mine")

    report = bringing.run("strong", SEMICOLONS)

    assert counts(report) == {"added": {"sets": 2}, "kept": {"sessions": 1}}
    assert WorkoutSession.objects.get().notes == "Mine"


def test_session_that_was_moved_to_another_day_is_left_there(bringing, alice, bench):
    bringing.run("strong", SEMICOLONS)
    WorkoutSession.objects.update(date=date(2024, 1, 6))
    WorkoutLog.objects.all().delete()

    bringing.run("strong", SEMICOLONS)

    assert [str(row.date) for row in WorkoutSession.objects.order_by("date")] == ["2024-01-05", "2024-01-06"]
    assert WorkoutLog.objects.filter(session__date=date(2024, 1, 5)).count() == 2


def test_workout_over_midnight_has_no_end(bringing, bench):
    bringing.run("strong", SEMICOLONS.replace("18:02:33", "23:30:00"))

    session = WorkoutSession.objects.get()
    assert (str(session.time_start), session.time_end) == ("23:30:00", None)
