"""Taking what a colleague did otherwise into the article, as an edit that its author goes on with."""

from datetime import datetime

from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor
from wiki.articles import policy as rights
from wiki.articles import sections
from wiki.articles import services as articles
from wiki.articles.models import Article, Revision
from wiki.articles.rendering import Prepared
from wiki.errors import NotAllowed
from wiki.practice.models import Applied
from wiki.practice.queries.applied import adjustment
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


def text_with(article: Article, said: Applied) -> str:
    """The newest text with the adjustment as a quotation in the section for other circumstances."""
    kind = TYPES[article.type]
    parts = sections.split(kind, article.language, article.head.text)
    key = SECTIONS[article.type]
    quoted = "\n".join(f"> {line}".rstrip() for line in said.adjustment.splitlines())
    grown = "\n\n".join(filter(None, (parts.values[key].strip("\n"), quoted)))
    return sections.compose(kind, article.language, sections.Parts({**parts.values, key: grown}, parts.rest))


def adopt(
    session: Session, applied_id: int, *, actor: Actor, at: datetime, based_on: int, prepared: Prepared, summary: str
) -> Revision:
    """Save `prepared`, the text of `text_with`, as the next revision; readers keep what they have until it is accepted.

    Raises NotFound, NotAllowed for who does not write the article or was before, Conflict when `based_on` is stale.
    """
    said, article = adjustment(session, actor, applied_id)
    if not rights.can_do("save", article, rights.parts(session, actor, article)) or said.adopted_in is not None:
        raise NotAllowed("adopt")
    head = article.head
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
