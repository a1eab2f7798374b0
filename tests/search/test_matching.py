import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.search.folding import fold
from config.search.matching import MOST_FRAGMENTS, SIMILAR, Query, Rank, rank, similarity

RANKS = {
    "the whole name": ("bench press", "Bench Press", Rank.EXACT),
    "in other case, accents and punctuation": ("BANKDRUCKEN!", "Bankdrücken", Rank.EXACT),
    "a beginning": ("bench", "Bench Press", Rank.PREFIX),
    "a beginning within a word": ("ben", "Bench Press", Rank.PREFIX),
    "the beginning of a later word": ("press", "Bench Press", Rank.WORD_START),
    "beginnings in another order": ("pre ben", "Bench Press", Rank.WORD_START),
    "the middle of a word": ("drück", "Bankdrücken", Rank.SUBSTRING),
    "one word at a beginning, one in the middle": ("bench ress", "Bench Press", Rank.SUBSTRING),
    "the same word twice": ("press press", "Bench Press", Rank.WORD_START),
    "a word is missing": ("bench squat", "Bench Press", None),
    "three letters at the beginning of a word": ("pre", "Bench Press", Rank.WORD_START),
    "three letters in the middle of a word": ("res", "Bench Press", None),
    "three letters in two words": ("b ss", "Bench Press", None),
    "four letters in the middle of a word": ("ress", "Bench Press", Rank.SUBSTRING),
    "two ideographs, which know no spaces": ("深蹲", "杠铃深蹲", Rank.SUBSTRING),
    "a Thai word, which knows no spaces": ("ขา", "ยกขา", Rank.SUBSTRING),
    "half a Korean syllable": ("벤ㅊ", "벤치 프레스", Rank.PREFIX),
}


@pytest.mark.parametrize(("term", "name", "expected"), RANKS.values(), ids=RANKS)
def test_rank(term, name, expected):
    assert rank(Query.of(term), fold(name)) == expected


SIMILARITIES = {
    "letters that changed places": ("benhc press", "Bench Press", True),
    "a letter that is missing": ("romanian dedlift", "Romanian Deadlift", True),
    "a letter too many": ("squatt", "Front Squat", True),
    "a wrong letter in a compound": ("bankdrueken", "Schrägbankdrücken", True),
    "one word too many": ("bench press quickly please", "Bench Press", False),
    "another word": ("chicken", "Chin-up", False),
    "a short name within a long word": ("throwing", "Row", False),
}


@pytest.mark.parametrize(("term", "name", "expected"), SIMILARITIES.values(), ids=SIMILARITIES)
def test_similarity(term, name, expected):
    assert (similarity(Query.of(term), fold(name)) >= SIMILAR) == expected


@settings(deadline=None)  # the machine may be busy
@given(st.text(min_size=1), st.text())
def test_similarity_is_between_0_and_1(term, name):
    query = Query.of(term)
    if query.words:
        assert 0 <= similarity(query, fold(name)) <= 1


@settings(deadline=None)  # the machine may be busy
@given(st.text(min_size=1))
def test_text_matches_itself_exactly(text):
    assert rank(Query.of(text), fold(text)) == Rank.EXACT


def test_fragments_are_beginnings_and_three_letters_in_a_row():
    assert Query.of("squat on").fragments() == [" sq", " on", "squ", "qua", "uat"]


def test_fragments_are_few_however_long_the_query():
    assert len(Query.of("abcdefghijklmnopqrstuvwxyz" * 10).fragments()) == MOST_FRAGMENTS
