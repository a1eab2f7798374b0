"""What each route promises, and to whom.  A route that is not named here fails the contract tests."""

from dataclasses import dataclass

from tests.factories import RoutineFactory
from tests.journal.factories import MeasurementCategoryFactory, MeasurementFactory, PhotoFactory, WeightEntryFactory

# Besides its rows, what a private endpoint answers to a body that is empty.
REFUSES_EMPTY, ACCEPTS_EMPTY = 400, 201


@dataclass(frozen=True)
class Own:
    """Rows of one person: a stranger, whoever they are, finds none."""

    factory: type
    owner: str = "user"
    empty_post: int = REFUSES_EMPTY

    def make(self, person):
        return self.factory(**{self.owner: person})


@dataclass(frozen=True)
class Public:
    """Rows that everybody may read and nobody may write; ``factory`` is a name in tests.exercises.factories."""

    factory: str | None = None


@dataclass(frozen=True)
class Contributed(Public):
    """Rows that everybody may read and contributors may write; what to post is in tests.exercises.bodies."""


@dataclass(frozen=True)
class Plain:
    """A view without rows: the status of each method for somebody anonymous and for somebody signed in."""

    anonymous: dict
    signed_in: dict
    contributors: dict | None = None


OPEN = Plain({"get": 200, "post": 405}, {"get": 200, "post": 405})

EXPECTED = {
    "routine": Own(RoutineFactory),
    "workout": Own(RoutineFactory, empty_post=ACCEPTS_EMPTY),
    "weightentry": Own(WeightEntryFactory),
    "measurement-category": Own(MeasurementCategoryFactory),
    "measurement": Own(MeasurementFactory),
    "gallery": Own(PhotoFactory),
    "language": Public(),
    "license": Public(),
    "muscle": Public(),
    "equipment": Public(),
    "exercisecategory": Public(),
    "setting-repetitionunit": Public(),
    "setting-weightunit": Public(),
    "daysofweek": Public(),
    "exercise": Contributed("TranslationFactory"),
    "exerciseinfo": Public("TranslationFactory"),
    "exercisebaseinfo": Public("TranslationFactory"),
    "exercise-base": Contributed("TranslationFactory"),
    "exercise-translation": Contributed("TranslationFactory"),
    "exercisealias": Contributed("AliasFactory"),
    "exercisecomment": Contributed("CommentFactory"),
    "exerciseimage": Contributed("ImageFactory"),
    "video": Contributed("VideoFactory"),
    "variation": Contributed("VariationGroupFactory"),
    "deletion-log": Public("DeletionLogFactory"),
    "exercise/search": OPEN,
    "exercise-submission": Plain({"get": 405, "post": 401}, {"get": 405, "post": 403}, {"get": 405, "post": 400}),
    "check-language": Plain({"get": 405, "post": 400}, {"get": 405, "post": 400}),
    "token": Plain({"get": 405, "post": 400}, {"get": 405, "post": 400}),
    "token/refresh": Plain({"get": 405, "post": 400}, {"get": 405, "post": 400}),
    "token/verify": Plain({"get": 405, "post": 400}, {"get": 405, "post": 400}),
    "login": Plain({"get": 200, "post": 400}, {"get": 200, "post": 400}),
    "register": Plain({"get": 405, "post": 400}, {"get": 405, "post": 400}),
    "userprofile": Plain(
        {"get": 401, "post": 401, "put": 401, "patch": 401, "delete": 401},
        {"get": 200, "post": 200, "put": 200, "patch": 200, "delete": 405},
    ),
    "userprofile/verify-email": Plain({"get": 401, "post": 401}, {"get": 200, "post": 200}),
    "check-permission": Plain({"get": 400, "post": 405}, {"get": 400, "post": 405}),
    "version": OPEN,
    "min-app-version": OPEN,
    "min-server-version": OPEN,
}

# Extra routes of a viewset, "<prefix>/<name>", with what they promise.
ACTIONS = {
    "exerciseimage/thumbnails": Public("ImageFactory"),
}
