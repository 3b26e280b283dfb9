"""Read the tables of data files strictly: a missing, empty or unknown key says in which file and entry it is.

It knows nothing of domains or article types; its callers say what an entry holds. The demo content reads its front
matter with it as well.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

T = TypeVar("T")


class BrokenData(ValueError):
    """A data file that cannot be used; the message names the file, the entry and the key."""


class Entry:
    """One table that knows where it is and which of its keys nobody has asked for yet."""

    def __init__(self, place: str, values: object) -> None:
        self.place = place
        if not isinstance(values, dict):
            raise self.broken("is missing or not a table")
        self._left = dict(values)

    def __contains__(self, key: str) -> bool:
        return key in self._left

    def broken(self, problem: str) -> BrokenData:
        return BrokenData(f"{self.place}: {problem}")

    def text(self, key: str) -> str:
        value = self._left.pop(key, None)
        if not isinstance(value, str) or not value.strip():
            raise self.broken(f"{key} is missing or empty")
        return value

    def name(self, key: str, pattern: re.Pattern[str]) -> str:
        """The identifier under `key`; from here on messages call the entry by it."""
        value = self.text(key)
        if not pattern.fullmatch(value):
            raise self.broken(f"{key} {value!r} does not look like {pattern.pattern}")
        self.place = f"{self.place} {value!r}"
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, which may be empty but not absent."""
        values = self._left.pop(key, None)
        if not isinstance(values, list) or not all(isinstance(value, str) and value.strip() for value in values):
            raise self.broken(f"{key} must be a list of texts")
        return tuple(values)

    def day(self, key: str) -> date:
        value = self._left.pop(key, None)
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.broken(f"{key} must be a date like 2025-03-14")
        return value

    def flag(self, key: str) -> bool:
        value = self._left.pop(key, False)
        if not isinstance(value, bool):
            raise self.broken(f"{key} must be true or false")
        return value

    def count(self, key: str) -> int:
        value = self._left.pop(key, None)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise self.broken(f"{key} must be a whole number above zero")
        return value

    def table(self, key: str) -> "Entry":
        return Entry(f"{self.place}: {key}", self._left.pop(key, None))

    def tables(self, key: str) -> tuple["Entry", ...]:
        values = self._left.pop(key, None)
        if not isinstance(values, list) or not values:
            raise self.broken(f"has no [[{key}]]")
        return tuple(Entry(f"{self.place}: {key} {number}", value) for number, value in enumerate(values, start=1))

    def finish(self, made: T) -> T:
        """Hand on what was made of this entry, unless a key is left over: most often a typing mistake."""
        if self._left:
            raise self.broken(f"unknown key {', '.join(sorted(self._left))}")
        return made


def entries(file: Path, key: str) -> tuple[Entry, ...]:
    """The [[key]] tables of a file that holds nothing else."""
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise BrokenData(f"{file.name}: {problem}") from problem
    whole = Entry(file.name, values)
    return whole.finish(whole.tables(key))


def by_name(place: str, things: Iterable[T], name: Callable[[T], str]) -> Mapping[str, T]:
    """The things under their names, in the order given, read-only; raises BrokenData when two share a name."""
    found: dict[str, T] = {}
    for thing in things:
        if name(thing) in found:
            raise BrokenData(f"{place}: {name(thing)!r} is there twice")
        found[name(thing)] = thing
    return MappingProxyType(found)
