"""The assumption check: practice says otherwise, and a moderator says what to take for granted from now on.

A check opens by itself, and whatever is told while it is open counts in it. What is decided narrows the article, puts
another in its place or lets it stand; readers see that it happened and after how many applications.

Whoever writes here holds the articles first, in the order of their addresses, and then the check.
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
from wiki.articles.lifecycle import Part, Stage
from wiki.articles.models import Article
from wiki.articles.queries import meant
from wiki.articles.safety import code_of
from wiki.articles.services.changes import locked, note, readers_see_another_wiki
from wiki.articles.services.standing import SYSTEM, mark_for_review
from wiki.articles.services.telling import authors, tell_authors
from wiki.errors import Invalid, NotAllowed, NotFound
from wiki.practice import policy
from wiki.practice.models import Applied, AssumptionCheck
from wiki.practice.queries.applied import open_check
from wiki.practice.queries.checks import flaggable

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
    `also` are addresses of articles that rest on the same and have to be looked at. `seen` is how many applications the
    moderator had before them."""

    outcome: str
    old: str = ""
    evidence: str = ""
    new: str = ""
    look_back_on: date | None = None
    other: str = ""
    also: tuple[str, ...] = ()
    seen: int | None = None


def doubt(session: Session, article: Article, said: Applied, *, at: datetime) -> None:
    """Count what was told in the check that is open, and open one when it is enough. The caller holds the article."""
    check = open_check(session, article.id)
    if check is not None:
        _count(session, article, check)
    elif _is_enough(session, article):
        _open(session, article, at=at)
    session.refresh(said, ["check_id"])


def decide(session: Session, check_id: int, *, actor: Actor, at: datetime, found: Finding) -> AssumptionCheck:
    """Say what holds from now on, and let the article follow.

    Raises NotFound for who does not decide about it, NotAllowed when it was decided already, Invalid: also where more
    was told than the actor has seen.
    """
    check, article = _held(session, actor, check_id, also=found.also, at=at)
    if check.outcome is not None:
        raise NotAllowed("decide")
    counted = _counted(session, check)
    if found.seen not in (None, counted):
        raise Invalid({"outcome": "more-told"})
    _validate(found, at.date())
    other = _in_its_place(session, actor, article, found.other) if found.outcome == "replaced" else None
    _write(check, article, found, actor=actor, at=at)
    session.flush()
    if found.outcome == "narrowed":
        _narrow(session, article, counted, at=at)
    elif other is not None:
        _replace(session, check, article, other, actor=actor, at=at)
    for slug in _offered(session, actor, article, found.also, at=at):
        tell_authors(session, articles.flag(session, actor=actor, at=at, slug=slug), "review-asked", on=at.date())
    _note(session, "assumption.decided", article, actor=actor, at=at, outcome=found.outcome)
    tell_authors(session, article, f"assumption-{found.outcome}", on=at.date())
    readers_see_another_wiki(session, article)
    session.flush()
    return check


def look_back(session: Session, check_id: int, *, actor: Actor, at: datetime, holds: bool) -> AssumptionCheck:
    """Say whether what was assumed then holds; where it does not, a new check opens. Raises NotFound, NotAllowed."""
    check, article = _held(session, actor, check_id, at=at)
    if check.look_back_on is None or check.look_back_on > at.date() or check.looked_back_on is not None:
        raise NotAllowed("look-back")
    check.looked_back_on = at.date()
    _note(session, "assumption.looked_back", article, actor=actor, at=at, holds=str(holds))
    if not holds and open_check(session, article.id) is None:
        _open(session, article, at=at)
    session.flush()
    return check


def clear(session: Session, check_id: int, *, actor: Actor, at: datetime) -> AssumptionCheck:
    """Take the words of a decided check off every page; that it was decided, and how, stays. Raises NotFound,
    NotAllowed."""
    check, article = _held(session, actor, check_id, at=at)
    if check.outcome is None:
        raise NotAllowed("clear")
    check.old = check.evidence = check.new = ""
    _note(session, "assumption.cleared", article, actor=actor, at=at)
    session.flush()
    return check


def remind(session: Session, *, at: datetime) -> None:
    """Tell who decides about an article that the day to look back has come, once for each check."""
    due = select(AssumptionCheck).join(Article, Article.id == AssumptionCheck.article_id)
    due = due.where(AssumptionCheck.look_back_on <= at.date(), Article.state != Stage.BINNED)
    due = due.where(AssumptionCheck.looked_back_on.is_(None), AssumptionCheck.told_on.is_(None))
    for check in session.scalars(due.order_by(AssumptionCheck.id).with_for_update(of=AssumptionCheck)):
        check.told_on = at.date()
        _tell_deciders(session, check.article, LOOK_BACK, on=at.date())
    session.flush()


def forget_about(session: Session, article: Article, revisions: Collection[int]) -> None:
    """Take away the words of checks that were opened or decided about these revisions, or about none in particular:
    what a purge takes along."""
    opened, decided = AssumptionCheck.revision_id, AssumptionCheck.decided_revision_id
    about = opened.in_(revisions) | decided.in_(revisions) | opened.is_(None)
    mine = update(AssumptionCheck).where(AssumptionCheck.article_id == article.id, about)
    session.execute(mine.values(old="", evidence="", new=""))


