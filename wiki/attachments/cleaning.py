"""A file made anew, without what tells who made it, where or with what. Pure; runs in a helper process.

Pictures are decoded and encoded again, which also leaves behind whatever else was in them. Of documents and recordings
only what is about their maker is taken out: the names in properties, comments and changes, the places in films.
"""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from wiki.attachments import ogg, packages, pictures, portable, recordings, webm
from wiki.attachments.recognising import M4A, MP3, MP4, OGG, PACKAGE, PDF, PICTURE, WAV, WEBM, Format, recognised
from wiki.attachments.refused import Refused

MAIN = ""

_RECORDINGS: Mapping[Format, Callable[[bytes], bytes]] = {
    MP3: recordings.without_tags,
    WAV: recordings.without_chunks,
    OGG: ogg.without_comments,
    WEBM: webm.without_marks,
    MP4: recordings.without_places,
    M4A: recordings.without_places,
}


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What is kept of a file: its contents by what stands behind the name that they are kept under, `MAIN` and, of a
    picture, its smaller widths. Width and height are in pixels, of the main one."""

    format: Format
    contents: Mapping[str, bytes]
    width: int | None = None
    height: int | None = None

    @property
    def main(self) -> bytes:
        return self.contents[MAIN]


def cleaned(data: bytes, *, most_pixels: int) -> Cleaned:
    """Recognise a file and make it anew. Raises Refused."""
    found = recognised(data)
    if found == PICTURE:
        made = pictures.made_anew(data, most_pixels=most_pixels)
        smaller = {f".{width}": content for width, content in made.smaller.items()}
        return Cleaned(PICTURE, {MAIN: made.main, **smaller}, made.width, made.height)
    if found == PDF:
        return Cleaned(PDF, {MAIN: portable.anonymous_pdf(data)})
    if found == PACKAGE:
        kind, content = packages.anonymous_package(io.BytesIO(data))
        return Cleaned(kind, {MAIN: content})
    content = _RECORDINGS[found](data)
    if not content:
        raise Refused("broken")
    return Cleaned(found, {MAIN: content})
