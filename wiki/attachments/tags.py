"""XML changed tag by tag, byte for byte the same where nothing is changed. Pure.

A parser and a writer would give namespaces other prefixes, and Word is known to call such files damaged. What is needed
is less: where a tag begins and ends, and which attributes it has.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from wiki.attachments.refused import Refused

_NAME = rb"(?:[^\s<>\"'=/!?:]++:)?"
_TOKEN = re.compile(
    rb"(?P<comment><!--.*?(?:-->|\Z))|<\?.*?(?:\?>|\Z)"
    rb"|<(?P<closes>/?)(?P<prefix>" + _NAME + rb")(?P<name>[^\s<>\"'=/!?:]++)"
    rb"(?P<rest>(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+)>"
    rb"|(?P<text><!\[CDATA\[.*?(?:\]\]>|\Z)|[^<]++|<)",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(
    rb"(?P<before>\s(?P<prefix>"
    + _NAME
    + rb")(?P<name>[^\s<>\"'=/:]++)\s*=\s*)(?:\"(?P<value>[^\"]*)\"|'(?P<other>[^']*)')"
)
_DECLARED = re.compile(r"(<\?xml[^>]*?)\s+encoding\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_UTF16 = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}


class Attribute(NamedTuple):
    prefix: bytes
    name: bytes
    value: bytes


class Kept(NamedTuple):
    """What stands behind the name of a tag from now on; `is_silent` takes the text out of the element."""

    rest: bytes
    is_silent: bool = False


Change = Callable[[bytes, bytes], Kept | None]


def in_bytes_of_one(xml: bytes) -> bytes:
    """The same in an encoding in which a tag is the bytes of a tag. Raises Refused 'broken'."""
    encoding = _UTF16.get(xml[:2])
    if encoding is not None:
        try:
            xml = _DECLARED.sub(r"\1", xml.decode(encoding).removeprefix("\ufeff"), count=1).encode()
        except UnicodeError as error:
            raise Refused("broken") from error
    if b"\0" in xml:
        raise Refused("broken")
    return xml


def changed(xml: bytes, change: Change, *, worth: re.Pattern[bytes] | None = None) -> bytes:
    """Each element as `change` says of its local name and what stands behind it; None leaves all of it out.

    Comments go: programs write there what they are and for whom they work. `worth` is in every tag that `change` would
    change, and most of a large sheet is not looked at then.
    """
    made: list[bytes] = []
    place = upto = gone = silent = 0
    # Without sections of other rules each `<` begins a tag.
    leaps = worth if b"<!" not in xml else None
    while True:
        if leaps is not None and not gone and not silent:
            place = _next(xml, place, leaps)
        token = _TOKEN.match(xml, place)
        if token is None:
            return b"".join([*made, xml[upto:]])
        place = token.end()
        instead: bytes | None = b""
        if token.lastgroup == "rest":
            closes, name, rest = token.group("closes", "name", "rest")
            step = -1 if closes else 0 if rest.endswith(b"/") else 1
            kept = Kept(rest) if closes or gone else change(name, rest)
            if gone or kept is None:
                gone += step
            else:
                silent += step if silent or kept.is_silent else 0
                instead = None if kept.rest is rest else b"<%b%b%b>" % (token["prefix"], name, kept.rest)
        elif token.lastgroup != "comment" and not gone and not (silent and token.lastgroup == "text"):
            instead = None
        if instead is not None:
            made += (xml[upto : token.start()], instead)
            upto = token.end()


def _next(xml: bytes, place: int, worth: re.Pattern[bytes]) -> int:
    """Where the next tag begins that may be worth looking at, or the end."""
    while (found := worth.search(xml, place)) is not None:
        start = xml.rfind(b"<", place, found.end())
        if start >= 0:
            return start
        place = found.end()
    return len(xml)


def attributes(rest: bytes) -> Iterator[Attribute]:
    for found in _ATTRIBUTE.finditer(rest):
        yield _attribute(found)


def with_attributes(rest: bytes, value_of: Callable[[Attribute], bytes | None]) -> bytes:
    """The attributes with other values; those without one, None, go."""

    def again(found: re.Match[bytes]) -> bytes:
        attribute = _attribute(found)
        value = value_of(attribute)
        if value is None:
            return b""
        return found.group() if value == attribute.value else found["before"] + b'"' + value + b'"'

    return _ATTRIBUTE.sub(again, rest)


def _attribute(found: re.Match[bytes]) -> Attribute:
    value = found["value"] if found["value"] is not None else found["other"]
    return Attribute(found["prefix"], found["name"], value)
