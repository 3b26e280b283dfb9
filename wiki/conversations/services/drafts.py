"""Making drafts of what was said. Only the veteran makes them: nobody becomes an author without saying so."""

from datetime import datetime

from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor
from wiki.articles import services as articles
from wiki.articles.models import Article
from wiki.articles.rendering import Prepared
from wiki.articles.services.byline import Byline, last_role_name
from wiki.articles.services.editing import suggest_slug
from wiki.conversations import policy
from wiki.conversations.filling import SOURCES
from wiki.conversations.services.changes import locked, note
from wiki.errors import Invalid


def draft(
    session: Session,
    *,
    actor: Actor,
    at: datetime,
    key: str,
    kind: str,
    language: str,
    content: articles.Content,
    prepared: Prepared,
) -> Article:
    """An ordinary draft by the veteran, and by the interviewer as co-author where both said yes. `prepared` is the text
    of the draft, see `queries.draft_text`. Raises NotFound, NotAllowed, Invalid, Taken.

    A role name from elsewhere would tell the interviewer what else its author wrote: together they begin without one.
    """
    conversation = locked(session, key)
    role = policy.require(actor, "draft", conversation)
    articles.check(content)
    if kind not in SOURCES:
        raise Invalid({"kind": "unknown"})
    both_want = conversation.veteran_credits and conversation.interviewer_credits
    partner = conversation.interviewer_id if both_want else None
    article = articles.start(
        session,
        actor=actor,
        at=at,
        kind=kind,
        language=language,
        audience="members",
        content=content,
        prepared=prepared,
        byline=Byline(kind="role_name", shown="" if partner is not None else last_role_name(session, actor)),
        slug=suggest_slug(session, content.title),
    )
    if partner is not None:
        articles.coauthors.join(session, article, partner, at=at)
    conversation.drafts += 1
    note(session, "conversation.drafted", conversation, at=at, role=role)
    session.flush()
    return article
