from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from wiki.search import grams
from wiki.search.vocabulary import Vocabulary

MANY = [(f"woord{number}", number) for number in range(1, 41)]


def holding(vocabulary: Vocabulary, gram: str) -> set[str]:
    (numbers,) = vocabulary.holding_each(np.frombuffer(gram.encode(), dtype="<u4"))
    return {vocabulary.words[number] for number in numbers}


def test_a_word_is_counted_each_time_it_is_given() -> None:
    vocabulary = Vocabulary([("rook", 2), ("deur", 1), ("rook", 3)])

    assert [vocabulary.count(word) for word in ("rook", "deur", "vuur")] == [5, 1, 0]
    assert (vocabulary.total, len(vocabulary)) == (6, 2)


def test_words_keep_the_numbers_in_which_they_came() -> None:
    grown = Vocabulary([("rook", 1), ("deur", 1)]).grown([("as", 1), ("deur", 1)])

    assert grown.words == ["rook", "deur", "as"]
    assert grown.numbers == {"rook": 0, "deur": 1, "as": 2}


def test_growing_leaves_the_old_one_as_it_was() -> None:
    old = Vocabulary([("rook", 1)])
    old.prepare()

    grown = old.grown([("rook", 4), ("deur", 1)])

    assert (old.count("rook"), "deur" in old, [*old.starting("d")], len(old)) == (1, False, [], 1)
    assert (grown.count("rook"), "deur" in grown, [*grown.starting("d")], len(grown)) == (5, True, ["deur"], 2)


def test_words_that_came_later_are_looked_through_too() -> None:
    vocabulary = Vocabulary(MANY)
    vocabulary.prepare()

    grown = vocabulary.grown([("woordenboek", 1)])

    assert len([*grown.starting("woord")]) == len(MANY) + 1
    assert [*grown.starting("woorde")] == ["woordenboek"]
    assert len(holding(grown, "oord")) == len(MANY) + 1
    assert holding(grown, "boek") == {"woordenboek"}


def test_two_that_grew_from_one_know_nothing_of_each_other() -> None:
    vocabulary = Vocabulary(MANY)
    vocabulary.prepare()

    left, right = vocabulary.grown([("links", 1)]), vocabulary.grown([("rechts", 1)])

    assert ([*left.starting("links")], [*left.starting("rechts")]) == (["links"], [])
    assert (holding(right, "inks"), holding(right, "echt")) == (set(), {"rechts"})


def test_a_vocabulary_without_words_holds_nothing() -> None:
    empty = Vocabulary()

    assert (len(empty), empty.total, [*empty.starting("")], empty.holding_each(np.zeros(1, np.uint32))[0].size) == (
        0,
        0,
        [],
        0,
    )
    assert [*empty.grown([("rook", 1)]).starting("r")] == ["rook"]


WORD = st.text(alphabet="abcé", min_size=1, max_size=5)
COUNTED = st.lists(st.tuples(WORD, st.integers(1, 9)), max_size=6)
MORE = st.lists(st.tuples(COUNTED, st.booleans()), max_size=5)


@given(st.lists(st.tuples(WORD, st.integers(1, 9)), max_size=40), MORE, WORD)
def test_after_any_growth_it_is_a_plain_count(
    first: list[tuple[str, int]], more: list[tuple[list[tuple[str, int]], bool]], asked: str
) -> None:
    vocabulary, plain = Vocabulary(first), Counter[str]()
    for word, times in first:
        plain[word] += times
    for counted, is_looked_through in more:
        if is_looked_through:
            vocabulary.prepare()
        vocabulary = vocabulary.grown(counted)
        for word, times in counted:
            plain[word] += times

    assert {word: vocabulary.count(word) for word in vocabulary.words} == plain
    assert [vocabulary.numbers[word] for word in vocabulary.words] == [*range(len(plain))]
    for prefix in (asked, asked[:1], ""):
        assert sorted(vocabulary.starting(prefix)) == sorted(word for word in plain if word.startswith(prefix))
    for gram in grams.of_word(asked).tolist():
        sharing = {word for word in plain if gram in grams.of_word(word).tolist()}
        assert {
            vocabulary.words[number] for number in vocabulary.holding_each(np.array([gram], dtype=np.uint32))[0]
        } == sharing
