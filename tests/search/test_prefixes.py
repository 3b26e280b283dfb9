from hypothesis import given
from hypothesis import strategies as st

from wiki.search.prefixes import Prefixes

WORDS = st.text(alphabet="abé", min_size=1, max_size=4)
NAMES = st.lists(st.lists(WORDS, max_size=4), max_size=12)


def plainly(named: list[list[str]], typed: list[str]) -> list[int]:
    """The same by looking at every name."""
    found = [
        thing
        for thing, words in enumerate(named)
        if typed and all(any(word.startswith(beginning) for word in words) for beginning in typed)
    ]
    return sorted(found, key=lambda thing: (not named[thing][0].startswith(typed[0]), thing))


@given(NAMES, st.lists(WORDS, max_size=3))
def test_things_are_found_as_by_looking_at_every_name(named: list[list[str]], typed: list[str]) -> None:
    assert [*Prefixes(named).matching(typed)] == plainly(named, typed)


def test_a_first_word_goes_before_a_later_one() -> None:
    named = [["deur", "en", "rook"], ["rook", "bij", "de", "deur"], ["rookmelder"]]

    assert [*Prefixes(named).matching(["rook"])] == [1, 2, 0]
    assert [*Prefixes(named).matching(["rook", "d"])] == [1, 0]


def test_nothing_is_found_in_nothing() -> None:
    assert [*Prefixes([]).matching(["rook"])] == []
    assert [*Prefixes([["rook"]]).matching([])] == []
