"""The assumption check: practice says otherwise, and a moderator says what to take for granted from now on.

A check opens by itself, and whatever is told while it is open counts in it. What is decided narrows the article, puts
another in its place or lets it stand; readers see that it happened and after how many applications.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from wiki.accounts.policy import Action, Actor, Reach
from wiki.accounts.queries import holders
from wiki.accounts.services import notices
from wiki.articles import services as articles
from wiki.articles.lifecycle import ONLINE, Part
from wiki.articles.models import Article
from wiki.articles.queries import meant
from wiki.articles.safety import tells_of_somebody
from wiki.articles.services.changes import locked, note, readers_see_another_wiki
from wiki.articles.services.standing import SYSTEM, mark_for_review
from wiki.articles.services.telling import authors, tell_authors
from wiki.errors import Invalid, NotAllowed, NotFound
from wiki.practice import policy
from wiki.practice.models import Applied, AssumptionCheck
from wiki.practice.queries.applied import open_check
from wiki.practice.queries.checks import linking

LONGEST = 500
# Domain reference, section 9.
DOUBTED_AFTER = 2
BACKFIRED_AFTER = 1
LATEST_LOOK_BACK = timedelta(days=730)
# What people are told.
OPENED, DOUBTED, LOOK_BACK = "assumption-check", "assumption-doubted", "assumption-look-back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a moderator found: see `AssumptionCheck`. `other` is the title or the address of the article in its place,
    `also` are addresses of articles that rest on the same and have to be looked at."""

    outcome: str
    old: str = ""
    evidence: str = ""
    new: str = ""
    look_back_on: date | None = None
    other: str = ""
    also: tuple[str, ...] = ()


def doubt(session: Session, article: Article, said: Applied, *, at: datetime) -> None:
    """Count what was told in the check that is open, and open one when it is enough. The caller holds the article."""
    check = open_check(session, article.id)
    if check is None and _is_enough(session, article):
        check = _open(session, article, at=at)
    if check is not None:
        uncounted = update(Applied).where(Applied.article_id == article.id, Applied.check_id.is_(None))
        session.execute(uncounted.values(check_id=check.id))
        session.refresh(said, ["check_id"])


def decide(session: Session, check_id: int, *, actor: Actor, at: datetime, found: Finding) -> AssumptionCheck:
    """Say what holds from now on, and let the article follow.

    Raises NotFound for who does not decide about it, NotAllowed when it was decided already, Invalid.
    """
    check = _held(session, actor, check_id)
    if check.outcome is not None:
        raise NotAllowed("decide")
    article = locked(session, check.article.slug)
    _validate(found, at.date())
    other = _in_its_place(session, actor, article, found.other) if found.outcome == "replaced" else None
    check.outcome, check.decided_on, check.decided_by = found.outcome, at.date(), actor.id
    check.old, check.evidence, check.new = found.old.strip(), found.evidence.strip(), found.new.strip()
    check.look_back_on, check.revision_id = found.look_back_on, article.published_id
    session.flush()
    if found.outcome == "narrowed":
        _narrow(session, check, article, at=at)
    elif other is not None:
        _replace(session, check, article, other, actor=actor, at=at)
    _look_at_others(session, article, found.also, actor=actor, at=at)
    _note(session, "assumption.decided", article, actor=actor, at=at, outcome=found.outcome)
    tell_authors(session, article, f"assumption-{found.outcome}", on=at.date())
    readers_see_another_wiki(session, article)
    session.flush()
    return check


def look_back(session: Session, check_id: int, *, actor: Actor, at: datetime, holds: bool) -> AssumptionCheck:
    """Say whether what was assumed then holds; where it does not, a new check opens. Raises NotFound, NotAllowed."""
    check = _held(session, actor, check_id)
    if check.look_back_on is None or check.look_back_on > at.date() or check.looked_back_on is not None:
        raise NotAllowed("look-back")
    article = locked(session, check.article.slug)
    check.looked_back_on = at.date()
    _note(session, "assumption.looked_back", article, actor=actor, at=at, holds=str(holds))
    if not holds and open_check(session, article.id) is None:
        _open(session, article, at=at)
    session.flush()
    return check


def remind(session: Session, *, at: datetime) -> None:
    """Tell who decides about an article that the day to look back has come, once for each check."""
    due = select(AssumptionCheck).join(Article, Article.id == AssumptionCheck.article_id)
    due = due.where(AssumptionCheck.look_back_on <= at.date(), Article.state.in_(ONLINE))
    due = due.where(AssumptionCheck.looked_back_on.is_(None), AssumptionCheck.told_on.is_(None))
    for check in session.scalars(due.order_by(AssumptionCheck.id).with_for_update(of=AssumptionCheck)):
        check.told_on = at.date()
        _tell_deciders(session, check.article, LOOK_BACK, on=at.date())
    session.flush()


