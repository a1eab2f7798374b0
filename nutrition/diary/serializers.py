"""Entries of the food diary on the wire."""

from typing import Any, ClassVar

from rest_framework import serializers

from nutrition.diary.default_plan import default_plan
from nutrition.diary.snapshots import TooMuch, snapshot
from nutrition.models import DiaryEntry
from nutrition.references import AmountSerializer

OF_ANOTHER_PLAN = "This meal belongs to another plan."
ENTRY = [
    "id",
    "uuid",
    "plan",
    "meal",
    "ingredient",
    "weight_unit",
    "datetime",
    "amount",
    "comment",
    "synced_from",
]
EATEN = ("ingredient", "weight_unit", "amount")


class DiaryEntrySerializer(AmountSerializer):
    """Without a plan it is that of the meal, else one that takes what belongs to no plan.

    ``synced_from`` names the app that keeps the entry up to date; a change makes it the person's own.
    """

    class Meta:
        model = DiaryEntry
        fields: ClassVar = ENTRY
        read_only_fields: ClassVar = ["uuid", "synced_from"]
        extra_kwargs: ClassVar = {"plan": {"required": False, "allow_null": True}}
        validators: ClassVar[list[Any]] = []

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        super().validate(attrs)
        if attrs.get("plan", ...) is None:
            del attrs["plan"]
        self.check_meal(attrs)
        if self.instance is None or self.changes(attrs, *EATEN):
            try:
                attrs |= snapshot(*(self.coming(attrs, name) for name in ("ingredient", "amount", "weight_unit")))
            except TooMuch as error:
                raise serializers.ValidationError({"amount": [str(error)]}) from error
        return attrs

    def check_meal(self, attrs: dict[str, Any]) -> None:
        meal, plan = self.coming(attrs, "meal"), self.coming(attrs, "plan")
        # Whoever moves a meal to another plan does not move what was eaten at it.
        if self.instance is not None and not self.changes(attrs, "meal", "plan"):
            return
        if meal is not None and plan is not None and meal.plan_id != plan.pk:
            raise serializers.ValidationError({"meal": [OF_ANOTHER_PLAN]})

    def changes(self, attrs: dict[str, Any], *names: str) -> bool:
        return any(name in attrs and getattr(self.instance, name) != attrs[name] for name in names)

    def create(self, validated_data: dict[str, Any]) -> DiaryEntry:
        if "plan" not in validated_data:
            meal = validated_data.get("meal")
            validated_data["plan"] = meal.plan if meal else default_plan(validated_data["user"])
        return super().create(validated_data)  # type: ignore[no-any-return]

    def update(self, instance: DiaryEntry, validated_data: dict[str, Any]) -> DiaryEntry:
        instance.take_over(validated_data)
        return super().update(instance, validated_data)  # type: ignore[no-any-return]
