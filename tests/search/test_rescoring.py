"""The second look: what letters in common and near pairs add to the score of the first hits."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.search import analysis
from wiki.search.expansion import Plan
from wiki.search.grammar import Query
from wiki.search.lexicon import Lexicon
from wiki.search.rescoring import GRAM_WEIGHT, K1, PAIR_WEIGHT, WITHIN, B, Candidates, gains
from wiki.search.vocabulary import Vocabulary

WORDS = "rook rookt brand brandweer deur deuren raam ladder water x".split()
COUNTS = {word: number for number, word in enumerate(WORDS, start=1)}
LEXICON = Lexicon(Vocabulary(COUNTS.items()))
DOCUMENTS, AVERAGE = 20, 6.0


def gained(asked: str, *texts: str, wholes: str | None = None) -> list[float]:
    """What these texts gain by the words asked for, of which some may make a whole."""
    words = tuple(asked.split())
    plan = Plan(Query(), (), words, words if wholes is None else tuple(wholes.split()), (), ())
    candidates = Candidates([np.array(LEXICON.numbers(text.split()), dtype=np.uint32) for text in texts])
    return gains(plan, candidates, LEXICON, documents=DOCUMENTS, average=AVERAGE).tolist()


def apart(words: int) -> str:
    """Rook and deur with so many words between them, in a text of always the same words."""
    return " ".join(["rook", *["x"] * words, "deur", *["x"] * (WITHIN + 9 - words)])


def test_a_near_pair_gains_more_than_a_far_one() -> None:
    beside, near, last, far, farther = gained("rook deur", *map(apart, (0, 2, WITHIN - 1, WITHIN, WITHIN + 9)))

    assert beside > near > last > far == farther


def test_a_pair_counts_in_either_order() -> None:
    one, other = gained("rook deur", "rook deur x", "deur rook x")

    assert one == other


def test_only_words_that_follow_each_other_in_the_query_are_a_pair() -> None:
    far = " x" * WITHIN
    neighbours, strangers = gained("rook water deur", f"rook water{far} deur", f"rook deur{far} water")

    assert neighbours > strangers


def test_grams_find_what_stems_miss() -> None:
    brandweer, raam = gained("brand", "brandweer x", "raam x")

    assert analysis.STEMS["nl"]("brandweer") != analysis.STEMS["nl"]("brand")
    assert brandweer > raam == 0


def test_a_slip_in_a_word_costs_only_some_of_its_grams() -> None:
    assert 0 < gained("laddxr", "ladder")[0] < gained("ladder", "ladder")[0]


def test_a_compound_that_was_written_apart_has_the_letters_of_the_whole() -> None:
    assert gained("brand weer", "brandweer x", wholes="brandweer") == gained("brandweer", "brandweer x")


@pytest.mark.parametrize("word", ["brandweer", "raam"])
def test_the_whole_or_its_last_part_is_near_the_next_word(word: str) -> None:
    far = " x" * WITHIN
    near, apart = gained("ladder raam deur", f"{word} deur{far}", f"{word}{far} deur", wholes="brandweer deur")

    assert near > apart


@pytest.mark.parametrize(("asked", "texts"), [("", ["rook"]), ("qqq", ["rook"]), ("rook deur", [""])])
def test_nothing_in_common_is_nothing_gained(asked: str, texts: list[str]) -> None:
    assert gained(asked, *texts) == [0]


@pytest.mark.parametrize("asked", ["", "rook", "rook deur"])
def test_no_candidates_no_gains(asked: str) -> None:
    assert gained(asked) == []


def windows(word: str) -> list[str]:
    filled = f"__{word}__"
    return [filled[place : place + 4] for place in range(len(filled) - 3)]


def telling(total: float) -> float:
    """What is worth a word or gram that is so often in the pages, as if it fell on them at random."""
    holding = DOCUMENTS * (1 - math.exp(-total / DOCUMENTS))
    return 1 + math.log(DOCUMENTS / (holding + 1)) if holding < DOCUMENTS else 1.0


def by_grams(asked: list[str], text: list[str]) -> float:
    found = 0.0
    for word in asked:
        for gram in set(windows(word)):
            total = sum(times * windows(other).count(gram) for other, times in COUNTS.items())
            here = sum(windows(other).count(gram) for other in text)
            norm = K1 * (1 - B + B * len(text) / AVERAGE)
            found += GRAM_WEIGHT / len(set(windows(word))) * telling(total) * here * (K1 + 1) / (here + norm)
    return found


def forms_of(word: str) -> set[str]:
    return {WORDS[number] for language in analysis.LANGUAGES for number in LEXICON.forms(word, language)}


def by_pairs(asked: list[str], text: list[str]) -> float:
    forms = {word: forms_of(word) for word in asked}
    found = 0.0
    for first, second in pairwise(asked):
        at = [[place for place, word in enumerate(text) if word in forms[one]] for one in (first, second)]
        distance = min((abs(before - after) for before in at[0] for after in at[1]), default=0)
        if 0 < distance <= WITHIN:
            worth = min(telling(sum(COUNTS[word] for word in forms[one])) for one in (first, second))
            found += PAIR_WEIGHT * worth / distance
    return found


@given(
    st.lists(st.sampled_from([*WORDS, "roken", "laddxr", "branden"]), max_size=4, unique=True),
    st.lists(st.lists(st.sampled_from(WORDS), max_size=14), max_size=5),
)
def test_gains_are_those_of_counting_one_by_one(asked: list[str], texts: list[list[str]]) -> None:
    plain = [by_grams(asked, text) + by_pairs(asked, text) for text in texts]

    assert gained(" ".join(asked), *map(" ".join, texts)) == pytest.approx(plain)
