"""What a file is, by its first bytes and never by its name.

A list of what is taken, and nothing is guessed: libraries that recognise hundreds of formats answer with likelihoods,
and a file that could be two things is not for other people's browsers.
"""

import re
from typing import NamedTuple

from wiki.attachments.refused import Refused

LOOKED_AT = 4096


class Format(NamedTuple):
    """`kind` is what pages tell apart; `extension` is what the file is called by, whatever it was called before."""

    kind: str
    mime: str
    extension: str


PICTURE = Format("image", "image/webp", "webp")
PDF = Format("document", "application/pdf", "pdf")
# A package: which kind of document it holds is found inside.
PACKAGE = Format("document", "application/zip", "zip")
MP3 = Format("audio", "audio/mpeg", "mp3")
M4A = Format("audio", "audio/mp4", "m4a")
OGG = Format("audio", "audio/ogg", "ogg")
WAV = Format("audio", "audio/wav", "wav")
MP4 = Format("video", "video/mp4", "mp4")
WEBM = Format("video", "video/webm", "webm")

_MP4_BRANDS = (
    b"isom",
    b"iso2",
    b"iso4",
    b"iso5",
    b"iso6",
    b"avc1",
    b"mp41",
    b"mp42",
    b"M4V ",
    b"qt  ",
    b"dash",
    b"3gp",
)
_SIGNATURES: tuple[tuple[re.Pattern[bytes], Format], ...] = tuple(
    (re.compile(pattern, re.DOTALL), made)
    for pattern, made in (
        (rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|GIF8[79]a|RIFF....WEBP|....ftypavi[fs]", PICTURE),
        (rb"%PDF-1\.|%PDF-2\.", PDF),
        (rb"PK\x03\x04", PACKAGE),
        (rb"RIFF....WAVE", WAV),
        (rb"ID3[\x02-\x04]|\xff[\xf2\xf3\xfa\xfb]", MP3),
        (rb"OggS\x00", OGG),
        (rb"....ftypM4[AB] ", M4A),
        (rb"....ftyp(?:" + b"|".join(map(re.escape, _MP4_BRANDS)) + rb")", MP4),
        (rb"\x1aE\xdf\xa3.{0,60}?\x42\x82.webm", WEBM),
    )
)
_HEIC = re.compile(rb"....ftyp(?:hei[cmsx]|hev[cx]|mif1|msf1)", re.DOTALL)
_SVG = re.compile(rb"<svg\b", re.IGNORECASE)


def recognised(data: bytes) -> Format:
    """What a file is that begins so. Raises Refused."""
    head = data[:LOOKED_AT]
    if not head:
        raise Refused("empty")
    for signature, made in _SIGNATURES:
        if signature.match(head):
            return made
    if _HEIC.match(head):
        raise Refused("heic")
    if _SVG.search(head):
        raise Refused("svg")
    raise Refused("unknown")
