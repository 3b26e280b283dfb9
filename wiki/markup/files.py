"""Addresses of this wiki's own files, for texts that show them. Which files there are, nobody knows here: the address
of a picture says how large it is, and what follows from that is worked out without asking.

    /files/<key>/<name>                     a document, a recording, a film
    /files/<key>/<width>x<height>/<name>    a picture; it is there in smaller widths too
"""

import re
from typing import NamedTuple

KEY = r"[a-z2-7]{26}"
NAME = r"[a-z0-9][a-z0-9._-]{0,99}"
# The widths, in pixels, that a picture is kept in besides its own.
WIDTHS = (480, 960)
WIDEST = 1920
SIZES = "(min-width: 64rem) 42rem, 94vw"
AUDIO = ("mp3", "m4a", "ogg", "wav")
VIDEO = ("mp4", "webm")

_USE = re.compile(rf"/files/({KEY})/")
_FILE = re.compile(rf"/files/({KEY})/(?:([1-9]\d{{0,4}})x([1-9]\d{{0,4}})/)?({NAME})")
SRCSET = re.compile(rf"(?:/files/{KEY}/\d{{1,5}}x\d{{1,5}}/{NAME} \d{{1,5}}w(?:, (?!$)|$))+")
_UNDESCRIBED = re.compile(r"(?<!\\)!\[[\s\u200b-\u200d\u2060\ufeff]*\](?=[(\[])")
_CODE = re.compile(r"^(```+|~~~+).*?(?:^\1|\Z)|`[^`\n]+`", re.MULTILINE | re.DOTALL)


class FileAddress(NamedTuple):
    """Width and height are None for what is no picture."""

    key: str
    width: int | None
    height: int | None
    name: str

    @property
    def extension(self) -> str:
        return self.name.rpartition(".")[2]

    @property
    def srcset(self) -> str:
        """The widths that there are, for an `<img>`; empty where there is only one."""
        if self.width is None or self.height is None:
            return ""
        smaller = [width for width in WIDTHS if width < self.width]
        each = (
            f"{address(self.key, self.name, *scaled(self.width, self.height, width))} {width}w" for width in smaller
        )
        return ", ".join(
            [*each, f"{address(self.key, self.name, self.width, self.height)} {self.width}w"] if smaller else []
        )


def address(key: str, name: str, width: int | None = None, height: int | None = None) -> str:
    return f"/files/{key}/{width}x{height}/{name}" if width and height else f"/files/{key}/{name}"


def scaled(width: int, height: int, to: int) -> tuple[int, int]:
    """The size of a picture that is made this wide."""
    return to, max(1, round(height * to / width))


def read_address(text: str) -> FileAddress | None:
    """The parts of an address of a file of ours, or None."""
    found = _FILE.fullmatch(text)
    if found is None:
        return None
    width, height = (int(found[2]), int(found[3])) if found[2] else (None, None)
    return FileAddress(found[1], width, height, found[4])


def picture_keys(text: str) -> frozenset[str]:
    """Every key of a picture among them: its address says how large it is."""
    return frozenset(found[1] for found in _FILE.finditer(text) if found[2])


def file_keys(text: str) -> frozenset[str]:
    """Every key of a file that a Markdown text may show or link to; also those in code."""
    return frozenset(_USE.findall(text))


def has_undescribed(text: str) -> bool:
    """Whether a Markdown text shows something without saying what is to be seen; what stands in code shows nothing."""
    return _UNDESCRIBED.search(_CODE.sub("", text)) is not None
