"""What is made of a text once, when it is saved: HTML, the line worth remembering, headings, plain text, links.

This runs before the write transaction, because a hostile text may take the renderer's full two seconds and a write
lock must not wait for it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from markupsafe import Markup
from sqlalchemy import Row, select
from sqlalchemy.orm import Session, aliased

from wiki.articles import sections
from wiki.articles.lifecycle import HIDDEN
from wiki.articles.models import Article, ArticleRedirect
from wiki.markup import Moved, Rendered, file_keys, wiki_links
from wiki.taxonomy.data import TYPES, ArticleType

LONGEST_LEAD = 280
MOST_SENTENCES = 8
_SENTENCE_END = re.compile(r"""[.!?…]["”’)]*(?=\s+["“‘(]?[A-ZÀ-ÖØ-Þ0-9])""")
_OPEN_TO_COLLEAGUES = (
    Article.published_id.is_not(None),
    Article.audience != "domain",
    Article.state.not_in(HIDDEN),
)
_MARKS = re.compile(r"^(?:[-*+>]|\d+[.)])\s+", re.MULTILINE)


class Renders(Protocol):
    """The helper process of `wiki.markup`; tests may pass something that renders in process."""

    def render(
        self, parts: "tuple[str, ...]", *, language: str, known: "dict[str, str | Moved] | None"
    ) -> tuple[Rendered, ...]: ...


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything of a revision that follows from its text."""

    text: str
    html: str
    lead: str
    lead_more: str
    headings: list[list[str]]
    plain: str
    links: frozenset[str]
    files: frozenset[str]
    complete: bool


def prepare(
    session: Session, renderer: Renders, *, kind: str, language: str, text: str, audience: str = "members"
) -> Prepared:
    """Render a text for storing. Takes at most the renderer's time limit; `complete` is False where it gave up.

    `audience` is that of the article, for its links tell a title to whoever reads it.
    """
    body, first, more = parts_to_render(TYPES[kind], language, text)
    known = existing(session, wiki_links(text), audience)
    rendered, lead, rest, whole = renderer.render((body, first, more, text), language=language, known=known)
    return Prepared(
        text=text,
        html=rendered.html,
        lead=_cut(" ".join(lead.plain.split())),
        lead_more=rest.html if more else "",
        headings=[[heading.id, heading.text] for heading in rendered.headings if heading.level == 2],
        plain=whole.plain,
        links=link_targets(session, text),
        files=file_keys(text),
        complete=whole.complete and rendered.complete,
    )


def previewed(session: Session, renderer: Renders, *, language: str, text: str, audience: str) -> Markup:
    """What a part of a text will look like: by the same renderer, with the same links, and kept nowhere."""
    known = existing(session, wiki_links(text), audience)
    (rendered,) = renderer.render((text,), language=language, known=known)
    return Markup(rendered.html)  # noqa: S704  sanitised


def parts_to_render(kind: ArticleType, language: str, text: str) -> tuple[str, str, str]:
    """The body, the first sentence of the lead section, and what follows it.

    A rule of thumb stands above the article, so its section is lifted out of the body; any other lead section
    stays where it is and only lends its first sentence.
    """
    if kind.lead is None:
        return text, "", ""
    parts = sections.split(kind, language, text)
    value = parts.values[kind.lead].strip()
    first, more = _first_sentence(value)
    if kind.lead != "rule_of_thumb" or not first:
        return text, first, ""
    remaining = {key: part for key, part in parts.values.items() if key != kind.lead}
    return sections.compose(kind, language, sections.Parts(remaining, parts.rest)), first, more


def existing(session: Session, slugs: frozenset[str], audience: str = "members") -> dict[str, str | Moved]:
    """What to call the linked articles that a colleague could open, and where those are that moved. Those of a closed
    circle count as not there, so that a link never tells that they exist; in an article for everyone, those for
    colleagues are called by the words of their address, which the author typed."""
    if not slugs:
        return {}
    merged = _merged(session, slugs)
    at_home = slugs - {old for old, *_ in merged}
    query = select(Article.slug, Article.title, Article.audience).where(Article.slug.in_(at_home), *_OPEN_TO_COLLEAGUES)
    found: dict[str, str | Moved] = {
        slug: _called(slug, title, of_target, audience) for slug, title, of_target in session.execute(query)
    }
    for old, slug, title, of_target in [*merged, *_moved(session, at_home - found.keys())]:
        # The new address has words of its own, and tells them to whoever reads the link.
        may_tell = of_target == "everyone" or audience != "everyone"
        found[old] = Moved(title, slug) if may_tell else _called(old, title, of_target, audience)
    return found


def link_targets(session: Session, text: str) -> frozenset[str]:
    """Where a text links to, by the addresses of today as far as all colleagues may know them: links are listed to
    people who may not know what they lead to."""
    typed = wiki_links(text)
    moved = {old: new for old, new, _title, _audience in _moved(session, typed)}
    return frozenset(moved.get(slug, slug) for slug in typed)


def _moved(session: Session, slugs: frozenset[str]) -> Sequence[Row[str, str, str, str]]:
    """Of those addresses that articles had before: the address, that of today, the title and the audience."""
    if not slugs:
        return ()
    query = select(ArticleRedirect.slug, Article.slug, Article.title, Article.audience).join(Article)
    return session.execute(query.where(ArticleRedirect.slug.in_(slugs), *_OPEN_TO_COLLEAGUES)).all()


def _merged(session: Session, slugs: frozenset[str]) -> Sequence[Row[str, str, str, str]]:
    """Of those addresses that lead to another article, which says the same: the address, and the address, the title and
    the audience of that one."""
    if not slugs:
        return ()
    kept = aliased(Article)
    query = select(Article.slug, kept.slug, kept.title, kept.audience).join(kept, Article.merged_into_id == kept.id)
    is_open = kept.published_id.is_not(None), kept.audience != "domain", kept.state.not_in(HIDDEN)
    return session.execute(query.where(Article.slug.in_(slugs), *_OPEN_TO_COLLEAGUES, *is_open)).all()


def _called(typed: str, title: str, of_target: str, audience: str) -> str:
    return title if of_target == "everyone" or audience != "everyone" else typed.replace("-", " ")


def sentences(paragraph: str, most: int = MOST_SENTENCES) -> tuple[str, ...]:
    """The sentences of a paragraph, no quotation torn in two; what comes after `most` ends is one with the last."""
    found, begin = [], 0
    for end in islice(_SENTENCE_END.finditer(paragraph), most):
        if _is_whole(paragraph[begin : end.end()]):
            found.append(paragraph[begin : end.end()].strip())
            begin = end.end()
    rest = paragraph[begin:].strip()
    return (*found, rest) if rest else tuple(found)


def _first_sentence(value: str) -> tuple[str, str]:
    paragraph, _, after = value.partition("\n\n")
    paragraph = _MARKS.sub("", paragraph, count=1)
    ends = [found.end() for found in islice(_SENTENCE_END.finditer(paragraph), MOST_SENTENCES)]
    end = next((end for end in ends if _is_whole(paragraph[:end])), ends[0] if ends else len(paragraph))
    first, rest = paragraph[:end], paragraph[end:].strip()
    return first, "\n\n".join(part for part in (rest, after) if part.strip())


def _is_whole(sentence: str) -> bool:
    """Whether every quotation that begins in it ends in it."""
    return sentence.count('"') % 2 == 0 and sentence.count("“") == sentence.count("”")


def _cut(sentence: str) -> str:
    if len(sentence) <= LONGEST_LEAD:
        return sentence
    return sentence[:LONGEST_LEAD].rpartition(" ")[0] + " …"
