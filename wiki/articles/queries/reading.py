"""One article for whoever may read it, from few statements."""

from collections.abc import Collection, Sequence
from datetime import date
from functools import lru_cache

from markupsafe import Markup
from sqlalchemy import Integer, Select, bindparam, func, select, union_all
from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor
from wiki.articles import policy
from wiki.articles.lifecycle import Part
from wiki.articles.models import (
    Article,
    ArticleLink,
    ArticleRedirect,
    ArticleSource,
    Generation,
    OfficialSource,
    Revision,
)
from wiki.articles.queries.cards import WITH_TEXT, card_values, cards, joined_domains
from wiki.articles.queries.lists import listed
from wiki.articles.queries.shown import ArticlePage, Behind, Card, ContentsLine, Known, SourceLine, TagLink
from wiki.errors import NotFound
from wiki.settings import LOCALES
from wiki.taxonomy.data import BLOCKS
from wiki.taxonomy.queries import called

MOST_RELATED = 4
MOST_BACKLINKS = 12
MOST_LOOKED_AT = 500
# So many articles may have taken the place of each other.
LONGEST_LINE = 5


# Made once: every page of search asks it, and the statement costs more to make than to run.
_GENERATION = select(Generation.__table__.c.number).where(Generation.__table__.c.id == 1)


def known(session: Session, actor: Actor, slug: str) -> Known:
    """The published article at this address, if the actor may read it; raises NotFound. One statement."""
    like = Actor(id=0 if actor.is_signed_in else None, grants=actor.grants)
    query = _known_to(like, session.get_bind().dialect.name)
    row = session.connection().execute(query, {"slug": slug, "reader": actor.id or 0}).one_or_none()
    if row is None:
        raise NotFound(slug)
    article_id, state, change, revision_id, number, is_author, is_editor, is_reviewer, places, merged_into, audience = (
        row
    )
    domains = (places or "").split(",")
    parts = policy.parts_of(actor, is_author=is_author, is_editor=is_editor, is_reviewer=is_reviewer, domains=domains)
    return Known(article_id, slug, state, change or state, revision_id, number or 0, parts, audience, merged_into)


@lru_cache(maxsize=256)
def _known_to(
    like: Actor, dialect: str
) -> Select[int, str, str | None, int, int, bool, bool, bool, str, int | None, str]:
    """The statement of `known` for everybody with the grants of `like`: building it costs as much as running it."""
    return select(
        Article.id,
        Article.state,
        Article.change,
        Article.published_id,
        select(Generation.number).where(Generation.id == 1).scalar_subquery(),
        policy.authored_by_account(bindparam("reader", type_=Integer)),
        policy.edited_by_account(bindparam("reader", type_=Integer)),
        policy.reviewed_by_account(bindparam("reader", type_=Integer)),
        joined_domains(dialect),
        Article.merged_into_id,
        Article.audience,
    ).where(Article.slug == bindparam("slug"), policy.visible_to(like))


def generation(session: Session) -> int:
    """The number that changes with whatever readers can see."""
    return session.connection().execute(_GENERATION).scalar() or 0


def page(session: Session, actor: Actor, article_id: int, today: date) -> ArticlePage:
    """The reading page of an article that the actor may read: its published text."""
    article = session.scalars(select(Article).where(Article.id == article_id).options(*WITH_TEXT)).one()
    assert article.published is not None
    return _article_page(session, actor, article, article.published, today)


def preview(session: Session, actor: Actor, article: Article, revision: Revision, today: date) -> ArticlePage:
    """The same page for a revision that readers do not have; the caller has asked whether the actor may see it."""
    return _article_page(session, actor, article, revision, today)


def page_at(session: Session, actor: Actor, slug: str, today: date) -> ArticlePage:
    """The page that the actor gets at this address: what readers have, else the newest text as far as it is theirs to
    see. Raises NotFound."""
    article, parts = by_slug(session, actor, slug)
    return _article_page(session, actor, article, shown_at(session, actor, article, parts), today)


def shown_at(session: Session, actor: Actor, article: Article, parts: Collection[Part]) -> Revision:
    """The text of that page."""
    if article.published is not None and policy.is_visible(session, actor, article):
        return article.published
    return newest_shown(article, parts)


def by_slug(session: Session, actor: Actor, slug: str) -> tuple[Article, frozenset[Part]]:
    """An article the actor may know in some way, with what they are to it; raises NotFound."""
    article = session.scalar(select(Article).where(Article.slug == slug).options(*WITH_TEXT))
    if article is None:
        raise NotFound(slug)
    parts = policy.parts(session, actor, article)
    if not policy.may_know(session, actor, article, parts):
        raise NotFound(slug)
    return article, parts


def newest_shown(article: Article, parts: Collection[Part]) -> Revision:
    """The newest text where somebody with these parts sees it, else the one that readers have."""
    return article.head if policy.can_see_head(article, parts) or article.published is None else article.published


