"""``python -m benchmarks.data``: fill the migrated database that the environment names, and print the token."""

import os

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


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    print(fill(os.environ.get("BENCH_PAGES", "")))
