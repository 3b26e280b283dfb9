"""WebM films without tags. Pure.

Players find their way in a film by counting bytes, so what tells becomes empty space (EBML Void) of the same size.
"""

from collections.abc import Iterator

from wiki.attachments.refused import Refused

_HEADER, _SEGMENT, _CLUSTER = b"\x1a\x45\xdf\xa3", b"\x18\x53\x80\x67", b"\x1f\x43\xb6\x75"
_VOID, _SUM = b"\xec", b"\xbf"
_INFO, _TRACKS, _TRACK = b"\x15\x49\xa9\x66", b"\x16\x54\xae\x6b", b"\xae"
_HOLDERS = frozenset({_SEGMENT, _INFO, _TRACKS, _TRACK})
_TELLING = frozenset(
    {
        b"\x12\x54\xc3\x67",  # Tags
        b"\x19\x41\xa4\x69",  # Attachments
        b"\x7b\xa9",  # Title
        b"\x44\x61",  # DateUTC
        b"\x4d\x80",  # MuxingApp
        b"\x57\x41",  # WritingApp
        b"\x73\x84",  # SegmentFilename
        b"\x3c\x83\xab",  # PrevFilename
        b"\x3e\x83\xbb",  # NextFilename
        b"\x53\x6e",  # Name of a track
        _VOID,
        _SUM,  # of what was changed
    }
)


def without_marks(data: bytes) -> bytes:
    """The same film without names of people, programs and files. Raises Refused 'broken'."""
    made = bytearray(data)
    for kind, start, end in _elements(data):
        if kind in _TELLING:
            made[start:end] = _void(end - start)
    return bytes(made)


def _elements(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Kind, start and end of each element, those inside others too."""
    waiting = [(0, len(data), True)]
    while waiting:
        start, end, is_top = waiting.pop()
        if start == end:
            continue
        kind_ends = start + _length_at(data, start, end)
        kind = data[start:kind_ends]
        body = kind_ends + _length_at(data, kind_ends, end)
        size = _size(data[kind_ends:body])
        # What is recorded in one go does not say how long it is, nor do its clusters: they end where another begins.
        is_open = size is None and kind in (_SEGMENT, _CLUSTER)
        stop = end if size is None and kind == _SEGMENT else body if size is None else body + size
        if stop > end or (size is None and not is_open) or (is_top and kind not in (_HEADER, _SEGMENT, _VOID)):
            raise Refused("broken")
        yield kind, start, stop
        waiting.append((stop, end, is_top))
        if kind in _HOLDERS:
            waiting.append((body, stop, False))


def _length_at(data: bytes, place: int, end: int) -> int:
    """How many bytes a number takes is how many bits of its first byte are 0, and one."""
    length = 9 - data[place].bit_length() if place < end else 9
    if length > 8 or place + length > end:
        raise Refused("broken")
    return length


def _size(number: bytes) -> int | None:
    """None stands for unknown: all bits are 1."""
    bits = 7 * len(number)
    found = int.from_bytes(number, "big") & (1 << bits) - 1
    return None if found == (1 << bits) - 1 else found


def _void(size: int) -> bytes:
    if size < 10:
        return _VOID + bytes([0x80 | size - 2]) + bytes(size - 2)
    return _VOID + (1 << 56 | size - 9).to_bytes(8, "big") + bytes(size - 9)
