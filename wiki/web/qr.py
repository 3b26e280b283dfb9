"""An address as a QR code: what a template needs to draw it as SVG, for our policy lets no other picture be made."""

from dataclasses import dataclass
from functools import lru_cache

import segno


@dataclass(frozen=True, slots=True)
class Code:
    """`size` modules wide, without the free margin around it; `path` strokes the dark ones."""

    size: int
    path: str


@lru_cache(maxsize=1024)
def code(address: str) -> Code:
    """The code of an address, with room for a scratch (level M, a higher one where it costs no room)."""
    matrix = segno.make(address, error="m", micro=False).matrix
    return Code(len(matrix), "".join(_row(y, bytes(row)) for y, row in enumerate(matrix)))


def _row(y: int, modules: bytes) -> str:
    """The dark runs of one row as strokes: the first from its place, the others from where the last one ended."""
    path, at, x = [], None, 0
    while x < len(modules):
        end = x
        while end < len(modules) and modules[end] == modules[x]:
            end += 1
        if modules[x]:
            path.append(f"M{x} {y}.5h{end - x}" if at is None else f"m{x - at} 0h{end - x}")
            at = end
        x = end
    return "".join(path)
