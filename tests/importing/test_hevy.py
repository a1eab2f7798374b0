"""Hevy's export."""

import pytest

from tests.importing.conftest import counts, problems
from workouts.models import WorkoutLog, WorkoutSession

HEAD = "title,start_time,end_time,description,exercise_title,superset_id,exercise_notes,set_index,set_type"
KILOGRAMS = f"""{HEAD},weight_kg,reps,distance_km,duration_seconds,rpe
"Evening, push","28 Mar 2024, 17:29","28 Mar 2024, 18:40","Good","Bench Press (Barbell)",,"",0,"warmup",40,10,,,
"Evening, push","28 Mar 2024, 17:29","28 Mar 2024, 18:40","Good","Bench Press (Barbell)",,"",1,"normal",80,8,,,8.5
"Evening, push","28 Mar 2024, 17:29","28 Mar 2024, 18:40","Good","Bench Press (Barbell)",,"",2,"failure",80,6,,,
"Evening, push","28 Mar 2024, 17:29","28 Mar 2024, 18:40","Good","Bench Press (Barbell)",,"",3,"normal",80,6,,,5
"Evening, push","28 Mar 2024, 17:29","28 Mar 2024, 18:40","Good","Running",,"",0,"normal",,,3,900,
"""
POUNDS = f"""{HEAD},weight_lbs,reps,distance_miles,duration_seconds,rpe
"Morning","3 Apr 2024, 07:05","3 Apr 2024, 07:50","","Bench Press (Barbell)",,"",0,"normal",176.37,8,,,
"Morning","3 Apr 2024, 07:05","3 Apr 2024, 07:50","","Running",,"",0,"normal",,,2,,
"""


def logs():
    columns = ("repetitions", "repetitions_unit", "weight", "weight_unit", "rir")
    return [tuple(None if value is None else float(value) for value in row) for row in rows().values_list(*columns)]


def rows():
    return WorkoutLog.objects.order_by("date", "pk")


def test_sets_with_their_kinds(bringing, bench, running):
    report = bringing.run("hevy", KILOGRAMS)

    assert (counts(report), problems(report)) == ({"added": {"sessions": 1, "sets": 5}}, [])
    assert logs() == [
        (10, 1, 40, 1, None),
        (8, 1, 80, 1, 1.5),
        (6, 1, 80, 1, 0),
        (6, 1, 80, 1, None),
        (3, 6, 12, 5, None),
    ]


def test_session_has_times_of_the_persons_zone(bringing, bench, running):
    bringing.run("hevy", KILOGRAMS)

    session = WorkoutSession.objects.get()
    assert [str(each) for each in (session.date, session.time_start, session.time_end)] == [
        "2024-03-28",
        "17:29:00",
        "18:40:00",
    ]
    assert rows().first().date.isoformat() == "2024-03-28T16:29:00+00:00"
    assert session.notes.splitlines() == [
        "Evening, push",
        "Good",
        "Bench Press (Barbell): set 1 warm-up; set 3 to failure; set 4 RPE 5",
        "Running: set 1 900 s",
    ]


def test_pounds_and_miles_stay_what_they_are(bringing, bench, running):
    bringing.run("hevy", POUNDS)

    assert logs() == [(8, 1, 176.37, 2, None), (2, 5, None, 1, None)]


@pytest.mark.parametrize(
    "written", ["28 mar. 2024, 17:29", "28 de mar. de 2024, 17:29", "Mar 28, 2024, 5:29 PM", "2024-03-28 17:29:00"]
)
def test_dates_of_other_languages(bringing, bench, running, written):
    report = bringing.run("hevy", KILOGRAMS.replace("28 Mar 2024, 17:29", written))

    assert (counts(report), problems(report)) == ({"added": {"sessions": 1, "sets": 5}}, [])
    assert rows().first().date.isoformat() == "2024-03-28T16:29:00+00:00"


def test_same_sets_from_strong_are_duplicates(bringing, bench):
    strong = (
        "Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps\n"
        "2024-04-03 07:05:00;Morning;Bench Press (Barbell);1;176.37;lbs;8\n"
    )
    bringing.run("strong", strong)

    report = bringing.run("hevy", POUNDS.rsplit("\n", 2)[0])

    assert counts(report) == {"kept": {"sets": 1}}
    assert WorkoutSession.objects.count() == WorkoutLog.objects.count() == 1


def test_twice_changes_nothing(bringing, bench, running):
    bringing.run("hevy", KILOGRAMS)

    assert counts(bringing.run("hevy", KILOGRAMS)) == {"kept": {"sets": 5}}
