"""Foods on the wire, in the names of both vocabularies."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar
from urllib.parse import urljoin

from django.utils.datastructures import MultiValueDict
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from config.api.serializers import JSONField, ModelSerializer
from exercises import languages
from exercises.models import Language
from exercises.models.license import ATTRIBUTION
from exercises.serializers.base import LICENSE_TEXTS, CatalogueSerializer, RowField
from exercises.serializers.media import ThumbnailsSerializer
from exercises.serializers.reference import LanguageSerializer, LicenseSerializer
from nutrition.catalogue import actions, checks
from nutrition.models import FoodUnit, Ingredient, IngredientImage, IngredientWeightUnit
from nutrition.nutrients import EIGHT
from nutrition.recipes import portions

TEXTS = ("common_name", "brand", *LICENSE_TEXTS)
COMPUTED = "The nutrients of a recipe follow from its items: change those."


class FoodUnitSerializer(CatalogueSerializer):
    class Meta:
        model = FoodUnit
        fields = ("id", "language", "name")


class IngredientImageSerializer(CatalogueSerializer):
    ingredient_id = serializers.IntegerField(read_only=True)
    ingredient_uuid = serializers.UUIDField(source="ingredient.uuid", read_only=True)
    image = serializers.SerializerMethodField()

    class Meta:
        model = IngredientImage
        fields = (
            "id",
            "uuid",
            "ingredient_id",
            "ingredient_uuid",
            "image",
            "created",
            "last_update",
            "size",
            "width",
            "height",
            *ATTRIBUTION,
        )

    def get_image(self, picture: IngredientImage) -> str:
        return self.absolute(picture.image.url)


class UnitOfFoodSerializer(CatalogueSerializer):
    """It weighs `amount` times `gram`."""

    unit = FoodUnitSerializer(read_only=True)
    ingredient = serializers.IntegerField(source="ingredient_id", read_only=True)

    class Meta:
        model = IngredientWeightUnit
        fields = ("id", "uuid", "ingredient", "gram", "name", "amount", "unit")


@extend_schema_field(
    {
        "type": "object",
        "additionalProperties": {"type": "number"},
        "description": "Per 100 g, by name, each in its own unit, e.g. `calcium` in milligrams.",
    }
)
class MicronutrientsField(JSONField):
    def to_internal_value(self, data: Any) -> Any:
        return checks.micronutrients(super().to_internal_value(data))


class IngredientSerializer(CatalogueSerializer):
    """Nutrients are per 100 g: `energy` in kilocalories, all else in grams; null is not known."""

    second_names: ClassVar = {"fibres": "fiber"}

    weight_units = UnitOfFoodSerializer(source="unit_rows", many=True, read_only=True)
    image = serializers.SerializerMethodField()
    thumbnails = serializers.SerializerMethodField()
    micronutrients = MicronutrientsField(required=False)

    class Meta:
        model = Ingredient
        fields: tuple[str, ...] = (
            "id",
            "uuid",
            "user",
            "remote_id",
            "source_name",
            "source_url",
            "code",
            "name",
            "common_name",
            "brand",
            "created",
            "last_update",
            "last_imported",
            *EIGHT,
            "micronutrients",
            "is_vegan",
            "is_vegetarian",
            "weight_units",
            "nutriscore",
            "image",
            "thumbnails",
            *ATTRIBUTION,
            "language",
            "quality",
        )
        read_only_fields: tuple[str, ...] = ("uuid", "remote_id", "source_name", "source_url", "last_imported", "user")
        extra_kwargs: ClassVar = {"language": {"required": False}}
        # That a food of a source is there once is not for the client to see to.
        validators: ClassVar[list[Any]] = []

    @extend_schema_field(IngredientImageSerializer(allow_null=True))
    def get_image(self, food: Ingredient) -> Any:
        picture = getattr(food, "picture", None)
        if picture is None:
            return None
        # As the foreign key back: Django would read the food once more.
        picture.ingredient = food
        return IngredientImageSerializer(picture, context=self.context).data

    @extend_schema_field(ThumbnailsSerializer(allow_null=True))
    def get_thumbnails(self, food: Ingredient) -> dict[str, str] | None:
        picture = getattr(food, "picture", None)
        if picture is None:
            return None
        # One look at the request instead of six: building an absolute address is slow.
        origin = self.absolute("/")
        return {kind: urljoin(origin, url) for kind, url in picture.thumbnail_urls().items()}

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict) and not isinstance(data, MultiValueDict):
            # Apps send null where they have no text.
            nothing = {name: "" for name in TEXTS if name in data and data[name] is None}
            if "micronutrients" in data and data["micronutrients"] is None:
                nothing["micronutrients"] = {}  # type: ignore[assignment]
            data = {**data, **nothing}
        return super().to_internal_value(data)

    def validate_code(self, code: str | None) -> str | None:
        return code or None

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if self.instance is not None and not self.changes_nutrients(attrs):
            return attrs
        sent: dict[str, Decimal | None] = {name: attrs[name] for name in EIGHT if name in attrs}
        found = checks.problems({**eight(self.instance), **sent})
        if found:
            raise serializers.ValidationError(found)
        if self.instance is not None and portions.is_recipe(self.instance):
            raise serializers.ValidationError(COMPUTED)
        return attrs

    def changes_nutrients(self, attrs: Mapping[str, Any]) -> bool:
        names = [name for name in (*EIGHT, "micronutrients") if name in attrs]
        return any(attrs[name] != getattr(self.instance, name) for name in names)

    def create(self, validated_data: dict[str, Any]) -> Any:
        if "language" not in validated_data:
            preferred = languages.preferred(self.context.get("request"))
            validated_data["language"] = Language.objects.get(pk=preferred[0])
        return actions.add_food(values=validated_data)

    def update(self, instance: Ingredient, validated_data: dict[str, Any]) -> Any:
        return actions.change_food(food=instance, values=validated_data)


def eight(food: Any) -> dict[str, Decimal | None]:
    return {} if food is None else {name: getattr(food, name) for name in EIGHT}


class IngredientInfoSerializer(IngredientSerializer):
    language = LanguageSerializer(read_only=True)
    license = LicenseSerializer(read_only=True)

    class Meta(IngredientSerializer.Meta):
        read_only_fields = IngredientSerializer.Meta.fields
        extra_kwargs: ClassVar = {}


class IngredientWeightUnitSerializer(ModelSerializer):
    """A portion of a food, which weighs `amount` times `gram`; newer apps know `gram` only."""

    unit = RowField(queryset=FoodUnit.objects.all(), required=False, allow_null=True)

    class Meta:
        model = IngredientWeightUnit
        fields = ("id", "uuid", "ingredient", "gram", "name", "amount", "unit")
        read_only_fields = ("uuid",)
        extra_kwargs: ClassVar = {"name": {"required": False}}
        validators: ClassVar[list[Any]] = []

    def validate_ingredient(self, food: Ingredient) -> Ingredient:
        if self.instance is not None and food.pk != self.instance.ingredient_id:
            raise serializers.ValidationError("A unit stays with its food.")
        if food.user_id is None:
            raise serializers.ValidationError("Units can be added to foods of your own only.")
        return food

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if self.instance is None and "name" not in attrs:
            if not attrs.get("unit"):
                raise serializers.ValidationError({"name": ["This field is required."]})
            attrs["name"] = attrs["unit"].name
        return attrs

    def create(self, validated_data: dict[str, Any]) -> IngredientWeightUnit:
        unit: IngredientWeightUnit = super().create(validated_data)
        return unit

    def update(self, instance: IngredientWeightUnit, validated_data: dict[str, Any]) -> IngredientWeightUnit:
        return actions.change_unit(unit=instance, values=validated_data)
