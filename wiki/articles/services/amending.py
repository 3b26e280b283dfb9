"""Small changes that go online at once: a queue that holds a full stop up for a week is a queue that nobody uses.

An author whom moderators have come to know puts a small change to their own published article online themselves, and a
moderator looks at it afterwards. What is small is not for the author alone to say.
"""

from collections.abc import Collection
from contextlib import suppress
from datetime import date, datetime

from sqlalchemy.orm import Session

from wiki import outbox
from wiki.accounts.policy import Actor
from wiki.articles import diffs, policy, sections
from wiki.articles.lifecycle import Stage
from wiki.articles.models import Article, PostCheck, Revision
from wiki.articles.safety import found_in_revision
from wiki.articles.services.changes import PUBLISHED, locked, readers_see_another_wiki, text_key
from wiki.articles.services.findings import open_findings
from wiki.articles.services.lifecycle import moved, put_online, require_newest, submit
from wiki.errors import Invalid, NotAllowed, NotFound
from wiki.markup import file_keys, wiki_links
from wiki.taxonomy.data import TYPES

MOST_WORDS = 20


def amend(session: Session, *, actor: Actor, at: datetime, slug: str, based_on: int, after: int) -> Article:
    """Put the change under way online, for an author whom moderators trust after so many accepted texts (see
    `policy.is_trusted`). How long the article holds stays as it was.

    Raises NotFound, NotAllowed, Conflict, and Invalid: 'not-small', or 'findings' as when a moderator publishes.
    """
    article = locked(session, slug)
    made, _ = policy.require_step(session, actor, article, "amend")
    if article.state != Stage.PUBLISHED or not policy.is_trusted(session, actor, article, at=at, after=after):
        raise NotAllowed("amend")
    require_newest(article, based_on)
    assert article.published is not None  # the table allows this to a change only
    if not is_small(article, article.published, article.head) or not _is_sound(article, article.published, at.date()):
        raise Invalid({"is_minor": "not-small"})
    if open_findings(session, article, today=at.date(), agreed=True):
        raise Invalid({"findings": "open"})
    put_online(session, article, at=at)
    session.add(PostCheck(revision_id=article.head_id, article_id=article.id, at=at))
    moved(session, article, made, at=at)
    outbox.record(session, PUBLISHED, text_key(article))
    readers_see_another_wiki(session, article)
    return article


def hand_in(
    session: Session,
    *,
    actor: Actor,
    at: datetime,
    slug: str,
    based_on: int,
    after: int,
    of_two: Collection[str] = (),
    faces_agreed: bool = False,
) -> Article:
    """Put the newest text online where its author may do so at once, else ask for review; the stage says which.

    Where two moderators have to agree, none is passed over. Raises what `submit` raises.
    """
    article = locked(session, slug)
    if not frozenset(of_two) & policy.touched_domains(article):
        with suppress(NotAllowed, Invalid):  # `amend` refuses before it writes
            return amend(session, actor=actor, at=at, slug=slug, based_on=based_on, after=after)
    return submit(session, actor=actor, at=at, slug=slug, based_on=based_on, faces_agreed=faces_agreed)


def look_at(session: Session, revision_id: int, *, actor: Actor, at: datetime) -> None:
    """Note that a moderator looked at a small change; NotFound for who does not decide about the article."""
    check = session.get(PostCheck, revision_id, with_for_update=True)
    article = session.get(Article, check.article_id) if check else None
    if check is None or article is None or not policy.can_look_at(policy.parts(session, actor, article)):
        raise NotFound(f"change {revision_id}")
    check.checked_by, check.checked_at = actor.id, at
    session.flush()


def is_small(article: Article, before: Revision, after: Revision) -> bool:
    """Whether a change is one that nobody decides about: each save of it was called small, and nothing but a few words
    is different."""
    saved = [revision for revision in article.revisions if revision.number >= (article.change_from or 0)]
    touched = [(r.title, r.domains, r.blocks, r.tags, file_keys(r.text), wiki_links(r.text)) for r in (before, after)]
    if touched[0] != touched[1] or not all(revision.is_minor for revision in saved):
        return False
    found = diffs.by_section(TYPES[article.type], article.language, before.text, after.text)
    return sum(diffs.counted(found)) <= MOST_WORDS and diffs.signs(found) <= MOST_WORDS


def _is_sound(article: Article, before: Revision, today: date) -> bool:
    """Whether nothing is missing that a text needs before it is submitted, and the safety check finds nothing in it
    that was not there when a moderator published it."""
    kind = TYPES[article.type]
    parts = sections.split(kind, article.language, article.head.text)
    after, known = (
        {found.same for found in found_in_revision(each, kind=kind.slug, today=today)}
        for each in (article.head, before)
    )
    return after <= known and not sections.undescribed(parts) and not sections.missing(kind, parts)
