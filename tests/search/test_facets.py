from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.search.indexes import placed
from wiki.search import bits, facets
from wiki.search.documents import Placed
from wiki.search.facets import KEYS, VALUES, Column, Counts, Facets, Values, narrow, passes, values_of

TODAY = 100
PLACED = [
    placed(1, kind="question", domains=("fire",), tags=("rook",), verified=TODAY),
    placed(2, kind="question", domains=("police", "fire"), blocks=("innovation",), verified=TODAY - 1),
    placed(3, kind="technique", domains=("police",), tags=("rook", "deur"), language="en"),
]


def facets_of(*segments: list[Placed]) -> tuple[Facets, list[int]]:
    """The facets of these segments, and the number of the first document of each."""
    starts = np.cumsum([0, *(-(-len(one) // 64) * 64 for one in segments)]).tolist()
    confirmed = np.zeros(starts[-1], dtype=np.bool_)
    for start, standing in zip(starts, segments, strict=False):
        confirmed[start : start + len(standing)] = [one.verified >= TODAY for one in standing]
    columns = [{key: Column([values_of(one, key, TODAY) for one in each]) for key in VALUES} for each in segments]
    each = [*zip(starts, columns, strict=False)]
    return Facets(each, starts[-1], bits.of_mask(confirmed)), starts


def narrowed(chosen: dict[str, set[str]]) -> facets.Narrowed:
    of, _ = facets_of(PLACED)
    everything = bits.of_documents(np.arange(len(PLACED), dtype=np.int32), 64)
    return narrow(everything, of, {key: frozenset(values) for key, values in chosen.items()})


def ids(chosen: dict[str, set[str]]) -> list[int]:
    return [PLACED[number].id for number in np.flatnonzero(bits.mask(narrowed(chosen).hits, 64))]


def counts(key: str, chosen: dict[str, set[str]]) -> dict[str, int]:
    return narrowed(chosen).counts[key].as_dict()


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


TAGS = st.lists(st.sampled_from([f"tag-{number}" for number in range(90)]), max_size=4, unique=True).map(tuple)


STANDING = st.lists(st.tuples(TAGS, st.sampled_from(["fire", "police"]), st.booleans()), max_size=70)


@given(st.lists(STANDING, min_size=1, max_size=3), st.data())
def test_counts_in_bits_are_those_of_counting_one_by_one(
    made: list[list[tuple[tuple[str, ...], str, bool]]], data: st.DataObject
) -> None:
    segments = [[placed(tags=tags, domains=(domain,)) for tags, domain, _ in each] for each in made]
    of, starts = facets_of(*segments)
    found = np.zeros(starts[-1], dtype=np.bool_)
    for start, each in zip(starts, made, strict=False):
        found[start : start + len(each)] = [is_hit for _, _, is_hit in each]
    chosen = {
        "tag": frozenset(data.draw(st.sets(st.sampled_from(["tag-1", "tag-2"])))),
        "domain": frozenset(data.draw(st.sets(st.sampled_from(["fire", "police", "mars"])))),
    }

    seen = narrow(bits.of_mask(found), of, chosen)

    beside = zip(segments, made, strict=True)
    hits = [one for some, given in beside for one, (_, _, is_hit) in zip(some, given, strict=True) if is_hit]
    for key in KEYS:
        plain = (value for one in hits if passes(one, TODAY, chosen, but=key) for value in values_of(one, key, TODAY))
        assert seen.counts[key].as_dict() == Counter(plain)
    assert bits.count(seen.hits) == sum(passes(one, TODAY, chosen) for one in hits)


def test_the_most_common_values_come_first_and_none_without_hits() -> None:
    counts = Counts(Values(["rook", "deur", "raam", "vuur"]), np.array([1, 3, 0, 1]))
    counts.add(["vuur", "nieuw"])

    assert counts.most_common(2) == [("deur", 3), ("vuur", 2)]
    assert counts.most_common(9) == [("deur", 3), ("vuur", 2), ("nieuw", 1), ("rook", 1)]
    assert (counts["nieuw"], counts["raam"], counts["xyzzy"]) == (1, 0, 0)


@given(st.lists(st.lists(st.integers(0, 400), unique=True, max_size=12), min_size=1, max_size=40), st.data())
def test_of_very_many_values_those_that_most_hits_have_are_found(made: list[list[int]], data: st.DataObject) -> None:
    tags = [tuple(f"tag-{number}" for number in each) for each in made]
    of, _ = facets_of([placed(tags=each) for each in tags])
    hits = data.draw(st.lists(st.booleans(), min_size=len(made), max_size=len(made)))

    seen = of.counts("tag", bits.of_mask(np.array(hits + [False] * (64 - len(hits)))))

    plain = Counter(tag for each, is_hit in zip(tags, hits, strict=True) if is_hit for tag in each)
    most = sorted(plain.values(), reverse=True)[:5]
    assert [count for _, count in seen.most_common(5)] == most
    assert all(plain[tag] == count for tag, count in seen.most_common(5))


@pytest.mark.parametrize("size", [0, 1, 63, 64, 65, 200])
def test_a_set_of_bits_gives_back_what_was_put_in(size: int) -> None:
    mask = np.arange(size) % 3 == 0

    assert (bits.mask(bits.of_mask(mask), size) == mask).all()
    assert bits.count(bits.of_mask(mask)) == mask.sum()
    assert bits.count(bits.everything(size) & ~bits.nothing(size)) == size
