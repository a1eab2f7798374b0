import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from config.search.folding import LONGEST, fold

FOLDED = {
    "case is taken off": ("Bench PRESS", "bench press"),
    "accents are taken off": ("Développé à l’épaule", "developpe a l epaule"),
    "umlauts lose their dots": ("Bankdrücken", "bankdrucken"),
    "accents of their own sign are the same as letters with accents": ("Bankdru\u0308cken", "bankdrucken"),
    "sharp s is two letters": ("Fuß", "fuss"),
    "letters with a stroke": ("Ønske Łódź Đuro ħ ŧ", "onske lodz duro h t"),
    "ligatures": ("Æsir œuvre ﬂy", "aesir oeuvre fly"),
    "Turkish i with and without a dot": ("İp ılık", "ip ilik"),
    "Greek sigma at the end": ("ΠΟΥΣ πους", "πουσ πουσ"),
    "Cyrillic short i": ("Жим лёжа, й", "жим лежа и"),
    "Arabic without vowel points": ("ضَغْط", "ضغط"),
    "Hebrew without points": ("שָׁלוֹם", "שלום"),
    "Indic vowels stay": ("मुक्का", "मुकका"),
    "ideographs stay": ("深蹲", "深蹲"),
    "full width is plain": ("Ｓｑｕａｔ　１０", "squat 10"),
    "hyphens of all kinds separate": ("Push-up Push‑up Push—up", "push up push up push up"),
    "punctuation and blanks become one space": ("  Curl:  (45°)/SZ_bar\t\n", "curl 45 sz bar"),
    "a possessive stays one word": ("Farmer's & Farmer’s walk", "farmers farmers walk"),
    "an elision is two words": ("l'haltère", "l haltere"),
    "soft hyphens and joiners are nothing": ("dead\u00adlift \u200fcurl می\u200cروم", "deadlift curl میروم"),
    "emoji are nothing": ("Squat 💪🏽 ❤️ 1️⃣", "squat 1"),
    "wildcards are punctuation": ("100%_", "100"),
    "NUL separates": ("a\x00b", "a b"),
    "half of a pair is nothing": ("a\ud800b", "a b"),
    "nothing is nothing": ("", ""),
    "only punctuation is nothing": ("-", ""),
}


@pytest.mark.parametrize(("text", "folded"), FOLDED.values(), ids=FOLDED)
def test_fold(text, folded):
    assert fold(text) == folded


@settings(deadline=None)  # the machine may be busy
@given(st.text())
@example("ŉ ϓ ﷺ ΐ Ǆ ẞ")
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@settings(deadline=None)  # the machine may be busy
@given(st.text(alphabet="aﷺ é'", min_size=1, max_size=9))
def test_folded_text_is_bounded_and_stays_folded(text):
    long = (text * LONGEST)[: LONGEST + 50]

    assert len(fold(long)) <= LONGEST
    assert fold(fold(long)) == fold(long)


@settings(deadline=None)  # the machine may be busy
@given(st.text(alphabet=st.characters(max_codepoint=0x24F)))
def test_case_does_not_matter(text):
    assert fold(text.casefold()) == fold(text)


@settings(deadline=None)  # the machine may be busy
@given(st.text())
def test_words_are_separated_by_single_spaces(text):
    assert " ".join(fold(text).split()) == fold(text)
    assert not set(fold(text)) & set("%_\\'\"\x00")
