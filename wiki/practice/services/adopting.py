"""Taking what a colleague did otherwise into the article, as an edit that its author goes on with."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor
from wiki.articles import policy as rights
from wiki.articles import sections
from wiki.articles import services as articles
from wiki.articles.models import Article, Revision
from wiki.articles.rendering import Prepared
from wiki.errors import Conflict, Invalid, NotAllowed
from wiki.practice import policy
from wiki.practice.models import Applied
from wiki.practice.queries.applied import adjustment, line_of
from wiki.taxonomy.data import TYPES

# Where each type says what to do in other circumstances.
SECTIONS = {
    "practice-tip": "limits",
    "case-story": "next_time",
    "learning-points": "change",
    "decision-point": "what_if",
    "technique": "errors",
    "experiment": "next_step",
}
# What means something in Markdown, anywhere and where a line begins: words of a colleague are words and nothing else.
_MARKS = re.compile(r"[\\`*_\[\]|~]")
_FIRST = re.compile(r"^(\s*)(?=[#+>-])|^(\s*\d+)(?=[.)])")
# A line that begins with these would make something of the one above it.
_BELOW = re.compile(r"\n\s*(?=[=:])")


@dataclass(frozen=True, slots=True)
class Draft:
    """The newest text with an adjustment in it; whoever saves it says that it is based on that one."""

    article: Article
    text: str
    based_on: int


def draft(session: Session, applied_id: int, *, actor: Actor) -> Draft:
    """The text that `adopt` keeps: the adjustment as a quotation in the section for other circumstances.

    Raises NotFound, NotAllowed for who does not write the article or cannot now, Invalid where it is in their text
    already.
    """
    said, article = _adoptable(session, applied_id, actor)
    kind = TYPES[article.type]
    parts = sections.split(kind, article.language, article.head.text)
    key = SECTIONS[article.type]
    grown = "\n\n".join(filter(None, (parts.values[key].strip("\n"), quoted(said.adjustment))))
    text = sections.compose(kind, article.language, sections.Parts({**parts.values, key: grown}, parts.rest))
    return Draft(article, text, article.head.number)


def adopt(
    session: Session, applied_id: int, *, actor: Actor, at: datetime, based_on: int, prepared: Prepared, summary: str
) -> Revision:
    """Save the text of `draft`, rendered, as the next revision; readers keep what they have until it is accepted.

    Raises what `draft` raises, and Conflict when `based_on` is stale.
    """
    said, article = _adoptable(session, applied_id, actor)
    head = article.head
    if head.number != based_on:
        raise Conflict(head.number)
    content = articles.Content(
        title=head.title,
        domains=tuple(head.domains),
        blocks=tuple(head.blocks),
        tags=tuple(head.tags),
        summary=summary,
    )
    revision = articles.save(
        session, actor=actor, at=at, slug=article.slug, based_on=based_on, content=content, prepared=prepared
    )
    said.adopted_in = revision.number
    session.flush()
    return revision


def quoted(words: str) -> str:
    """These words as a quotation in Markdown that shows them as they were typed."""
    lines = _BELOW.sub(" ", "\n".join(words.splitlines())).split("\n")
    plain = (_FIRST.sub(r"\g<0>\\", _MARKS.sub(r"\\\g<0>", line)) for line in lines)
    return "\n".join(f"> {line}".rstrip() for line in plain)


def _adoptable(session: Session, applied_id: int, actor: Actor) -> tuple[Applied, Article]:
    said, article = adjustment(session, actor, applied_id)
    if not policy.can_adopt(article, rights.parts(session, actor, article)):
        raise NotAllowed("adopt")
    if said.adopted_in in line_of(session, article.id, article.head.number):
        raise Invalid({"adjustment": "adopted"})
    return said, article
