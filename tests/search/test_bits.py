import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from wiki.search import bits
from wiki.search.bits import Bits

SIZES = st.integers(0, 200)


def of(documents: set[int], size: int) -> Bits:
    return bits.of_documents(np.array(sorted(documents), dtype=np.int32), size)


def members(found: Bits, size: int) -> set[int]:
    return set(np.flatnonzero(bits.mask(found, size)).tolist())


@st.composite
def sets(draw: st.DrawFn, many: int) -> tuple[int, list[set[int]]]:
    """A size, and sets of numbers below it."""
    size = draw(SIZES)
    some = st.sets(st.integers(0, size - 1)) if size else st.just(set[int]())
    return size, [draw(some) for _ in range(many)]


@given(sets(2))
def test_sets_of_bits_are_sets(drawn: tuple[int, list[set[int]]]) -> None:
    size, (one, other) = drawn
    left, right = of(one, size), of(other, size)

    assert members(left & right, size) == one & other
    assert members(left | right, size) == one | other
    assert members(left & ~right, size) == one - other
    assert bits.count(left) == len(one)


@given(sets(1))
def test_a_mask_and_its_documents_are_the_same_set(drawn: tuple[int, list[set[int]]]) -> None:
    size, (one,) = drawn
    mask = np.array([number in one for number in range(size)], dtype=np.bool_)

    assert (bits.of_mask(mask) == of(one, size)).all()
    assert (bits.mask(of(one, size), size) == mask).all()


@given(SIZES)
def test_everything_is_all_of_it_and_no_more(size: int) -> None:
    assert bits.count(bits.everything(size)) == size
    assert bits.count(bits.nothing(size)) == 0
    assert len(bits.everything(size)) == len(bits.nothing(size))


@given(sets(4))
def test_rows_are_counted_each_by_itself(drawn: tuple[int, list[set[int]]]) -> None:
    size, (hits, *rows) = drawn

    found = bits.counts(np.array([of(row, size) for row in rows]), of(hits, size))

    assert found.tolist() == [len(row & hits) for row in rows]
