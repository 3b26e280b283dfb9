"""Leave out of a vendored style sheet what no page of ours can match: rules for class names that no template has.

Each rule is kept whole or as it is but for its dead selectors; nothing is rewritten. A class that a template puts
together (`utrecht-alert--{{ kind }}`) keeps every name that begins like it.
"""

import re
from collections.abc import Iterator
from pathlib import Path

PREFIX = "utrecht-"
_NAME = re.compile(rf"{PREFIX}[\w-]*")
_CLASS = re.compile(rf"\.({PREFIX}[\w-]*)")
_NEGATED = re.compile(r":not\([^()]*\)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def used(folder: Path) -> frozenset[str]:
    """The names that stand in the templates; one that ends in a hyphen is the beginning of others."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.html")))
    return frozenset(name for text in texts for name in _NAME.findall(text))


def trimmed(css: str, names: frozenset[str]) -> str:
    """The style sheet without the rules, and the selectors in rules, that need any other name. Comments stay."""
    return "".join(_kept(css, names))


def _kept(css: str, names: frozenset[str]) -> Iterator[str]:
    place = 0
    while (found := re.compile(r"\s*(?:/\*.*?\*/|@[^;{]*;|([^{}]*)\{)|\s*\Z", re.DOTALL).match(css, place)) is not None:
        if found[1] is None:
            yield found[0]
            if found.end() == len(css):
                return
            place = found.end()
            continue
        end = _closing(css, found.end())
        yield from _rule(found[1], css[found.end() : end - 1], names)
        place = end
    raise ValueError(f"no style sheet at {css[place : place + 40]!r}")


def _rule(head: str, body: str, names: frozenset[str]) -> Iterator[str]:
    if head.startswith("@") and not head.startswith(("@font-face", "@keyframes")):
        inner = trimmed(body, names)
        if _COMMENT.sub("", inner).strip():
            yield f"{head}{{{inner}}}"
        return
    selectors = [each for each in _split(head) if head.startswith("@") or _can_match(each, names)]
    if selectors:
        yield f"{','.join(selectors)}{{{body}}}"


def _can_match(selector: str, names: frozenset[str]) -> bool:
    return all(_is_used(name, names) for name in _CLASS.findall(_NEGATED.sub("", selector)))


def _is_used(name: str, names: frozenset[str]) -> bool:
    return name in names or any(other.endswith("-") and other != PREFIX and name.startswith(other) for other in names)


def _split(head: str) -> list[str]:
    """The selectors of a list, whose commas within brackets belong to a selector."""
    parts, depth = [""], 0
    for letter in head:
        depth += (letter in "([") - (letter in ")]")
        if letter == "," and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return parts


def _closing(css: str, place: int) -> int:
    depth = 1
    while depth:
        brace = re.compile(r"[{}]").search(css, place)
        if brace is None:
            raise ValueError("a brace is missing")
        depth += 1 if brace[0] == "{" else -1
        place = brace.end()
    return place
