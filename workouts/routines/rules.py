"""The ten ``-config`` endpoints: one table, one serializer for each kind of value, one view for each quantity."""

from decimal import Decimal
from typing import Any, ClassVar

from django.db.models import Exists, OuterRef
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from config.api.serializers import JSONField, ModelSerializer
from config.api.viewsets import OwnedViewSet
from workouts.models import ProgressionRule, Quantity, Slot, SlotEntry
from workouts.models.log import MOST_RIR
from workouts.models.plan import Operation, Step
from workouts.routines.filters import RuleFilterSet

MOST_SETS = 50
LONGEST_REST = 1800
HEAVIEST = 3000
HALF = Decimal("0.5")
RULE_NAMES = (Quantity.WEIGHT, Quantity.REPETITIONS, Quantity.RIR, Quantity.REST)
FIRST = 1


class WholeNumberField(serializers.IntegerField):
    """An integer in a column of decimals."""

    def to_representation(self, value: Any) -> int:
        return int(value)


@extend_schema_field(
    {
        "type": "object",
        "properties": {"rules": {"type": "array", "items": {"type": "string", "enum": list(RULE_NAMES)}}},
        "required": ["rules"],
    }
)
class RequirementsField(JSONField):
    """What has to be reached in the iteration before: null, or ``{"rules": [...]}``; no rules require nothing."""

    def to_internal_value(self, data: Any) -> dict[str, list[str]]:
        sent = super().to_internal_value(data)
        if not isinstance(sent, dict):
            raise serializers.ValidationError("Requirements must be a JSON object.")
        if "rules" not in sent:
            raise serializers.ValidationError("Missing required keys: 'rules'")
        rules = sent["rules"]
        if not isinstance(rules, list):
            raise serializers.ValidationError("Rules must be a list.")
        for rule in rules:
            if rule not in RULE_NAMES:
                raise serializers.ValidationError(f"Invalid rule: {str(rule)[:50]}")
        return {"rules": list(dict.fromkeys(rules))}


class RuleSerializer(ModelSerializer):
    """A rule of one quantity, which the view knows.

    What replaces the value has no step, and so has every rule of the first iteration: there is nothing to change yet.
    """

    iteration = serializers.IntegerField(min_value=0, max_value=2147483647)
    requirements = RequirementsField(required=False, allow_null=True)

    class Meta:
        model = ProgressionRule
        fields: ClassVar = [
            "id",
            "uuid",
            "slot_entry",
            "iteration",
            "value",
            "operation",
            "step",
            "repeat",
            "requirements",
        ]
        read_only_fields: ClassVar = ["uuid"]
        validators: ClassVar[list[Any]] = []

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        entry, iteration = self.coming(attrs, "slot_entry"), self.coming(attrs, "iteration")
        others = self.context["view"].own_rows().filter(slot_entry=entry, iteration=iteration)
        if (others.exclude(pk=self.instance.pk) if self.instance else others).exists():
            message = "The fields slot_entry, iteration must make a unique set."
            raise serializers.ValidationError(message, code="unique")
        operation = Operation.REPLACE if iteration == FIRST else self.coming(attrs, "operation")
        step = self.coming(attrs, "step", default=Step.ABSOLUTE)
        if operation in (None, Operation.REPLACE):
            return {**attrs, "operation": Operation.REPLACE, "step": Step.NOT_APPLICABLE}
        # A replacing rule that becomes an adding one has no step yet; its value is meant as it stands.
        return {**attrs, "operation": operation, "step": Step.ABSOLUTE if step == Step.NOT_APPLICABLE else step}

    def create(self, validated_data: dict[str, Any]) -> ProgressionRule:
        rule: ProgressionRule = super().create({**validated_data, "quantity": self.context["view"].quantity})
        return rule


class AmountRuleSerializer(RuleSerializer):
    """Weight and repetitions, in the units of the entry."""

    value = serializers.DecimalField(max_digits=6, decimal_places=2, min_value=Decimal(0), max_value=Decimal(HEAVIEST))


class SetsRuleSerializer(RuleSerializer):
    value = WholeNumberField(min_value=0, max_value=MOST_SETS)

    def save(self, **kwargs: Any) -> ProgressionRule:
        rule: ProgressionRule = super().save(**kwargs)
        tell_slot(rule, int(rule.value))
        return rule


def tell_slot(rule: ProgressionRule, rounds: int | None) -> None:
    """Where one entry is all of a slot that has rounds, they are its sets in the first iteration."""
    if rule.iteration == FIRST:
        others = SlotEntry.objects.filter(slot=OuterRef("pk")).exclude(pk=rule.slot_entry_id)
        held = Slot.objects.filter(entries=rule.slot_entry_id, rounds__isnull=False)
        held.filter(~Exists(others)).update(rounds=rounds)


class RestRuleSerializer(RuleSerializer):
    """In seconds."""

    value = WholeNumberField(min_value=0, max_value=LONGEST_REST)


class RirRuleSerializer(RuleSerializer):
    """Repetitions in reserve, in halves."""

    value = serializers.DecimalField(max_digits=2, decimal_places=1, min_value=Decimal(0), max_value=MOST_RIR)

    def validate_value(self, value: Decimal) -> Decimal:
        if value % HALF:
            raise serializers.ValidationError(f'"{value}" is not a valid choice.')
        return value


class RuleViewSet(OwnedViewSet):
    """Rules of the one quantity that the subclass names."""

    quantity: ClassVar[Quantity]
    queryset = ProgressionRule.objects.order_by("slot_entry", "iteration")
    serializer_class: Any = AmountRuleSerializer
    filterset_class = RuleFilterSet
    ordering_fields = (*RuleSerializer.Meta.fields, "user")

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        # Not narrow(): a uuid that a rule of another quantity has must not find that rule.
        cls.queryset = RuleViewSet.queryset.filter(quantity=cls.quantity)


class WeightRules(RuleViewSet):
    """How the weight of an entry changes, in its unit."""

    quantity = Quantity.WEIGHT


class MaxWeightRules(RuleViewSet):
    """How the upper end of a span of weights changes."""

    quantity = Quantity.MAX_WEIGHT


class RepetitionsRules(RuleViewSet):
    """How the repetitions of an entry change, in its unit."""

    quantity = Quantity.REPETITIONS


class MaxRepetitionsRules(RuleViewSet):
    """How the upper end of a span of repetitions changes."""

    quantity = Quantity.MAX_REPETITIONS


class SetsRules(RuleViewSet):
    """How many sets of an entry there are."""

    quantity = Quantity.SETS
    serializer_class = SetsRuleSerializer

    def perform_destroy(self, instance: Any) -> None:
        super().perform_destroy(instance)
        tell_slot(instance, None)


class MaxSetsRules(RuleViewSet):
    """How the upper end of a span of sets changes."""

    quantity = Quantity.MAX_SETS
    serializer_class = SetsRuleSerializer


class RestRules(RuleViewSet):
    """How long to rest after a set, in seconds."""

    quantity = Quantity.REST
    serializer_class = RestRuleSerializer


class MaxRestRules(RuleViewSet):
    """How the upper end of a span of rests changes, in seconds."""

    quantity = Quantity.MAX_REST
    serializer_class = RestRuleSerializer


class RirRules(RuleViewSet):
    """How many repetitions to keep in reserve."""

    quantity = Quantity.RIR
    serializer_class = RirRuleSerializer


class MaxRirRules(RuleViewSet):
    """How the upper end of a span of repetitions in reserve changes."""

    quantity = Quantity.MAX_RIR
    serializer_class = RirRuleSerializer
