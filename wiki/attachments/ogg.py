"""OGG recordings without comments. Pure.

The comments are a packet of the stream, cut into pages of which each has a checksum. The packet keeps its length, as
programs do that leave room for the next comment, so that no page moves and only those it touches are summed again.
"""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from wiki.attachments.refused import Refused

_PAGE = struct.Struct("<4sBBqIIIB")
_FIRST = 2
_SUM = slice(22, 26)
# How the first packet of a stream begins, how the one with comments does, and what stands in it when there are none.
_STREAMS = (
    (b"\x01vorbis", b"\x03vorbis", bytes(8) + b"\x01"),
    (b"OpusHead", b"OpusTags", bytes(8)),
)


class _Part(NamedTuple):
    """A piece of a packet, on one page."""

    stream: int
    is_first_page: bool
    page: tuple[int, int]
    start: int
    end: int
    is_last: bool


def without_comments(data: bytes) -> bytes:
    """A Vorbis or Opus recording without comments. Raises Refused 'unknown' for other sound, 'broken'."""
    made = bytearray(data)
    kinds: dict[int, tuple[bytes, bytes]] = {}
    waiting: dict[int, list[_Part]] = {}
    for part in _parts(data):
        if part.is_first_page:
            kinds[part.stream], waiting[part.stream] = _kind_of(data[part.start : part.end]), []
        elif part.stream not in kinds:
            raise Refused("broken")
        elif part.stream in waiting:
            waiting[part.stream].append(part)
            if part.is_last:
                _empty(made, waiting.pop(part.stream), *kinds[part.stream])
    if waiting or not kinds:
        raise Refused("broken")
    return bytes(made)


def _parts(data: bytes) -> Iterator[_Part]:
    start = 0
    while start < len(data):
        if start + _PAGE.size > len(data):
            raise Refused("broken")
        sign, _version, flags, _position, stream, _number, _sum, segments = _PAGE.unpack_from(data, start)
        sizes = data[start + _PAGE.size : start + _PAGE.size + segments]
        begin = start + _PAGE.size + segments
        end = begin + sum(sizes)
        if sign != b"OggS" or end > len(data):
            raise Refused("broken")
        place = begin
        for size in sizes:
            # A packet goes on for as long as its pieces are of the largest size.
            yield _Part(stream, bool(flags & _FIRST), (start, end), place, place + size, size < 255)
            place += size
        start = end


def _kind_of(packet: bytes) -> tuple[bytes, bytes]:
    for begin, comments, nothing in _STREAMS:
        if packet.startswith(begin):
            return comments, nothing
    raise Refused("unknown")


def _empty(made: bytearray, parts: list[_Part], begin: bytes, nothing: bytes) -> None:
    content = begin + nothing
    length = sum(part.end - part.start for part in parts)
    if length < len(content) or not b"".join(made[part.start : part.end] for part in parts).startswith(begin):
        raise Refused("broken")
    content = content.ljust(length, b"\0")
    for part in parts:
        size = part.end - part.start
        made[part.start : part.end], content = content[:size], content[size:]
    for start, end in {part.page for part in parts}:
        made[start:end] = summed(bytes(made[start:end]))


def summed(page: bytes) -> bytes:
    """The page with its checksum."""
    page = page[: _SUM.start] + bytes(4) + page[_SUM.stop :]
    found = 0
    for byte in page:
        found = (found << 8 & 0xFFFFFFFF) ^ _TABLE[found >> 24 ^ byte]
    return page[: _SUM.start] + found.to_bytes(4, "little") + page[_SUM.stop :]


def _step(value: int) -> int:
    for _ in range(8):
        value = (value << 1 ^ 0x04C11DB7 if value & 0x80000000 else value << 1) & 0xFFFFFFFF
    return value


_TABLE = [_step(byte << 24) for byte in range(256)]
