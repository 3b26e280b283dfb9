import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.search import ranking
from wiki.search.ranking import K1, NOTHING, B, add, best, gained, kept, rarity, typical

COUNTS = st.lists(st.integers(0, 5), min_size=1, max_size=30)


@pytest.mark.parametrize(("documents", "holding"), [(1, 1), (10, 1), (10, 5), (10, 10), (1_000_000, 3)])
def test_rarity_is_the_idf_of_lucene(documents: int, holding: int) -> None:
    assert rarity(documents, holding) == pytest.approx(math.log(1 + (documents - holding + 0.5) / (holding + 0.5)))


def test_the_fewer_documents_hold_a_term_the_more_it_tells() -> None:
    told = [rarity(100, holding) for holding in range(101)]

    assert told == sorted(told, reverse=True)
    assert told[-1] > 0


def test_a_term_held_by_more_documents_than_there_are_tells_little_and_not_less_than_nothing() -> None:
    assert rarity(3, 5) == rarity(5, 5) > 0


@given(st.floats(0.01, 1_000_000))
def test_a_typical_length_is_near_the_average(average: float) -> None:
    assert average / 1.025 <= typical(average) <= average * 1.025


def test_a_few_more_words_leave_the_typical_length_as_it_was() -> None:
    assert typical(102.0) == typical(104.0) != typical(110.0)


def test_without_words_there_is_a_typical_length_still() -> None:
    assert typical(0.0) == 1.0


def scores(found: ranking.Postings, size: int, weight: float, start: float = 0) -> list[float]:
    added = np.full(size, start, dtype=np.float32)
    add(added, found, weight)
    return added.tolist()


@given(COUNTS, st.data(), st.floats(0.5, 20), st.sampled_from([0.3, 1, 2.5]))
def test_each_document_gains_what_bm25_says(
    counts: list[int], data: st.DataObject, average: float, weight: float
) -> None:
    lengths = [data.draw(st.integers(max(count, 1), 40)) for count in counts]
    documents = np.flatnonzero(counts).astype(np.int32)
    held = np.array([counts[number] for number in documents], dtype=np.float32)

    found = gained(documents, held, np.array(lengths, dtype=np.float32), average)

    assert scores(found, len(counts), weight, start=1) == pytest.approx(
        [
            1 + weight * count * (K1 + 1) / (count + K1 * (1 - B + B * length / average))
            for count, length in zip(counts, lengths, strict=True)
        ],
        rel=1e-5,
    )


@given(st.lists(st.sampled_from([0, 0.25, 1, 3]), min_size=1, max_size=30), st.sampled_from([0.3, 1, 2.5]))
def test_kept_in_a_row_or_one_by_one_gains_are_the_same(gains: list[float], weight: float) -> None:
    found = []
    for dense_from in (-1.0, 1.0):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(ranking, "DENSE_FROM", dense_from)
            found.append(kept(np.array(gains, dtype=np.float32)))

    dense, sparse = found
    assert (dense.every is None, sparse.every is None) == (False, True)
    assert scores(dense, len(gains), weight, start=1) == scores(sparse, len(gains), weight, start=1)


@pytest.mark.parametrize(("held", "is_dense"), [(0, False), (1, False), (5, False), (6, True), (20, True)])
def test_a_stem_of_many_documents_has_its_gains_in_a_row(
    monkeypatch: pytest.MonkeyPatch, held: int, is_dense: bool
) -> None:
    monkeypatch.setattr(ranking, "DENSE_FROM", 0.25)

    assert (kept(np.array([1.0] * held + [0.0] * (20 - held), dtype=np.float32)).every is not None) == is_dense


def test_what_is_kept_takes_room() -> None:
    dense, sparse = (kept(np.array(gains, dtype=np.float32)) for gains in ([1] * 100, [1] + [0] * 99))

    assert dense.size > 100 * 4 > sparse.size > NOTHING.size > 0


# Above 64 * 4 documents for each one wanted, the best are found by stretches.
@given(st.integers(0, 1500), st.integers(1, 4), st.sampled_from([1, 3, 1000]), st.integers(0, 2**32 - 1))
def test_the_best_are_those_of_a_sorted_list(size: int, many: int, different: int, seed: int) -> None:
    drawn = np.random.default_rng(seed).integers(0, different, size=size, endpoint=True).astype(np.float32)

    found = best(drawn, many).tolist()

    ranked = sorted((score for score in drawn.tolist() if score > 0), reverse=True)
    assert sorted(drawn[found].tolist(), reverse=True)[:many] == ranked[:many]
    assert len(set(found)) == len(found)
    assert all(drawn[found] > 0)


def test_of_many_documents_not_all_are_looked_at_again() -> None:
    assert len(best(np.arange(10_000, dtype=np.float32), 2)) < 200
