"""Photos inside documents, as they are but without their metadata. Pure.

The parts of a JPEG and a PNG are picked, and nothing is decoded: encoding a deck of forty screenshots again would take
longer than a file may take, and its photos would get worse.
"""

import re
import struct
from collections.abc import Iterator

from wiki.attachments.refused import Refused

JPEG = b"\xff\xd8\xff"
PNG = b"\x89PNG\r\n\x1a\n"

_MARKER = re.compile(rb"\xff+(?![\x00\xff\xd0-\xd7])")
_START, _END, _SCAN, _COMMENT = 0xD8, 0xD9, 0xDA, 0xFE
_APPLICATIONS = range(0xE0, 0xF0)
# What a decoder needs to know of the colours, and nothing behind it.
_KNOWN = {0xE0: (b"JFIF\0", 14), 0xEE: (b"Adobe", 12)}
_TURNED = re.compile(rb"\x01\x12\0\x03\0\0\0\x01\0([\x02-\x08])|\x12\x01\x03\0\x01\0\0\0([\x02-\x08])\0")
_UPRIGHT = b"\xff\xe1\x00\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0%c\0\0\0\0\0\0"
_CHUNKS = frozenset(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB sBIT bKGD pHYs acTL fcTL fdAT".split())


def plain(data: bytes) -> bytes:
    """A JPEG or PNG without metadata, the way it was held apart; anything else as it is. Raises Refused 'broken'."""
    if data.startswith(JPEG):
        return plain_jpeg(data, keep_turn=True)
    if data.startswith(PNG):
        return PNG + b"".join(_png_chunks(data))
    return data


def plain_jpeg(data: bytes, *, keep_turn: bool = False) -> bytes:
    """The same picture; what stands behind its end goes too. Raises Refused 'broken'."""
    turn = _TURNED.search(data, 0, 70_000) if keep_turn else None
    made = [b"\xff\xd8"]
    if turn is not None:
        made.append(_UPRIGHT % (turn[1] or turn[2]))
    place = 2
    while place < len(data):
        found = _MARKER.match(data, place)
        if found is None:
            raise Refused("broken")
        if data[found.end() : found.end() + 1] in (b"", bytes([_END])):
            break
        kind, body = data[found.end()], found.end() + 3
        stop = found.end() + 1 + int.from_bytes(data[found.end() + 1 : body], "big")
        if stop < body or stop > len(data):
            raise Refused("broken")
        made.append(_segment(kind, data[body:stop]))
        place = stop
        if kind == _SCAN:
            after = _MARKER.search(data, stop)
            place = after.start() if after is not None else len(data)
            made.append(data[stop:place])
    return b"".join(made) + b"\xff\xd9"


def _segment(kind: int, body: bytes) -> bytes:
    if kind == _COMMENT:
        return b""
    if kind in _APPLICATIONS:
        begin, length = _KNOWN.get(kind, (b"", 0))
        if not begin or not body.startswith(begin) or len(body) < length:
            return b""
        body = body[:length]
        if kind == _APPLICATIONS.start:
            body = body[:-2] + b"\0\0"  # no thumbnail
    return struct.pack(">BBH", 0xFF, kind, len(body) + 2) + body


def _png_chunks(data: bytes) -> Iterator[bytes]:
    place = len(PNG)
    while place + 12 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, place)
        stop = place + 12 + length
        if stop > len(data):
            raise Refused("broken")
        if kind in _CHUNKS:
            yield data[place:stop]
        if kind == b"IEND":
            return
        place = stop
    raise Refused("broken")
