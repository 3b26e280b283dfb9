"""How an article worked out for colleagues: for whoever reads it, and never who told it without a name."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, and_, false, func, or_, select
from sqlalchemy.orm import Session

from wiki.accounts.models import Account
from wiki.accounts.policy import Actor
from wiki.articles import policy as rights
from wiki.articles import queries as articles
from wiki.articles.lifecycle import WRITERS, Part
from wiki.articles.models import Article, Revision
from wiki.articles.queries import Card
from wiki.errors import NotFound
from wiki.practice import policy
from wiki.practice.models import Applied, AssumptionCheck
from wiki.practice.queries.assumed import assumption_of
from wiki.web.paging import Paged, paged

NEWEST = 3


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What a colleague did otherwise, and for who may see grounds why they doubt. `by` is empty without a name, and
    `is_own` tells somebody that it is theirs. `adopted_in` is the revision with it that readers have; `is_adopted`
    tells who writes the article that it is in the newest text."""

    id: int
    on: date
    result: str
    context: tuple[str, ...]
    text: str
    by: str
    is_own: bool
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
    """How an article worked out. `results` counts by code, and `check` is the one that waits for this reader."""

    card: Card
    total: int
    results: Mapping[str, int]
    told: Paged[Adjustment]
    is_checked_now: bool
    check: int | None
    checked: tuple[Checked, ...]
    can_apply: bool
    has_told: bool
    can_read_words: bool
    is_writer: bool
    can_adopt: bool
    can_remove: bool


@dataclass(frozen=True, slots=True)
class Asking:
    """What somebody is asked about an article, with what it takes for granted, and what they `said` of late."""

    card: Card
    assumption: str
    can_apply: bool
    said: Applied | None


def asking(session: Session, actor: Actor, slug: str, today: date) -> Asking:
    """What the actor is asked, as far as they may tell; raises NotFound for who does not read the article."""
    article, having = articles.by_slug(session, actor, slug)
    if not rights.is_visible(session, actor, article):
        raise NotFound(slug)
    return Asking(
        card=articles.card(article, article.published or article.head, today),
        assumption=assumption_of(article),
        can_apply=policy.can_tell(actor, article, having),
        said=recent(session, actor, article.id, today),
    )


def in_practice(
    session: Session,
    actor: Actor,
    slug: str,
    today: date,
    *,
    paging: tuple[int, int] = (1, NEWEST),
    grounds: bool = True,
) -> InPractice:
    """How this article worked out, with a page (number and size) of what colleagues did otherwise, newest first. Who
    may see grounds gets doubts without an adjustment as well, unless `grounds` are left out. Raises NotFound."""
    article, having = _known(session, actor, slug)
    results, check = _results(session, article.id), open_check(session, article.id)
    return InPractice(
        card=articles.card(article, article.published or article.head, today),
        total=sum(results.values()),
        results=results,
        told=_page(session, actor, article, paging, grounds=grounds and policy.can_see_grounds(having)),
        is_checked_now=check is not None,
        check=check.id if check is not None and _decides(session, actor, article) else None,
        checked=_checked(session, actor, article, today),
        can_apply=policy.can_tell(actor, article, having),
        has_told=recent(session, actor, article.id, today) is not None,
        can_read_words=policy.can_read_words(actor),
        is_writer=bool(WRITERS & having),
        can_adopt=policy.can_adopt(article, having),
        can_remove=policy.can_remove(having),
    )


def recent(session: Session, actor: Actor, article_id: int, today: date) -> Applied | None:
    """What the actor told of late about an article, as long as nobody decided about it: what they may still change."""
    mine = select(Applied).where(Applied.article_id == article_id, Applied.account_id == (actor.id or 0))
    mine = mine.outerjoin(AssumptionCheck, AssumptionCheck.id == Applied.check_id)
    mine = mine.where(Applied.on >= today - policy.KNOWN_FOR, AssumptionCheck.outcome.is_(None))
    return session.scalar(mine.order_by(Applied.id.desc()).limit(1))


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


def line_of(session: Session, article_id: int, number: int) -> frozenset[int]:
    """The numbers of the revisions that this one came out of, and its own: a change that was thrown away is in none."""
    query = select(Revision.number, Revision.based_on).where(Revision.article_id == article_id)
    before, line = dict(session.execute(query).all()), set[int]()
    while number in before:
        line.add(number)
        number = min(before[number], number - 1)
    return frozenset(line)


