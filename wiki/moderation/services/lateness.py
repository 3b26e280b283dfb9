"""A queue that cannot clog: who is told when something waits too long.

One notice says that something is late, not one for each article, and comes again when something else becomes late.
Nobody is told about their own article, for they cannot decide about it; who is away is replaced.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from wiki.accounts.models import Account, Notice, RoleGrant
from wiki.accounts.policy import Role
from wiki.accounts.services import notices
from wiki.articles import policy
from wiki.articles.lifecycle import Stage
from wiki.articles.models import Article
from wiki.moderation.queries.away import deputies
from wiki.moderation.workdays import add_working_days

LATE, ESCALATED = "queue-late", "queue-escalated"
QUEUE = "queue"


def tell(session: Session, *, at: datetime, late_after: int, escalate_after: int) -> None:
    """Tell the moderators of a domain after so many working days, and its knowledge managers after `escalate_after`,
    counted from the same day."""
    _tell(session, LATE, Role.MODERATOR, late_after, at.date())
    _tell(session, ESCALATED, Role.KNOWLEDGE_MANAGER, escalate_after, at.date())


def _tell(session: Session, code: str, role: Role, after: int, today: date) -> None:
    late = _late(session, after, today)
    people, replaced = _people(session, role), deputies(session, today)
    theirs: dict[int, set[int]] = defaultdict(set)
    for article, (domains, _became) in late.items():
        for account in {replaced.get(each, each) for domain in ("", *domains) for each in people[domain]}:
            theirs[account].add(article)
    left = {account: ids - _own(session, account, ids) for account, ids in theirs.items()}
    newest = {account: max(late[id][1] for id in ids) for account, ids in left.items() if ids}
    notices.tell(session, _untold(session, code, newest), code, QUEUE, on=today)


def _late(session: Session, after: int, today: date) -> dict[int, tuple[tuple[str, ...], date]]:
    """What is late today, with its domains and the day on which it became so."""
    query = select(Article.id, Article.waiting_in, Article.waiting_since)
    query = query.where(or_(Article.state == Stage.IN_REVIEW, Article.change == Stage.IN_REVIEW))
    found = {
        row.id: (tuple(filter(None, row.waiting_in.split(","))), add_working_days(row.waiting_since.date(), after))
        for row in session.execute(query.where(Article.waiting_since.is_not(None)))
    }
    return {id: (domains, became) for id, (domains, became) in found.items() if became <= today}


def _people(session: Session, role: Role) -> dict[str, set[int]]:
    """The accounts in use with this role, by domain; under an empty one those who have it for all."""
    query = select(RoleGrant.domain, RoleGrant.account_id).join(Account, Account.id == RoleGrant.account_id)
    found: dict[str, set[int]] = defaultdict(set)
    for domain, account in session.execute(query.where(RoleGrant.role == role.value, Account.is_active)):
        found[domain].add(account)
    return found


def _own(session: Session, account: int, articles: Collection[int]) -> set[int]:
    own = or_(policy.authored_by_account(account), policy.edited_by_account(account))
    return set(session.scalars(select(Article.id).where(Article.id.in_(articles), own)))


def _untold(session: Session, code: str, newest: dict[int, date]) -> Iterable[int]:
    """Those who were not told since something of theirs became late last."""
    last = select(Notice.account_id, func.max(Notice.at)).where(Notice.code == code, Notice.account_id.in_(newest))
    told = {account: on for account, on in session.execute(last.group_by(Notice.account_id))}  # noqa: C416
    return [account for account, became in newest.items() if told.get(account, date.min) < became]
