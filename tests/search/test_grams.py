from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from wiki.search import grams
from wiki.search.grams import Grams

# Letters of one byte and one that latin-1 does not have; no underscore, which the ends of words are filled with.
LETTERS = st.text(alphabet="abcé1я", min_size=1, max_size=7)


def number(gram: str) -> int:
    return int.from_bytes(gram.encode("latin-1"), "little")


def windows(word: str) -> list[int]:
    """Four letters in a row at every place of a word, one by one."""
    filled = f"__{word}__".encode("latin-1", "replace")
    return [int.from_bytes(filled[place : place + 4], "little") for place in range(len(filled) - 3)]


def test_a_word_has_its_grams_between_its_ends() -> None:
    assert set(grams.of_word("rook")) == set(map(number, ["__ro", "_roo", "rook", "ook_", "ok__"]))


def test_a_gram_that_stands_twice_is_given_once() -> None:
    assert sorted(grams.of_word("aaaaaa")) == sorted(map(number, ["__aa", "_aaa", "aaaa", "aaa_", "aa__"]))


def test_a_word_of_one_letter_has_grams() -> None:
    assert set(grams.of_word("a")) == set(map(number, ["__a_", "_a__"]))


def test_letters_beyond_latin_are_alike() -> None:
    assert list(grams.of_word("я")) == list(grams.of_word("ж")) == list(grams.of_word("?"))


def test_words_are_numbered_from_where_they_start() -> None:
    held = Grams(["rook", "rookt", "deur"], 7)

    assert held.holding(number("rook")).tolist() == [7, 8]
    assert held.holding(number("eur_")).tolist() == [9]
    assert held.holding(number("vuur")).tolist() == []


def test_there_are_no_grams_without_words() -> None:
    assert Grams([], 0).holding(number("rook")).tolist() == []


@given(st.lists(LETTERS, max_size=12), st.integers(0, 1000), LETTERS)
def test_a_gram_holds_the_words_it_stands_in_as_often_as_it_does(words: list[str], start: int, asked: str) -> None:
    held = Grams(words, start)

    for gram in {code for word in [*words, asked] for code in grams.of_word(word).tolist()}:
        plain = Counter({place: windows(word).count(gram) for place, word in enumerate(words, start)})
        assert Counter(held.holding(gram).tolist()) == +plain


@given(LETTERS)
def test_the_grams_of_a_word_are_its_windows(word: str) -> None:
    assert sorted(grams.of_word(word).tolist()) == sorted(set(windows(word)))
