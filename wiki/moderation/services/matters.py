"""What two people decide together: one asks with a ground, the other agrees or refuses.

What was agreed to happens in the same transaction, but for a purge, which a third one carries out. Grounds and answers
are on the page of the matter and nowhere else; audit lines say what, about which article, by whom and as what.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki import audit
from wiki.accounts.models import Account, RoleGrant
from wiki.accounts.policy import Actor, Role
from wiki.accounts.queries import actor_for
from wiki.accounts.services.notices import tell
from wiki.articles import policy as articles
from wiki.articles import services
from wiki.articles.models import Article
from wiki.articles.safety import code_of, tells_of_somebody
from wiki.articles.services.changes import locked
from wiki.errors import Invalid, NotAllowed, NotFound
from wiki.moderation.models import Matter
from wiki.moderation.policy import matters as policy
from wiki.moderation.policy.matters import DUOS, Right
from wiki.moderation.queries import matters as queries
from wiki.moderation.services import purging

LONGEST = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody asks. For a purge the revisions, and whether all texts that readers never had go too; to open a
    seal which byline, that it is for no judgement of a person, and why the author is not told where a law forbids
    that."""

    kind: str
    ground: str
    revisions: tuple[int, ...] = ()
    with_drafts: bool = False
    authorship: int = 0
    is_no_judgement: bool = False
    untold: bool = False
    untold_because: str = ""


def ask(session: Session, *, actor: Actor, at: datetime, slug: str, wish: Wish) -> Matter:
    """Ask it, and tell those who can agree. Raises NotFound, NotAllowed, and Invalid with a code for each field."""
    article = locked(session, slug)
    having = articles.parts(session, actor, article)
    if not articles.may_know(session, actor, article, having):
        raise NotFound(slug)
    role = policy.asking_role(wish.kind, actor, article, having)
    if role is None:
        raise NotAllowed(wish.kind)
    _check(session, actor, article, wish, at)
    matter = Matter(
        kind=wish.kind,
        article=article,
        ground="\n\n".join(filter(None, (wish.ground.strip(), wish.untold_because.strip() if wish.untold else ""))),
        detail=_detail(wish) | _shown_now(article, wish.kind),
        asked_by=actor.id,
        asked_as=role.value,
        asked_at=at,
    )
    session.add(matter)
    session.flush()
    _note(session, "asked", matter, at=at, role=role, actor=actor)
    _tell_those_who_agree(session, matter, at)
    return matter


def agree(session: Session, matter_id: int, *, actor: Actor, at: datetime, answer: str = "") -> Matter:
    """Agree, and let it happen. Raises NotFound, NotAllowed, and Invalid 'moved-on' or 'shown' where it no more can."""
    matter, role = _open(session, matter_id, actor)
    article = locked(session, matter.article.slug)
    if matter.kind == "purge":
        _require_purgeable(matter, article)
        _tell_those_who_carry_out(session, matter, at, besides=actor)
    elif matter.kind == "unseal":
        _tell_unsealed(session, matter, at)
    else:
        _move(session, matter, agreed_by=actor, at=at)
    matter.done_at = at if DUOS[matter.kind].carries_out is None else None
    _decide(session, matter, "agreed", actor=actor, role=role, at=at, answer=answer)
    _tell_asker(session, matter, "matter-agreed", at)
    return matter


def refuse(session: Session, matter_id: int, *, actor: Actor, at: datetime, answer: str) -> Matter:
    """Refuse with a sentence. Raises NotFound, NotAllowed, Invalid."""
    matter, role = _open(session, matter_id, actor)
    if not answer.strip():
        raise Invalid({"answer": "needed"})
    _decide(session, matter, "refused", actor=actor, role=role, at=at, answer=answer)
    _tell_asker(session, matter, "matter-refused", at)
    return matter


