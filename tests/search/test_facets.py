from tests.search.indexes import placed
from wiki.search.engine import Hit
from wiki.search.facets import narrow

HITS = [
    Hit(1.0, placed(1, kind="question", domains=("fire",), tags=("rook",))),
    Hit(1.0, placed(2, kind="question", domains=("police", "fire"), blocks=("innovation",))),
    Hit(1.0, placed(3, kind="technique", domains=("police",), tags=("rook", "deur"))),
]


def ids(chosen: dict[str, set[str]]) -> list[int]:
    return [hit.placed.id for hit in narrow(HITS, {key: frozenset(values) for key, values in chosen.items()}).hits]


def counts(key: str, chosen: dict[str, set[str]]) -> dict[str, int]:
    return dict(narrow(HITS, {name: frozenset(values) for name, values in chosen.items()}).counts[key])


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
