"""Practice cards for whoever may read the articles: one, or as many as somebody wants to print."""

from collections.abc import Callable, Collection, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor
from wiki.articles import policy
from wiki.articles import practice_card as making
from wiki.articles.models import Article, Revision
from wiki.articles.practice_card import A6, EIGHTH, Paper, Said
from wiki.articles.queries.cards import WITH_TEXT, card_values
from wiki.articles.queries.lists import in_domain, listed
from wiki.articles.queries.reading import by_slug, shown_at
from wiki.articles.queries.shown import Ids, Named, PracticeCard, without_scheme
from wiki.taxonomy.data import ArticleType

# What takes as much room at the foot as what stands there in either language.
_OVERDUE, _UNTIL = "Deze kennis is niet recent bevestigd", "Bevestigd tot 28 september 2027"
_VERSION = "Praktijkwijs, versie 1000. Vervangt geen procedure."
Addresses = Callable[[str], str]


def practice_card(session: Session, actor: Actor, slug: str, today: date, address: Addresses) -> PracticeCard:
    """The card of an article that the actor may know in some way, with the text that its page shows them; `address`
    makes the whole address of an article. Raises NotFound."""
    article, parts = by_slug(session, actor, slug)
    return _card(article, shown_at(session, actor, article, parts), today, A6, address(slug))


def practice_cards(
    session: Session, actor: Actor, slugs: Sequence[str], today: date, address: Addresses
) -> tuple[PracticeCard, ...]:
    """Cards for a sheet of eight, in this order; what the actor may not read, or is not there, is left out."""
    query = select(Article).where(Article.slug.in_(slugs), policy.visible_to(actor)).options(*WITH_TEXT)
    found = {article.slug: article for article in session.scalars(query)}
    articles = (found[slug] for slug in dict.fromkeys(slugs) if slug in found)
    return tuple(
        _card(article, article.published, today, EIGHTH, address(article.slug))
        for article in articles
        if article.published is not None
    )


def may_be_on_cards(actor: Actor, domain: str | None) -> Ids:
    """The articles to choose from: what lists show to the actor, of one domain or of all."""
    return in_domain(actor, domain) if domain else listed(actor)


def addresses_in(session: Session, actor: Actor, domain: str, most: int) -> list[str]:
    """The newest articles of a domain that lists show to the actor."""
    ids = session.scalars(in_domain(actor, domain).limit(most)).all()
    found = session.execute(select(Article.id, Article.slug).where(Article.id.in_(ids)))
    slugs = {row.id: row.slug for row in found}
    return [slugs[id] for id in ids]


def readable(session: Session, actor: Actor, slugs: Collection[str]) -> tuple[Named, ...]:
    """Those of these articles that the actor may read, by title."""
    query = select(Article.slug, Article.title, Article.language).where(Article.slug.in_(slugs))
    rows = session.execute(query.where(policy.visible_to(actor)).order_by(Article.title, Article.id))
    return tuple(Named(*row) for row in rows)


def _card(article: Article, shown: Revision, today: date, paper: Paper, address: str) -> PracticeCard:
    values = card_values(article, shown, today)
    parts = making.parts_of(values["type"], article.language, shown.html, shown.lead)
    said = Said(
        places=" ".join(f"-- {each.label.nl}" for each in (*values["domains"], values["type"])),
        title=shown.title,
        lead=_labelled(values["type"], article.language, shown.lead),
        foot=(_OVERDUE if values["overdue"] else _UNTIL, _VERSION, values["byline"], without_scheme(address)),
        has_notice=values["state"] != "published",
    )
    kept = making.fitting(paper, said, parts)
    return PracticeCard(
        **values,
        number=shown.number,
        review_reason=article.review_reason,
        parts=kept,
        is_cut=kept != parts,
        is_purged=shown.purged_on is not None,
        address=address,
    )


def _labelled(kind: ArticleType, language: str, lead: str) -> str:
    return lead if kind.lead == "rule_of_thumb" or not lead else f"{kind.lead_label(language)}: {lead}"
