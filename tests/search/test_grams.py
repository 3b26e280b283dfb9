from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from wiki.search import grams
from wiki.search.grams import Grams

LETTERS = st.text(alphabet="abcé1я_", min_size=1, max_size=7)


def number(gram: str) -> int:
    return int.from_bytes(gram.replace("·", "\x01").encode(), "little")


def holding(held: Grams, gram: int) -> list[int]:
    (found,) = held.holding(np.array([gram], dtype=np.uint32))
    return found.tolist()


def windows(word: str) -> list[int]:
    """Four bytes in a row at every place of a word, one by one."""
    filled = b"\x01\x01" + word.encode() + b"\x01\x01"
    return [int.from_bytes(filled[place : place + 4], "little") for place in range(len(filled) - 3)]


def test_a_word_has_its_grams_between_its_ends() -> None:
    assert set(grams.of_word("rook")) == set(map(number, ["··ro", "·roo", "rook", "ook·", "ok··"]))


def test_a_gram_that_stands_twice_is_given_once() -> None:
    assert sorted(grams.of_word("aaaaaa")) == sorted(map(number, ["··aa", "·aaa", "aaaa", "aaa·", "aa··"]))


def test_a_word_of_one_letter_has_grams() -> None:
    assert set(grams.of_word("a")) == set(map(number, ["··a·", "·a··"]))


def test_words_of_other_scripts_and_of_underscores_share_nothing_by_accident() -> None:
    assert not {*grams.of_word("шар").tolist()} & {*grams.of_word("дом").tolist()}
    assert not {*grams.of_word("_").tolist()} & {*grams.of_word("rook").tolist()}


def test_words_are_numbered_from_where_they_start() -> None:
    held = Grams(["rook", "rookt", "deur"], 7)

    assert holding(held, number("rook")) == [7, 8]
    assert holding(held, number("eur·")) == [9]
    assert holding(held, number("vuur")) == []


def test_there_are_no_grams_without_words() -> None:
    assert holding(Grams([], 0), number("rook")) == []


@given(st.lists(LETTERS, max_size=12), st.integers(0, 1000), LETTERS)
def test_a_gram_holds_the_words_it_stands_in_as_often_as_it_does(words: list[str], start: int, asked: str) -> None:
    held = Grams(words, start)

    for gram in {code for word in [*words, asked] for code in grams.of_word(word).tolist()}:
        plain = Counter({place: windows(word).count(gram) for place, word in enumerate(words, start)})
        assert Counter(holding(held, gram)) == +plain


@given(LETTERS)
def test_the_grams_of_a_word_are_its_windows(word: str) -> None:
    assert sorted(grams.of_word(word).tolist()) == sorted(set(windows(word)))
