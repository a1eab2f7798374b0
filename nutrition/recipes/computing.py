"""What the food of a recipe contains, computed whenever something that it is made of changes.

A person's recipes are read as a whole, in two queries: they are few, and one may be in another.
"""

from collections import defaultdict
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from graphlib import TopologicalSorter
from typing import Any, Self

from django.utils import timezone
from rest_framework.exceptions import ValidationError

from nutrition.amounts import weight
from nutrition.catalogue import checks
from nutrition.models import Ingredient, Recipe, RecipeItem
from nutrition.nutrients import EIGHT, REQUIRED, packed, unpacked
from nutrition.recipes import portions
from nutrition.sums import per_100_grams, total, values_of

ZERO = Decimal(0)
THOUSANDTH = Decimal("0.001")


class Kitchen:
    """All recipes of a person, which refer to each other by the foods that they make."""

    def __init__(self, recipes: Iterable[Recipe], items: Iterable[RecipeItem]) -> None:
        self.recipes = {recipe.ingredient_id: recipe for recipe in recipes}
        self.items: dict[int, list[RecipeItem]] = defaultdict(list)
        self.used_in: dict[int, set[int]] = defaultdict(set)
        makes = {recipe.pk: food for food, recipe in self.recipes.items()}
        for item in items:
            food = makes[item.recipe_id]
            self.items[food].append(item)
            self.used_in[item.ingredient_id].add(food)

    @classmethod
    def of(cls, user: Any) -> Self:
        """Locked, so that two changes at once can neither make a circle nor miss each other."""
        recipes = list(Recipe.objects.owned_by(user).select_for_update().order_by("pk"))
        items = RecipeItem.objects.owned_by(user).select_related("ingredient", "weight_unit").order_by("pk")
        kitchen = cls(recipes, items)
        foods = {item.ingredient_id: item.ingredient for item in items}
        missing = [food for food in kitchen.recipes if food not in foods]
        foods |= Ingredient.objects.in_bulk(missing)
        for food, recipe in kitchen.recipes.items():
            recipe.ingredient = foods[food]
        # One object for each food, so that what is computed for one recipe is read by the next.
        for item in items:
            item.ingredient = foods[item.ingredient_id]
        return kitchen

    def contains(self, food: int, other: int) -> bool:
        """Whether ``other`` is ``food``, or in it, or in something that is in it."""
        waiting, seen = [food], {food}
        while waiting:
            for item in self.items.get(waiting.pop(), ()):
                if item.ingredient_id not in seen:
                    seen.add(item.ingredient_id)
                    waiting.append(item.ingredient_id)
        return other in seen

    def made_of(self, foods: Iterable[int]) -> list[Recipe]:
        """Recipes that change with these foods, each after those that it is made of."""
        waiting, changed = list(foods), set(foods)
        while waiting:
            for later in self.used_in.get(waiting.pop(), ()):
                if later not in changed:
                    changed.add(later)
                    waiting.append(later)
        graph = {
            food: {item.ingredient_id for item in self.items[food]} & changed for food in changed & self.recipes.keys()
        }
        return [self.recipes[food] for food in TopologicalSorter(graph).static_order() if food in graph]


def recompute(*, user: Any, foods: Iterable[int]) -> None:
    """After a change of ``foods``, by id; a changed recipe is named by the food that it makes."""
    kitchen = Kitchen.of(user)
    changed = kitchen.made_of(foods)
    if not changed:
        return
    weights = {recipe.pk: (recipe, compute(recipe, kitchen.items[recipe.ingredient_id])) for recipe in changed}
    columns = [*EIGHT, "micronutrients", "last_update"]
    Ingredient.objects.bulk_update([recipe.ingredient for recipe in changed], columns)
    portions.keep_in_step(weights)


def compute(recipe: Recipe, items: list[RecipeItem]) -> Decimal:
    """Write the values into the food and return what it weighs, in grams; raises ``ValidationError``.

    What only some of the items tell is the sum of those, as in the totals of a day.
    """
    parts = [(per_100(item.ingredient), weight(item.amount, item.weight_unit)) for item in items]
    found = total(values_of(values, each) for values, each in parts).values
    whole = recipe.grams or sum((each for _, each in parts), start=ZERO)
    values = {name: rounded(name, value) for name, value in per_100_grams(found, whole).items()}
    food = recipe.ingredient
    for name in EIGHT:
        setattr(food, name, values.get(name, ZERO if name in REQUIRED else None))
    food.energy = int(values.get("energy", ZERO))
    food.micronutrients = packed(values)
    food.last_update = timezone.now()
    if any(checks.alone(name, value) for name, value in values.items()) or checks.are_too_much(values):
        raise ValidationError({"grams": [f"“{food.name}” cannot weigh less than what is in it."]})
    return whole


def per_100(food: Ingredient) -> dict[str, Decimal | None]:
    values: dict[str, Decimal | None] = {name: getattr(food, name) for name in EIGHT}
    values["energy"] = Decimal(food.energy)
    return {**values, **unpacked(food.micronutrients)}


def rounded(name: str, value: Decimal) -> Decimal:
    """As the columns have it; micronutrients to six digits after the point."""
    if name == "energy":
        return value.quantize(Decimal(1), ROUND_HALF_UP)
    places = THOUSANDTH if name in EIGHT else Decimal("0.000001")
    return value.quantize(places, ROUND_HALF_UP)
