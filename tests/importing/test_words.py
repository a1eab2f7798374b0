"""How results of imports are told."""

import pytest

from accounts.importing.base import in_words
from exercises.importing.source import SourceError
from journal.importing.account.remote import explained


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({"sets": 1200}, "1,200 sets"),
        ({"diary entries": 1, "sets": 0}, "1 diary entry, 0 sets"),
        ({"entries of slots": 1}, "1 entry of slots"),
        ({"exercises known by name": 1, "exercises": 2}, "2 exercises, 1 exercise known by name"),
    ],
)
def test_counts_read_as_words(counts, words):
    assert in_words(counts) == words


@pytest.mark.parametrize("problem", ["x.example cannot be found: no such name", "x.example answers 500."])
def test_what_is_wrong_with_a_server_is_a_sentence_of_its_own(problem):
    said = str(explained(SourceError(problem)))

    assert said == f"{problem.rstrip('.')}. What was imported until then stays; try again later."
