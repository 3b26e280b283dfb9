"""The steps of the life cycle. Which ones exist is in `wiki.articles.lifecycle`; here is what each one does."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from wiki import outbox
from wiki.accounts.policy import Actor
from wiki.articles import policy, sections
from wiki.articles.lifecycle import Part, Stage, Transition
from wiki.articles.models import Article, Review, ReviewQuestion
from wiki.articles.rendering import link_targets
from wiki.articles.safety import found_in_revision, tells_of_somebody
from wiki.articles.services import faces
from wiki.articles.services.addresses import bring_links
from wiki.articles.services.changes import (
    DISCARDED,
    PUBLISHED,
    locked,
    note,
    readers_see_another_wiki,
    text_key,
)
from wiki.articles.services.content import check_places
from wiki.articles.services.editing import keep_links, show
from wiki.articles.services.findings import open_findings, risk
from wiki.articles.services.seconding import is_first_yes
from wiki.articles.services.sources import read_beside_current
from wiki.errors import Conflict, Invalid, NotAllowed
from wiki.taxonomy.data import TYPES

MOST_QUESTIONS = 3
LONGEST_QUESTION = 500
SHORT_LIVED_TAGS = frozenset({"wet-en-regelgeving", "materieel", "nieuwe-techniek"})
SHORT_LIVED_MONTHS = 12


def submit(
    session: Session, *, actor: Actor, at: datetime, slug: str, based_on: int, faces_agreed: bool = False
) -> Article:
    """Ask for review. Raises Invalid naming what is still empty, 'findings' for what may be personal data and is not
    explained, 'faces' where nobody says yet that the people in its pictures may be seen, Conflict when there is a newer
    text, and NotAllowed for what was merged into another article and not split from it again."""
    article = locked(session, slug)
    made, _ = policy.require_step(session, actor, article, "submit")
    if article.merged_into_id is not None:
        raise NotAllowed("submit")
    require_newest(article, based_on)
    if made.by is Part.MODERATOR:
        _leave_to_its_writer(session, article)
    kind = TYPES[article.type]
    text = sections.split(kind, article.language, article.head.text)
    needed = {key if key == "rest" else f"section-{key}": "undescribed" for key in sections.undescribed(text)}
    missing = sections.missing(kind, text) if made.needs_sections else ()
    needed |= {f"section-{section.key}": "needed" for section in missing}
    if not article.head.authorship.shown:
        needed["role_name"] = "needed"
    if open_findings(session, article, today=at.date(), agreed=False):
        needed["findings"] = "open"
    if not faces.agree(article, said=faces_agreed):
        needed["faces"] = "faces"
    if needed:
        raise Invalid(needed)
    article.wait(at, risk(found_in_revision(article.head, kind=article.type, today=at.date())))
    return moved(session, article, made, at=at)


def _leave_to_its_writer(session: Session, article: Article) -> None:
    """Go on from what readers had: a change that was under way when the article was archived is for who wrote it to
    submit, and stays in the history."""
    if article.published is not None and article.head is not article.published:
        article.head, article.change_from = article.published, None
        keep_links(session, article, link_targets(session, article.head.text))


def take_back(session: Session, *, actor: Actor, at: datetime, slug: str) -> Article:
    """Take the text out of review, to go on writing; for its author, or who has a hand in the change."""
    article = locked(session, slug)
    made, _ = policy.require_step(session, actor, article, "take_back")
    return moved(session, article, made, at=at)


def discard(session: Session, *, actor: Actor, at: datetime, slug: str) -> Article:
    """Drop a change that was under way; its revisions stay in the history, readers notice nothing."""
    article = locked(session, slug)
    made, _ = policy.require_step(session, actor, article, "discard")
    assert article.published is not None  # the table allows this to a change only
    outbox.record(session, DISCARDED, text_key(article))
    article.head = article.published
    keep_links(session, article, link_targets(session, article.head.text))
    return moved(session, article, made, at=at)


def return_with_questions(
    session: Session, *, actor: Actor, at: datetime, slug: str, based_on: int, questions: Sequence[str]
) -> Article:
    """Give the text back with one to three questions in writing."""
    article = locked(session, slug)
    made, _ = policy.require_step(session, actor, article, "return")
    require_newest(article, based_on)
    asked = _checked_questions(questions, at.date())
    _decide(session, article, actor, "returned", at=at).questions = [ReviewQuestion(question=text) for text in asked]
    return moved(session, article, made, at=at, actor=actor)


def publish(
    session: Session,
    *,
    actor: Actor,
    at: datetime,
    slug: str,
    based_on: int,
    domains: Sequence[str],
    blocks: Sequence[str],
    audience: str | None = None,
    of_two: Collection[str] = (),
) -> Article:
    """Give the newest text to readers, in the domains and blocks and for the audience that the moderator confirms. In
    the domains `of_two` it goes on waiting until a second moderator does so.

    Raises Invalid with "not-yours" where that reaches into domains that others moderate, 'findings' where something
    may be personal data and no moderator agreed that it is none.
    """
    article = locked(session, slug)
    made, _ = policy.require_step(session, actor, article, "publish")
    require_newest(article, based_on)
    check_places(domains, blocks)
    if open_findings(session, article, today=at.date(), agreed=True):
        raise Invalid({"findings": "open"})
    confirmed = _confirmed(actor, article, domains, audience or article.audience)
    if is_first_yes(session, article, actor=actor, at=at, domains=domains, of_two=of_two):
        return article
    article.audience = confirmed
    _decide(session, article, actor, "published", at=at)
    put_online(session, article, at=at)
    article.place(tuple(domains), tuple(blocks))
    session.flush()
    bring_links(session, article)
    article.verified_on, article.verified_until = at.date(), review_date(article, at.date())
    read_beside_current(session, article)
    moved(session, article, made, at=at, actor=actor)
    outbox.record(session, PUBLISHED, text_key(article))
    readers_see_another_wiki(session, article)
    return article


def archive(session: Session, *, actor: Actor, at: datetime, slug: str) -> Article:
    """Take the article out of lists and search; its address keeps working. A change under way does not hold this up:
    its text stays, for who wrote it to submit again."""
    article = locked(session, slug)
    made, _ = policy.require_step(session, actor, article, "archive")
    moved(session, article, made, at=at, actor=actor)
    readers_see_another_wiki(session, article)
    return article


def review_date(article: Article, confirmed: date) -> date:
    """When an article confirmed on this day has to be looked at again (domain reference, section 6)."""
    months = TYPES[article.type].review_months
    if SHORT_LIVED_TAGS & {tag.slug for tag in article.tags}:
        months = min(months, SHORT_LIVED_MONTHS)
    return months_after(confirmed, months)


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or earlier; at most the 28th, which every month has."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, 28))


def put_online(session: Session, article: Article, *, at: datetime) -> None:
    """Make the newest text the one that readers have."""
    before = article.published
    article.published = article.head
    article.head.published_on = at.date()
    show(session, article, article.head, before=before)
    article.come_online()
    article.changed_on = at.date()
    session.flush()
    keep_links(session, article, link_targets(session, article.head.text), is_published=True)


def _confirmed(actor: Actor, article: Article, domains: Sequence[str], audience: str) -> str:
    """The audience, when it and the domains are this moderator's to decide."""
    if audience not in policy.AUDIENCES:
        raise Invalid({"audience": "unknown"})
    allowed = {
        "domains": policy.can_place(actor, article, domains),
        "audience": policy.can_open(actor, article, audience, domains),
    }
    if not all(allowed.values()):
        raise Invalid({name: "not-yours" for name, may in allowed.items() if not may})
    return audience


