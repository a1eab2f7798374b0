"""What each route promises, and to whom.  A route that is not named here fails the contract tests."""

from dataclasses import dataclass
from functools import partial
from types import ModuleType

from tests.exercises import factories as catalogue
from tests.factories import RoutineFactory
from tests.journal.factories import MeasurementCategoryFactory, MeasurementFactory, PhotoFactory, WeightEntryFactory
from tests.nutrition import factories as foods
from tests.nutrition.factories import (
    DiaryEntryFactory,
    IngredientFactory,
    IngredientImageFactory,
    IngredientWeightUnitFactory,
    MealFactory,
    MealItemFactory,
    NutritionPlanFactory,
    RecipeFactory,
    RecipeItemFactory,
)
from tests.workouts.factories import (
    DayFactory,
    ProgressionRuleFactory,
    ScheduleFactory,
    ScheduleStepFactory,
    SlotEntryFactory,
    SlotFactory,
    TrainingStatisticsFactory,
    UserTrophyFactory,
    WorkoutLogFactory,
    WorkoutSessionFactory,
)
from workouts.models import Quantity

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
class OwnReadOnly(Own):
    """Rows of one person that are written elsewhere."""


@dataclass(frozen=True)
class OwnSingle(OwnReadOnly):
    """One row of each person, written elsewhere."""


@dataclass(frozen=True)
class Shared(OwnReadOnly):
    """Private rows that everybody who is signed in may read, and nobody may write here."""


@dataclass(frozen=True)
class OwnAction:
    """A route below a private row: the status its owner gets for ``method``; a stranger finds nothing."""

    method: str
    factory: type
    answers: int = 200

    def make(self, person):
        return self.factory(user=person)


@dataclass(frozen=True)
class ListAction:
    """A route beside a list of private rows, for whoever is signed in: the status that ``method`` gets."""

    method: str
    answers: int = 200
    nobody: int = 401


@dataclass(frozen=True)
class Public:
    """Rows that everybody may read and nobody may write; ``factory`` is a name in ``factories``."""

    factory: str | None = None
    factories: ModuleType = catalogue


@dataclass(frozen=True)
class PublicInPart:
    """Rows that nobody may write, and of which some people may read more than others."""


@dataclass(frozen=True)
class Contributed(Public):
    """Rows that everybody may read and contributors may write; what to post is in tests.exercises.bodies."""


@dataclass(frozen=True)
class PublicAndOwn:
    """Rows of everybody beside those of single people, whom a valid credential shows their own; see test_shared."""

    factory: type
    is_written: bool = False


@dataclass(frozen=True)
class PublicAndOwnAction(PublicAndOwn):
    """A route below such a row; ``query`` makes it answer."""

    query: str = ""


@dataclass(frozen=True)
class Plain:
    """A view without rows: the status of each method for somebody anonymous and for somebody signed in."""

    anonymous: dict
    signed_in: dict
    contributors: dict | None = None


OPEN = Plain({"get": 200, "post": 405}, {"get": 200, "post": 405})

TEMPLATE = partial(RoutineFactory, is_template=True)
PUBLIC_TEMPLATE = partial(RoutineFactory, is_template=True, is_public=True)

