"""Words written as one, cut into parts and put together, by the counts of a few words."""

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.search.compounds import FEWEST, FEWEST_LAST, LINKS, Compounds
from wiki.search.vocabulary import Vocabulary

OFTEN = 40
WORDS = (
    "brand weer kazerne poort auto veiligheid veilig regio bedrijf hulp hond riem eend kroos jongere werk arbeid gang"
).split()
NEVER = "heid baar schap door".split()


def compounds(**counts: int) -> Compounds:
    """Those of a vocabulary with ordinary words, and these."""
    ordinary = dict.fromkeys([*WORDS, *NEVER], OFTEN)
    return Compounds(Vocabulary({**ordinary, **counts}.items()))


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("brandweer", ("brand", "weer")),
        ("bedrijfshulp", ("bedrijf", "hulp")),
        ("hondenriem", ("hond", "riem")),
        ("eendekroos", ("eend", "kroos")),
        ("jongerenwerk", ("jongere", "werk")),
        ("veiligheidsregio", ("veiligheid", "regio")),
        ("brandweerkazerne", ("brand", "weer", "kazerne")),
        ("brandweerkazernepoort", ("brand", "weer", "kazerne", "poort")),
        ("brandweerautos", ()),
        ("brandxweer", ()),
        ("kazerne", ()),
        ("onbekend", ()),
    ],
)
def test_a_word_is_cut_where_known_words_meet(word: str, parts: tuple[str, ...]) -> None:
    assert compounds().parts(word) == parts


@pytest.mark.parametrize("word", ["veiligheid", "brandbaar", "brandschap", "doorgang"])
def test_an_ending_or_a_stop_word_is_no_part(word: str) -> None:
    assert compounds().parts(word) == ()


@pytest.mark.parametrize(
    ("word", "counts", "parts"),
    [
        ("arbeidswet", {"wet": FEWEST_LAST}, ("arbeid", "wet")),
        ("arbeidswet", {"wet": FEWEST_LAST - 1}, ()),
        ("hulpautowet", {"wet": FEWEST_LAST}, ("hulp", "auto", "wet")),
        ("wetarbeid", {"wet": OFTEN}, ()),
        ("weteauto", {"wet": OFTEN}, ()),
        ("hulpauto", {"hulp": FEWEST, "auto": FEWEST}, ("hulp", "auto")),
        ("hulpauto", {"hulp": FEWEST, "auto": FEWEST - 1}, ()),
        ("hulpauto", {"hulp": FEWEST - 1, "auto": FEWEST}, ()),
        ("hulpwet", {"wet": OFTEN}, ()),
        ("hulp2000auto", {"hulp2000": OFTEN}, ()),
        ("hulp" + "x" * 52 + "auto", {"x" * 52: OFTEN}, ("hulp", "x" * 52, "auto")),
        ("hulp" + "x" * 53 + "auto", {"x" * 53: OFTEN}, ()),
        ("brandweerkazernepoortgang", {}, ()),
    ],
    ids=str,
)
def test_parts_are_long_and_frequent_enough_and_not_too_many(
    word: str, counts: dict[str, int], parts: tuple[str, ...]
) -> None:
    assert compounds(**counts).parts(word) == parts


@pytest.mark.parametrize(
    ("counts", "parts"),
    [
        ({"brandweer": OFTEN}, ("brandweer", "auto")),
        ({"brandweer": FEWEST}, ("brand", "weer", "auto")),
        ({"brandweer": FEWEST, "weerauto": 10 * OFTEN}, ("brand", "weerauto")),
    ],
    ids=str,
)
def test_of_several_cuts_the_one_of_frequent_and_few_words_is_best(
    counts: dict[str, int], parts: tuple[str, ...]
) -> None:
    assert compounds(**counts).parts("brandweerauto") == parts


def test_of_several_links_the_one_that_leaves_the_most_frequent_word_is_best() -> None:
    assert compounds(jongeren=2 * OFTEN).parts("jongerenwerk") == ("jongeren", "werk")


def with_links(parts: tuple[str, ...]) -> Iterator[str]:
    for links in product(LINKS, repeat=len(parts) - 1):
        yield parts[0] + "".join(link + part for link, part in zip(links, parts[1:], strict=True))


PARTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5)
BETWEEN = st.lists(st.sampled_from(LINKS), min_size=4, max_size=4)
COUNTS = st.dictionaries(st.sampled_from(WORDS), st.integers(0, 20))


@given(PARTS, BETWEEN, COUNTS)
def test_parts_give_back_the_word_with_some_link_between_them(
    written: list[str], links: list[str], counts: dict[str, int]
) -> None:
    word = written[0] + "".join(link + part for link, part in zip(links, written[1:], strict=False))

    parts = compounds(**counts).parts(word)

    assert parts == () or (len(parts) > 1 and word in with_links(parts))


@pytest.mark.parametrize(
    ("first", "second", "counts", "whole"),
    [
        ("brand", "weer", {"brandweer": 1}, "brandweer"),
        ("bedrijf", "hulp", {"bedrijfshulp": 1}, "bedrijfshulp"),
        ("hond", "riem", {"hondriem": 2, "hondenriem": 3, "honderiem": 1}, "hondenriem"),
        ("weer", "brand", {"brandweer": 9}, None),
        ("c2", "brand", {"c2brand": 9}, None),
        ("brand", "c2", {"brandc2": 9}, None),
        ("a", "brand", {"abrand": 9}, None),
        ("brand", "a", {"branda": 9}, None),
        ("ik", "je", {"ikje": 1}, "ikje"),
    ],
)
def test_neighbours_are_joined_to_the_most_frequent_known_word(
    first: str, second: str, counts: dict[str, int], whole: str | None
) -> None:
    assert compounds(**counts).joined(first, second) == whole