def _is_enough(session: Session, article: Article) -> bool:
    """Whether what was told since the last check speaks against the assumption. Who was heard in that one and is still
    known is not counted again, nor is anybody twice."""
    heard = select(Applied.account_id).where(Applied.article_id == article.id, Applied.check_id.is_not(None))
    who = func.coalesce(Applied.account_id, -Applied.id)
    told = select(func.count(who.distinct())).where(Applied.article_id == article.id, Applied.check_id.is_(None))
    told = told.where(who.not_in(heard.where(Applied.account_id.is_not(None))))
    doubted = session.scalar(told.where(Applied.assumption == "no")) or 0
    backfired = session.scalar(told.where(Applied.result == "backfired")) or 0
    return doubted >= DOUBTED_AFTER or backfired >= BACKFIRED_AFTER


def _open(session: Session, article: Article, *, at: datetime) -> None:
    check = AssumptionCheck(article=article, revision_id=article.published_id, opened_on=at.date())
    session.add(check)
    session.flush()
    _count(session, article, check)
    note(session, "assumption.doubted", article, at=at, role=SYSTEM)
    _tell_deciders(session, article, OPENED, on=at.date())
    tell_authors(session, article, DOUBTED, on=at.date())


def _count(session: Session, article: Article, check: AssumptionCheck) -> None:
    """Let everything that no check counted yet count in this one."""
    uncounted = update(Applied).where(Applied.article_id == article.id, Applied.check_id.is_(None))
    session.execute(uncounted.values(check_id=check.id))


def _held(
    session: Session, actor: Actor, check_id: int, *, at: datetime, also: Collection[str] = ()
) -> tuple[AssumptionCheck, Article]:
    """A check and its article, held against others together with those of `also` that may be looked at as well;
    NotFound for who does not decide about it."""
    query = select(AssumptionCheck).join(Article, Article.id == AssumptionCheck.article_id)
    query = query.where(AssumptionCheck.id == check_id, policy.checks_for(actor))
    found = session.scalar(query)
    if found is None:
        raise NotFound(f"check {check_id}")
    slug = found.article.slug
    offered = _offered(session, actor, found.article, also, at=at)
    held = {each: locked(session, each) for each in sorted({slug, *offered})}
    query = query.with_for_update(of=AssumptionCheck).execution_options(populate_existing=True)
    return session.scalars(query).one(), held[slug]


def _offered(
    session: Session, actor: Actor, article: Article, also: Collection[str], *, at: datetime
) -> tuple[str, ...]:
    """Those of these articles that the actor may have looked at because they link to this one."""
    if not also:
        return ()
    return tuple(sorted(set(flaggable(session, actor, article, at.date())) & set(also)))


def _validate(found: Finding, today: date) -> None:
    """Raise Invalid with a code per field. What changes needs a new assumption and a day to look back."""
    is_changed = found.outcome in ("narrowed", "replaced")
    wrong = {
        "outcome": "which" if found.outcome not in policy.OUTCOMES else None,
        "old": code_of(found.old, today=today, longest=LONGEST, is_needed=True),
        "evidence": code_of(found.evidence, today=today, longest=LONGEST, is_needed=True),
        "new": code_of(found.new, today=today, longest=LONGEST, is_needed=is_changed),
        "look_back_on": _day_code(found.look_back_on, today, is_needed=is_changed),
    }
    refused = {name: code for name, code in wrong.items() if code}
    if refused:
        raise Invalid(refused)


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


def _write(check: AssumptionCheck, article: Article, found: Finding, *, actor: Actor, at: datetime) -> None:
    check.outcome, check.decided_on, check.decided_by = found.outcome, at.date(), actor.id
    check.old, check.evidence, check.new = found.old.strip(), found.evidence.strip(), found.new.strip()
    check.look_back_on, check.decided_revision_id = found.look_back_on, article.published_id


def _narrow(session: Session, article: Article, applications: int, *, at: datetime) -> None:
    """Have the text adjusted: readers see that it is being done, and after how many applications once it was."""
    mark_for_review(session, article, "practice", at=at)
    if article.state == Stage.NEEDS_REVIEW:
        article.review_reason = "practice"
    article.narrow(applications)


def _replace(
    session: Session, check: AssumptionCheck, article: Article, other: Article, *, actor: Actor, at: datetime
) -> None:
    if article.is_online:
        articles.archive(session, actor=actor, at=at, slug=article.slug)
    check.replaced_by_id = article.superseded_by_id = other.id


def _counted(session: Session, check: AssumptionCheck) -> int:
    return session.scalar(select(func.count()).where(Applied.check_id == check.id)) or 0


def _tell_deciders(session: Session, article: Article, code: str, *, on: date) -> None:
    people = holders(session, Action.MODERATE, Reach.IN_DOMAIN, article.domains) - authors(session, article)
    notices.tell(session, people, code, f"article:{article.id}", on=on)


def _note(session: Session, action: str, article: Article, *, actor: Actor, at: datetime, **detail: str) -> None:
    note(session, action, article, at=at, role=Part.MODERATOR, actor=actor, **detail)
