"""Plans, meals and what is in them, on the wire."""

from typing import Any, ClassVar

from rest_framework import serializers

from config.api.serializers import ModelSerializer, OwnedRelatedField
from nutrition.models import Meal, MealItem, NutritionPlan
from nutrition.references import AmountSerializer

PLAN = [
    "id",
    "uuid",
    "creation_date",
    "start",
    "end",
    "description",
    "only_logging",
    "goal_energy",
    "goal_protein",
    "goal_carbohydrates",
    "goal_fat",
    "goal_fiber",
]
MEAL = ["id", "uuid", "plan", "order", "time", "name"]
ITEM = ["id", "uuid", "meal", "ingredient", "weight_unit", "order", "amount"]


class NutritionPlanSerializer(ModelSerializer):
    """Goals are for a day: energy in kilocalories, the others in grams."""

    class Meta:
        model = NutritionPlan
        fields: ClassVar = PLAN
        read_only_fields: ClassVar = ["uuid", "creation_date"]
        validators: ClassVar[list[Any]] = []

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        plan = self.instance or NutritionPlan()
        start, end = attrs.get("start", plan.start), attrs.get("end", plan.end)
        if end and end < start:
            raise serializers.ValidationError({"end": ["The end cannot be before the start."]})
        return attrs


class PlanField(OwnedRelatedField):
    """A plan that nobody retires until the row is written."""

    def to_internal_value(self, data: Any) -> Any:
        found = super().to_internal_value(data)
        rows = NutritionPlan.objects.owned_by(self.context["request"].user)
        locked = rows.select_for_update(no_key=True).filter(pk=found.pk).first()
        if locked is None:
            self.fail("does_not_exist", pk_value=data)
        return locked


class MealSerializer(ModelSerializer):
    plan = PlanField(queryset=NutritionPlan.objects.all())

    class Meta:
        model = Meal
        fields: ClassVar = MEAL
        read_only_fields: ClassVar = ["uuid"]
        validators: ClassVar[list[Any]] = []


class MealItemSerializer(AmountSerializer):
    class Meta:
        model = MealItem
        fields: ClassVar = ITEM
        read_only_fields: ClassVar = ["uuid"]
        validators: ClassVar[list[Any]] = []
