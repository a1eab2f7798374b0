"""What the endpoints of the exercise catalogue answer.

The names of both generations stand side by side: ``exercise_base`` is ``exercise``, ``exercises`` are the
``translations``, and below a translation (aliases, notes) ``exercise`` is the classic name of ``translation``.
"""

from tests.contract.notation import bool_, decimal_, int_, keys, moment_, nullable, one_of, str_, url_, uuid_

LANGUAGE = {"id": int_, "short_name": str_, "full_name": str_, "full_name_en": str_}
LICENSE = {"id": int_, "full_name": str_, "short_name": str_, "url": nullable(url_)}
MUSCLE = {
    "id": int_,
    "name": str_,
    "name_en": str_,
    "is_front": bool_,
    "image_url_main": url_,
    "image_url_secondary": url_,
}
EQUIPMENT = {"id": int_, "name": str_}
CATEGORY = {"id": int_, "name": str_}
REPETITION_UNIT = {
    "id": int_,
    "name": str_,
    "unit_type": one_of("REPETITIONS", "TIME", "DISTANCE"),
    "multiplier": nullable(int_),
}
WEIGHT_UNIT = {"id": int_, "name": str_}
DAY_OF_WEEK = {"id": int_, "day_of_week": str_}
VARIATION = {"id": int_, "uuid": uuid_}
DELETION_LOG = {
    "id": int_,
    "model_type": one_of("base", "translation", "image", "video"),
    "uuid": uuid_,
    "replaced_by": nullable(uuid_),
    "timestamp": moment_,
    "comment": str_,
}

# Which licence, and whose work; ``license`` itself is an id here and an object in the nested answers.
ATTRIBUTION = {
    "license": int_,
    "license_title": str_,
    "license_object_url": str_,
    "license_author": str_,
    "license_author_url": str_,
    "license_derivative_source_url": str_,
    "author_history": [str_],
}

THUMBNAILS = {
    "small": url_,
    "small_cropped": url_,
    "medium": url_,
    "medium_cropped": url_,
    "large": url_,
    "large_cropped": url_,
}

# ``exerciseimage/<id>/thumbnails/``
THUMBNAIL = {"url": url_, "settings": keys("size:[int]")}
THUMBNAIL_SETTINGS = dict.fromkeys(THUMBNAILS, THUMBNAIL) | {"original": url_}

IMAGE = ATTRIBUTION | {
    "id": int_,
    "uuid": uuid_,
    "created": moment_,
    "last_update": moment_,
    "width": nullable(int_),
    "height": nullable(int_),
    "exercise": int_,
    "exercise_uuid": uuid_,
    "exercise_base": int_,
    "exercise_base_uuid": uuid_,
    "image": url_,
    "thumbnails": nullable(THUMBNAILS),
    "is_main": bool_,
    "style": one_of("1", "2", "3", "4", "5"),
    "is_ai_generated": bool_,
}

VIDEO = ATTRIBUTION | {
    "id": int_,
    "uuid": uuid_,
    "created": moment_,
    "last_update": moment_,
    "exercise": int_,
    "exercise_uuid": uuid_,
    "exercise_base": int_,
    "exercise_base_uuid": uuid_,
    "video": url_,
    "is_main": bool_,
    "size": int_,
    "duration": decimal_(2),
    "width": int_,
    "height": int_,
    "codec": str_,
    "codec_long": str_,
}

ALIAS = {"id": int_, "uuid": uuid_, "translation": int_, "exercise": int_, "alias": str_}
COMMENT = {"id": int_, "uuid": uuid_, "translation": int_, "exercise": int_, "comment": str_}

TRANSLATION = ATTRIBUTION | {
    "id": int_,
    "uuid": uuid_,
    "exercise": int_,
    "exercise_base": int_,
    "language": int_,
    "name": str_,
    "description": str_,
    "description_source": str_,
    "created": moment_,
    "last_update": moment_,
    "aliases": [ALIAS],
    "notes": [COMMENT],
}

TRANSLATION_TEXT = {"id": int_, "uuid": uuid_, "language": int_, "name": str_, "description": str_}

VARIATIONS = {"variations": nullable(int_), "variation_group": nullable(uuid_)}

# ``name``, ``description`` and ``language`` are those of the translation that the request chose.
EXERCISE = VARIATIONS | {
    "id": int_,
    "uuid": uuid_,
    "exercise_base": int_,
    "created": moment_,
    "last_update": moment_,
    "category": int_,
    "muscles": [int_],
    "muscles_secondary": [int_],
    "equipment": [int_],
    "license": int_,
    "license_author": str_,
    "author_history": [str_],
    "name": str_,
    "description": str_,
    "language": int_,
    "translations": [TRANSLATION_TEXT],
}

EXERCISE_INFO = VARIATIONS | {
    "id": int_,
    "uuid": uuid_,
    "exercise_base_id": int_,
    "name": str_,
    "description": str_,
    "language": LANGUAGE,
    "aliases": [ALIAS],
    "comments": [COMMENT],
    "created": moment_,
    "last_update": moment_,
    "last_update_global": moment_,
    "category": CATEGORY,
    "muscles": [MUSCLE],
    "muscles_secondary": [MUSCLE],
    "equipment": [EQUIPMENT],
    "license": LICENSE,
    "license_author": str_,
    "images": [IMAGE],
    "videos": [VIDEO],
    "translations": [TRANSLATION],
    "exercises": [TRANSLATION],
    "author_history": [str_],
    "total_authors_history": [str_],
}

# ``exercise/search/``; pictures without scheme and host.
SUGGESTED = {
    "id": int_,
    "base_id": int_,
    "name": str_,
    "category": str_,
    "image": nullable(str_),
    "image_thumbnail": nullable(str_),
}
SUGGESTIONS = {"suggestions": [{"value": str_, "data": SUGGESTED}]}

SUBMITTED_TRANSLATION = ATTRIBUTION | {
    "id": int_,
    "uuid": uuid_,
    "name": str_,
    "description": str_,
    "description_source": str_,
    "language": int_,
    "aliases": [{"alias": str_}],
    "comments": [{"comment": str_}],
}
SUBMISSION = VARIATIONS | {
    "id": int_,
    "uuid": uuid_,
    "exercise_base": int_,
    "category": int_,
    "muscles": [int_],
    "muscles_secondary": [int_],
    "equipment": [int_],
    "license": int_,
    "license_author": str_,
    "translations": [SUBMITTED_TRANSLATION],
}
LANGUAGE_CHECK = {"result": bool_}

VIEWS = {"exercise/search": SUGGESTIONS, "exercise-submission": SUBMISSION, "check-language": LANGUAGE_CHECK}

ENDPOINTS = {
    "language": LANGUAGE,
    "license": LICENSE,
    "muscle": MUSCLE,
    "equipment": EQUIPMENT,
    "exercisecategory": CATEGORY,
    "setting-repetitionunit": REPETITION_UNIT,
    "setting-weightunit": WEIGHT_UNIT,
    "daysofweek": DAY_OF_WEEK,
    "variation": VARIATION,
    "deletion-log": DELETION_LOG,
    "exercise": EXERCISE,
    "exerciseinfo": EXERCISE_INFO,
    "exercisebaseinfo": EXERCISE_INFO,
    "exercise-base": EXERCISE,
    "exercise-translation": TRANSLATION,
    "exercisealias": ALIAS,
    "exercisecomment": COMMENT,
    "exerciseimage": IMAGE,
    "video": VIDEO,
}
