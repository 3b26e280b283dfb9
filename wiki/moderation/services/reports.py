"""Reports: a reader says what is wrong, what harms is hidden at once, a moderator decides and the reader hears it.

Nobody learns who said so: lines of the audit log about a report name no account and only the day, whoever made it.
What readers say changes what readers have by the thresholds here and in no other way; all that follows from a decision
is a step that somebody takes for itself.
"""

from datetime import UTC, datetime, time

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki import audit
from wiki.accounts.policy import Action, Actor, Reach, Role, role_giving
from wiki.accounts.queries import holders
from wiki.accounts.services import notices
from wiki.articles import policy as rights
from wiki.articles import services as articles
from wiki.articles.lifecycle import Part
from wiki.articles.models import Article, Confirmation
from wiki.articles.queries import meant
from wiki.articles.safety import code_of
from wiki.articles.services.changes import locked
from wiki.articles.services.standing import SYSTEM, mark_for_review, withdraw
from wiki.articles.services.telling import authors, tell_authors
from wiki.errors import Invalid, NotAllowed, NotFound
from wiki.moderation.models import Matter, Report
from wiki.moderation.policy import reports as policy
from wiki.moderation.policy.reports import KINDS, SAFETY
from wiki.moderation.queries.reports import is_late

LONGEST = 500
# Readers who say that an article does not hold any more (domain reference, section 5).
OUTDATED_AFTER = 2
OUTCOMES = ("upheld", "dismissed")
# What authors are told.
HIDDEN, OUTDATED, ANSWERED = "withdrawn", "reported-outdated", "answered-elsewhere"


def report(
    session: Session,
    *,
    actor: Actor,
    at: datetime,
    slug: str,
    kind: str,
    sentence: str = "",
    other: str = "",
    hide: bool = False,
    hide_after: int,
) -> Report:
    """Say what is wrong with an article; saying the same kind of thing again changes what was said. With `hide` who may
    hide does so at once. `other` is the title or the address of the article that a duplicate says the same as.

    Raises NotFound for an article that the actor does not read, NotAllowed, Invalid.
    """
    article = locked(session, slug)
    if not rights.is_visible(session, actor, article):
        raise NotFound(slug)
    if not (policy.can_hide(actor) and article.is_online if hide else policy.can_report(actor)):
        raise NotAllowed("hide" if hide else "report")
    double = _checked(session, actor, article, kind, other, hide=hide)
    line = _checked_line("sentence", sentence, is_needed=kind != "personal-data", at=at)
    said = _open_of(session, actor, article, kind) or _first(session, article, actor, kind, at=at)
    said.sentence, said.other_id, said.revision_id = line, double.id if double else None, article.published_id
    settled = _settled_at(session, article)
    if settled is not None and said.at <= settled:
        said.at = at
    session.flush()
    if kind in SAFETY:
        _protect(session, said, actor, at=at, hide_after=hide_after)
    elif kind == "outdated" and _readers(session, article, kind) >= OUTDATED_AFTER:
        _mark(session, article, at=at)
    return said


def decide(
    session: Session, report_id: int, *, actor: Actor, at: datetime, outcome: str, answer: str = "", other: str = ""
) -> Report:
    """Say whether a report is right, and tell who made it. A question that is asked twice is only closed with the
    article that answers it, and its asker is told which.

    Raises NotFound, NotAllowed when it was decided already, Invalid.
    """
    said = _decided_by(session, actor, report_id, is_held=True)
    if said.decided_at is not None:
        raise NotAllowed("decide")
    if outcome not in OUTCOMES:
        raise Invalid({"outcome": "unknown"})
    said.answer = _checked_line("answer", answer, is_needed=False, at=at)
    if said.kind == "duplicate" and outcome == "upheld":
        _close_duplicate(session, said, actor, other, at=at)
    said.outcome, said.decided_at, said.decided_by = outcome, at, actor.id
    role = Part.MODERATOR if actor.can_review else Part.PRIVACY
    _note(session, "article.report_decided", said, at=at, role=role, account=actor.id, outcome=outcome)
    if said.account_id is not None:
        notices.tell(session, [said.account_id], f"report-{outcome}", f"article:{said.article_id}", on=at.date())
    session.flush()
    return said


def flag(session: Session, report_id: int, *, actor: Actor, at: datetime) -> Article:
    """Say that a reported article needs review, and tell its authors. Raises NotFound, NotAllowed."""
    said = _decided_by(session, actor, report_id)
    article = articles.flag(session, actor=actor, at=at, slug=said.article.slug)
    tell_authors(session, article, OUTDATED, on=at.date())
    return article


def remind(session: Session, *, at: datetime) -> None:
    """Tell who decides about reports that the time for it has passed, once for each report."""
    waiting = select(Report).where(Report.decided_at.is_(None), Report.reminded_on.is_(None)).order_by(Report.id)
    for said in session.scalars(waiting.with_for_update()):
        if is_late(said, at.date()):
            said.reminded_on = at.date()
            notices.tell(session, _deciders(session, said), "reports-late", "reports", on=at.date())
            _note(session, "article.report_late", said, at=audit.day_of(at), role=SYSTEM)
    session.flush()