def withdraw(session: Session, matter_id: int, *, actor: Actor, at: datetime) -> Matter:
    """Take back what one asked, as long as nobody decided. Raises NotFound, NotAllowed."""
    matter = _seen(session, matter_id, actor)
    if not policy.can_withdraw(actor, matter):
        raise NotAllowed("withdraw")
    matter.outcome, matter.decided_at = "withdrawn", at
    _note(session, "withdrawn", matter, at=at, role=matter.asked_as, actor=actor)
    session.flush()
    return matter


def carry_out(session: Session, matter_id: int, *, actor: Actor, at: datetime) -> Matter:
    """Purge what two people agreed on. Raises NotFound, NotAllowed, and Invalid 'shown' while readers have it."""
    matter = _seen(session, matter_id, actor)
    if not policy.can_carry_out(actor, matter):
        raise NotAllowed("carry out")
    article = locked(session, matter.article.slug)
    _require_purgeable(matter, article)
    numbers = queries.numbers_of(matter, article)
    purging.purge(session, actor=actor, at=at, article=article, numbers=numbers)
    matter.done_at = at
    _note(session, "carried_out", matter, at=at, role=Role.ADMIN, actor=actor)
    both = {account for account in (matter.asked_by, matter.decided_by) if account}
    tell(session, both, "matter-done", _subject(matter), on=at.date())
    _tell_authors(session, article, "purged", at)
    session.flush()
    return matter


def _check(session: Session, actor: Actor, article: Article, wish: Wish, at: datetime) -> None:
    needed = partial(code_of, today=at.date(), longest=LONGEST, is_needed=True)
    wrong = {"ground": needed(wish.ground)}
    if wish.kind == "purge":
        wrong["revisions"] = _revisions_code(session, actor, article, wish)
    if wish.kind == "unseal":
        options = queries.bylines(session, actor, article)
        wrong["authorship"] = None if wish.authorship in options else "unknown"
        wrong["is_no_judgement"] = None if wish.is_no_judgement else "judgement"
        wrong["untold_because"] = needed(wish.untold_because) if wish.untold else None
    open_already = select(Matter.id).where(Matter.article_id == article.id, Matter.kind == wish.kind)
    if session.scalar(open_already.where(Matter.outcome.is_(None)).limit(1)) is not None:
        wrong["ground"] = "asked"
    found = {name: code for name, code in wrong.items() if code}
    if found:
        raise Invalid(found)


def _revisions_code(session: Session, actor: Actor, article: Article, wish: Wish) -> str | None:
    """What is wrong with the choice; only what the actor sees can be chosen."""
    if not wish.revisions:
        return None if wish.with_drafts else "chosen"
    if not set(wish.revisions) <= {row.number for row in queries.purgeable(session, actor, article)}:
        return "unknown"
    return articles.why_not_purged(article, wish.revisions)


def _detail(wish: Wish) -> dict[str, list[int]]:
    if wish.kind == "purge":
        return {"revisions": sorted(wish.revisions), "drafts": [int(wish.with_drafts)]}
    if wish.kind == "unseal":
        return {"authorship": [wish.authorship], "untold": [int(wish.untold)]}
    return {}


def _seen(session: Session, matter_id: int, actor: Actor) -> Matter:
    """The matter as it is now, held against others who decide; NotFound for who may not know of it."""
    query = select(Matter).join(Article, Article.id == Matter.article_id).where(Matter.id == matter_id)
    query = query.where(policy.seen_by(actor)).with_for_update(of=Matter)
    matter = session.scalar(query.execution_options(populate_existing=True))
    if matter is None:
        raise NotFound(f"matter {matter_id}")
    return matter


def _open(session: Session, matter_id: int, actor: Actor) -> tuple[Matter, Role]:
    matter = _seen(session, matter_id, actor)
    role = policy.agreeing_role(actor, matter, articles.parts(session, actor, matter.article))
    if role is None or matter.outcome is not None:
        raise NotAllowed("decide")
    return matter, role