def forget_about(session: Session, article: Article, revisions: tuple[int, ...]) -> None:
    """Take away the words about these revisions, or about none in particular: what a purge takes along."""
    about = AssumptionCheck.revision_id.in_(revisions) | AssumptionCheck.revision_id.is_(None)
    mine = update(AssumptionCheck).where(AssumptionCheck.article_id == article.id, about)
    session.execute(mine.values(old="", evidence="", new=""))


def _is_enough(session: Session, article: Article) -> bool:
    """Whether what was told since the last check speaks against the assumption."""
    told = select(func.count()).where(Applied.article_id == article.id, Applied.check_id.is_(None))
    doubted = session.scalar(told.where(Applied.assumption == "no")) or 0
    backfired = session.scalar(told.where(Applied.result == "backfired")) or 0
    return doubted >= DOUBTED_AFTER or backfired >= BACKFIRED_AFTER


def _open(session: Session, article: Article, *, at: datetime) -> AssumptionCheck:
    check = AssumptionCheck(article=article, revision_id=article.published_id, opened_on=at.date())
    session.add(check)
    session.flush()
    note(session, "assumption.doubted", article, at=at, role=SYSTEM)
    _tell_deciders(session, article, OPENED, on=at.date())
    tell_authors(session, article, DOUBTED, on=at.date())
    return check


def _held(session: Session, actor: Actor, check_id: int) -> AssumptionCheck:
    """A check, held against other deciders; NotFound for who does not decide about it."""
    query = select(AssumptionCheck).join(Article, Article.id == AssumptionCheck.article_id)
    query = query.where(AssumptionCheck.id == check_id, policy.checks_for(actor)).with_for_update(of=AssumptionCheck)
    check = session.scalar(query.execution_options(populate_existing=True))
    if check is None:
        raise NotFound(f"check {check_id}")
    return check


def _validate(found: Finding, today: date) -> None:
    """Raise Invalid with a code per field. What changes needs a new assumption and a day to look back."""
    is_changed = found.outcome in ("narrowed", "replaced")
    wrong = {
        "outcome": "which" if found.outcome not in policy.OUTCOMES else None,
        "old": _words_code(found.old, today, is_needed=True),
        "evidence": _words_code(found.evidence, today, is_needed=True),
        "new": _words_code(found.new, today, is_needed=is_changed),
        "look_back_on": _day_code(found.look_back_on, today, is_needed=is_changed),
    }
    refused = {name: code for name, code in wrong.items() if code}
    if refused:
        raise Invalid(refused)


def _words_code(text: str, today: date, *, is_needed: bool) -> str | None:
    if not text.strip():
        return "needed" if is_needed else None
    if len(text.strip()) > LONGEST:
        return "too-long"
    return "personal" if tells_of_somebody(text, today=today) else None


def _day_code(day: date | None, today: date, *, is_needed: bool) -> str | None:
    if day is None:
        return "needed-day" if is_needed else None
    return None if today < day <= today + LATEST_LOOK_BACK else "when"


def _in_its_place(session: Session, actor: Actor, article: Article, other: str) -> Article:
    """The one article that the actor means and readers find. Raises Invalid."""
    found = [each for each in meant(session, actor, other, apart_from=article) if each.is_online]
    if len(found) != 1:
        raise Invalid({"other": "several" if found else "no-such" if other.strip() else "which-other"})
    return found[0]


def _narrow(session: Session, check: AssumptionCheck, article: Article, *, at: datetime) -> None:
    """Have the text adjusted: readers see that it is being done, and after how many applications once it was."""
    mark_for_review(session, article, "practice", at=at)
    article.adjusted_from = article.published.number if article.published else None
    article.adjusted_after += _counted(session, check)


def _replace(
    session: Session, check: AssumptionCheck, article: Article, other: Article, *, actor: Actor, at: datetime
) -> None:
    check.replaced_by_id = article.superseded_by_id = other.id
    if article.is_online:
        articles.archive(session, actor=actor, at=at, slug=article.slug)


def _counted(session: Session, check: AssumptionCheck) -> int:
    return session.scalar(select(func.count()).where(Applied.check_id == check.id)) or 0


def _look_at_others(session: Session, article: Article, also: Collection[str], *, actor: Actor, at: datetime) -> None:
    """Have those looked at that link to the article, as far as the actor may ask for it."""
    offered = {each.card.slug for each in linking(session, actor, article, at.date()) if each.can_flag}
    for slug in sorted(offered & set(also)):
        tell_authors(session, articles.flag(session, actor=actor, at=at, slug=slug), "review-asked", on=at.date())


def _tell_deciders(session: Session, article: Article, code: str, *, on: date) -> None:
    people = holders(session, Action.MODERATE, Reach.IN_DOMAIN, article.domains) - authors(session, article)
    notices.tell(session, people, code, f"article:{article.id}", on=on)


def _note(session: Session, action: str, article: Article, *, actor: Actor, at: datetime, **detail: str) -> None:
    note(session, action, article, at=at, role=Part.MODERATOR, actor=actor, **detail)
