"""The tokens as the style guide shows them: colours with their contrast, sizes and spaces, house style included."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from wiki import tokens
from wiki.tokens import Measured, Pair, Tokens

_KINDS = ("--pw-size-", "--pw-space-", "--pw-radius-")


@dataclass(frozen=True, slots=True)
class Contrast:
    """One pair with what was measured in each theme; a colour of a house style that cannot be is left out."""

    pair: Pair
    ratios: Mapping[str, Measured]


def contrasts(over: Tokens) -> tuple[Contrast, ...]:
    found: dict[Pair, dict[str, Measured]] = {pair: {} for pair in tokens.PAIRS}
    for each in tokens.measured(over):
        found[each.pair][each.theme] = each
    return tuple(Contrast(pair, ratios) for pair, ratios in found.items())


def colours(over: Tokens) -> Sequence[tuple[str, str, str]]:
    """Every colour: its name, and what it is in light and in dark."""
    light, dark = tokens.in_theme("light", over), tokens.in_theme("dark", over)
    return [(name, light[name], dark[name]) for name in light if name.startswith("--pw-") and _is_colour(light[name])]


def sizes(over: Tokens) -> Mapping[str, Sequence[tuple[str, str]]]:
    """Sizes of type, spaces and radii, from small to large: each group with names and values."""
    values = tokens.in_theme("light", over)
    named = [name for name in values if name.startswith(_KINDS)]
    return {kind: _of(names, values) for kind, names in groupby(named, key=lambda name: name.split("-")[3])}


def _of(names: Iterable[str], values: Tokens) -> Sequence[tuple[str, str]]:
    return [(name, values[name]) for name in names]


def _is_colour(value: str) -> bool:
    return value.startswith("#")
