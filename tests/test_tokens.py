"""Design tokens: every pair of colours can be read in every theme, and colours stand in tokens alone."""

import re

import pytest

from wiki import tokens
from wiki.paths import STATIC

SHEETS = {path: path.read_text(encoding="utf-8") for path in sorted((STATIC / "css").rglob("*.css"))}
TOKENS = SHEETS[STATIC / "css" / "tokens.css"]
OUR_OWN = [path for path in SHEETS if path.name not in ("tokens.css", "site.css")]


@pytest.mark.parametrize("theme", tokens.THEMES)
def test_every_text_and_control_stands_out_from_what_it_stands_on(theme):
    found = [each for each in tokens.measured() if each.theme == theme]

    assert len(found) == len(tokens.PAIRS)
    assert [f"{each.pair.front} on {each.pair.back}: {each.ratio:.2f}" for each in found if not each.is_enough] == []


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#ffffff", "#ffffff", 1), ("#767676", "#ffffff", 4.54), ("#0000ff", "#ffffff", 8.59)],
)
def test_contrast_is_worked_out_as_the_guidelines_do(one, other, ratio):
    assert tokens.contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert tokens.contrast(other, one) == tokens.contrast(one, other)


def test_a_theme_takes_its_half_and_more_contrast_its_own():
    assert tokens.in_theme("light")["--pw-paper"] == "#faf8f4"
    assert tokens.in_theme("dark")["--pw-paper"] == "#10191c"
    assert tokens.in_theme("light-more")["--pw-paper"] == "#ffffff"
    assert tokens.in_theme("dark-more")["--pw-paper"] == "#000000"
    assert tokens.in_theme("dark")["--pw-radius-m"] == "8px"


def test_blocks_are_found_with_what_they_stand_in():
    css = "@layer a { /* not } this */ :root { --b: 1; } @media x { :root { --c: 2 } } } p { --d: 3 } --e: 4"

    assert [(inside, block) for inside, block in tokens.rules(css) if block] == [
        (("@layer a", ":root"), "--b: 1;"),
        (("@layer a", "@media x", ":root"), "--c: 2"),
        (("p",), "--d: 3"),
        ((), "--e: 4"),
    ]


def blocks(selector, *, of=None):
    """The declarations for a selector, those of the media query `of` or of none."""
    return [
        tokens.declared(block)
        for inside, block in tokens.rules(TOKENS)
        if inside[-1:] == (selector,)
        and [words for words in inside if words.startswith("@media")] == ([of] if of else [])
    ]


def test_the_wish_of_the_system_and_our_own_switch_set_the_same():
    assert blocks(":root", of="@media (prefers-contrast: more)") == blocks(tokens.MORE)


def test_an_old_browser_gets_the_light_half():
    old, new = blocks(":root")
    light = {name: tokens.in_theme("light")[name] for name in new}

    assert {name: old[name] for name in new} == light


def test_with_reduced_motion_nothing_takes_time():
    durations = {name for name, value in blocks(":root")[0].items() if value.endswith("ms")}

    (reduced,) = blocks(":root", of="@media (prefers-reduced-motion: reduce)")
    assert reduced == dict.fromkeys(durations, "0ms")


@pytest.mark.parametrize("path", OUR_OWN, ids=lambda path: path.name)
def test_a_colour_or_a_duration_stands_in_a_token_and_nowhere_else(path):
    # A code of an address is black on white in every theme, or no device reads it.
    said = " ".join(block for inside, block in tokens.rules(SHEETS[path]) if inside[-1:] != (".pw-qr",))
    said = re.sub(r"--pw-[\w-]+:[^;]*", "", said)

    assert re.findall(r"#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(|(?<![\w.])\d+(?:\.\d+)?m?s\b", said) == []


def test_every_token_in_use_is_one_that_there_is():
    used = {name for css in SHEETS.values() for name in re.findall(r"var\((--pw-[\w-]+)", css)}
    local = {name for css in SHEETS.values() for name in re.findall(r"(--pw-[\w-]+):", css)}

    assert used - local == set()
