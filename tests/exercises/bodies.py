"""What contributors send."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.exercises.factories import ENGLISH, ExerciseFactory, TranslationFactory
from tests.exercises.remote import picture

LUNGE = "Take a long step forward, bend both knees, and push yourself back up again."
AUSFALLSCHRITT = "Mache einen großen Schritt nach vorne, beuge beide Knie und drücke dich wieder nach oben."
MP4 = b"\0\0\0\x18ftypisom\0\0\0\0isommp42"


def upload(content=None, name="lunge.png"):
    return SimpleUploadedFile(name, picture() if content is None else content)


def translation(**changes):
    return {"language": ENGLISH, "name": "Lunge", "description_source": LUNGE} | changes


def submission(*translations, **changes):
    return {"category": 9, "translations": list(translations or [translation()])} | changes


BODIES = {
    "exercise": lambda: {"category": 9},
    "exercise-base": lambda: {"category": 9},
    "exercise-translation": lambda: translation(exercise=ExerciseFactory().pk),
    "exercisealias": lambda: {"translation": TranslationFactory().pk, "alias": "Split squat"},
    "exercisecomment": lambda: {"translation": TranslationFactory().pk, "comment": "Slowly"},
    "exerciseimage": lambda: {"exercise": ExerciseFactory().pk, "image": upload()},
    "video": lambda: {"exercise": ExerciseFactory().pk, "video": upload(MP4, "lunge.mp4")},
    "variation": dict,
}


def new(prefix):
    """Arguments for ``post``: the least that makes a row."""
    return {"data": BODIES[prefix](), "format": "multipart" if prefix in {"exerciseimage", "video"} else "json"}
