"""The last step of rendering and the only one that is trusted: what is not listed here does not reach a page.

Nothing may transform the HTML after this but `marking` and `terms`, which add tags of their own between those that are
there. bleach escapes unlisted tags; attributes pass only with a value that their
rule accepts. bleach's own check of protocols stays on, but is not relied upon: it lets `javascript:123` through.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from threading import local
from typing import Any

from bleach.sanitizer import Cleaner

from wiki.markup.files import SIZES, SRCSET, read_address
from wiki.markup.links import is_image, is_link

Rule = Callable[[str], bool]

TAGS = frozenset(
    "a abbr audio blockquote br code dd del div dl dt em h2 h3 h4 h5 h6 hr img input li ol p pre section span"
    " strong sub sup table tbody td th thead tr ul video".split()
)
CLASSES = frozenset(
    "footnote footnote-ref footnote-backref vh pw-wikilink pw-missing pw-table pw-center pw-right pw-tasks pw-task"
    " pw-toc pw-note pw-note-title pw-note-info pw-note-tip pw-note-warn pw-note-danger pw-note-example".split()
)
PROTOCOLS = frozenset(("http", "https", "mailto", "tel"))
ID = re.compile(r"s-[\w.:-]{1,200}")
PIXELS = re.compile(r"[1-9][0-9]{0,4}")
START = re.compile(r"[0-9]{1,6}")


def sanitize(html: str) -> str:
    """HTML that holds only what the tables above allow, whatever came in."""
    return _cleaners.here.clean(html)


def _anything(_: str) -> bool:
    return True


def _one_of(*values: str) -> Rule:
    return frozenset(values).__contains__


def _listed_classes(value: str) -> bool:
    return CLASSES.issuperset(value.split())


ANYWHERE: Mapping[str, Rule] = {"class": _listed_classes}
ID_RULE: Mapping[str, Rule] = {"id": lambda value: ID.fullmatch(value) is not None}
PLAYED: Mapping[str, Rule] = {
    "src": lambda value: read_address(value) is not None,
    "controls": _anything,
    "preload": _one_of("none"),
    "aria-label": _anything,
}
ATTRIBUTES: Mapping[str, Mapping[str, Rule]] = {
    "a": {
        "href": is_link,
        "title": _anything,
        "aria-label": _anything,
        "rel": _one_of("noopener noreferrer"),
    },
    "abbr": {"title": _anything},
    "div": {"tabindex": _one_of("0"), "role": _one_of("group", "note"), "aria-label": _anything},
    "img": {
        "src": is_image,
        "alt": _anything,
        "title": _anything,
        "loading": _one_of("lazy"),
        "srcset": lambda value: SRCSET.fullmatch(value) is not None,
        "sizes": _one_of(SIZES),
        "width": lambda value: PIXELS.fullmatch(value) is not None,
        "height": lambda value: PIXELS.fullmatch(value) is not None,
    },
    **dict.fromkeys(("audio", "video"), PLAYED),
    "input": {"checked": _anything, "aria-label": _anything},
    "ol": {"start": lambda value: START.fullmatch(value) is not None},
    "pre": {"tabindex": _one_of("0")},
    "section": {"aria-label": _anything},
    "th": {"scope": _one_of("col")},
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6", "li", "sup"), ID_RULE),
}


def _is_allowed(tag: str, name: str, value: str) -> bool:
    rule = ATTRIBUTES.get(tag, {}).get(name) or ANYWHERE.get(name)
    return rule is not None and rule(value)


def _checkboxes_only(source: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Makes whatever `<input>` got here a box that can be looked at and nothing else."""
    for token in source:
        if token["type"] in ("StartTag", "EmptyTag") and token["name"] == "input":
            token["data"] |= {(None, "type"): "checkbox", (None, "disabled"): ""}
        yield token


class _Cleaners(local):
    """A cleaner for each thread: bleach's parser holds state."""

    def __init__(self) -> None:
        self.here = Cleaner(
            tags=TAGS,
            attributes=_is_allowed,
            protocols=PROTOCOLS,
            filters=[_checkboxes_only],  # type: ignore[list-item]  # a generator does, whatever the stubs say
        )


_cleaners = _Cleaners()
