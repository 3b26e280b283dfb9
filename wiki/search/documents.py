"""An article as search knows it: its words, and where it stands."""

from dataclasses import dataclass
from typing import NamedTuple


class Placed(NamedTuple):
    """Where an article stands: what filters and counts go by. `day` is the ordinal of the day it changed, `verified`
    that of the day until which it is confirmed, 0 when it never was."""

    day: int
    id: int
    revision: int
    language: str
    type: str
    domains: tuple[str, ...]
    blocks: tuple[str, ...]
    tags: tuple[str, ...]
    verified: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """An article as handed to an engine: where it stands, and its words. `key` are those of `text` that say the most:
    the rule of thumb, the cues, what it is filed under; `translated` is its title in other languages."""

    placed: Placed
    title: str
    text: str
    key: str = ""
    translated: tuple[tuple[str, str], ...] = ()