def _article_page(session: Session, actor: Actor, article: Article, shown: Revision, today: date) -> ArticlePage:
    is_live = shown.id == article.published_id
    blocks = article.blocks if is_live else shown.blocks
    tags = {tag.slug: tag.label for tag in article.tags} if is_live else called(session, shown.tags)
    return ArticlePage(
        **card_values(article, shown, today),
        blocks=tuple(block for slug, block in BLOCKS.items() if slug in blocks),
        tags=tuple(TagLink(slug, label) for slug, label in tags.items()),
        number=shown.number,
        verified_on=article.verified_on,
        review_reason=article.review_reason,
        lead_more=Markup(shown.lead_more) if shown.lead_more else None,  # noqa: S704  sanitised when saved
        body=Markup(shown.html),  # noqa: S704  sanitised when saved
        headings=tuple(ContentsLine(id, text) for id, text in shown.headings),
        complete=shown.complete,
        related=_related(session, actor, article, today),
        backlinks=backlinks(session, actor, article, today),
        translations=translations(session, actor, article, today),
        behind=behind(session, actor, article, shown, today),
        is_purged=shown.purged_on is not None,
        sources=sources_of(session, article.id),
        adjusted_after=article.adjusted_after if is_live else 0,
        superseded_by=_superseded_by(session, actor, article, today),
        supersedes=_supersedes(session, actor, article, today),
    )


def sources_of(session: Session, article_id: int) -> tuple[SourceLine, ...]:
    """The official sources that an article rests on, by title."""
    said = (OfficialSource.id, OfficialSource.title, OfficialSource.url, OfficialSource.version)
    query = select(*said, ArticleSource.version).join(ArticleSource, ArticleSource.source_id == OfficialSource.id)
    here = query.where(ArticleSource.article_id == article_id).order_by(OfficialSource.title)
    return tuple(SourceLine(*row) for row in session.execute(here))


def translations(session: Session, actor: Actor, article: Article, today: date) -> tuple[Card, ...]:
    """The same in other languages, as far as lists show it to the actor."""
    family = union_all(
        select(Article.id).where(Article.translation_of == article.slug),
        select(Article.id).where(Article.slug == (article.translation_of or "")),
    )
    return _listed_among(session, actor, session.scalars(family).all(), len(LOCALES), today)


def behind(session: Session, actor: Actor, article: Article, shown: Revision, today: date) -> Behind | None:
    """Whether the source of a translation says something else by now, as far as the actor may read the source."""
    if article.translation_of is None or shown.translated_from is None:
        return None
    query = select(Article.id, Revision.number).join(Revision, Revision.id == Article.published_id)
    found = session.execute(query.where(Article.slug == article.translation_of, policy.visible_to(actor))).one_or_none()
    if found is None or found.number <= shown.translated_from:
        return None
    (source,) = cards(session, [found.id], today)
    return Behind(source, shown.translated_from, found.number)


def addresses_before(session: Session, article: Article) -> list[str]:
    """The addresses that an article had, for who may know it."""
    mine = select(ArticleRedirect.slug).where(ArticleRedirect.article_id == article.id)
    return list(session.scalars(mine.order_by(ArticleRedirect.slug)))


def moved_to(session: Session, actor: Actor, slug: str) -> str | None:
    """Where the article is that had this address, for whoever may know it."""
    moved = select(Article).join(ArticleRedirect, ArticleRedirect.article_id == Article.id)
    article = session.scalar(moved.where(ArticleRedirect.slug == slug))
    if article is None:
        return None
    having = policy.parts(session, actor, article)
    return article.slug if policy.may_know(session, actor, article, having) else None


def backlinks(session: Session, actor: Actor, article: Article, today: date) -> tuple[Card, ...]:
    """The articles whose readers are sent to this one, as far as lists show them to the actor."""
    merged = session.scalars(select(Article.slug).where(Article.merged_into_id == article.id)).all()
    here = ArticleLink.target.in_([article.slug, *merged])
    linking = select(ArticleLink.article_id).where(here, ArticleLink.is_published)
    ids = session.scalars(linking.where(ArticleLink.article_id != article.id)).all()
    return _listed_among(session, actor, ids, MOST_BACKLINKS, today)


def _related(session: Session, actor: Actor, article: Article, today: date) -> tuple[Card, ...]:
    linked = select(ArticleLink.target).where(ArticleLink.article_id == article.id, ArticleLink.is_published)
    named = func.coalesce(Article.merged_into_id, Article.id)
    ids = session.scalars(select(named).where(Article.slug.in_(linked), named != article.id)).all()
    return _listed_among(session, actor, ids, MOST_RELATED, today)


def _superseded_by(session: Session, actor: Actor, article: Article, today: date) -> Card | None:
    """What says it better now: where that was superseded as well, what came after it."""
    following = article.superseded_by_id
    for _ in range(LONGEST_LINE):
        found = _listed_among(session, actor, [following], 1, today) if following else ()
        if found or following is None:
            return next(iter(found), None)
        following = session.scalar(select(Article.superseded_by_id).where(Article.id == following))
    return None


def _supersedes(session: Session, actor: Actor, article: Article, today: date) -> tuple[Card, ...]:
    """What this article says better: archived as a rule, and still to be read."""
    before = select(Article.id).where(Article.superseded_by_id == article.id, policy.visible_to(actor))
    return cards(session, session.scalars(before.order_by(Article.id).limit(MOST_RELATED)).all(), today)


def _listed_among(session: Session, actor: Actor, ids: Sequence[int], most: int, today: date) -> tuple[Card, ...]:
    """The newest of these articles that lists show to the actor. The ids come as values: from a sub-query SQLite
    would read every published article in order of date first."""
    query = listed(actor).where(Article.id.in_(ids[:MOST_LOOKED_AT])).limit(most)
    return cards(session, session.scalars(query).all(), today) if ids else ()
