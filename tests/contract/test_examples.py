"""Every example of the OpenAPI description is of the kind that its schema says."""

from pathlib import Path

import pytest
import yaml
from django.conf import settings

KINDS = {"object": dict, "array": list, "string": str}


@pytest.fixture(scope="module")
def described():
    return yaml.load(Path(settings.BASE_DIR, "docs/openapi.yaml").read_text(), yaml.CSafeLoader)


def kind(described, schema):
    if "$ref" in schema:
        schema = described["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema.get("type", "object")


def contents(described):
    for path, operations in described["paths"].items():
        for operation in operations.values():
            for said in [operation.get("requestBody", {}), *operation["responses"].values()]:
                for content in said.get("content", {}).values():
                    yield path, content


@pytest.mark.slow
def test_examples_are_of_the_kind_of_their_schema(described):
    found = [
        (path, name, kind(described, content["schema"]), type(example["value"]))
        for path, content in contents(described)
        for name, example in content.get("examples", {}).items()
    ]

    assert len(found) > 20
    assert [each for each in found if KINDS[each[2]] is not each[3]] == []