def moved(session: Session, article: Article, made: Transition, *, at: datetime, actor: Actor | None = None) -> Article:
    # A change that is dropped, and one that is accepted while the article is hidden, leave what readers have as it is.
    if made.verb == "discard" or (made.verb == "publish" and article.state == Stage.WITHDRAWN):
        article.end_change()
    else:
        article.move_to(made.target)
    account = actor if made.by is Part.MODERATOR else None
    note(session, f"article.{made.target}", article, at=at, role=made.by, actor=account, revision=article.head.number)
    session.flush()
    return article


def require_newest(article: Article, based_on: int) -> None:
    if based_on != article.head.number:
        raise Conflict(article.head.number)


def _decide(session: Session, article: Article, actor: Actor, decision: str, *, at: datetime) -> Review:
    review = Review(
        article_id=article.id,
        revision_id=article.head_id,
        moderator_id=actor.id,
        decision=decision,
        at=at,
        waited_since=article.waiting_since,
    )
    session.add(review)
    return review


def _checked_questions(questions: Sequence[str], today: date) -> list[str]:
    asked = [question.strip() for question in questions if question.strip()]
    if not asked:
        raise Invalid({"question_1": "needed"})
    if len(asked) > MOST_QUESTIONS:
        raise Invalid({"question_1": "too-many"})
    too_long = [number for number, question in enumerate(questions, 1) if len(question.strip()) > LONGEST_QUESTION]
    if too_long:
        raise Invalid({f"question_{number}": "too-long" for number in too_long})
    told = [number for number, question in enumerate(questions, 1) if tells_of_somebody(question, today=today)]
    if told:
        raise Invalid({f"question_{number}": "personal" for number in told})
    return asked
