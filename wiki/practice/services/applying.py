"""Telling how an article worked out: in half a minute, without a name unless somebody wants it there.

Nobody but the program knows who told it, and after a month the program does not either; lines of the audit log name no
account and only the day. What is told moves the review date by the numbers here and opens a check by those in
`checking`, and changes what readers have in no other way.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from wiki import audit
from wiki.accounts.policy import Actor, Role
from wiki.articles import policy as rights
from wiki.articles.lifecycle import Part, Stage
from wiki.articles.models import Article
from wiki.articles.safety import tells_of_somebody
from wiki.articles.services.changes import locked, note, readers_see_another_wiki
from wiki.articles.services.lifecycle import months_after
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
# What authors are told.
WORKED, FAILED, ADJUSTED = "applied-worked", "applied-failed", "applied-adjusted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Experience:
    """What somebody tells: codes of `policy`, and their own words."""

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
    if not rights.can_apply(actor, article.state, article.type, rights.parts(session, actor, article)):
        raise NotAllowed("apply")
    _check(told, at.date())
    before = recent(session, actor, article.id, at.date())
    news = _news(before, told)
    said = before or _first(session, article, actor, told, at=at)
    said.revision_id, said.result, said.context = article.published_id, told.result, list(told.context)
    said.adjustment, said.assumption, said.because = told.adjustment.strip(), told.assumption, told.because.strip()
    said.is_signed, said.removed_on = told.is_signed, None
    session.flush()
    if news is not None:
        tell_authors(session, article, news, on=at.date())
    doubt(session, article, said, at=at)
    _move_date(session, said, at=at)
    session.flush()
    return said


def remove(session: Session, applied_id: int, *, actor: Actor, at: datetime) -> Article:
    """Take the words of an adjustment away from the page, as a moderator of the article; that it was used stays.

    Raises NotFound, NotAllowed.
    """
    said = _known(session, actor, applied_id)
    having = rights.parts(session, actor, said.article)
    if not policy.can_remove(having):
        raise NotAllowed("remove")
    said.adjustment, said.because, said.removed_on = "", "", at.date()
    about = f"article:{said.article_id}"
    audit.record(session, "article.applied_removed", about, at=at, role=Part.MODERATOR, account=actor.id)
    session.flush()
    return said.article


def forget_who(session: Session, *, on: date) -> None:
    """Forget who told what they can change no more, but for those who put their name to it."""
    old = (Applied.on < on - policy.KNOWN_FOR, ~Applied.is_signed, Applied.account_id.is_not(None))
    session.execute(update(Applied).where(*old).values(account_id=None))


def forget_about(session: Session, article: Article, revisions: tuple[int, ...]) -> None:
    """Take away the words about these revisions, or about none in particular: what a purge takes along."""
    about = Applied.revision_id.in_(revisions) | Applied.revision_id.is_(None)
    session.execute(update(Applied).where(Applied.article_id == article.id, about).values(adjustment="", because=""))


def _known(session: Session, actor: Actor, applied_id: int) -> Applied:
    """What somebody told, held against others, with its article; NotFound where the actor does not read that."""
    query = select(Applied).join(Article, Article.id == Applied.article_id).where(rights.visible_to(actor))
    said = session.scalar(query.where(Applied.id == applied_id).with_for_update(of=Applied))
    if said is None:
        raise NotFound(f"applied {applied_id}")
    return said


def _check(told: Experience, today: date) -> None:
    """Raise Invalid with a code per field."""
    wrong = {
        "result": "which" if told.result not in policy.RESULTS else None,
        "context": "unknown" if set(told.context) - set(policy.CONTEXTS) else None,
        "assumption": "unknown" if told.assumption not in policy.ANSWERS else None,
        "adjustment": _words_code(told.adjustment, today),
        "because": _words_code(told.because, today),
    }
    found = {name: code for name, code in wrong.items() if code}
    if found:
        raise Invalid(found)


def _words_code(text: str, today: date) -> str | None:
    if len(text.strip()) > LONGEST:
        return "too-long"
    return "personal" if tells_of_somebody(text, today=today) else None


def _first(session: Session, article: Article, actor: Actor, told: Experience, *, at: datetime) -> Applied:
    said = Applied(article=article, account_id=actor.id, on=at.date(), result=told.result, is_moved=False)
    session.add(said)
    note(session, "article.applied", article, at=at, role=Role.READER)
    return said


def _news(before: Applied | None, told: Experience) -> str | None:
    """What is new to authors: it was done otherwise, somebody had use of it, or it failed. Thanks are theirs alone."""
    words = told.adjustment.strip()
    if words and (before is None or words != before.adjustment):
        return ADJUSTED
    if before is None or told.result != before.result:
        return WORKED if told.result in ("worked", "partly") else FAILED
    return None


def _move_date(session: Session, said: Applied, *, at: datetime) -> None:
    """Let an article that works as it says hold longer, and no longer when that is taken back."""
    article = said.article
    if said.is_moved == _holds(session, said, at.date()) or article.verified_until is None:
        return
    if not said.is_moved and _times_longer(session, article) >= MOST_TIMES_LONGER:
        return
    said.is_moved = not said.is_moved
    article.verified_until = months_after(article.verified_until, LONGER_BY if said.is_moved else -LONGER_BY)
    note(session, "article.date_moved", article, at=at, role=SYSTEM, until=article.verified_until.isoformat())
    readers_see_another_wiki(session, article)


def _holds(session: Session, said: Applied, today: date) -> bool:
    """Whether this confirms the article: it worked, and so did its assumption, while nothing else is the matter."""
    article = said.article
    is_current = article.state == Stage.PUBLISHED and (article.verified_until or today) >= today
    is_confirmed = said.result == "worked" and said.assumption == "yes"
    return is_confirmed and is_current and open_check(session, article.id) is None


def _times_longer(session: Session, article: Article) -> int:
    """How often the date moved since somebody who decides about the article last set it."""
    since = article.verified_on or date.min
    moved = select(func.count()).where(Applied.article_id == article.id, Applied.is_moved, Applied.on >= since)
    return session.scalar(moved) or 0
