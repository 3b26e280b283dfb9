"""What of an article stands on its practice card, and how much of that fits. Pure: from the text as readers have it.

Which section feeds which part is data: `card` of a section in `wiki/taxonomy/data/types.toml`. A list gives its items,
a paragraph its sentences. Room is reckoned in millimetres from the widths of our typeface, a little too wide, so that
what is cut off is always a whole item at the end of a part and never the size of the letters. The style sheet has the
same measures, and a test lays out every card of the demonstration in a real browser.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from textwrap import wrap

from wiki.articles.rendering import sentences
from wiki.markup.passages import Passage, passages
from wiki.taxonomy.data import CARD_PARTS, ArticleType

MOST_SENTENCES = 40
# More characters than any paper holds; what is longer fits no better when it is laid out to its end.
LONGEST_ITEM = 5_000


@dataclass(frozen=True, slots=True)
class TextSize:
    """How many characters stand on a line, and how high a line is."""

    characters: int
    line: float

    def height(self, text: str) -> float:
        return max(1, len(wrap(text[:LONGEST_ITEM], self.characters))) * self.line


@dataclass(frozen=True, slots=True)
class Paper:
    """The measures of a card in millimetres: `around` is what paddings and rules take, `part` what a heading does,
    `gap` what is between items, `notice` what tells that it needs review, `more` that something was cut off."""

    height: float
    around: float
    kind: TextSize
    title: TextSize
    lead: TextSize
    item: TextSize
    foot: TextSize
    code: float
    part: float
    gap: float
    notice: float
    more: float


A6 = Paper(
    height=147.5,
    around=28.5,
    kind=TextSize(48, 4.8),
    title=TextSize(52, 4.2),
    lead=TextSize(34, 6.7),
    item=TextSize(51, 5.05),
    foot=TextSize(50, 3.9),
    code=20,
    part=8.2,
    gap=0.8,
    notice=17,
    more=7.5,
)
EIGHTH = Paper(
    height=96,
    around=17,
    kind=TextSize(36, 3.8),
    title=TextSize(42, 3.5),
    lead=TextSize(31, 4.8),
    item=TextSize(42, 3.8),
    foot=TextSize(31, 3.4),
    code=20,
    part=5.6,
    gap=0.5,
    notice=5,
    more=5.4,
)


@dataclass(frozen=True, slots=True)
class CardPart:
    """A part of the card, 'cue', 'do' or 'dont'; `is_ordered` where the author numbered the steps."""

    key: str
    items: tuple[str, ...]
    is_ordered: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What takes room on a card besides the parts."""

    places: str
    title: str
    lead: str
    foot: tuple[str, ...]
    has_notice: bool


def parts_of(kind: ArticleType, language: str, html: str, lead: str) -> tuple[CardPart, ...]:
    """All that the sections of this text have for the card; what `lead` says already is not said again."""
    parts = {section.heading(language).casefold(): section.card for section in kind.sections}
    found: dict[str, list[Passage]] = {part: [] for part in CARD_PARTS}
    here: str | None = None
    heading = ""
    for each in passages(html):
        if each.heading != heading:
            heading = each.heading
            here = parts.get(heading.casefold(), here)
        if here:
            found[here].append(each)
    made = (_part(key, passages, lead.removesuffix(" …")) for key, passages in found.items())
    return tuple(part for part in made if part.items)


def fitting(paper: Paper, said: Said, parts: Sequence[CardPart]) -> tuple[CardPart, ...]:
    """As much of the parts as the paper holds: of each the first items, shared out in turns."""
    left = paper.height - paper.around - _taken(paper, said)
    whole = _shared_out(paper, left, parts)
    return whole if whole == tuple(parts) else _shared_out(paper, left - paper.more, parts)


def _shared_out(paper: Paper, left: float, parts: Sequence[CardPart]) -> tuple[CardPart, ...]:
    kept = {part.key: 0 for part in parts}
    full = set[str]()
    for turn in zip_longest(*(part.items for part in parts)):
        for part, item in zip(parts, turn, strict=True):
            if item is None or part.key in full:
                continue
            needed = paper.item.height(item) + paper.gap + (0 if kept[part.key] else paper.part)
            if needed > left:
                full.add(part.key)
                continue
            left -= needed
            kept[part.key] += 1
    cut = (CardPart(part.key, part.items[: kept[part.key]], part.is_ordered) for part in parts)
    return tuple(part for part in cut if part.items)


def _taken(paper: Paper, said: Said) -> float:
    foot = sum(paper.foot.height(line) for line in said.foot if line)
    notice = paper.notice if said.has_notice else 0
    lead = paper.lead.height(said.lead) if said.lead else 0
    return paper.kind.height(said.places) + paper.title.height(said.title) + lead + max(foot, paper.code) + notice


def _part(key: str, passages: Sequence[Passage], lead: str) -> CardPart:
    items = [item for item in _items(passages) if item]
    without = [rest for item in items if (rest := _without(item, lead))]
    return CardPart(key, tuple(without), bool(passages) and all(each.place == "ol" for each in passages))


def _items(passages: Iterable[Passage]) -> Iterable[str]:
    for each in passages:
        yield from (each.text,) if each.place else sentences(each.text, MOST_SENTENCES)


def _without(item: str, lead: str) -> str:
    return item.removeprefix(lead).strip() if lead else item
