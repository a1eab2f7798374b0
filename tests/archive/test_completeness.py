"""No table of people is forgotten."""

from collections import deque

import pytest
from django.apps import apps

from accounts.archive import parts
from accounts.models import User

OTHER_APPS = {"specimen"}


def of_people():
    """Tables from which references lead to a person, however many steps it takes."""
    found, waiting = set(), deque([User])
    while waiting:
        target = waiting.popleft()
        for model in apps.get_models(include_auto_created=True):
            columns = model._meta.concrete_fields
            if model not in found and any(each.related_model is target for each in columns if each.is_relation):
                found.add(model)
                waiting.append(model)
    return sorted(model._meta.label for model in found - {User} if model._meta.app_label not in OTHER_APPS)


def test_every_table_of_people_is_in_the_archive_or_left_out_for_a_reason():
    declared = {part.label for part in parts.parts()} | parts.excluded().keys()

    assert [label for label in of_people() if label not in declared] == []


def test_nothing_is_left_out_that_does_not_exist():
    assert [label for label in parts.excluded() if label.lower() not in map(str.lower, of_people())] == []


@pytest.mark.parametrize("part", parts.parts(), ids=lambda part: part.label)
def test_every_part_belongs_to_a_person_directly(part):
    assert part.model._meta.get_field("user").related_model is User


def test_what_refers_comes_after_what_is_referred_to():
    places = {part.model: place for place, part in enumerate(parts.parts())}

    late = [
        (part.label, column.name)
        for part in parts.parts()
        for column in part.columns
        if column.is_relation and places.get(column.related_model, -1) > places[part.model]
    ]

    assert late == []
