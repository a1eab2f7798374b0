import pytest
import time_machine

from exercises import detection, similarity
from tests.exercises.bodies import AUSFALLSCHRITT, LUNGE

SERBIAN = "Zakorači nogom napred, savij oba kolena i vrati se polako u početni položaj bez žurbe."


@pytest.mark.parametrize(
    ("text", "code", "found"),
    [
        (LUNGE, "en", None),
        (LUNGE, "de", "en"),
        (AUSFALLSCHRITT, "de", None),
        (AUSFALLSCHRITT, "en", "de"),
        ("Kurzhantel in jede Hand nehmen", "en", None),
        ("Curl, press, clean, jerk, snatch, squat, row, dip", "de", None),
        ("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22", "de", None),
        (SERBIAN, "sr", None),
        (SERBIAN, "hr", None),
        (
            "膝を曲げて、ゆっくりと腰を落とし、元の位置に戻ります。これを十回くりかえしてください。背中を丸めないこと。",
            "ja",
            None,
        ),
    ],
    ids=[
        "English",
        "English for German",
        "German",
        "German for English",
        "short",
        "words that many languages have",
        "numbers",
        "Serbian in Latin script",
        "Serbian for Croatian",
        "a language that the model does not know",
    ],
)
def test_only_what_is_surely_in_another_language_differs(text, code, found):
    assert detection.differs(text, code) == found


@pytest.mark.parametrize(
    ("name", "other", "similar"),
    [
        ("bench press", "bench press", True),
        ("benchpress", "bench press", True),
        ("press bench", "bench press", True),
        ("barbell bench press", "barbell bench presses", False),
        ("incline dumbbell press", "decline dumbbell press", False),
        ("pull up", "push up", False),
        ("squat 1", "squat 2", False),
        ("", "squat", False),
    ],
)
def test_similar_names(name, other, similar):
    assert similarity.most_similar(name, [("Other", other)]) == ("Other" if similar else None)


@pytest.mark.django_db
class TestLanguageCheck:
    path = "/api/v2/check-language/"

    @pytest.mark.parametrize(
        "language",
        [{"language": 2}, {"language": "en"}, {"language_code": "en"}, {"languageCode": "en-GB"}, {"language": "2"}],
    )
    def test_right_language(self, api, language):
        answer = api.post(self.path, {"input": LUNGE, **language}, format="json")

        assert (answer.status_code, answer.json()) == (200, {"result": True})

    def test_wrong_language_is_named(self, api):
        answer = api.post(self.path, {"input": AUSFALLSCHRITT, "language": 2})

        message = "This looks like German, not English."
        assert answer.status_code == 400
        assert answer.json() == {"check": {"result": "False", "detected_language": "de", "message": message}}

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({"language": 2}, "input"),
            ({"input": "", "language": 2}, "input"),
            ({"input": LUNGE}, "language"),
            ({"input": LUNGE, "language": 999}, "language"),
            ({"input": LUNGE, "language_code": "xx"}, "language_code"),
        ],
    )
    def test_unusable_question_is_refused_by_its_field(self, api, body, field):
        answer = api.post(self.path, body)

        assert (answer.status_code, list(answer.json())) == (400, [field])

    @time_machine.travel("2026-03-15T12:00:00Z", tick=False)  # all within one minute
    def test_questions_are_counted(self, api):
        answers = {api.post(self.path, {"input": "x", "language": 2}).status_code for _ in range(61)}

        assert answers == {200, 429}
