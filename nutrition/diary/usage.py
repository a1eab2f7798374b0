"""Which foods and units people's rows refer to; those may be retired, but never deleted."""

from typing import TypeVar

from django.db.models import RESTRICT, Exists, ManyToOneRel, OuterRef, Q, QuerySet

from nutrition.models import Ingredient, IngredientWeightUnit

Row = TypeVar("Row", Ingredient, IngredientWeightUnit)


def in_use(rows: QuerySet[Row]) -> QuerySet[Row]:
    """Those of the foods or units that a diary, a meal or a recipe refers to: any key that restricts their removal.

    Django's own list of relations tells, so a new table counts from the day it is there.
    """
    used = Q()
    for relation in rows.model._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel) and relation.on_delete is RESTRICT:
            key = relation.field
            used |= Q(Exists(key.model._base_manager.filter(**{key.name: OuterRef("pk")})))
    return rows.filter(used)
