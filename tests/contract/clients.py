"""What the apps that people already have ask for, and the keys and types without which a screen of theirs fails.

Read from the apps themselves.  A key more never hurts them; one that is missing, null or of another type does.
"""

from tests.contract import food_clients, training_clients
from tests.contract.notation import Need

# How each introduces itself.  The mobile apps send a content type with every request.
CLIENTS = {
    "F16": {
        "User-Agent": "wger App/1.6.4 (de.wger.flutter; build: 64)",
        "Content-Type": "application/json; charset=UTF-8",
    },
    "F17": {
        "User-Agent": "wger App/1.7.8 (de.wger.flutter; build: 78)",
        "Content-Type": "application/json; charset=UTF-8",
    },
    "F19": {
        "User-Agent": "wger App/1.9.6 (de.wger.flutter; build: 96)",
        "Content-Type": "application/json; charset=UTF-8",
    },
    "F111": {
        "User-Agent": "wger App/1.11.0 (de.wger.flutter; build: 110)",
        "Content-Type": "application/json; charset=UTF-8",
    },
    "F20": {
        "User-Agent": "wger App/2.0.5 (de.wger.flutter; build: 205)",
        "Content-Type": "application/json; charset=UTF-8",
    },
    "Re": {"Accept": "application/json, text/plain, */*", "Accept-Language": "de,en;q=0.7"},
    "M26": {"User-Agent": "wger-mcp/0.1.0"},
    "M27": {"User-Agent": "wger-mcp/0.1.0"},
    "Li": {"Accept": "application/json"},
    "NR": {"User-Agent": "axios/1.6.2"},
    "SF": {"User-Agent": "node-fetch"},
    "SB": {"Accept": "application/json"},
    "JX": {"User-Agent": "axios/1.7.9", "Accept": "application/json"},
    "OS": {"User-Agent": "okhttp/4.12.0"},
    "HA": {"User-Agent": "HomeAssistant/2026.1.0 aiohttp/3.11"},
}

EXERCISE_INFO = (
    "id:int uuid:str created:date last_update:date last_update_global:date category:object equipment:[object] "
    "images:[object] muscles:[object] muscles_secondary:[object] videos:[object] author_history:[str] "
    "total_authors_history:[str] translations:[object] "
)
EXERCISE_BASE_INFO = (
    "id:int uuid:str created:date last_update:date last_update_global:date category:object equipment:[object] "
    "images:[object] muscles:[object] muscles_secondary:[object] videos:[object] author_history:[str] "
    "total_authors_history:[str] exercises:[object] variations:int?"
)
PROFILE = "username:str email:str email_verified:bool is_trustworthy:bool "

