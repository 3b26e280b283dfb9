"""Words of a text that somebody explained become buttons that open the explanation.

Works on sanitised HTML and keeps every tag of it as it stands: a parser reads it, and between tags only buttons are
added. What a reader can read stays the same, letter for letter.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from itertools import accumulate
from typing import NamedTuple

from markupsafe import Markup, escape

# More dotted lines than this make a page restless.
MOST_TERMS = 12
# Beyond it a page is not looked through: what explains it must not keep a reader waiting.
LONGEST = 200_000
LEFT_ALONE = frozenset("h1 h2 h3 h4 h5 h6 a abbr audio button code dfn pre video".split())
WITHIN_A_LINE = frozenset("a abbr code del em ins mark span strong sub sup".split())
_WORD = re.compile(r"\w+")
_HYPHENS = "-\u2010\u2011"
_AFTER = rf"(?:['\u2019]s)?(?!\w|[{_HYPHENS}]\w)"


class Meaning(NamedTuple):
    """What a word is short for or means; one of a domain counts in that domain, one without everywhere."""

    word: str
    explanation: str
    domain: str


class Term(NamedTuple):
    """An explained word of one page: the id of its explanation, the word as it stands there, and what it may mean."""

    id: str
    written: str
    meanings: tuple[Meaning, ...]


@dataclass(slots=True)
class _Form:
    pattern: re.Pattern[str]
    length: int
    meanings: list[Meaning]


class Glossary:
    """Forms of words with what they mean, to be found in texts."""

    def __init__(self, explained: Iterable[tuple[str, Meaning]] = ()) -> None:
        self._by_first: dict[str, list[_Form]] = {}
        known = dict[tuple[str, bool], _Form]()
        for form, meaning in explained:
            words = " ".join(form.split())
            start = _WORD.search(words)
            if start is None:
                continue
            words, exact = words[start.start() :], is_abbreviation(words)
            key = (words if exact else words.casefold(), exact)
            if key in known:
                known[key].meanings.append(meaning)
                continue
            known[key] = _Form(_pattern(words, exact), len(words), [meaning])
            self._by_first.setdefault(start[0].casefold(), []).append(known[key])
        for forms in self._by_first.values():
            forms.sort(key=lambda form: form.length, reverse=True)

    def at(self, text: str, word: re.Match[str], domains: Collection[str]) -> tuple[int, tuple[Meaning, ...]] | None:
        """Where the longest form ends that begins with this word of the text, and what it means in these domains."""
        for form in self._by_first.get(word[0].casefold(), ()):
            found = form.pattern.match(text, word.start())
            meant = self._meant(found[0], domains) if found else ()
            if found and meant:
                return found.end(), meant
        return None

    def _meant(self, written: str, domains: Collection[str]) -> tuple[Meaning, ...]:
        """Every meaning of what is written: `BOA` is also the word `boa`."""
        start = _WORD.search(written)
        assert start is not None
        forms = (form for form in self._by_first[start[0].casefold()] if form.pattern.fullmatch(written))
        meanings = (meaning for form in forms for meaning in form.meanings)
        return tuple(dict.fromkeys(each for each in meanings if not each.domain or each.domain in domains))


def is_abbreviation(form: str) -> bool:
    """Whether the capitals of a form belong to it: `OM` is not `om`, and `OvD` is not `ovd`."""
    return form != form.lower() and (form[1:] != form[1:].lower() or len(form) <= 3)


def explained(
    parts: Sequence[Markup], glossary: Glossary, *, domains: Collection[str], named: Callable[[str], str]
) -> tuple[list[Markup], list[Term]]:
    """The parts of one page with a button at the first occurrence of each term, and the terms that have one.

    `named` is what a screen reader calls the button of a word. Parts that together are too long stay as they are.
    """
    if sum(map(len, parts)) > LONGEST:
        return list(parts), []
    marking = _Marking(glossary, frozenset(domains), named)
    return [marking.mark(part) for part in parts], marking.terms


@dataclass(slots=True)
class _Marking:
    glossary: Glossary
    domains: Collection[str]
    named: Callable[[str], str]
    terms: list[Term] = field(default_factory=list)
    _seen: set[Meaning] = field(default_factory=set)

    def mark(self, html: Markup) -> Markup:
        pieces = _pieces(html)
        if not _are_sound(pieces, html):
            return html
        edges = [piece.edge for piece in pieces]
        befores = accumulate(edges, _nearest, initial="")
        afters = reversed([*accumulate(reversed(edges), _nearest, initial="")][:-1])
        made = map(self._marked, pieces, befores, afters)
        return Markup("".join(made))  # noqa: S704  sanitised before; only buttons were added, around escaped text

    def _marked(self, piece: "_Piece", before: str, after: str) -> str:
        if not piece.is_open:
            return piece.raw
        text, done, made = piece.text, 0, list[Markup]()
        # With the letters on either side of it, so that half a word in bold is no word.
        before, after = before[-2:], after[:2]
        whole = before + text + after
        for start, end, meanings in self._found(whole):
            if start < len(before) or end > len(before) + len(text):
                continue
            written = whole[start:end]
            made += [escape(whole[len(before) + done : start]), self._button(written, meanings)]
            done = end - len(before)
        return "".join((*made, escape(text[done:]))) if made else piece.raw

    def _found(self, text: str) -> Iterator[tuple[int, int, tuple[Meaning, ...]]]:
        free = 0
        for word in _WORD.finditer(text):
            start = word.start()
            is_tail = start > 1 and text[start - 1] in _HYPHENS and text[start - 2].isalnum()
            if start < free or is_tail or len(self.terms) == MOST_TERMS:
                continue
            found = self.glossary.at(text, word, self.domains)
            if found:
                free = found[0]
                if not self._seen.issuperset(found[1]):
                    yield start, *found

    def _button(self, written: str, meanings: tuple[Meaning, ...]) -> Markup:
        self._seen.update(meanings)
        term = Term(f"pw-term-{len(self.terms) + 1}", " ".join(written.split()), meanings)
        self.terms.append(term)
        shown = Markup("<abbr>{}</abbr>").format(written) if is_abbreviation(written) else written
        return Markup('<button class="pw-term" type="button" popovertarget="{}" aria-label="{}">{}</button>').format(
            term.id, self.named(written), shown
        )


class _Piece(NamedTuple):
    """A tag, or the text between two of them; `is_open` says that words in it may be explained."""

    raw: str
    text: str = ""
    is_open: bool = False
    is_inline: bool = False

    @property
    def edge(self) -> str:
        """What a word beside it touches: a tag within a line is nothing, any other ends the word."""
        return self.text if self.text or self.is_inline else " "


def _nearest(last: str, edge: str) -> str:
    return edge or last


def _pieces(html: str) -> list[_Piece]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_text()
    return reader.pieces


def _are_sound(pieces: Sequence[_Piece], html: str) -> bool:
    """Whether the parser read all of it as a browser does: it takes what stands behind a broken reference for text,
    tags and all, and sanitised text has no `<`."""
    return "".join(piece.raw for piece in pieces) == html and not any(
        "<" in piece.raw for piece in pieces if piece.text
    )


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.pieces: list[_Piece] = []
        self._text: list[str] = []
        self._within = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._tag(tag, self.get_starttag_text() or "")
        self._within += tag in LEFT_ALONE

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        self._tag(tag, self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self._tag(tag, f"</{tag}>")
        self._within -= tag in LEFT_ALONE

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    def handle_entityref(self, name: str) -> None:
        self._text.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._text.append(f"&#{name};")

    def end_text(self) -> None:
        if self._text:
            raw = "".join(self._text)
            self.pieces.append(_Piece(raw, unescape(raw), not self._within))
            self._text.clear()

    def _tag(self, tag: str, raw: str) -> None:
        self.end_text()
        self.pieces.append(_Piece(raw, is_inline=tag in WITHIN_A_LINE))


def _pattern(words: str, exact: bool) -> re.Pattern[str]:
    spaced = r"\s+".join(map(re.escape, words.split()))
    return re.compile(spaced + _AFTER, re.NOFLAG if exact else re.IGNORECASE)
