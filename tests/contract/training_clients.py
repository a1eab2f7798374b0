"""What the apps need of plans, logs and sessions."""

from tests.contract.notation import Need

# How each quantity of a rule is read.
RULE_VALUES = {
    "weight": "decimal",
    "max-weight": "decimal",
    "repetitions": "decimal",
    "max-repetitions": "decimal",
    "rir": "decimal",
    "max-rir": "decimal",
    "sets": "int",
    "max-sets": "int",
    "rest": "int",
    "max-rest": "int",
}

NEEDS = [
    Need(
        "F19 F111",
        "routine/?limit=999&is_template=false&ordering=-creation_date",
        "",
        "id:int name:str description:str? created:date start:date? end:date? fit_in_week:bool?",
    ),
    Need(
        "F20", "routine/?limit=999", "", "id:int name:str description:str? created:date is_template:bool is_public:bool"
    ),
    Need(
        "Re",
        "routine/?limit=20&ordering=-start",
        "",
        "id:int name:str description:str created:date start:date end:date fit_in_week:bool is_template:bool is_public:bool",
    ),
    Need("M26 M27", "routine/?limit=50", "", "id:uuid created:date start:date end:date name:any description:any"),
    Need("JX", "routine/", "", "id:int name:str description:str? start:date end:date"),
    Need("F16 F17", "workout/", "", "id:int name:str description:str? creation_date:date"),
    Need("Li", "workout/?ordering=-creation_date", "", "id:int name:str description:str"),
    Need("NR", "workout/?limit=20", "", "id:int"),
    Need("F16 F17", "day/", "", "id:int description:str training:int day:[int]"),
    Need("Li", "day/?training={routine}", "", "id:int description:str training:int day:[int]"),
    Need(
        "F19 F111 F20",
        "day/?routine={routine}",
        "",
        "id:int routine:int name:str description:str? order:int is_rest:bool need_logs_to_advance:bool type:str config:any",
    ),
    Need(
        "Re",
        "day/?routine={routine}",
        "",
        "id:int routine:int name:str description:str order:int is_rest:bool need_logs_to_advance:bool type:str config:any",
    ),
    Need(
        "M26 M27",
        "day/?limit=100",
        "",
        "id:any routine:any name:any description:any order:any is_rest:any need_logs_to_advance:any type:any config:any",
    ),
    Need("F19 F111 F20 Re", "slot/?day={day}", "", "id:int day:int order:int comment:str config:any"),
    Need("M26 M27", "slot/", "", "id:any day:any order:any comment:any config:any"),
    Need(
        "F19 F111 F20 Re",
        "slot-entry/?slot={slot}",
        "",
        "id:int slot:int exercise:int type:str order:int comment:str config:any repetition_unit:int? "
        "repetition_rounding:decimal? weight_unit:int? weight_rounding:decimal?",
    ),
    Need(
        "M26 M27",
        "slot-entry/",
        "",
        "id:any slot:any exercise:any type:any order:any comment:any config:any repetition_unit:any "
        "repetition_rounding:any weight_unit:any weight_rounding:any",
    ),
    *(
        Need(
            "F19 F111 F20 Re",
            f"{quantity}-config/?slot_entry={{entry}}&ordering=iteration",
            "",
            f"id:int slot_entry:int iteration:int value:{kind} operation:str step:str repeat:bool requirements:object?",
        )
        for quantity, kind in RULE_VALUES.items()
    ),
    *(
        Need(
            "M26 M27",
            f"{quantity}-config/?slot_entry={{entry}}",
            "",
            "id:any slot_entry:any iteration:any value:any operation:any step:any repeat:any requirements:any",
        )
        for quantity in RULE_VALUES
    ),
    Need(
        "F16 F17 Li",
        "set/?exerciseday={day}&ordering=order",
        "",
        "id:int exerciseday:int sets:int order:int comment:str",
    ),
    Need(
        "F16 F17",
        "setting/?limit=1000",
        "",
        "id:int set:int exercise_base:int repetition_unit:int reps:int weight:decimal weight_unit:int rir:str order:int "
        "comment:str",
    ),
    Need("NR", "schedule/", "", "id:int name:str"),
    Need(
        "Re",
        "templates/",
        "",
        "id:int name:str description:str created:date start:date end:date fit_in_week:bool is_template:bool is_public:bool",
    ),
    Need(
        "Re",
        "public-templates/",
        "",
        "id:int name:str description:str created:date start:date end:date fit_in_week:bool is_template:bool is_public:bool",
    ),
    Need(
        "F111 F20 Re",
        "trophy/?limit=900",
        "",
        "id:int uuid:str name:str description:str image:url trophy_type:str is_hidden:bool is_progressive:bool",
    ),
    Need(
        "F111 F20 Re",
        "trophy/progress/",
        "",
        "trophy:object is_earned:bool earned_at:date? progress:number current_value:decimal? target_value:decimal? "
        "progress_display:str?",
    ),
    Need(
        "F111 F20 Re",
        "user-trophy/?limit=900&trophy__is_hidden=false",
        "",
        "id:int trophy:object earned_at:date progress:number is_notified:bool context_data:object?",
    ),
    Need(
        "F111 F20 Re",
        "user-trophy/",
        "trophy",
        "id:int uuid:str name:str description:str image:url trophy_type:str is_hidden:bool is_progressive:bool",
    ),
    Need(
        "F16 F17",
        "workoutlog/?workout={routine}",
        "",
        "id:int date:date exercise_base:int repetition_unit:int reps:int weight:decimal? weight_unit:int workout:int rir:str?",
    ),
    Need(
        "F19 F111",
        "workoutlog/?routine={routine}",
        "",
        "id:int date:date exercise:int iteration:int? repetitions:decimal? repetitions_target:decimal? "
        "repetitions_unit:int? weight:decimal? weight_target:decimal? weight_unit:int? routine:int session:int? "
        "slot_entry:int? rir:decimal? rir_target:decimal?",
    ),
    Need(
        "Re",
        "workoutlog/?exercise={exercise}&ordering=-date&date__gte=2020-01-01T00:00:00Z",
        "",
        "id:int date:date exercise:int iteration:int? repetitions:decimal? repetitions_target:decimal? "
        "repetitions_unit:int? weight:decimal? weight_target:decimal? weight_unit:int? routine:int? session:int "
        "slot_entry:int? rir:decimal? rir_target:decimal? rest:any rest_target:any",
    ),
    Need(
        "M26 M27",
        "workoutlog/?limit=50",
        "",
        "id:uuid date:date session:uuid routine:any exercise:any iteration:any repetitions:any weight:any rir:any "
        "rest:any rest_target:any next_log:any slot_entry:any",
    ),
    Need("HA", "workoutlog/?limit=1000", "", "id:int date:date"),
    Need("SB", "workoutlog/?workoutsession={session}&format=json", "", "id:int exercise:int weight:decimal? reps:int"),
    Need(
        "F16 F17",
        "workoutsession/?limit=999",
        "",
        "id:int date:date impression:decimal time_start:str? time_end:str? workout:int notes:str?",
    ),
    Need(
        "F19 F111",
        "workoutsession/?routine={routine}",
        "",
        "id:int date:date impression:decimal time_start:str? time_end:str? day:int? routine:int? notes:str?",
    ),
    Need(
        "Re",
        "workoutsession/?routine={routine}&date=2026-01-05",
        "",
        "id:int date:date impression:str time_start:str? time_end:str? day:int? routine:int? notes:str?",
    ),
    Need(
        "Li",
        "workoutsession/?ordering=-date",
        "",
        "id:int user:int date:date impression:str time_start:str? time_end:str? workout:int notes:str?",
    ),
    Need(
        "HA",
        "workoutsession/?ordering=-datetime_start",
        "",
        "id:int date:date impression:str time_start:str? time_end:str? datetime_start:date? datetime_end:date?",
    ),
    Need("F19 F111 Re", "routine/{routine}/logs/", "", "session:object logs:[object]"),
    Need("F19 F111 Re", "routine/{routine}/logs/", "logs[]", "id:int date:date exercise:int routine:int session:int?"),
    Need("Re", "routine/{routine}/stats/", "", "volume:object intensity:object sets:object"),
    Need(
        "Re",
        "routine/{routine}/stats/",
        "volume.mesocycle",
        "exercises:object muscle:object upper_body:decimal lower_body:decimal total:decimal",
    ),
    Need("F16 F17 NR", "workout/{routine}/log_data/?id={exercise}", "", "logs:object chart_data:[list]"),
]