NEEDS = [
    # Accounts
    Need("Re", "check-permission/?permission=exercises.add_exercise", "", "result:bool"),
    Need("F16 F17 F19 F111", "userprofile/", "", PROFILE + "weight_unit:str"),
    Need("F20", "userprofile/", "", PROFILE),
    Need("Li", "userprofile/", "", PROFILE + "weight_unit:str date_joined:date"),
    Need(
        "Re",
        "userprofile/",
        "",
        PROFILE + "weight_unit:str date_joined:date height:int? weight_rounding:decimal? repetitions_rounding:decimal?",
    ),
    Need(
        "M26 M27",
        "userprofile/",
        "",
        PROFILE + "date_joined:date gym:any is_temporary:any last_workout_notification:date? birthdate:date? age:any "
        "calories:any freetime_hours:any freetime_intensity:any gender:any height:any notification_language:any "
        "num_days_weight_reminder:any sleep_hours:any sport_hours:any sport_intensity:any weight_unit:any "
        "work_hours:any work_intensity:any workout_duration:any workout_reminder:any workout_reminder_active:any",
    ),
    Need("M27", "userprofile/", "", "time_zone:str"),
    Need("HA", "userprofile/", "", "username:str"),
    *training_clients.NEEDS,
    *food_clients.NEEDS,
    # Body
    Need("F16 F17 F19 F111", "weightentry/?ordering=-date", "", "id:int date:date weight:decimal"),
    Need("Re", "weightentry/?ordering=-date&limit=900", "", "id:int date:date weight:decimal"),
    Need("M26 M27", "weightentry/?limit=100", "", "id:uuid date:date weight:decimal user:int"),
    Need("OS", "weightentry", "", "id:int date:date weight:decimal"),
    Need("HA", "weightentry/?ordering=-date&limit=1", "", "date:date weight:decimal"),
    Need("F16 F17 F19 F111 Re", "measurement-category/", "", "id:int name:str unit:str"),
    Need("M26 M27", "measurement-category/?limit=100", "", "id:uuid name:str unit:str"),
    Need(
        "M27",
        "measurement-category/",
        "",
        "is_official:bool chart_config:any chart_type:str? dynamic_params:any dynamic_type:str metric_type:str "
        "order:int parent:uuid?",
    ),
    Need(
        "F16 F17 F19 F111 Re",
        "measurement/?category={category}",
        "",
        "id:int category:int date:date value:number notes:str",
    ),
    Need("M26 M27", "measurement/?limit=100", "", "id:uuid category:uuid date:date value:number notes:str"),
    Need("M27", "measurement/", "", "external_id:uuid? extra_data:any source:str"),
    Need("HA", "measurement/?limit=1000&ordering=-date", "", "category:int date:date value:number"),
    Need("F16 F17 F19 F111", "gallery/", "", "id:int date:date image:url description:str?"),
    Need("F20", "gallery/", "", "id:int date:date image:url"),
    # Tables that say what an id means
    Need("F16 F17 F19 F111 Re", "language/", "", "id:int short_name:str full_name:str"),
    Need("M26 M27", "language/?limit=100", "", "id:any short_name:any full_name:any full_name_en:any"),
    Need("NR", "language/?short_name=en", "", "id:int"),
    Need("F16 F17 F19 F111 Re SF", "equipment/", "", "id:int name:str"),
    Need("M26 M27", "equipment/?limit=100", "", "id:any name:any"),
    Need("F16 F17 F19 F111 Re", "exercisecategory/", "", "id:int name:str"),
    Need("M26 M27", "exercisecategory/?limit=100", "", "id:any name:any"),
    Need("F16 F17 F19 F111 Re", "muscle/", "", "id:int name:str name_en:str is_front:bool"),
    Need("SF", "muscle/", "", "id:int name:str name_en:str"),
    Need("M26 M27", "muscle/?limit=100", "", "id:any name:any image_url_main:any image_url_secondary:any"),
    Need("JX", "muscle/", "", "id:int name:str is_front:bool image_url_main:str image_url_secondary:str"),
    Need("F16 F17 F19 F111 Re", "setting-repetitionunit/", "", "id:int name:str"),
    Need("F16 F17 F19 F111 Re", "setting-weightunit/", "", "id:int name:str"),
    Need("F16 F17", "variation/", "", "id:int"),
    # Exercises, flat
    Need("F19 F111 F20", "exercise/?limit=999", "", "id:int"),
    Need("SB", "exercise/?format=json", "translations[]", "name:str language:int"),
    Need(
        "F16 F17",
        "exercise-base/",
        "",
        "id:int uuid:str category:int muscles:[int] muscles_secondary:[int] equipment:[int] variations:int?",
    ),
    Need(
        "F16 F17",
        "exercise-translation/",
        "",
        "id:int uuid:str language:int exercise_base:int name:str description:str created:date",
    ),
    Need("Re", "exercise-translation/?exercise={exercise}", "", "id:int language:int name:str"),
    Need(
        "M26 M27",
        "exercise-translation/?exercise={exercise}",
        "",
        "id:any uuid:uuid language:any name:any description:any created:date description_source:any exercise:any "
        "license_author:any",
    ),
    Need("F16 F17", "exercisealias/", "", "id:int alias:str exercise:int"),
    Need("Re", "exercisealias/", "", "id:int alias:str"),
    Need("Re", "exercisecomment/", "", "id:int translation:int comment:str"),
    Need("NR", "exercisecomment/?exercise={translation}", "", "id:int exercise:int comment:str"),
    Need("F20", "exerciseimage/?limit=1", "", "image:str"),
    Need("NR", "exerciseimage/?exercise_base={exercise}", "", "image:str exercise_base:int is_main:bool"),
    Need("F16 F17 F19", "exercise/search/?term=squat&language=en,de", "", "suggestions:[object]"),
    Need("F16 F17 F19", "exercise/search/?term=squat&language=en,de", "suggestions[]", "value:str data:object"),
    Need(
        "F16 F17 F19",
        "exercise/search/?term=squat&language=en,de",
        "suggestions[].data",
        "id:int base_id:int name:str category:str image:str? image_thumbnail:str?",
    ),
    Need("NR", "exercise/search/?term=squat", "", "suggestions:list"),
    # Exercises with everything, classic
    Need("F16 F17", "exercisebaseinfo/?limit=1000", "", EXERCISE_BASE_INFO),
    Need("F16 F17", "exercisebaseinfo/?limit=1000", "category", "id:int name:str"),
    Need("F16 F17", "exercisebaseinfo/?limit=1000", "muscles[]", "id:int name:str name_en:str is_front:bool"),
    Need("F16 F17", "exercisebaseinfo/?limit=1000", "muscles_secondary[]", "id:int name:str name_en:str is_front:bool"),
    Need("F16 F17", "exercisebaseinfo/?limit=1000", "equipment[]", "id:int name:str"),
    Need(
        "F16 F17",
        "exercisebaseinfo/?limit=1000",
        "exercises[]",
        "id:int uuid:str name:str description:str language:int created:date exercise_base:int aliases:[object] notes:[object]",
    ),
    Need("F16 F17", "exercisebaseinfo/?limit=1000", "exercises[].aliases[]", "id:int alias:str exercise:int"),
    Need("F16 F17", "exercisebaseinfo/?limit=1000", "exercises[].notes[]", "id:int comment:str exercise:int"),
    Need(
        "F16 F17",
        "exercisebaseinfo/?limit=1000",
        "images[]",
        "id:int uuid:str image:str exercise_base:int is_main:bool",
    ),
    Need(
        "F16 F17",
        "exercisebaseinfo/?limit=1000",
        "videos[]",
        "id:int uuid:str video:str exercise_base:int size:int duration:decimal width:int height:int codec:str "
        "codec_long:str license:int license_author:str",
    ),
    Need("NR", "exercisebaseinfo/?language=en&limit=20", "", "id:int exercises:[object]"),
    # Exercises with everything, since routines
    Need("F19", "exerciseinfo/?limit=999", "", EXERCISE_INFO + "variations:int?"),
    Need("F111", "exerciseinfo/?limit=999", "", EXERCISE_INFO + "variation_group:str?"),
    Need(
        "F20", "exerciseinfo/?name__search=squats&language__code=en", "", "id:int category:object translations:[object]"
    ),
    Need("F111", "exerciseinfo/?name__search=sqauts&language__code=en,de", "", EXERCISE_INFO + "variation_group:str?"),
    Need(
        "Re",
        "exerciseinfo/?name__search=SQUAT&language__code=en&limit=20",
        "",
        "id:int uuid:str category:object images:[object] translations:[object] variation_group:str?",
    ),
    Need(
        "Re",
        "exerciseinfo/?language__code=en&limit=20",
        "",
        "id:int uuid:str last_update_global:date category:object equipment:[object] images:[object] muscles:[object] "
        "muscles_secondary:[object] videos:[object] total_authors_history:[str] translations:[object] variation_group:str?",
    ),
    Need(
        "M26 M27",
        "exerciseinfo/?limit=50",
        "",
        "id:any uuid:uuid created:date last_update:date last_update_global:date category:object equipment:[object] "
        "images:[object] muscles:[object] muscles_secondary:[object] videos:[object] author_history:list "
        "total_authors_history:list translations:[object] variation_group:uuid? license:object license_author:any",
    ),
    Need(
        "SF",
        "exerciseinfo/?limit=20",
        "",
        "id:int category:object muscles:[object] equipment:[object] images:[object] translations:[object]",
    ),
    Need(
        "JX",
        "exerciseinfo/?limit=20",
        "",
        "id:int uuid:str category:object muscles:[object] equipment:[object] variations:int? translations:[object]",
    ),
    Need("F19 F111 F20 Re M26 M27 SF JX", "exerciseinfo/", "category", "id:int name:str"),
    Need("F19 F111 Re", "exerciseinfo/", "muscles[]", "id:int name:str name_en:str is_front:bool"),
    Need("M26 M27 JX", "exerciseinfo/", "muscles[]", "id:int name:str image_url_main:str image_url_secondary:str"),
    Need("F19 F111 Re M26 M27 SF JX", "exerciseinfo/", "equipment[]", "id:int name:str"),
    Need("M26 M27", "exerciseinfo/", "license", "id:any full_name:any short_name:any url:any"),
    Need(
        "F19 F111 Re JX SF",
        "exerciseinfo/",
        "translations[]",
        "id:int uuid:str name:str description:str language:int created:date exercise:int aliases:[object] notes:[object]",
    ),
    Need(
        "M26 M27",
        "exerciseinfo/",
        "translations[]",
        "id:any uuid:uuid name:any description:any description_source:any language:any created:date exercise:any "
        "aliases:[object] notes:[object] author_history:list license:any license_title:any license_object_url:any "
        "license_author:any license_author_url:any license_derivative_source_url:any",
    ),
    Need("F19 F111 Re", "exerciseinfo/", "translations[].aliases[]", "id:int uuid:str alias:str"),
    Need("M26 M27", "exerciseinfo/", "translations[].aliases[]", "id:any uuid:uuid alias:any"),
    Need("F19 F111 Re", "exerciseinfo/", "translations[].notes[]", "id:int uuid:str translation:int comment:str"),
    Need("M26 M27", "exerciseinfo/", "translations[].notes[]", "id:any uuid:uuid translation:any comment:any"),
    Need("F19 F111 Re SF", "exerciseinfo/", "images[]", "id:int uuid:str exercise:int image:str is_main:bool"),
    Need(
        "M26 M27",
        "exerciseinfo/",
        "images[]",
        "id:any uuid:uuid exercise:any exercise_uuid:str image:any thumbnails:object? is_main:any style:any "
        "author_history:list is_ai_generated:any license:any license_title:any license_object_url:any "
        "license_author:any license_author_url:any license_derivative_source_url:any",
    ),
    Need(
        "F19 F111 Re",
        "exerciseinfo/",
        "videos[]",
        "id:int uuid:str exercise:int video:str is_main:bool size:int duration:decimal width:int height:int codec:str "
        "codec_long:str license:int license_author:str",
    ),
    Need(
        "M26 M27",
        "exerciseinfo/",
        "videos[]",
        "id:any uuid:uuid exercise:any video:any is_main:any size:any duration:any width:any height:any codec:any "
        "codec_long:any author_history:list license:any license_author:any",
    ),
    Need(
        "F19 F111 Re M26 M27",
        "exerciseinfo/",
        "images[].thumbnails",
        "small:url small_cropped:url medium:url medium_cropped:url large:url large_cropped:url",
    ),
]