def _known(session: Session, actor: Actor, slug: str) -> tuple[Article, frozenset[Part]]:
    """An article that readers have, for who reads it; a hidden one for who decides about that."""
    article, having = articles.by_slug(session, actor, slug)
    if not (rights.can_see_withdrawn(article, having) or rights.is_visible(session, actor, article)):
        raise NotFound(slug)
    return article, having


def _decides(session: Session, actor: Actor, article: Article) -> bool:
    return session.scalar(select(Article.id).where(Article.id == article.id, policy.checks_for(actor))) is not None


def _page(
    session: Session, actor: Actor, article: Article, paging: tuple[int, int], *, grounds: bool
) -> Paged[Adjustment]:
    query = _told(article, grounds=grounds) if policy.can_read_words(actor) else select(Applied).where(false())
    page: Paged[Applied] = paged(session, query, *paging)
    names = _names(session, [said.account_id for said in page.items if said.is_signed and said.account_id])
    newest, shown = _lines(session, article, page.items)
    return page.with_items(
        tuple(
            Adjustment(
                id=said.id,
                on=said.on,
                result=said.result,
                context=tuple(said.context),
                text=said.adjustment,
                by=names.get(said.account_id or 0, "") if said.is_signed else "",
                is_own=said.is_signed and said.account_id == (actor.id or 0),
                assumption=said.assumption if grounds else "",
                because=said.because if grounds else "",
                adopted_in=said.adopted_in if said.adopted_in in shown else None,
                is_adopted=said.adopted_in in newest,
            )
            for said in page.items
        )
    )


def _lines(session: Session, article: Article, told: Collection[Applied]) -> tuple[frozenset[int], frozenset[int]]:
    """What the newest text came out of, and what readers have; nothing where nothing was adopted."""
    if not any(said.adopted_in for said in told):
        return frozenset(), frozenset()
    published = article.published.number if article.published else 0
    return line_of(session, article.id, article.head.number), line_of(session, article.id, published)


def _told(article: Article, *, grounds: bool) -> Select[Applied]:
    words = or_(Applied.adjustment != "", Applied.because != "") if grounds else Applied.adjustment != ""
    query = select(Applied).where(and_(Applied.article_id == article.id, words))
    return query.order_by(Applied.on.desc(), Applied.id.desc())


def _results(session: Session, article_id: int) -> dict[str, int]:
    query = select(Applied.result, func.count()).where(Applied.article_id == article_id).group_by(Applied.result)
    found = dict(session.execute(query).all())
    return {result: found[result] for result in policy.RESULTS if result in found}


def _names(session: Session, accounts: Collection[int]) -> dict[int, str]:
    query = select(Account.id, Account.display_name).where(Account.id.in_(accounts))
    return {row.id: row.display_name for row in session.execute(query)} if accounts else {}


def _checked(session: Session, actor: Actor, article: Article, today: date) -> tuple[Checked, ...]:
    """What was decided about the assumption, newest first."""
    count = select(func.count()).where(Applied.check_id == AssumptionCheck.id).scalar_subquery()
    query = select(AssumptionCheck, count).where(
        AssumptionCheck.article_id == article.id, AssumptionCheck.outcome.is_not(None)
    )
    rows = session.execute(query.order_by(AssumptionCheck.id.desc())).all()
    others = readable(session, actor, {check.replaced_by_id for check, _count in rows}, today)
    return tuple(
        Checked(
            on=check.decided_on or check.opened_on,
            outcome=check.outcome or "",
            count=applied,
            old=check.old,
            new=check.new,
            evidence=check.evidence,
            look_back_on=check.look_back_on if check.looked_back_on is None else None,
            other=others.get(check.replaced_by_id),
        )
        for check, applied in rows
    )


def readable(session: Session, actor: Actor, ids: Collection[int | None], today: date) -> dict[int | None, Card]:
    """Cards of those of these articles that lists show to the actor."""
    query = select(Article.id).where(Article.id.in_({id for id in ids if id}), rights.listed_to(actor))
    found = session.scalars(query).all() if any(ids) else ()
    return dict(zip(found, articles.cards(session, found, today), strict=True))
