"""``python -m benchmarks.data``: fill the migrated database that the environment names, and print a credential.

Without a number the catalogue, and the person's token; with one, so many days of diary, and the person's API key; with
three, training: people, those of them with many logs, and routines to remove; and a JSON of what requests need.
"""

import json
import os
import sys

import django


def fill(recorded: str) -> str:
    """Recorded pages of another server from this folder, or the generated catalogue if it is empty."""
    from django.core.management import call_command
    from django.db import transaction

    from benchmarks.data import people
    from benchmarks.data.catalogue import Catalogue
    from exercises import seeding
    from exercises.models import Revision

    if recorded:
        call_command("import_exercises", origin=recorded, no_images=True, verbosity=0)
    else:
        with transaction.atomic():
            Catalogue().save()
    # The starter catalogue counts as loaded, so that a start finds nothing to do.
    Revision.objects.create(name=seeding.STATE, number=seeding.StarterCatalogue().version)
    return people.save()


def grow(days: int) -> str:
    from benchmarks.data import diary, people

    key = diary.grow(days, people.benchmark_person())
    diary.settle()
    return key


def train(*size: int) -> str:
    from django.utils import timezone

    from benchmarks.data import diary, training

    known = training.People(training.Size(*size), timezone.localdate()).train()
    diary.settle()
    return json.dumps(known, separators=(",", ":"))


def main(*numbers: int) -> str:
    match numbers:
        case []:
            return fill(os.environ.get("BENCH_PAGES", ""))
        case [days]:
            return grow(days)
    return train(*numbers)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    print(main(*map(int, sys.argv[1:])))
