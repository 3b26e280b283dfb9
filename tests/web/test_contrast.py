"""The colours of the tokens can be told apart: text 4.5:1, edges and focus 3:1, and 7:1 with more contrast."""

import re

import pytest

from wiki.paths import STATIC

TOKENS = re.findall(
    r"--pw-([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)",
    (STATIC / "css" / "tokens.css").read_text(encoding="utf-8"),
)
GROUNDS = ("paper", "surface", "sunken")
DOMAINS = ("police", "fire", "enforcement", "customs", "security", "defence")
TEXTS = ("ink", "ink-soft", "accent", "accent-strong", "ok", "warn", "danger", *(f"domain-{slug}" for slug in DOMAINS))
TEXT_PAIRS = [(text, ground) for text in TEXTS for ground in GROUNDS] + [
    ("on-accent", "accent"),
    ("on-danger", "danger-fill"),
    ("on-marker-soft", "marker-soft"),
    ("accent", "accent-tint"),
    ("ok", "ok-tint"),
    ("warn", "warn-tint"),
    ("danger", "danger-tint"),
    *((("ink", f"{tint}-tint")) for tint in ("accent", "ok", "warn", "danger")),
]
EDGE_PAIRS = [(edge, ground) for edge in ("line-strong", "focus-color", "accent") for ground in GROUNDS]


def colours(theme, *, more=False):
    """The colour of each token in a theme; those of more contrast come later in the file."""
    found = {}
    for name, *values in TOKENS:
        if more or name not in found:
            found[name] = values[("light", "dark").index(theme)]
    return found


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def too_low(values, pairs, least):
    found = {f"{one} on {other}": round(contrast(values[one], values[other]), 2) for one, other in pairs}
    return {pair: ratio for pair, ratio in found.items() if ratio < least}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_stands_out(theme):
    assert too_low(colours(theme), TEXT_PAIRS, 4.5) == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_edges_of_what_is_pressed_and_the_focus_stand_out(theme):
    assert too_low(colours(theme), EDGE_PAIRS, 3) == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_more_contrast_is_seven_to_one(theme):
    pairs = [(text, ground) for text in ("ink", "ink-soft", "accent", "line-strong") for ground in GROUNDS]

    assert too_low(colours(theme, more=True), pairs, 7) == {}


def test_contrast_is_worked_out_as_the_guideline_says():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
