"""Refuses, in one linear pass, text that would keep Python-Markdown busy for seconds.

Bounds that are far from what people write. The clock in `Renderer` is the real guard; this spares it the obvious.

- Size. A long article is 50,000 characters; normal prose of four times that renders in half a second.
- Brackets. For every `[` and `](` Python-Markdown walks to the one that closes it, or to the end of the block when
  there is none, and does so for five patterns. The walk's length is what is counted here: 2,500 opening brackets in a
  row walk three million characters and take most of a second, while 500 links in one table walk ten thousand.
- Lines that open something (headings, rules, definitions, callouts) without blank lines between: the rest of the block
  is copied for each of them.
- Abbreviations. Every word is held against every one that is defined.
"""

import re
from collections.abc import Iterator

from wiki.markup.blocks import fenced

MAX_CHARACTERS = 200_000
MAX_STEPS = 3_000_000
MAX_ABBREVIATIONS = 200

BRACKETS = re.compile(r"\]\(|[\[\])]")
ABBREVIATIONS = re.compile(r"^ {0,3}\*\[", re.MULTILINE)
OPENERS = re.compile(r"^ {0,3}(?:#{1,6}[ \t]|!!!|: |\[\^|[-=*_][-=*_ ]*$)", re.MULTILINE)


def is_hostile(text: str) -> bool:
    """True for text that is not worth trying to render."""
    if len(text) > MAX_CHARACTERS or len(ABBREVIATIONS.findall(text)) > MAX_ABBREVIATIONS:
        return True
    steps = 0
    for block in _blocks(text):
        steps += _bracket_steps(block) + len(OPENERS.findall(block)) * len(block)
        if steps > MAX_STEPS:
            return True
    return False


def _blocks(text: str) -> Iterator[str]:
    """Runs of lines between blank ones, without fenced code."""
    block = list[str]()
    for line in fenced(text.split("\n")):
        if isinstance(line, str) and line.strip():
            block.append(line)
        else:
            yield "\n".join(block)
            block.clear()
    yield "\n".join(block)


def _bracket_steps(block: str) -> int:
    """How many characters are walked in search of closing brackets."""
    steps = 0
    texts, addresses = list[int](), list[int]()
    for bracket in BRACKETS.finditer(block):
        at = bracket.start()
        if bracket[0] == "[":
            texts.append(at)
            continue
        opened = addresses if bracket[0] == ")" else texts
        if opened:
            steps += at - opened.pop()
        if bracket[0] == "](":
            addresses.append(at)
    return steps + sum(len(block) - at for at in (*texts, *addresses))
