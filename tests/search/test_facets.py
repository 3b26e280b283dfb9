from collections import Counter
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.search.indexes import placed
from wiki.search import bits, facets
from wiki.search.documents import Placed
from wiki.search.facets import KEYS, Column, narrow, passes, values_of

TODAY = 100
PLACED = [
    placed(1, kind="question", domains=("fire",), tags=("rook",), verified=TODAY),
    placed(2, kind="question", domains=("police", "fire"), blocks=("innovation",), verified=TODAY - 1),
    placed(3, kind="technique", domains=("police",), tags=("rook", "deur"), language="en"),
]


def columns(standing: list[Placed]) -> Mapping[str, Column]:
    return {key: Column([values_of(one, key, TODAY) for one in standing]) for key in KEYS}


def narrowed(chosen: dict[str, set[str]]) -> facets.Narrowed:
    everything = bits.everything(len(PLACED))
    return narrow([everything], [columns(PLACED)], {key: frozenset(values) for key, values in chosen.items()})


def ids(chosen: dict[str, set[str]]) -> list[int]:
    return [PLACED[number].id for number in np.flatnonzero(bits.mask(narrowed(chosen).hits[0], len(PLACED)))]


def counts(key: str, chosen: dict[str, set[str]]) -> dict[str, int]:
    return dict(narrowed(chosen).counts[key])


def test_without_a_choice_everything_counts() -> None:
    assert ids({}) == [1, 2, 3]
    assert counts("domain", {"domain": set()}) == {"fire": 2, "police": 2}
    assert counts("block", {}) == {"innovation": 1}
    assert counts("tag", {}) == {"rook": 2, "deur": 1}


def test_values_of_one_facet_add_and_facets_narrow() -> None:
    assert ids({"domain": {"fire", "police"}}) == [1, 2, 3]
    assert ids({"domain": {"police"}, "type": {"question"}}) == [2]
    assert ids({"domain": {"fire"}, "type": {"technique"}}) == []


def test_counts_of_a_facet_are_those_that_the_other_facets_leave() -> None:
    chosen = {"domain": {"police"}, "type": {"question"}}

    assert counts("type", chosen) == {"question": 1, "technique": 1}
    assert counts("domain", chosen) == {"fire": 2, "police": 1}
    assert counts("tag", chosen) == {}


def test_what_is_confirmed_until_today_still_is() -> None:
    assert ids({"verified": {"yes"}}) == [1]
    assert counts("verified", {}) == {"yes": 1, "no": 2}
    assert counts("language", {"verified": {"no"}}) == {"nl": 1, "en": 1}


VALUES = st.lists(st.sampled_from([f"tag-{number}" for number in range(90)]), max_size=4, unique=True).map(tuple)


@given(st.lists(st.tuples(VALUES, st.sampled_from(["fire", "police"])), max_size=120), st.data())
def test_counts_in_bits_are_those_of_counting_one_by_one(
    made: list[tuple[tuple[str, ...], str]], data: st.DataObject
) -> None:
    standing = [placed(number, tags=tags, domains=(domain,)) for number, (tags, domain) in enumerate(made)]
    found = np.array([data.draw(st.booleans()) for _ in standing], dtype=np.bool_)
    chosen = {
        "tag": frozenset(data.draw(st.sets(st.sampled_from(["tag-1", "tag-2"])))),
        "domain": frozenset(data.draw(st.sets(st.sampled_from(["fire", "police", "mars"])))),
    }

    seen = narrow([bits.of_mask(found)], [columns(standing)], chosen)

    hits = [one for one, is_hit in zip(standing, found, strict=True) if is_hit]
    for key in KEYS:
        plain = (value for one in hits if passes(one, TODAY, chosen, but=key) for value in values_of(one, key, TODAY))
        assert seen.counts[key] == Counter(plain)
    assert bits.count(seen.hits[0]) == sum(passes(one, TODAY, chosen) for one in hits)


@pytest.mark.parametrize("size", [0, 1, 63, 64, 65, 200])
def test_a_set_of_bits_gives_back_what_was_put_in(size: int) -> None:
    mask = np.arange(size) % 3 == 0

    assert (bits.mask(bits.of_mask(mask), size) == mask).all()
    assert bits.count(bits.of_mask(mask)) == mask.sum()
    assert bits.count(bits.everything(size) & ~bits.nothing(size)) == size
