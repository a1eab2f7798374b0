"""The guide to routines, run as it is written."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.exercises.factories import TranslationFactory

GUIDE = Path(settings.BASE_DIR, "docs", "routines.md")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_guide_does_what_it_says(live_server, alice):
    TranslationFactory(name="Squat", language_id=2)
    steps = re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    known = {"SERVER": live_server.url, "PASSWORD": "correct horse"}  # what Alice's factory gave her

    exec("\n".join(steps), known)

    known["api"].close()
    assert alice.routines.count() == 2
    assert alice.workout_logs.count() == 3
