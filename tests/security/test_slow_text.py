"""No text keeps a web process busy: what is read outside the renderer's clock takes time in line with its length."""

import time
from collections.abc import Callable
from random import Random

import pytest

from wiki.articles import diffs, sections
from wiki.markup.precheck import is_hostile
from wiki.taxonomy.data import TYPES

LENGTH = 20_000
TIP = TYPES["practice-tip"]


@pytest.mark.parametrize("text", [f"## a{' ' * LENGTH}x", f"## a{'#' * LENGTH}x", f"##{' ' * LENGTH}"])
def test_a_long_heading_is_split_at_once(text: str) -> None:
    assert seconds(lambda: sections.split(TIP, "nl", text)) < 1


def test_a_long_row_of_tildes_is_checked_at_once() -> None:
    assert seconds(lambda: is_hostile("~" * LENGTH + "`")) < 1


@pytest.mark.parametrize("heading", ["## Valkuil", "##  Valkuil ##", "## valkuil #", "##\tValkuil\t##"])
def test_headings_are_still_known_by_their_words(heading: str) -> None:
    assert sections.split(TIP, "nl", f"{heading}\n\nRook.").values["pitfall"] == "Rook."


@pytest.mark.parametrize("line", ["##", "## ", "##Valkuil", "### Valkuil", "## Valkuil # x", "## #"])
def test_other_lines_are_still_text(line: str) -> None:
    assert sections.split(TIP, "nl", line).rest == line


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def test_a_page_of_differences_has_one_deadline_for_all_sections() -> None:
    before, after = (
        sections.compose(TIP, "nl", sections.Parts({section.key: noise(seed) for section in TIP.sections}))
        for seed in (1, 2)
    )

    assert seconds(lambda: diffs.by_section(TIP, "nl", before, after)) < 3 * diffs.DEADLINE_SECONDS


def noise(seed: int) -> str:
    made = Random(seed)  # noqa: S311  the same noise every time
    return " ".join(f"w{made.randrange(9_000)}" for _ in range(2_600))
