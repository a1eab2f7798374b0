"""FitNotes of Android, and the app of that name for iOS."""

from tests.importing.conftest import counts, problems
from workouts.models import WorkoutLog, WorkoutSession

KILOGRAMS = """Date,Exercise,Category,Weight (kg),Reps,Distance,Distance Unit,Time,Comment
2020-01-23,Bench Press,Chest,80.0,8,,,,felt easy
2020-01-23,Bench Press,Chest,82.5,6,,,,
2020-01-23,Running,Cardio,,,5.0,km,0:25:00,
2020-01-24,Running,Cardio,,,,,0:30:00,
"""
POUNDS = KILOGRAMS.replace("Weight (kg)", "Weight (lbs)")
WITH_UNITS = """Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time,Comment
2020-01-23,Bench Press,Chest,80.0,kgs,8,,,,
2020-01-23,Bench Press,Chest,180.0,lbs,8,,,,
2020-01-23,Running,Cardio,,,,400,m,,
2020-01-23,Running,Cardio,,,,1000,ft,,
"""
IOS = """Name,StartTime,EndTime,BodyWeight,Exercise,Equipment,Reps,Weight,Time,Distance,Status,IsWarmup,RPE,RIR,Categories,Note
Push,2024-01-05 18:00:00,2024-01-05 19:00:00,80,Bench Press,Barbell,10,40,,,Done,true,,,Chest,
Push,2024-01-05 18:00:00,2024-01-05 19:00:00,80,Bench Press,Barbell,8,80,,,Done,false,,2,Chest,tight
"""


def logs():
    columns = ("repetitions", "repetitions_unit", "weight", "weight_unit", "rir")
    rows = WorkoutLog.objects.order_by("date", "pk").values_list(*columns)
    return [tuple(None if value is None else float(value) for value in row) for row in rows]


def test_sets_of_days(bringing, bench, running):
    report = bringing.run("fitnotes", KILOGRAMS)

    assert (counts(report), problems(report)) == ({"added": {"sessions": 2, "sets": 4}}, [])
    assert logs() == [(8, 1, 80, 1, None), (6, 1, 82.5, 1, None), (5, 6, 12, 5, None), (1800, 3, None, 1, None)]


def test_day_without_a_time_has_no_times(bringing, bench, running):
    bringing.run("fitnotes", KILOGRAMS)

    session = WorkoutSession.objects.order_by("date").first()
    assert (session.time_start, session.time_end) == (None, None)
    assert session.notes.splitlines() == ["Bench Press: felt easy", "Running: set 1 1500 s"]


def test_unit_of_the_heading(bringing, bench, running):
    bringing.run("fitnotes", POUNDS)

    assert [row[2:4] for row in logs()][:2] == [(80, 2), (82.5, 2)]


def test_units_of_each_row(bringing, bench, running):
    bringing.run("fitnotes", WITH_UNITS)

    assert logs() == [(8, 1, 80, 1, None), (8, 1, 180, 2, None), (400, 8, None, 1, None), (304.8, 8, None, 1, None)]


def test_ios(bringing, bench):
    bringing.run("fitnotes", IOS)

    assert logs() == [(10, 1, 40, 1, None), (8, 1, 80, 1, 2)]
    assert WorkoutSession.objects.get().notes.splitlines() == [
        "Push",
        "Bench Press: tight",
        "Bench Press: set 1 warm-up",
    ]


def test_ambiguous_dates_are_asked_for(bringing, bench, running):
    either = KILOGRAMS.replace("2020-01-23", "03/01/2020").replace("2020-01-24", "04/01/2020")
    found = bringing.preview("fitnotes", either)
    bringing.run("fitnotes", either, date_order="month")

    assert [(each.name, each.is_needed, each.answer) for each in found.questions] == [("date_order", True, "")]
    assert [str(row.date) for row in WorkoutSession.objects.order_by("date")] == ["2020-03-01", "2020-04-01"]


def test_dates_tell_their_order(bringing, bench, running):
    plain = KILOGRAMS.replace("2020-01-23", "03/01/2020").replace("2020-01-24", "24/01/2020")
    bringing.run("fitnotes", plain)

    assert [str(row.date) for row in WorkoutSession.objects.order_by("date")] == ["2020-01-03", "2020-01-24"]


def test_twice_changes_nothing(bringing, bench, running):
    bringing.run("fitnotes", KILOGRAMS)

    assert counts(bringing.run("fitnotes", KILOGRAMS)) == {"kept": {"sets": 4}}
