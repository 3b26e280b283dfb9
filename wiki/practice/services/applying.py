"""Telling how an article worked out: in half a minute, without a name unless somebody wants it there.

Nobody but the program knows who told it, and after a month the program does not either; lines of the audit log name no
account and only the day. What is told moves the review date by the numbers here and opens a check by those in
`checking`, and changes what readers have in no other way.

Whoever writes here holds the article first, and then what was told of it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from wiki import audit
from wiki.accounts.policy import Actor, Role
from wiki.accounts.services import notices
from wiki.articles import policy as rights
from wiki.articles.lifecycle import Part, Stage
from wiki.articles.models import Article
from wiki.articles.safety import code_of, tells_of_somebody
from wiki.articles.services.changes import locked, note, readers_see_another_wiki
from wiki.articles.services.lifecycle import months_after, review_date
from wiki.articles.services.standing import SYSTEM
from wiki.articles.services.telling import tell_authors
from wiki.errors import Invalid, NotAllowed, NotFound
from wiki.practice import policy
from wiki.practice.models import Applied
from wiki.practice.queries.applied import open_check, recent
from wiki.practice.services.checking import doubt

LONGEST = 500
# What works as it says holds longer (domain reference, section 6).
LONGER_BY = 3  # months
MOST_TIMES_LONGER = 2
# What people are told.
WORKED, FAILED, ADJUSTED, REMOVED = "applied-worked", "applied-failed", "applied-adjusted", "applied-removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Experience:
    """What somebody tells: codes of `policy`, and their own words. A name is put to an adjustment alone."""

    result: str
    context: tuple[str, ...] = ()
    adjustment: str = ""
    assumption: str = "unknown"
    because: str = ""
    is_signed: bool = False


def tell(session: Session, *, actor: Actor, at: datetime, slug: str, told: Experience) -> Applied:
    """Keep how an article worked out for the actor; what they told within a month, and nobody decided about, changes.

    Raises NotFound for an article that the actor does not read, NotAllowed, Invalid.
    """
    article = locked(session, slug)
    if not rights.is_visible(session, actor, article):
        raise NotFound(slug)
    if not policy.can_tell(actor, article, rights.parts(session, actor, article)):
        raise NotAllowed("apply")
    _check(told, at.date())
    before = recent(session, actor, article.id, at.date())
    news = _news(before, told)
    said = before or _first(session, article, actor, told, at=at)
    _keep(said, told)
    session.flush()
    if news is not None:
        tell_authors(session, article, news, on=at.date())
    doubt(session, article, said, at=at)
    _move_date(session, said, at=at)
    session.flush()
    return said


def take_name_off(session: Session, applied_id: int, *, actor: Actor, at: datetime) -> Article:
    """Show no longer that it was the actor who told this, whenever that was. Raises NotFound for what is not theirs."""
    mine = select(Applied).where(Applied.id == applied_id, Applied.account_id == (actor.id or 0), Applied.is_signed)
    said = session.scalar(mine.with_for_update())
    if said is None:
        raise NotFound(f"applied {applied_id}")
    said.is_signed = False
    about = f"article:{said.article_id}"
    audit.record(session, "article.applied_unsigned", about, at=audit.day_of(at), role=Role.READER)
    session.flush()
    forget_who(session, on=at.date())
    return said.article


def remove(session: Session, applied_id: int, *, actor: Actor, at: datetime) -> Article:
    """Take the words of somebody away, as a moderator of the article, and tell whoever wrote them; that it was used
    stays. Raises NotFound, NotAllowed."""
    said = _known(session, actor, applied_id)
    article = said.article
    if not policy.can_remove(rights.parts(session, actor, article)):
        raise NotAllowed("remove")
    said.adjustment, said.because, said.adopted_in = "", "", None
    note(session, "article.applied_removed", article, at=at, role=Part.MODERATOR, actor=actor)
    if said.account_id is not None:
        notices.tell(session, [said.account_id], REMOVED, f"article:{article.id}", on=at.date())
    session.flush()
    return article


def forget_who(session: Session, *, on: date) -> None:
    """Forget who told what they can change no more, but for those who put their name to it."""
    old = (Applied.on < on - policy.KNOWN_FOR, ~Applied.is_signed, Applied.account_id.is_not(None))
    session.execute(update(Applied).where(*old).values(account_id=None))


def forget_about(session: Session, article: Article, revisions: Collection[int]) -> None:
    """Take away the words about these revisions, or about none in particular: what a purge takes along."""
    about = Applied.revision_id.in_(revisions) | Applied.revision_id.is_(None)
    session.execute(update(Applied).where(Applied.article_id == article.id, about).values(adjustment="", because=""))


def _known(session: Session, actor: Actor, applied_id: int) -> Applied:
    """What somebody told, with its article held; NotFound where the actor may not know that. What is hidden from
    readers stays in the hands of who decides about it."""
    here = select(Article.slug).join(Applied, Applied.article_id == Article.id)
    slug = session.scalar(here.where(Applied.id == applied_id, rights.known_to(actor)))
    if slug is None:
        raise NotFound(f"applied {applied_id}")
    locked(session, slug)
    query = select(Applied).where(Applied.id == applied_id).with_for_update(of=Applied)
    return session.scalars(query.execution_options(populate_existing=True)).one()


def _check(told: Experience, today: date) -> None:
    """Raise Invalid with a code per field. What tells of nobody in either field may do so in both."""
    words = {"adjustment": told.adjustment, "because": told.because}
    wrong = {
        "result": "which" if told.result not in policy.RESULTS else None,
        "context": "unknown" if set(told.context) - set(policy.CONTEXTS) else None,
        "assumption": "unknown" if told.assumption not in policy.ANSWERS else None,
        **{name: code_of(text, today=today, longest=LONGEST) for name, text in words.items()},
    }
    found = {name: code for name, code in wrong.items() if code}
    if not found and tells_of_somebody(" ".join(words.values()), today=today):
        found = {"because": "personal"}
    if found:
        raise Invalid(found)


def _first(session: Session, article: Article, actor: Actor, told: Experience, *, at: datetime) -> Applied:
    said = Applied(article=article, account_id=actor.id, on=at.date(), result=told.result, adjustment="")
    session.add(said)
    note(session, "article.applied", article, at=at, role=Role.READER)
    return said


def _keep(said: Applied, told: Experience) -> None:
    """Put what was told in the place of what was; other words are in no text yet."""
    words = told.adjustment.strip()
    if words != said.adjustment:
        said.adopted_in = None
    said.revision_id = said.article.published_id
    said.result, said.context, said.adjustment = told.result, list(told.context), words
    said.assumption, said.because, said.is_signed = (
        told.assumption,
        told.because.strip(),
        told.is_signed and bool(words),
    )


def _news(before: Applied | None, told: Experience) -> str | None:
    """What is new to authors: it made things worse, was done otherwise, was of use, or failed. Thanks are theirs
    alone."""
    words, is_other = told.adjustment.strip(), before is None or told.result != before.result
    if is_other and told.result == "backfired":
        return FAILED
    if words and (before is None or words != before.adjustment):
        return ADJUSTED
    if is_other:
        return WORKED if told.result in ("worked", "partly") else FAILED
    return None


def _move_date(session: Session, said: Applied, *, at: datetime) -> None:
    """Let an article that works as it says hold longer; and no longer when that is taken back, but never for less than
    whoever decides about it last said."""
    article, confirms = said.article, _confirms(said.result, said.assumption)
    if article.verified_until is None or article.verified_on is None or confirms == (said.moved_on is not None):
        return
    until = article.verified_until
    if confirms and _is_moved(session, article, at.date()):
        said.moved_on, article.verified_until = at.date(), months_after(until, LONGER_BY)
    elif not confirms:
        said.moved_on = None
        least = review_date(article, article.verified_on)
        article.verified_until = min(until, max(least, months_after(until, -LONGER_BY)))
    if article.verified_until != until:
        note(session, "article.date_moved", article, at=at, role=SYSTEM, until=article.verified_until.isoformat())
        readers_see_another_wiki(session, article)


def _confirms(result: str, assumption: str) -> bool:
    """Whether this confirms an article: it worked, and so did its assumption."""
    return result == "worked" and assumption == "yes"


def _is_moved(session: Session, article: Article, today: date) -> bool:
    """Whether the date may move: nothing is the matter with the article, and it did not move too often since somebody
    who decides about it last set it."""
    is_current = article.state == Stage.PUBLISHED and (article.verified_until or today) >= today
    if not is_current or open_check(session, article.id) is not None:
        return False
    moved = select(func.count()).where(Applied.article_id == article.id, Applied.moved_on >= article.verified_on)
    return (session.scalar(moved) or 0) < MOST_TIMES_LONGER
