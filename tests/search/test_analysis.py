import pytest

from wiki.search import analysis


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("nl", "jongeren", "jongere"),
        ("nl", "deuren", "deur"),
        ("nl", "huizen", "huis"),
        ("nl", "gelopen", "lopen"),
        ("nl", "meldingen", "melding"),
        ("nl", "coördinatie", "coordinatie"),
        ("nl", "Reünies", "reunie"),
        ("en", "doors", "door"),
        ("en", "reading", "read"),
        ("en", "naïve", "naive"),
    ],
)
def test_forms_of_a_word_have_one_stem(language: str, one: str, other: str) -> None:
    assert analysis.stems(analysis.words(one), language) == analysis.stems(analysis.words(other), language)


@pytest.mark.parametrize(
    ("language", "one", "other"), [("nl", "brand", "brandweer"), ("nl", "wijk", "wijn"), ("en", "fire", "fine")]
)
def test_different_words_stay_apart(language: str, one: str, other: str) -> None:
    assert analysis.STEMS[language](one) != analysis.STEMS[language](other)


def test_words_are_folded_and_kept_in_order() -> None:
    assert analysis.words("De-escalatie: één C2000, ĳsvrij!") == ["de", "escalatie", "een", "c2000", "ijsvrij"]


def test_a_letter_and_its_loose_accent_are_one_letter() -> None:
    assert analysis.words("reu\u0308nie") == ["reunie"]


def test_stop_words_leave_no_gap() -> None:
    assert analysis.stems(analysis.words("rook voor de deur"), "nl") == ["rook", "deur"]


def test_a_word_is_cut_at_its_longest() -> None:
    assert analysis.words("x" * 100_000) == ["x" * analysis.LONGEST_WORD]


def test_a_sign_that_folds_to_nothing_is_no_word() -> None:
    assert analysis.words("a \uff9e b") == ["a", "b"]


def test_question_words_are_silent_in_a_query_but_kept_of_a_text() -> None:
    assert analysis.query_stem("waar", "nl") is None
    assert analysis.stems(["waar"], "nl") == ["waar"]


def test_a_dutch_connecting_word_that_is_an_english_noun_is_looked_for_in_english_texts_only() -> None:
    assert analysis.query_stem("door", "nl") is None
    assert analysis.query_stem("door", "en") == "door"


def test_words_that_tell_nothing_are_left_out() -> None:
    assert analysis.telling(["hoe", "de", "rook"]) == ("rook",)
