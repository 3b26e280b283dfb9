"""Recordings and films: the sound and the picture as they are, without tags and places. Pure.

A phone writes where a film was made into the `udta` and `meta` boxes of an MP4 file, and its maker's name into the tags
of a recording. Where other parts of a file are found by counting bytes, what tells is overwritten with nothing of the
same size, so that nothing has to move. What is in the sound and the picture themselves, and in tracks beside them,
stays.
"""

import re
import struct
from collections.abc import Iterator

from wiki.attachments.refused import Refused

_HOLDERS = frozenset({b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"dinf", b"moof", b"traf"})
_TELLING = frozenset({b"udta", b"meta", b"uuid", b"XMP_", b"free", b"skip", b"junk", b"pnot", b"PICT"})
_HEADER = struct.Struct(">I4s")
_LONG = struct.Struct(">Q")
_CHUNK = struct.Struct("<4sI")
_WAV_KEEPS = (b"fmt ", b"fact", b"data")
_ID3_HEADER = 10
_ID3_HAS_FOOTER = 0x10
_ID3 = re.compile(rb"ID3[\x02-\x04]")
# By how they begin, counted from the end of the sound.
_AT_END = ((b"TAG", 128), (b"TAG+", 227))
_APE, _APE_SIZE, _APE_HAS_HEADER = b"APETAGEX", 32, 0x80000000
_LYRICS = re.compile(rb"(\d{6})LYRICS200\Z")


def without_tags(data: bytes) -> bytes:
    """An MP3 file without ID3, APE and lyrics tags, before and behind the sound."""
    while True:
        shorter = _without_one_behind(_without_one_before(data))
        if len(shorter) == len(data):
            return data
        data = shorter


def without_chunks(data: bytes) -> bytes:
    """A WAV file of its format and its sound alone. Raises Refused 'broken'."""
    kept: dict[bytes, bytes] = {}
    place = 12
    while place + _CHUNK.size <= len(data):
        kind, size = _CHUNK.unpack_from(data, place)
        place += _CHUNK.size
        if kind in _WAV_KEEPS:
            # A recorder that was cut off has not yet written how much there is.
            kept.setdefault(kind, data[place : place + size])
        place += size + size % 2
    if not kept.get(b"fmt ") or not kept.get(b"data"):
        raise Refused("broken")
    made = b"".join(
        _CHUNK.pack(kind, len(kept[kind])) + kept[kind] + b"\0" * (len(kept[kind]) % 2)
        for kind in _WAV_KEEPS
        if kind in kept
    )
    return _CHUNK.pack(b"RIFF", len(made) + 4) + b"WAVE" + made


def without_places(data: bytes) -> bytes:
    """An MP4 or M4A file in which the boxes that tell of its maker are emptied. Raises Refused 'broken'."""
    made = bytearray(data)
    for kind, start, header, end in _boxes(data):
        if kind in _TELLING:
            made[start + 4 : start + 8] = b"free"
            made[start + header : end] = bytes(end - start - header)
    return bytes(made)


def _without_one_before(data: bytes) -> bytes:
    if _ID3.match(data) and len(data) >= _ID3_HEADER:
        return data[_id3_size(data, 0) :]
    if data.startswith(_APE) and len(data) >= _APE_SIZE:
        return data[_APE_SIZE + int.from_bytes(data[12:16], "little") :]
    return data


def _without_one_behind(data: bytes) -> bytes:
    for begin, size in _AT_END:
        if len(data) >= size and data.startswith(begin, len(data) - size):
            return data[:-size]
    if data.startswith(_APE, max(len(data) - _APE_SIZE, 0)):
        _version, size, _items, flags = struct.unpack_from("<4I", data, len(data) - _APE_SIZE + len(_APE))
        size += _APE_SIZE if flags & _APE_HAS_HEADER else 0
        return data[: -max(_APE_SIZE, min(size, len(data)))]
    lyrics = _LYRICS.search(data, max(len(data) - 15, 0))
    if lyrics is not None:
        return data[: max(lyrics.start() - int(lyrics[1]), 0)]
    for found in _ID3.finditer(data):
        if found.start() + _id3_size(data, found.start()) == len(data):
            return data[: found.start()]
    return data


def _id3_size(data: bytes, place: int) -> int:
    size = 0
    for byte in data[place + 6 : place + _ID3_HEADER]:
        size = size << 7 | byte & 0x7F
    has_footer = len(data) > place + 5 and data[place + 3] >= 4 and data[place + 5] & _ID3_HAS_FOOTER
    return size + _ID3_HEADER * (2 if has_footer else 1)


def _boxes(data: bytes) -> Iterator[tuple[bytes, int, int, int]]:
    """Kind, start, length of the header and end of each box, those inside others too. Raises Refused 'broken'."""
    waiting = [(0, len(data))]
    while waiting:
        start, end = waiting.pop()
        if start == end:
            continue
        if start + _HEADER.size > end:
            raise Refused("broken")
        size, kind = _HEADER.unpack_from(data, start)
        header = _HEADER.size
        if size == 1 and start + 16 <= end:
            (size,) = _LONG.unpack_from(data, start + header)
            header = 16
        stop = end if size == 0 else start + size
        if stop < start + header or stop > end:
            raise Refused("broken")
        yield kind, start, header, stop
        waiting.append((stop, end))
        if kind in _HOLDERS:
            waiting.append((start + header, stop))
