"""What the safety check found in a text, and why it may stay: explained by who writes it, agreed by a moderator.

A reason is kept with the revision and with the place where the finding stands in it; the value is looked up there each
time. A reason goes along to the next revision as long as the same rule finds the same words.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki import audit
from wiki.accounts.policy import Actor
from wiki.articles import policy
from wiki.articles.lifecycle import Part
from wiki.articles.models import Article, ReviewFinding, Revision
from wiki.articles.safety import Found, found_in_revision, tells_of_somebody, words_of
from wiki.articles.services.changes import locked
from wiki.errors import Invalid, NotAllowed
from wiki.safety import Severity

LONGEST_REASON = 300


def explained(session: Session, revision: Revision) -> dict[tuple[str, str], ReviewFinding]:
    """The reasons that are kept with a revision, by rule and value."""
    rows = session.scalars(select(ReviewFinding).where(ReviewFinding.revision_id == revision.id)).all()
    said = words_of(revision) if rows else {}
    return {(row.rule, said[row.field][row.offset : row.offset + row.length]): row for row in rows}


def explain(session: Session, *, actor: Actor, at: datetime, slug: str, reasons: Mapping[tuple[str, str], str]) -> None:
    """Keep why findings in the newest text are no personal data, by rule and value; an empty reason takes one back.

    Raises Invalid 'findings' with 'too-long', or 'personal' for a reason that tells of somebody itself; NotAllowed.
    """
    article = locked(session, slug)
    _require_may_explain(session, actor, article)
    _check_reasons(reasons.values(), at.date())
    revision = article.head
    kept = explained(session, revision)
    for found in found_in_revision(revision, kind=article.type, today=at.date()):
        reason = reasons.get(found.same, "").strip()
        if found.same in reasons and found.same in kept and kept[found.same].reason != reason:
            # Another reason is another claim: a moderator agrees anew.
            session.delete(kept.pop(found.same))
            session.flush()
        if found.is_serious and reason and found.same not in kept:
            kept[found.same] = _keep(session, revision, found, reason)
    session.flush()


def carry_over(session: Session, before: Revision, after: Revision, *, kind: str, today: date) -> None:
    """Keep the reasons of one revision with the next, where the same words are still found."""
    kept = explained(session, before)
    if not kept:
        return
    for found in found_in_revision(after, kind=kind, today=today):
        row = kept.pop(found.same, None)
        if row is not None:
            again = _keep(session, after, found, row.reason)
            again.agreed_by, again.agreed_at = row.agreed_by, row.agreed_at
    session.flush()


def open_findings(session: Session, article: Article, *, today: date, agreed: bool) -> tuple[Found, ...]:
    """What stands in the newest text and nobody explained; with `agreed`, also what blocks without a moderator who
    agreed."""
    found = [each for each in found_in_revision(article.head, kind=article.type, today=today) if each.is_serious]
    kept = explained(session, article.head) if found else {}
    return tuple(each for each in found if not _is_settled(each, kept.get(each.same), agreed=agreed))


def agree(session: Session, *, actor: Actor, at: datetime, slug: str, ids: Collection[int]) -> None:
    """Say as a moderator that these findings of the newest text are no personal data. Raises NotAllowed, NotFound."""
    if not ids:
        return
    article = locked(session, slug)
    policy.require_step(session, actor, article, "publish")
    mine = select(ReviewFinding).where(ReviewFinding.revision_id == article.head_id, ReviewFinding.id.in_(ids))
    rows: Sequence[ReviewFinding] = session.scalars(mine.where(ReviewFinding.agreed_at.is_(None))).all()
    for row in rows:
        row.agreed_by, row.agreed_at = actor.id, at
        audit.record(
            session,
            "finding.agreed",
            f"article:{article.id}",
            at=at,
            role=Part.MODERATOR,
            account=actor.id,
            rule=row.rule,
            revision=article.head.number,
        )
    session.flush()


def risk(found: Collection[Found]) -> int:
    """How soon a moderator looks at a text with these findings: see `Article.waiting_risk`."""
    if any(each.severity is Severity.BLOCK for each in found):
        return 2
    return int(any(each.is_serious or each.type == "tactics" for each in found))


def _is_settled(found: Found, row: ReviewFinding | None, *, agreed: bool) -> bool:
    if row is None:
        return False
    return not agreed or found.severity is not Severity.BLOCK or row.agreed_at is not None


def _require_may_explain(session: Session, actor: Actor, article: Article) -> None:
    having = policy.parts(session, actor, article)
    if not (policy.can_do("save", article, having) or policy.can_do("publish", article, having)):
        raise NotAllowed("explain")


def _check_reasons(reasons: Collection[str], today: date) -> None:
    if any(len(reason) > LONGEST_REASON for reason in reasons):
        raise Invalid({"findings": "too-long"})
    if any(tells_of_somebody(reason, today=today) for reason in reasons):
        raise Invalid({"findings": "personal"})


def _keep(session: Session, revision: Revision, found: Found, reason: str) -> ReviewFinding:
    row = ReviewFinding(
        revision_id=revision.id,
        field=found.field,
        rule=found.rule,
        offset=found.offset,
        length=found.length,
        reason=reason,
    )
    session.add(row)
    return row
