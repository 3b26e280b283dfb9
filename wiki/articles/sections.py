"""Between one Markdown text and the sections of an article type.

The text is what is stored, compared and exported; the sections are how people write it. A section starts at a
level-2 heading with exactly the label of the type. Any other heading belongs to the section it stands in, and what
stands before the first known heading is kept as `rest`, so nothing that somebody wrote can fall between the fields.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from wiki.markup import has_undescribed
from wiki.taxonomy.data import ArticleType, Section

# The closing number signs are cut off by hand: a pattern that finds them takes minutes over a line of spaces.
_HEADING = re.compile(r"##[ \t]++(.+)$")
_FENCE = re.compile(r" {0,3}(```+(?=[^`]*$)|~~~+)")


@dataclass(frozen=True, slots=True)
class Parts:
    """A text by section key; `rest` is what stands before the first section."""

    values: Mapping[str, str]
    rest: str = ""


def compose(kind: ArticleType, language: str, parts: Parts, *, with_empty: bool = False) -> str:
    """One Markdown text with the fixed headings in the type's order; empty sections are left out, unless they are to
    be filled in there."""
    blocks = [_with_fences_closed(parts.rest.strip("\n"))]
    for section in kind.sections:
        value = _with_fences_closed(parts.values.get(section.key, "").strip("\n"))
        if value.strip() or with_empty:
            blocks.append(f"## {section.heading(language)}\n\n{value}".rstrip("\n"))
    return "\n\n".join(block for block in blocks if block.strip()) + "\n"


def split(kind: ArticleType, language: str, text: str) -> Parts:
    """The sections of a text. A heading that comes twice adds to its section; order does not matter."""
    keys = {section.heading(language).casefold(): section.key for section in kind.sections}
    found: dict[str, list[str]] = {"": []}
    current = ""
    for line, key in _lines(text, keys):
        if key is None:
            found[current].append(line)
        else:
            current = key
            if found.setdefault(key, []):
                found[key].append("")
    values = {key: "\n".join(lines).strip("\n") for key, lines in found.items()}
    rest = values.pop("")
    return Parts({section.key: values.get(section.key, "") for section in kind.sections}, rest)


def missing(kind: ArticleType, parts: Parts) -> tuple[Section, ...]:
    """The sections that still have to be written before the article can be submitted."""
    return tuple(section for section in kind.sections if section.required and not parts.values[section.key].strip())


def undescribed(parts: Parts) -> tuple[str, ...]:
    """The keys of the sections, and `rest`, that show something without saying what is to be seen."""
    return tuple(key for key, value in {**parts.values, "rest": parts.rest}.items() if has_undescribed(value))


def holds_heading(kind: ArticleType, language: str, value: str) -> bool:
    """Whether the text of one field holds the heading of a section, which would tear it in two."""
    keys = {section.heading(language).casefold(): section.key for section in kind.sections}
    return any(key is not None for _line, key in _lines(value, keys))


def _with_fences_closed(text: str) -> str:
    """The text with a code block that was left open ended: it would swallow the sections that come after it."""
    fence = ""
    for line in text.split("\n"):
        fence = _fence_after(line, fence)
    return f"{text}\n{fence}" if fence else text


def _lines(text: str, keys: Mapping[str, str]) -> list[tuple[str, str | None]]:
    """Each line with the section that it opens, if any; lines inside a fenced block never open one."""
    result: list[tuple[str, str | None]] = []
    fence = ""
    for line in text.split("\n"):
        fence = _fence_after(line, fence)
        heading = None if fence else _HEADING.match(line)
        words = heading[1].rstrip("#").rstrip(" \t").casefold() if heading else ""
        result.append((line, keys.get(words)))
    return result


def _fence_after(line: str, fence: str) -> str:
    """The mark of the code block that is open after this line, given the one that was open before it."""
    mark = _FENCE.match(line)
    if mark and not fence:
        return mark[1]
    closes = mark and mark[1].startswith(fence) and line.strip() == mark[1]
    return "" if closes else fence
