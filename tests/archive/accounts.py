"""An account with at least one row of every kind, and values that are easily lost."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import models

from accounts.archive import parts
from exercises.models import Exercise, WeightUnit
from journal import waistline
from journal.actions import store_body
from journal.models import MeasurementCategory
from nutrition.diary.default_plan import default_plan
from nutrition.models import FoodUnit, Ingredient, IngredientWeightUnit
from tests.exercises.factories import ExerciseFactory, TranslationFactory
from tests.exercises.remote import picture
from tests.factories import RoutineFactory
from tests.journal.factories import (
    MeasurementCategoryFactory,
    MeasurementFactory,
    PhotoFactory,
    WeightEntryFactory,
)
from tests.nutrition.factories import (
    DiaryEntryFactory,
    FoodUnitFactory,
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
    WorkoutLogFactory,
    WorkoutSessionFactory,
)
from workouts.models import WorkoutLog
from workouts.trophies.actions import rebuild

MORNING = datetime(2026, 1, 5, 6, 59, 59, 123456, tzinfo=UTC)
DAY = b'{"nutrition": {"calories": 1.50e3, "fat": 70}, "entry": {"dateTime": "2026-01-06T00:00:00.000Z"}}'


SOMETHING = [
    (models.URLField, "https://example.org/ü?a=1&b=2"),
    (models.CharField, '=1+1, "quoted"; ü'),
    (models.BooleanField, True),
    (models.IntegerField, 3),
    (models.DecimalField, Decimal("1.5")),
    (models.JSONField, {"z": [1.5, None, {"ü": "\u2028"}], "a": True}),
    (models.DateTimeField, MORNING),
    (models.DateField, date(2026, 2, 28)),
    (models.TimeField, time(23, 59, 59)),
    (models.UUIDField, UUID(int=9)),
]


def publish():
    """What the rows refer to, with the same uuids on every server."""
    for number, retired_at in ((1, None), (2, MORNING)):
        if not Exercise.objects.filter(uuid=uuid(number)).exists():
            exercise = ExerciseFactory(uuid=uuid(number), retired_at=retired_at)
            TranslationFactory(exercise=exercise, name=f"=Bench press {number}")
    if not Ingredient.objects.filter(uuid=uuid(3)).exists():
        code = "4000417025005"
        public = IngredientFactory(
            uuid=uuid(3), code=code, source_name="Open Food Facts", remote_id=code, name="Cheese", created=MORNING
        )
        IngredientWeightUnitFactory(uuid=uuid(4), ingredient=public, name="Slice", gram=25)
        FoodUnitFactory(name="Tasse")


def uuid(number):
    return UUID(int=(0x019B8D6E << 96) + number)


def fill(user):
    """Everything."""
    publish()
    fill_profile(user)
    fill_training(user)
    fill_food(user)
    fill_journal(user)
    for part in parts.parts():
        fill_columns(part.rows(user), part.columns)
    return user


def fill_columns(rows, columns):
    """Where no row has anything in a column, the first one gets something."""
    row = rows.first()
    blank = [
        column
        for column in columns
        if not column.is_relation and all(is_blank(value) for value in rows.values_list(column.name, flat=True))
    ]
    models.QuerySet(type(row)).filter(pk=row.pk).update(**{column.name: something(column) for column in blank})


def is_blank(value):
    return value in (None, "", {}) or value is False or value == 0


def something(column):
    if column.name == "micronutrients":
        return {"iron": 0.5}
    if column.choices:
        return column.choices[-1][0]
    return next(value for kind, value in SOMETHING if isinstance(column, kind))


def fill_profile(user):
    user.first_name, user.height, user.birthdate = "Ålice", 171, date(1990, 2, 28)
    user.time_zone, user.weight_unit, user.weight_rounding = "Pacific/Auckland", "lb", Decimal("2.50")
    user.save()


def fill_training(user):
    exercise, retired = (Exercise.objects.get(uuid=uuid(number)) for number in (1, 2))
    old = RoutineFactory(user=user, name="Old", retired_at=MORNING)
    # Made again with the same uuid after it was removed, as apps do.
    routine = RoutineFactory(user=user, name='=HYPERLINK("x")', uuid=old.uuid, fit_in_week=True)
    day = DayFactory(user=user, routine=routine, config={"b": 1, "a": [1.5, None, "ü"]}, weekday_mask=5)
    slot = SlotFactory(user=user, day=day, rounds=3, comment="Slowly\nand \N{GRINNING FACE}")
    entry = SlotEntryFactory(user=user, slot=slot, exercise=exercise, weight_rounding=Decimal("1.25"))
    ProgressionRuleFactory(user=user, slot_entry=entry, requirements={"rules": ["weight"]})
    ScheduleStepFactory(user=user, schedule=ScheduleFactory(user=user), workout=routine)
    for number in range(3):
        session = WorkoutSessionFactory(
            user=user, routine=routine, day=day, date=date(2026, 1, 5) + timedelta(days=number), time_start=time(5, 30)
        )
        log = WorkoutLogFactory(
            user=user,
            session=session,
            routine=routine,
            slot_entry=entry,
            exercise=exercise if number else retired,
            date=MORNING + timedelta(days=number),
            weight=Decimal(50 + number * 10),
            rir=Decimal("1.5"),
        )
    second = WorkoutLogFactory(user=user, session=session, routine=None, exercise=exercise, date=MORNING)
    WorkoutLog.objects.filter(pk=log.pk).update(next_log=second)
    WorkoutSessionFactory(user=user, routine=old, date=date(2025, 1, 1), notes="-1 is no formula")
    WorkoutLogFactory(user=user, session=None, routine=None, exercise=exercise, weight_unit=WeightUnit.objects.last())
    rebuild(user=user)


def fill_food(user):
    public, slice_ = Ingredient.objects.get(uuid=uuid(3)), IngredientWeightUnit.objects.get(uuid=uuid(4))
    own = IngredientFactory(user=user, name="@Bread", micronutrients={"iron": 0.0021, "calcium": 0.1})
    IngredientFactory(user=user, name="Gone", retired_at=MORNING)
    cup = IngredientWeightUnitFactory(
        ingredient=own, user=user, unit=FoodUnit.objects.get(name="Tasse"), amount=Decimal("1.5")
    )
    IngredientImageFactory(ingredient=own, user=user)
    recipe = RecipeFactory(user=user, instructions="Mix.")
    RecipeItemFactory(user=user, recipe=recipe, ingredient=own, weight_unit=cup, amount=Decimal(2))
    RecipeItemFactory(user=user, recipe=recipe, ingredient=public, weight_unit=None)
    plan = NutritionPlanFactory(user=user, end=date(2026, 3, 1))
    NutritionPlanFactory(user=user, description="Removed", retired_at=MORNING)
    meal = MealFactory(user=user, plan=plan)
    MealItemFactory(user=user, meal=meal, ingredient=public, weight_unit=slice_)
    DiaryEntryFactory(user=user, plan=plan, meal=meal, ingredient=public, weight_unit=slice_, datetime=MORNING)
    DiaryEntryFactory(user=user, plan=default_plan(user), ingredient=recipe.ingredient, comment="+1")


def fill_journal(user):
    WeightEntryFactory(user=user, date=MORNING, weight=Decimal("80.12345"))
    WeightEntryFactory(
        user=user, date=MORNING, synced_from="waistline", synced_day=date(2026, 1, 5), unit="lb", weight=180
    )
    pressure = MeasurementCategoryFactory(user=user, name="Blood pressure", unit="", chart_config={"z": 1, "a": 2})
    part = MeasurementCategoryFactory(user=user, name="Systolic", unit="mmHg")
    MeasurementCategory.objects.filter(pk=part.pk).update(parent=pressure)
    MeasurementFactory(user=user, category=part, extra_data={"device": "cuff"}, notes="\tafter coffee")
    PhotoFactory(user=user, content=picture("JPEG", size=(320, 240)))
    PhotoFactory(user=user, content=picture("PNG", mode="RGBA"), description="")
    arrived = MORNING + timedelta(days=1)
    store_body(user=user, body=waistline.read_body(DAY), arrived=arrived, user_agent="Waistline Version 1")
    store_body(user=user, body=waistline.read_body(b'{"hello":  "world"}'), arrived=arrived)
