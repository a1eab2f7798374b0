"""Foods: public ones from databases, and those that people keep for themselves; recipes among them."""

from decimal import Decimal
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from config.ownership import OwnedModel, RetirableModel, SharedModel, SharedQuerySet
from config.search.columns import FoldedField, FoldingModel, FoldingQuerySet
from exercises.models import AttributedModel, DatedModel, Language
from exercises.models.license import is_web_address
from nutrition.models.freshness import WatchedQuerySet

PER_100_GRAMS = [MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))]
MOST_GRAMS = 1_000_000
SHOWN = Q(user=None, retired_at=None, quality=0)
OWN = Q(user__isnull=False)


def grams(**options: Any) -> "models.DecimalField[Any, Any]":
    """A column for grams per 100 g."""
    return models.DecimalField(max_digits=6, decimal_places=3, validators=PER_100_GRAMS, **options)


def import_digest() -> "models.CharField[Any, Any]":
    """A column for the digest of what the last import brought, empty for rows made here.

    A row whose content has another digest was edited here, and an import leaves it alone.
    """
    return models.CharField(max_length=32, blank=True, default="", editable=False)


class NutriScore(models.TextChoices):
    A = "a"
    B = "b"
    C = "c"
    D = "d"
    E = "e"


class IngredientQuerySet(WatchedQuerySet, FoldingQuerySet, SharedQuerySet["Ingredient"]):  # type: ignore[override]
    def trusted(self) -> "IngredientQuerySet":
        """Without imported rows whose values cannot be right."""
        return self.filter(quality=0)

    def with_details(self) -> "IngredientQuerySet":
        """With all that an answer shows: one query more, however many rows."""
        units = IngredientWeightUnit.objects.present().select_related("unit").order_by("id")
        rows = self.select_related("language", "license", "picture")
        return rows.prefetch_related(models.Prefetch("weight_units", units, to_attr="unit_rows"))


class UnitQuerySet(WatchedQuerySet, SharedQuerySet["IngredientWeightUnit"]):
    pass


class Ingredient(FoldingModel, RetirableModel, SharedModel, DatedModel, AttributedModel):
    """A food with its nutrients per 100 g: energy in kilocalories, all else in grams; null is not known.

    ``micronutrients`` are by the names of ``nutrition.nutrients``, in the units given there.  ``quality`` has a bit for
    each doubt about an imported row, see ``nutrition.plausibility``; a row with doubts is hidden by default.
    """

    name = models.CharField(max_length=200)
    name_folded = FoldedField(source="name")
    common_name = models.CharField(max_length=200, blank=True)
    brand = models.CharField(max_length=200, blank=True)
    code = models.CharField(max_length=200, null=True, blank=True, help_text="The barcode.")
    language = models.ForeignKey(Language, on_delete=models.PROTECT, related_name="+", db_index=False)
    source_name = models.CharField(max_length=200, blank=True)
    source_url = models.URLField(max_length=200, blank=True, validators=[is_web_address])
    remote_id = models.CharField(max_length=200, null=True, blank=True)
    last_imported = models.DateTimeField(null=True, blank=True, editable=False)
    energy = models.PositiveIntegerField(validators=[MaxValueValidator(10_000)])
    protein = grams()
    carbohydrates = grams()
    carbohydrates_sugar = grams(null=True, blank=True)
    fat = grams()
    fat_saturated = grams(null=True, blank=True)
    fiber = grams(null=True, blank=True)
    sodium = grams(null=True, blank=True)
    micronutrients = models.JSONField(default=dict, blank=True)
    is_vegan = models.BooleanField(null=True, blank=True)
    is_vegetarian = models.BooleanField(null=True, blank=True)
    nutriscore = models.CharField(max_length=1, choices=NutriScore.choices, null=True, blank=True)
    quality = models.PositiveIntegerField(default=0, editable=False)
    import_digest = import_digest()
    # For sources that tell: what is older than this is not taken over.
    source_changed = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar = IngredientQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["uuid"], condition=Q(user=None), name="ingredient_uuid_unique"),
            # Without the public ones, which SQLite would look for among those of one more person.
            models.UniqueConstraint(fields=["user", "uuid"], condition=OWN, name="ingredient_uuid_unique_per_person"),
            # A food is found again by what its source calls it; a person's own by the app's name for it.
            models.UniqueConstraint(
                fields=["source_name", "remote_id"], condition=Q(user=None), name="ingredient_remote_unique"
            ),
            models.UniqueConstraint(
                fields=["user", "source_name", "remote_id"], condition=OWN, name="ingredient_remote_unique_per_person"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["code"], name="ingredient_by_code"),
            # Of the foods that lists show: so they walk to any page without looking at the rows before it.
            models.Index(fields=["name", "id"], condition=SHOWN, name="ingredient_by_name"),
            models.Index(fields=["last_update", "id"], condition=SHOWN, name="ingredient_by_update"),
            models.Index(fields=["language", "id"], condition=SHOWN, name="ingredient_by_language"),
        ]

    def __str__(self) -> str:
        return self.name


