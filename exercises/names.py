"""What exercises are called, for pages."""

from collections.abc import Iterable

from django.http import HttpRequest

from exercises.languages import accepted
from exercises.models import Translation


def names_of(exercises: Iterable[int], request: HttpRequest) -> dict[int, str]:
    """By exercise, in the best language that the browser asks for, then English, then the oldest; one query."""
    codes = [*(code.partition("-")[0] for code in accepted(request)), "en"]
    rank = {code: place for place, code in reversed(list(enumerate(codes)))}
    found: dict[int, tuple[int, str]] = {}
    rows = Translation.objects.filter(exercise__in=set(exercises)).order_by("pk")
    for exercise, code, name in rows.values_list("exercise_id", "language__short_name", "name"):
        place = rank.get(code, len(codes))
        if exercise not in found or place < found[exercise][0]:
            found[exercise] = place, name
    return {exercise: name for exercise, (_, name) in found.items()}