EXPECTED = {
    "routine": Own(RoutineFactory),
    "templates": OwnReadOnly(TEMPLATE),
    "public-templates": Shared(PUBLIC_TEMPLATE),
    "day": Own(DayFactory),
    "slot": Own(SlotFactory),
    "slot-entry": Own(SlotEntryFactory),
    **{
        f"{quantity.replace('_', '-')}-config": Own(partial(ProgressionRuleFactory, quantity=quantity, value=2))
        for quantity in Quantity.values
    },
    "workout": Own(RoutineFactory, empty_post=ACCEPTS_EMPTY),
    "workoutsession": Own(WorkoutSessionFactory, empty_post=ACCEPTS_EMPTY),
    "workoutlog": Own(WorkoutLogFactory),
    "muscle-load": Plain({"get": 401, "post": 401}, {"get": 200, "post": 405}),
    "set": Own(SlotFactory),
    "setting": Own(SlotEntryFactory),
    "schedule": Own(ScheduleFactory),
    "schedulestep": Own(ScheduleStepFactory),
    "trophy": PublicInPart(),
    "user-trophy": OwnReadOnly(UserTrophyFactory),
    "user-statistics": OwnSingle(TrainingStatisticsFactory),
    "nutritionplan": Own(NutritionPlanFactory, empty_post=ACCEPTS_EMPTY),
    "nutritionplaninfo": OwnReadOnly(NutritionPlanFactory),
    "meal": Own(MealFactory),
    "mealitem": Own(MealItemFactory),
    "nutritiondiary": Own(DiaryEntryFactory),
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
    "ingredient": PublicAndOwn(IngredientFactory, is_written=True),
    "ingredientinfo": PublicAndOwn(IngredientFactory),
    "ingredient-sync": PublicAndOwn(IngredientFactory),
    "ingredient-image": PublicAndOwn(IngredientImageFactory),
    "ingredientweightunit": PublicAndOwn(IngredientWeightUnitFactory, is_written=True),
    "ingredienttoweightunit": PublicAndOwn(IngredientWeightUnitFactory, is_written=True),
    "weightunit": Public("FoodUnitFactory", foods),
    "recipe": Own(RecipeFactory),
    "recipe-item": Own(RecipeItemFactory),
    "ingredient/search": OPEN,
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
    "account/deletion": Plain({"get": 401, "post": 401}, {"get": 405, "post": 400}),
    "account/export": Plain({"get": 401, "post": 401}, {"get": 200, "head": 200, "post": 405}),
    "account/imports": Plain({"get": 401, "post": 401}, {"get": 200, "post": 400}),
    "check-permission": Plain({"get": 400, "post": 405}, {"get": 400, "post": 405}),
    "version": OPEN,
    "min-app-version": OPEN,
    "min-server-version": OPEN,
}

# Extra routes of a viewset, "<prefix>/<name>", with what they promise.
ACTIONS = {
    "routine/copy": OwnAction("post", RoutineFactory, answers=201),
    "routine/structure": OwnAction("get", RoutineFactory),
    "routine/date-sequence-display": OwnAction("get", RoutineFactory),
    "routine/date-sequence-gym": OwnAction("get", RoutineFactory),
    "routine/today": OwnAction("get", RoutineFactory),
    "routine/ical": OwnAction("get", RoutineFactory),
    "workout/canonical_representation": OwnAction("get", RoutineFactory),
    "set/computed_settings": OwnAction("get", SlotFactory),
    "templates/copy": OwnAction("post", TEMPLATE, answers=201),
    "public-templates/copy": OwnAction("post", PUBLIC_TEMPLATE, answers=201),
    "routine/logs": OwnAction("get", RoutineFactory),
    "routine/stats": OwnAction("get", RoutineFactory),
    "workout/log_data": OwnAction("get", RoutineFactory),
    "workoutlog/bulk": ListAction("post", answers=400),
    "workoutlog/records": ListAction("get"),
    "trophy/progress": ListAction("get", nobody=200),
    "ingredient/get_values": PublicAndOwnAction(IngredientFactory, query="?amount=150"),
    "ingredientinfo/get_values": PublicAndOwnAction(IngredientFactory, query="?amount=150"),
    "nutritionplan/nutritional_values": OwnAction("get", NutritionPlanFactory),
    "nutritionplaninfo/nutritional_values": OwnAction("get", NutritionPlanFactory),
    "meal/nutritional_values": OwnAction("get", MealFactory),
    "mealitem/nutritional_values": OwnAction("get", MealItemFactory),
    "nutritiondiary/nutritional_values": OwnAction("get", DiaryEntryFactory),
    "nutritiondiary/days": ListAction("get"),
    "exerciseimage/thumbnails": Public("ImageFactory"),
}
