"""Recipes on the wire."""

from typing import Any, ClassVar

from rest_framework import serializers

from config.api.serializers import ModelSerializer
from exercises import languages
from exercises.models import Language
from nutrition.models import Recipe, RecipeItem
from nutrition.recipes import actions, portions
from nutrition.references import AmountSerializer


class RecipeItemSerializer(AmountSerializer):
    """An amount of a food: in `weight_unit`, else in grams."""

    class Meta:
        model = RecipeItem
        fields = ("id", "uuid", "recipe", "ingredient", "weight_unit", "amount", "order")
        read_only_fields = ("uuid",)
        validators: ClassVar[list[Any]] = []

    def create(self, validated_data: dict[str, Any]) -> RecipeItem:
        return actions.save_item(item=RecipeItem(), values=validated_data)

    def update(self, instance: RecipeItem, validated_data: dict[str, Any]) -> RecipeItem:
        return actions.save_item(item=instance, values=validated_data)


class RecipeSerializer(ModelSerializer):
    """`ingredient` is the food that the recipe makes: use it wherever a food is.

    `grams` is what it weighs when it is done; null: what the items weigh.
    """

    ingredient = serializers.IntegerField(source="ingredient_id", read_only=True)
    name = serializers.CharField(source="ingredient.name", max_length=200)
    language = serializers.PrimaryKeyRelatedField(
        source="ingredient.language", queryset=Language.objects.all(), required=False
    )
    portion_unit = serializers.SerializerMethodField()
    items = RecipeItemSerializer(many=True, read_only=True)

    class Meta:
        model = Recipe
        fields = (
            "id",
            "uuid",
            "ingredient",
            "name",
            "language",
            "portions",
            "grams",
            "instructions",
            "portion_unit",
            "items",
        )
        read_only_fields = ("uuid",)
        validators: ClassVar[list[Any]] = []

    def get_portion_unit(self, recipe: Recipe) -> int | None:
        """The unit of one portion, an `ingredientweightunit`."""
        # The view's queryset prefetches them; the types know it of foods only.
        units: Any = recipe.ingredient.unit_rows  # type: ignore[attr-defined]
        return next((unit.pk for unit in units if unit.uuid == portions.uuid_of(recipe)), None)

    def create(self, validated_data: dict[str, Any]) -> Recipe:
        food = validated_data.pop("ingredient")
        if "language" not in food:
            preferred = languages.preferred(self.context.get("request"))
            food["language"] = Language.objects.get(pk=preferred[0])
        return actions.add_recipe(**food, user=validated_data.pop("user"), values=validated_data)

    def update(self, instance: Recipe, validated_data: dict[str, Any]) -> Recipe:
        food = validated_data.pop("ingredient", {})
        return actions.change_recipe(recipe=instance, food=food, values=validated_data)
