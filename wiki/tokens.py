"""Design tokens as the style sheets set them: read, resolved for each theme, and measured.

What is measured here is what the law asks: text at 4.5:1 on what it stands on, the edges of controls at 3:1 (WCAG 2.2,
1.4.3 and 1.4.11). Pure; it reads CSS of our own shape, where a colour is `#rrggbb` or `light-dark()` of two of those,
and what house styles write for it: `#rgb`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from wiki.paths import STATIC

Tokens = Mapping[str, str]
TEXT, CONTROL = 4.5, 3.0
# Each theme: which half of light-dark() counts, and whether more contrast is on.
THEMES: Mapping[str, tuple[int, bool]] = {
    "light": (0, False),
    "dark": (1, False),
    "light-more": (0, True),
    "dark-more": (1, True),
}
SHEETS = ("css/tokens.css", "css/pages/coverage.css")
MORE = ':root[data-contrast="more"]'

_DECLARATION = re.compile(r"(--[\w-]+)\s*:\s*([^;]+?)\s*(?:;|$)")
_COLOUR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)
_BOTH = re.compile(r"light-dark\(\s*(#[0-9a-f]{6})\s*,\s*(#[0-9a-f]{6})\s*\)", re.IGNORECASE)
_SHORT = re.compile(r"#([0-9a-f])([0-9a-f])([0-9a-f])(?!\w)", re.IGNORECASE)
_SURFACES = ("paper", "surface", "sunken")
_DOMAINS = ("police", "fire", "enforcement", "customs", "security", "defence")
_WORDS = (
    "ink",
    "ink-soft",
    "accent",
    "accent-strong",
    "ok",
    "warn",
    "danger",
    *(f"domain-{name}" for name in _DOMAINS),
)
_ON: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ink", ("accent-tint", "ok-tint", "warn-tint", "danger-tint")),
    ("ink-soft", ("accent-tint",)),
    ("accent", ("accent-tint",)),
    ("accent-strong", ("accent-tint",)),
    ("ok", ("ok-tint",)),
    ("warn", ("warn-tint",)),
    ("danger", ("danger-tint",)),
    ("on-accent", ("accent", "accent-strong")),
    ("on-danger", ("danger-fill",)),
    ("on-marker", ("marker", "marker-stroke")),
    ("on-marker-soft", ("marker-soft",)),
    ("on-say", ("say",)),
    ("on-heat-low", ("heat-1", "heat-2")),
    ("on-heat-middle", ("heat-3",)),
    ("on-heat-high", ("heat-4", "heat-5")),
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A colour that has to be told from the one it stands on; both are names of tokens."""

    front: str
    back: str
    least: float


PAIRS = (
    *(Pair(f"--pw-{word}", f"--pw-{surface}", TEXT) for word in _WORDS for surface in _SURFACES),
    *(Pair(f"--pw-{front}", f"--pw-{back}", TEXT) for front, backs in _ON for back in backs),
    *(
        Pair(f"--pw-{front}", f"--pw-{surface}", CONTROL)
        for front in ("line-strong", "focus-color")
        for surface in _SURFACES
    ),
)


@dataclass(frozen=True, slots=True)
class Measured:
    pair: Pair
    theme: str
    ratio: float

    @property
    def is_enough(self) -> bool:
        return self.ratio >= self.pair.least


def rules(css: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every run of declarations with what it stands in, outermost first; in a sound sheet that is never nothing."""
    css = re.sub(r"/\*.*?\*/", " ", css, flags=re.DOTALL)
    inside: list[str] = []
    for text, end in re.findall(r"([^{}]*)([{}]|$)", css):
        words = " ".join(text.split())
        if end == "{":
            inside.append(words)
        elif words or end == "}":
            yield tuple(inside), words
        if end == "}" and inside:
            inside.pop()


def declared(css: str) -> dict[str, str]:
    """The custom properties that a block of declarations sets."""
    return dict(_DECLARATION.findall(css))


@lru_cache(maxsize=1)
def shipped() -> tuple[Tokens, Tokens]:
    """The tokens of our own style sheets: of every page, and what more contrast sets in their place."""
    base: dict[str, str] = {}
    more: dict[str, str] = {}
    for sheet in SHEETS:
        for inside, block in rules((STATIC / sheet).read_text(encoding="utf-8")):
            if any(words.startswith("@media") for words in inside):
                continue
            if inside and inside[-1] == ":root":
                base |= declared(block)
            elif inside and inside[-1] == MORE:
                more |= declared(block)
    return base, more


def in_theme(theme: str, over: Tokens | None = None) -> Tokens:
    """Every token in a theme, a colour as `#rrggbb`. With more contrast a house style (`over`) steps back."""
    half, is_more = THEMES[theme]
    base, more = shipped()
    values = {**base, **more} if is_more else {**base, **(over or {})}
    return {name: _half(value, half) for name, value in values.items()}


def measured(over: Tokens | None = None) -> Iterator[Measured]:
    """Every pair in every theme, but for those in which a house style (`over`) has a colour that cannot be measured."""
    for theme in THEMES:
        values = in_theme(theme, over)
        for pair in PAIRS:
            front, back = values[pair.front], values[pair.back]
            if _COLOUR.fullmatch(front) and _COLOUR.fullmatch(back):
                yield Measured(pair, theme, contrast(front, back))


def contrast(one: str, other: str) -> float:
    """How far apart two colours are, from 1 to 21, as WCAG works it out."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _half(value: str, half: int) -> str:
    value = _SHORT.sub(r"#\1\1\2\2\3\3", value)
    both = _BOTH.fullmatch(value)
    return both.group(half + 1) if both else value


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
