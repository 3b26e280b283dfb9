"""The house style of an organisation: a file that gives design tokens other values, and can do nothing else.

What is served is put together from what was read, so that no other word of the file reaches a browser. Colours that
could not be read on each other are refused at start: a public body may not have them. With more contrast the house
style steps back, for whoever asked for that gets the colours that were made for it.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from wiki import tokens
from wiki.errors import SettingsError

LONGEST = 20_000
_NAME = re.compile(r"--(?:pw|utrecht)-[a-z0-9]+(?:-[a-z0-9]+)*")
_VALUE = re.compile(r"""[\w\s#.,()%"'+*/-]+""", re.ASCII)
_REACHES_OUT = re.compile(r"\b(?:url|src|image|image-set|element|paint|attr)\s*\(", re.IGNORECASE)
_STRING = re.compile(r""""[^"]*"|'[^']*'""")
_OPENS = re.compile(r"""["']|/\*""")
_DEEPER = {"(": 1, ")": -1}
_HEAD = '@layer tokens{@media not (prefers-contrast: more){:root:not([data-contrast="more"]){'


@dataclass(frozen=True, slots=True)
class HouseStyle:
    tokens: Mapping[str, str]

    @property
    def css(self) -> str:
        """What browsers get."""
        return _HEAD + "".join(f"{name}:{value};" for name, value in self.tokens.items()) + "}}}\n"

    @property
    def hash(self) -> str:
        return hashlib.sha256(self.css.encode()).hexdigest()[:12]


def read(file: Path) -> HouseStyle:
    """What the file says; raises SettingsError that tells what is wrong with it."""
    try:
        css = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"setting house_style: {file} cannot be read") from error
    wrong = next(_faults(css), None)
    if wrong:
        raise SettingsError(f"setting house_style: {file.name} {wrong}")
    return HouseStyle(_set_by(css))


def _faults(css: str) -> Iterator[str]:
    """What keeps this from being a house style, the plainest first."""
    if len(css) > LONGEST:
        yield f"is longer than {LONGEST} characters"
    for inside, block in tokens.rules(css):
        if inside != (":root",):
            yield f"may set properties in :root only, not in {_quoted(' '.join(inside) or block)}"
        yield from _faults_in(block)
    yield from (
        f"makes {each.pair.front} on {each.pair.back} unreadable in the {each.theme} theme: "
        f"contrast {each.ratio:.2f}, needed {each.pair.least}"
        for each in tokens.measured(_set_by(css))
        if not each.is_enough
    )


def _faults_in(block: str) -> Iterator[str]:
    known = tokens.shipped()[0]
    for line in filter(None, map(str.strip, block.split(";"))):
        name, colon, value = (part.strip() for part in line.partition(":"))
        if not colon or not _NAME.fullmatch(name):
            yield f"may set --pw- and --utrecht- properties only, not {_quoted(name)}"
        elif name.startswith("--pw-") and name not in known:
            yield f"sets {name}, and there is no such token"
        elif not _VALUE.fullmatch(value) or _REACHES_OUT.search(value) or not _ends_in_itself(value):
            yield f"gives {name} a value that is not allowed: {_quoted(value)}"


def _ends_in_itself(value: str) -> bool:
    """Whether nothing is open at its end: a comment, a string or a bracket would swallow what was measured after it."""
    bare = _STRING.sub("", value)
    depths = [0, *accumulate(_DEEPER.get(each, 0) for each in bare)]
    return depths[-1] == 0 and min(depths) == 0 and not _OPENS.search(bare)


def _set_by(css: str) -> dict[str, str]:
    return {name: value for _, block in tokens.rules(css) for name, value in tokens.declared(block).items()}


def _quoted(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:59] + "…")