class FoodUnit(models.Model):
    """What a portion is called, e.g. slice or Tasse; the classic vocabulary calls it a weight unit."""

    language = models.ForeignKey(Language, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["language", "name"], name="food_unit_once")]

    def __str__(self) -> str:
        return self.name


class IngredientWeightUnit(RetirableModel, SharedModel):
    """A portion of a food.  It weighs ``amount`` times ``gram``; newer apps know ``gram`` only, so ``amount`` is 1.

    ``user`` is that of the food.
    """

    ingredient = models.ForeignKey(Ingredient, on_delete=models.CASCADE, related_name="weight_units", db_index=False)
    unit = models.ForeignKey(FoodUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=200)
    gram = models.PositiveIntegerField(validators=[MinValueValidator(1), MaxValueValidator(MOST_GRAMS)])
    amount = models.DecimalField(
        max_digits=5, decimal_places=2, default=Decimal(1), validators=[MinValueValidator(Decimal("0.01"))]
    )
    import_digest = import_digest()

    objects: ClassVar = UnitQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["uuid"], condition=Q(user=None), name="unit_uuid_unique"),
            models.UniqueConstraint(fields=["user", "uuid"], condition=OWN, name="unit_uuid_unique_per_person"),
        ]
        indexes: ClassVar = [models.Index(fields=["ingredient", "id"], name="unit_of_ingredient")]

    def __str__(self) -> str:
        return f"{self.name} ({self.grams} g)"

    @property
    def grams(self) -> Decimal:
        return self.amount * self.gram


class Recipe(OwnedModel):
    """How a food of a person is made; the nutrients of ``ingredient`` follow from its items.

    ``grams`` is what it weighs when it is done; null: what the items weigh.
    """

    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+", db_index=False)
    ingredient = models.OneToOneField(Ingredient, on_delete=models.CASCADE, related_name="recipe")
    portions = models.DecimalField(
        max_digits=6, decimal_places=2, default=Decimal(1), validators=[MinValueValidator(Decimal("0.01"))]
    )
    grams = models.DecimalField(
        max_digits=9, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(Decimal("0.01"))]
    )
    instructions = models.TextField(max_length=10_000, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "uuid"], name="recipe_uuid_unique_per_person"),
        ]

    def __str__(self) -> str:
        return f"Recipe {self.pk}"


class RecipeItem(OwnedModel):
    """An amount of a food in a recipe: in ``weight_unit``, else in grams."""

    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+", db_index=False)
    recipe = models.ForeignKey(Recipe, on_delete=models.CASCADE, related_name="items", db_index=False)
    ingredient = models.ForeignKey(Ingredient, on_delete=models.RESTRICT, related_name="+")
    weight_unit = models.ForeignKey(
        IngredientWeightUnit, on_delete=models.RESTRICT, null=True, blank=True, related_name="+"
    )
    amount = models.DecimalField(max_digits=8, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))])
    order = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "uuid"], name="recipe_item_uuid_unique_per_person"),
        ]
        indexes: ClassVar = [models.Index(fields=["recipe", "order", "id"], name="item_of_recipe")]

    def __str__(self) -> str:
        return f"{self.amount} of food {self.ingredient_id}"
