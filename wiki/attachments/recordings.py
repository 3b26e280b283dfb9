"""Recordings and films: the sound and the picture as they are, without tags and places. Pure.

A phone writes where a film was made into the `udta` and `meta` boxes of an MP4 file, and its maker's name into the tags
of a recording. The boxes become free space of the same size, so that nothing else in the file has to move.
"""

import struct
from collections.abc import Iterator

_HOLDERS = (b"moov", b"trak", b"mdia", b"moof", b"traf")
_TELLING = (b"udta", b"meta", b"uuid")
_HEADER = struct.Struct(">I4s")
_LONG = struct.Struct(">Q")
_ID3_AT_END = 128
_ID3_HEADER = 10


def without_tags(data: bytes) -> bytes:
    """An MP3 file without ID3 tags, before and behind the sound."""
    while data[:3] == b"ID3" and len(data) >= _ID3_HEADER:
        size = 0
        for byte in data[6:_ID3_HEADER]:
            size = size << 7 | byte & 0x7F
        data = data[_ID3_HEADER + size :]
    if data[-_ID3_AT_END : -_ID3_AT_END + 3] == b"TAG":
        data = data[:-_ID3_AT_END]
    return data


def without_places(data: bytes) -> bytes:
    """The same file; in one made of MP4 boxes those that tell of its maker are emptied."""
    if data[4:8] != b"ftyp":
        return data
    made = bytearray(data)
    for kind, start, header, end in _boxes(data, 0, len(data)):
        if kind in _TELLING:
            made[start + 4 : start + 8] = b"free"
            made[start + header : end] = bytes(end - start - header)
    return bytes(made)


def _boxes(data: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int, int]]:
    """Kind, start, length of the header and end of each box, those inside others too; what makes no sense ends it."""
    while start + _HEADER.size <= end:
        size, kind = _HEADER.unpack_from(data, start)
        header = _HEADER.size
        if size == 1 and start + 16 <= end:
            (size,) = _LONG.unpack_from(data, start + header)
            header = 16
        stop = end if size == 0 else start + size
        if stop < start + header or stop > end:
            return
        yield kind, start, header, stop
        if kind in _HOLDERS:
            yield from _boxes(data, start + header, stop)
        start = stop