def _checked(session: Session, actor: Actor, article: Article, kind: str, other: str, *, hide: bool) -> Article | None:
    """The article that a duplicate says the same as. Raises Invalid for a kind that there is not, or that hides
    nothing."""
    if kind not in KINDS:
        raise Invalid({"kind": "which"})
    if hide and kind not in SAFETY:
        raise Invalid({"kind": "not-safety"})
    return _meant(session, actor, article, other) if kind == "duplicate" else None


def _meant(session: Session, actor: Actor, article: Article, other: str) -> Article:
    """The one article that the actor means by a title or an address, and that is not this one. Raises Invalid."""
    found = meant(session, actor, other, apart_from=article)
    if len(found) != 1:
        raise Invalid({"other": "several" if found else "no-such" if other.strip() else "which-other"})
    return found[0]


def _checked_line(field: str, text: str, *, is_needed: bool, at: datetime) -> str:
    """What somebody said about an article in their own words: all of it, by readers and moderators, comes in here."""
    code = code_of(text, today=at.date(), longest=LONGEST, is_needed=is_needed)
    if code is not None:
        raise Invalid({field: code})
    return text.strip()


def _open_of(session: Session, actor: Actor, article: Article, kind: str) -> Report | None:
    """What the actor said of this kind and nobody decided about yet, held against who decides meanwhile."""
    mine = select(Report).where(Report.article_id == article.id, Report.account_id == actor.id, Report.kind == kind)
    return session.scalar(mine.where(Report.decided_at.is_(None)).with_for_update())


def _first(session: Session, article: Article, actor: Actor, kind: str, *, at: datetime) -> Report:
    said = Report(article=article, account_id=actor.id, kind=kind, sentence="", at=at)
    session.add(said)
    _note(session, "article.reported", said, at=audit.day_of(at), role=Role.READER)
    if kind in SAFETY:
        notices.tell(session, _deciders(session, said) - {actor.id or 0}, "reported-unsafe", "reports", on=at.date())
    return said


def _protect(session: Session, said: Report, actor: Actor, *, at: datetime, hide_after: int) -> None:
    """Hide the article when somebody says so who may, or enough readers do."""
    article = said.article
    by = actor if policy.can_hide(actor) else None
    is_enough = by is not None or _readers(session, article, *SAFETY) >= hide_after
    if is_enough and withdraw(session, article, at=at, role=role_giving(by, Action.HIDE) if by else SYSTEM, actor=by):
        tell_authors(session, article, HIDDEN, on=at.date())


def _mark(session: Session, article: Article, *, at: datetime) -> None:
    if mark_for_review(session, article, "reports", at=at):
        tell_authors(session, article, OUTDATED, on=at.date())


def _readers(session: Session, article: Article, *kinds: str) -> int:
    """How many different readers have an open report of these kinds."""
    said = select(func.count(Report.account_id.distinct())).where(Report.article_id == article.id)
    since = _settled_at(session, article)
    if since is not None:
        said = said.where(Report.at > since)
    return session.scalar(said.where(Report.kind.in_(kinds), Report.decided_at.is_(None))) or 0


def _settled_at(session: Session, article: Article) -> datetime | None:
    """When two people showed the article again, or somebody last said that it still holds: what was reported before
    counts no more by itself."""
    released = select(func.max(Matter.done_at)).where(Matter.article_id == article.id, Matter.kind == "release")
    confirmed = session.scalar(select(func.max(Confirmation.on)).where(Confirmation.article_id == article.id))
    at_night = datetime.combine(confirmed, time.max, UTC) if confirmed else None
    return max(filter(None, (session.scalar(released), at_night)), default=None)


def _deciders(session: Session, said: Report) -> frozenset[int]:
    """The accounts that decide about a report; who wrote the article never does."""
    found = holders(session, Action.MODERATE, Reach.IN_DOMAIN, said.article.domains)
    if said.kind in SAFETY:
        found |= holders(session, Action.PURGE, Reach.APPROVE)
    return found - authors(session, said.article)


def _decided_by(session: Session, actor: Actor, report_id: int, *, is_held: bool = False) -> Report:
    """A report, held against other deciders where it is to change; NotFound for who does not decide about it."""
    query = select(Report).join(Article, Article.id == Report.article_id)
    query = query.where(Report.id == report_id, policy.reports_for(actor))
    query = query.with_for_update(of=Report) if is_held else query
    said = session.scalar(query.execution_options(populate_existing=True))
    if said is None:
        raise NotFound(f"report {report_id}")
    return said


def _close_duplicate(session: Session, said: Report, actor: Actor, other: str, *, at: datetime) -> None:
    """Keep which article says the same, as the decider names it or else the reader did."""
    if other.strip():
        said.other = _meant(session, actor, said.article, other)
    if said.article.type != "question":
        return
    if said.other is None or not policy.is_answer(said.other):
        raise Invalid({"other": "no-answer"})
    tell_authors(session, said.article, ANSWERED, on=at.date(), about=said.other)


def _note(
    session: Session,
    action: str,
    said: Report,
    *,
    at: datetime,
    role: str,
    account: int | None = None,
    **detail: str,
) -> None:
    about = f"article:{said.article.id}"
    audit.record(session, action, about, at=at, role=role, account=account, kind=said.kind, **detail)
