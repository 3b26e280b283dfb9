"""Sets of documents as bits, 64 to a number: filters are `&`, and an exact count costs next to nothing. Pure."""

import numpy as np
from numpy.typing import NDArray

Bits = NDArray[np.uint64]
Numbers = NDArray[np.int32]
Mask = NDArray[np.bool_]


def of_mask(mask: Mask) -> Bits:
    """The set of the places where the mask is true."""
    packed = np.packbits(mask, bitorder="little")
    if len(packed) % 8 == 0:
        return packed.view(np.uint64)
    # `np.pad` takes longer than all the rest of this.
    whole = np.zeros(len(packed) + -len(packed) % 8, dtype=np.uint8)
    whole[: len(packed)] = packed
    return whole.view(np.uint64)


def of_documents(documents: Numbers, size: int) -> Bits:
    """The set of these documents, out of `size`."""
    mask = np.zeros(size, dtype=np.bool_)
    mask[documents] = True
    return of_mask(mask)


def mask(bits: Bits, size: int) -> Mask:
    """The first `size` places of the set, one value each."""
    return np.unpackbits(bits.view(np.uint8), count=size, bitorder="little").view(np.bool_)


def documents(bits: Bits, size: int) -> NDArray[np.int64]:
    """The documents in the set, ascending."""
    return mask(bits, size).nonzero()[0]


def count(bits: Bits) -> int:
    """How many documents are in the set."""
    return int(np.bitwise_count(bits).sum())


def counts(rows: Bits, bits: Bits) -> NDArray[np.int64]:
    """How many documents each of the rows (a set each) shares with the set."""
    return np.asarray(np.bitwise_count(rows & bits).sum(axis=1, dtype=np.int64))


def nothing(size: int) -> Bits:
    return np.zeros(-(-size // 64), dtype=np.uint64)


def everything(size: int) -> Bits:
    return of_mask(np.ones(size, dtype=np.bool_))
