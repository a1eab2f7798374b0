"""A catalogue with a few exercises, and importers run as a person would run them."""

import pytest

from accounts.importing import registry
from accounts.importing.base import Report, Source
from accounts.importing.running import in_time_of
from tests.exercises.factories import AliasFactory, TranslationFactory


class Bringing:
    """What Alice hands over: a file of these bytes, to the importer of this name."""

    def __init__(self, person, folder):
        self.person, self.folder = person, folder

    def source(self, content):
        path = self.folder / "handed-over"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return Source(path=path, name="file.csv")

    def preview(self, importer, content, **options):
        with in_time_of(self.person):
            return registry.named(importer)().preview(self.person, self.source(content), named(options))

    def run(self, importer, content, **options):
        report = Report()
        with in_time_of(self.person):
            list(registry.named(importer)().run(self.person, self.source(content), named(options), report))
        return report


def named(options):
    return {name.replace("__", ":"): value for name, value in options.items()}


@pytest.fixture
def bringing(alice, tmp_path):
    alice.time_zone = "Europe/Berlin"
    alice.save()
    return Bringing(alice, tmp_path)


@pytest.fixture
def bench(db):
    row = TranslationFactory(name="Barbell Bench Press")
    AliasFactory(translation=row, alias="Bench Press")
    return row.exercise


@pytest.fixture
def squat(db):
    return TranslationFactory(name="Barbell Squat").exercise


@pytest.fixture
def running(db):
    return TranslationFactory(name="Running").exercise


def counts(report):
    found = report.as_json()
    return {name: found[name] for name in ("added", "changed", "kept", "skipped") if found[name]}


def problems(report):
    return [(each.line, each.text) for each in report.problems.listed]
