import pytest

from wiki.search.expansion import Correction, plan
from wiki.search.grammar import parse
from wiki.search.lexicon import Lexicon
from wiki.search.synonyms import NONE
from wiki.search.vocabulary import Vocabulary

COUNTS = {"brand": 40, "weer": 40, "deur": 9, "deuren": 9, "deurmat": 1, "ladder": 9, "door": 9, "doors": 9}


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon(Vocabulary(COUNTS.items()))


def forms(lexicon: Lexicon, word: str, language: str) -> set[str]:
    return {lexicon.vocabulary.words[number] for number in lexicon.forms(word, language)}


@pytest.mark.parametrize(
    ("word", "is_known"), [("deur", True), ("brandweer", True), ("weerdeur", True), ("brandx", False), ("", False)]
)
def test_words_of_pages_and_what_is_made_of_them_are_known(lexicon: Lexicon, word: str, is_known: bool) -> None:
    assert lexicon.knows(word) == is_known


@pytest.mark.parametrize(("word", "meant"), [("laddr", ("ladder",)), ("ladder", ()), ("xyzzy", ())])
def test_a_word_that_no_page_has_is_corrected(lexicon: Lexicon, word: str, meant: tuple[str, ...]) -> None:
    assert lexicon.corrections(word) == meant


def test_a_word_that_can_be_cut_is_not_corrected() -> None:
    counts = {"brand": 40, "weer": 40, "brandweerr": 9}

    def corrections(counts: dict[str, int]) -> tuple[Correction, ...]:
        return plan(parse("brandweer"), Lexicon(Vocabulary(counts.items())), NONE).corrections

    assert corrections(counts) == ()
    assert corrections(counts | {"weer": 1}) == (("brandweer", "brandweerr"),)


@pytest.mark.parametrize(
    ("word", "language", "same"),
    [
        ("deur", "nl", {"deur", "deuren"}),
        ("deuren", "nl", {"deur", "deuren"}),
        ("deur", "en", {"deur"}),
        ("door", "en", {"door", "doors"}),
        ("door", "nl", {"door", "doors"}),
        ("deurtje", "nl", {"deur", "deuren"}),
        ("raam", "nl", set()),
    ],
)
def test_forms_of_a_word_are_the_known_words_with_its_stem(
    lexicon: Lexicon, word: str, language: str, same: set[str]
) -> None:
    assert forms(lexicon, word, language) == same


def test_asking_again_gives_the_same(lexicon: Lexicon) -> None:
    assert lexicon.corrections("laddr") == lexicon.corrections("laddr")
    assert lexicon.forms("deur", "nl") == lexicon.forms("deur", "nl")


def test_answers_stay_right_when_there_is_room_for_few(lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wiki.search.lexicon._MOST_KEPT", 1)

    answers = [(forms(lexicon, "deur", "nl"), forms(lexicon, "door", "en")) for _ in range(3)]

    assert answers == [({"deur", "deuren"}, {"door", "doors"})] * 3


def test_words_have_their_numbers(lexicon: Lexicon) -> None:
    assert [lexicon.vocabulary.words[number] for number in lexicon.numbers(["weer", "deur", "weer"])] == [
        "weer",
        "deur",
        "weer",
    ]
