"""How an article worked out for colleagues: for whoever reads it, and never who told it without a name."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from wiki.accounts.models import Account
from wiki.accounts.policy import Actor
from wiki.articles import policy as rights
from wiki.articles import queries as articles
from wiki.articles.lifecycle import Part
from wiki.articles.models import Article
from wiki.articles.queries import Card
from wiki.errors import NotFound
from wiki.practice import policy
from wiki.practice.models import Applied, AssumptionCheck
from wiki.web.paging import Paged, paged

NEWEST = 3


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What a colleague did otherwise. `by` is empty without a name; `adopted_in` is the revision of which readers have
    it by now, `is_adopted` tells its author that it is in a text of theirs."""

    id: int
    on: date
    result: str
    context: tuple[str, ...]
    text: str
    by: str
    assumption: str
    because: str
    adopted_in: int | None
    is_adopted: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of an assumption check, for readers. `other` is the article in the place of this one."""

    on: date
    outcome: str
    count: int
    old: str
    new: str
    evidence: str
    look_back_on: date | None
    other: Card | None


@dataclass(frozen=True, slots=True)
class InPractice:
    """How an article worked out; `results` counts by code, `doubts` are for who may see grounds."""

    card: Card
    number: int
    total: int
    results: Mapping[str, int]
    is_checked_now: bool
    checked: tuple[Checked, ...]
    can_apply: bool
    can_adopt: bool
    can_remove: bool
    can_see_grounds: bool


def in_practice(session: Session, actor: Actor, slug: str, today: date) -> InPractice:
    """How this article worked out, but for the adjustments; raises NotFound for who does not read it."""
    article, having = _readable(session, actor, slug)
    results = _results(session, article.id)
    return InPractice(
        card=articles.card(article, article.published or article.head, today),
        number=article.published.number if article.published else 0,
        total=sum(results.values()),
        results=results,
        is_checked_now=open_check(session, article.id) is not None,
        checked=_checked(session, actor, article, today),
        can_apply=rights.can_apply(actor, article.state, article.type, having),
        can_adopt=rights.can_do("save", article, having) and article.type not in rights.NOT_APPLIED,
        can_remove=policy.can_remove(having),
        can_see_grounds=policy.can_see_grounds(having),
    )


def adjustments(session: Session, actor: Actor, slug: str, number: int, size: int) -> Paged[Adjustment]:
    """What colleagues did otherwise, newest first; for who may see grounds, doubts without an adjustment as well.
    Raises NotFound."""
    article, having = _readable(session, actor, slug)
    page: Paged[Applied] = paged(session, _told(article, having), number, size)
    names = _names(session, [said.account_id for said in page.items if said.is_signed and said.account_id])
    shown = article.published.number if article.published else 0
    grounds = policy.can_see_grounds(having)
    return page.with_items(tuple(_adjustment(said, names, shown, grounds=grounds) for said in page.items))


def recent(session: Session, actor: Actor, article_id: int, today: date) -> Applied | None:
    """What the actor told of late about an article, as long as nobody decided about it: what they may still change."""
    mine = select(Applied).where(Applied.article_id == article_id, Applied.account_id == (actor.id or 0))
    mine = mine.outerjoin(AssumptionCheck, AssumptionCheck.id == Applied.check_id)
    mine = mine.where(Applied.on >= today - policy.KNOWN_FOR, AssumptionCheck.outcome.is_(None))
    return session.scalar(mine.order_by(Applied.id.desc()).limit(1))


def own(session: Session, actor: Actor, slug: str, today: date) -> Applied | None:
    """The same at an address; raises NotFound."""
    return recent(session, actor, articles.known(session, actor, slug).id, today)


def open_check(session: Session, article_id: int) -> AssumptionCheck | None:
    """The check of an article that nobody decided yet."""
    waiting = select(AssumptionCheck).where(AssumptionCheck.article_id == article_id)
    return session.scalar(waiting.where(AssumptionCheck.outcome.is_(None)).limit(1))


def adjustment(session: Session, actor: Actor, applied_id: int) -> tuple[Applied, Article]:
    """What a colleague did otherwise, with its article; NotFound for who does not read that, and without words."""
    query = select(Applied).join(Article, Article.id == Applied.article_id).where(Applied.id == applied_id)
    said = session.scalar(query.where(Applied.adjustment != "", rights.visible_to(actor)))
    if said is None:
        raise NotFound(f"applied {applied_id}")
    return said, said.article


def _readable(session: Session, actor: Actor, slug: str) -> tuple[Article, frozenset[Part]]:
    article, having = articles.by_slug(session, actor, slug)
    if not rights.is_visible(session, actor, article):
        raise NotFound(slug)
    return article, having


def _told(article: Article, having: Collection[Part]) -> Select[Applied]:
    words = [Applied.adjustment != ""]
    if policy.can_see_grounds(having):
        words.append(and_(Applied.assumption == "no", Applied.because != ""))
    query = select(Applied).where(Applied.article_id == article.id, or_(*words))
    return query.order_by(Applied.on.desc(), Applied.id.desc())


def _results(session: Session, article_id: int) -> dict[str, int]:
    query = select(Applied.result, func.count()).where(Applied.article_id == article_id).group_by(Applied.result)
    found = dict(session.execute(query).all())
    return {result: found[result] for result in policy.RESULTS if result in found}


def _names(session: Session, accounts: Collection[int]) -> dict[int, str]:
    query = select(Account.id, Account.display_name).where(Account.id.in_(accounts))
    return {row.id: row.display_name for row in session.execute(query)} if accounts else {}


def _adjustment(said: Applied, names: Mapping[int, str], shown: int, *, grounds: bool) -> Adjustment:
    is_online = said.adopted_in is not None and said.adopted_in <= shown
    return Adjustment(
        id=said.id,
        on=said.on,
        result=said.result,
        context=tuple(said.context),
        text=said.adjustment,
        by=names.get(said.account_id or 0, "") if said.is_signed else "",
        assumption=said.assumption if grounds else "",
        because=said.because if grounds else "",
        adopted_in=said.adopted_in if is_online else None,
        is_adopted=said.adopted_in is not None,
    )


def _checked(session: Session, actor: Actor, article: Article, today: date) -> tuple[Checked, ...]:
    """What was decided about the assumption, newest first."""
    count = select(func.count()).where(Applied.check_id == AssumptionCheck.id).scalar_subquery()
    query = select(AssumptionCheck, count).where(
        AssumptionCheck.article_id == article.id, AssumptionCheck.outcome.is_not(None)
    )
    return tuple(
        Checked(
            on=check.decided_on or check.opened_on,
            outcome=check.outcome or "",
            count=applied,
            old=check.old,
            new=check.new,
            evidence=check.evidence,
            look_back_on=check.look_back_on if check.looked_back_on is None else None,
            other=_listed(session, actor, check.replaced_by_id, today),
        )
        for check, applied in session.execute(query.order_by(AssumptionCheck.id.desc()))
    )


def _listed(session: Session, actor: Actor, article_id: int | None, today: date) -> Card | None:
    if article_id is None:
        return None
    ids = session.scalars(select(Article.id).where(Article.id == article_id, rights.listed_to(actor))).all()
    return next(iter(articles.cards(session, ids, today)), None)