def _decide(
    session: Session, matter: Matter, outcome: str, *, actor: Actor, role: Role, at: datetime, answer: str
) -> None:
    if len(answer) > LONGEST:
        raise Invalid({"answer": "too-long"})
    if tells_of_somebody(answer, today=at.date()):
        raise Invalid({"answer": "personal"})
    matter.outcome, matter.answer = outcome, answer.strip()
    matter.decided_by, matter.decided_as, matter.decided_at = actor.id, role.value, at
    _note(session, outcome, matter, at=at, role=role, actor=actor)
    session.flush()


def _require_purgeable(matter: Matter, article: Article) -> None:
    code = articles.why_not_purged(article, queries.numbers_of(matter, article))
    if code:
        raise Invalid({"answer": "shown" if code == "shown" else "moved-on"})


def _move(session: Session, matter: Matter, *, agreed_by: Actor, at: datetime) -> None:
    """Show or archive the hidden article, in the name of who asked; they may have lost their roles meanwhile. The text
    that comes back is the one that was asked about."""
    if _shown_now(matter.article, matter.kind) != matter.detail:
        raise Invalid({"answer": "moved-on"})
    step = services.release if matter.kind == "release" else services.shelve
    asker = session.get(Account, matter.asked_by) if matter.asked_by else None
    if asker is None or not asker.is_active:
        raise Invalid({"answer": "moved-on"})
    try:
        step(session, actor=actor_for(asker), agreed_by=agreed_by, at=at, slug=matter.article.slug)
    except (NotAllowed, NotFound):
        raise Invalid({"answer": "moved-on"}) from None
    _tell_authors(session, matter.article, f"{matter.kind}d", at)


def _shown_now(article: Article, kind: str) -> dict[str, list[int]]:
    """Which text the two decide about, for a hidden article."""
    is_about_text = kind in ("release", "shelve") and article.published is not None
    return {"shown": [article.published.number]} if is_about_text and article.published else {}


def _tell_unsealed(session: Session, matter: Matter, at: datetime) -> None:
    """Tell the author whose role name it is, unless a law forbids that."""
    if not any(matter.detail["untold"]):
        behind = session.scalars(articles.account_behind(matter.detail["authorship"][0]))
        tell(session, behind, "unsealed", f"article:{matter.article_id}", on=at.date())


def _tell_authors(session: Session, article: Article, code: str, at: datetime) -> None:
    tell(
        session, session.scalars(articles.accounts_of_authors(article.id)), code, f"article:{article.id}", on=at.date()
    )


def _tell_asker(session: Session, matter: Matter, code: str, at: datetime) -> None:
    if matter.asked_by:
        tell(session, [matter.asked_by], code, _subject(matter), on=at.date())


def _tell_those_who_agree(session: Session, matter: Matter, at: datetime) -> None:
    able = [
        account.id
        for account in _accounts_with(session, DUOS[matter.kind].agrees)
        if policy.agreeing_role(actor_for(account), matter, articles.parts(session, actor_for(account), matter.article))
    ]
    tell(session, able, "matter-asked", _subject(matter), on=at.date())


def _tell_those_who_carry_out(session: Session, matter: Matter, at: datetime, *, besides: Actor) -> None:
    able = {account.id for account in _accounts_with(session, DUOS[matter.kind].carries_out)} - {besides.id}
    tell(session, able, "matter-waits", _subject(matter), on=at.date())


def _accounts_with(session: Session, right: Right | None) -> list[Account]:
    granted = select(RoleGrant.account_id).where(RoleGrant.role.in_([role.value for role in policy.holding(right)]))
    query = select(Account).where(Account.is_active, Account.id.in_(granted)).order_by(Account.id)
    return list(session.scalars(query))


def _subject(matter: Matter) -> str:
    return f"matter:{matter.id}"


def _note(session: Session, what: str, matter: Matter, *, at: datetime, role: str, actor: Actor) -> None:
    audit.record(
        session,
        f"matter.{what}",
        _subject(matter),
        at=at,
        role=role,
        account=actor.id,
        kind=matter.kind,
        article=matter.article_id,
    )
