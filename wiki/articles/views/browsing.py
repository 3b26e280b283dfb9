"""Lists: by domain, by building block, by tag, and one's own."""

from flask import render_template, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from wiki.accounts.identity import actor, open_for_reading, require_sign_in
from wiki.articles import queries
from wiki.articles.lifecycle import Stage
from wiki.articles.queries import Card, TagLink
from wiki.articles.views import blueprint
from wiki.errors import NotFound
from wiki.taxonomy.data import BLOCKS, Block, Domain, enabled_domains
from wiki.taxonomy.queries import known
from wiki.web.flow import today
from wiki.web.ground import ground
from wiki.web.paging import page_number, paged
from wiki.web.session import db


@blueprint.get("/domains/<slug>")
@open_for_reading
def domain(slug: str) -> str:
    return _listing("domain", domain_called(slug), queries.in_domain(actor(), slug))


@blueprint.get("/blocks/<slug>")
@open_for_reading
def block(slug: str) -> str:
    if slug not in BLOCKS:
        raise NotFound(slug)
    return _listing("block", BLOCKS[slug], queries.in_block(actor(), slug))


@blueprint.get("/tags/<slug>")
@open_for_reading
def tag(slug: str) -> Response | str:
    found = known(db(), [slug]).get(slug)
    query = queries.with_tag(actor(), found.slug if found else slug)
    if found is None or db().scalar(query.limit(1)) is None:
        raise NotFound(slug)
    if found.slug != slug:
        return redirect(url_for("articles.tag", slug=found.slug))
    return _listing("tag", TagLink(found.slug, found.label), query)


@blueprint.get("/mine")
@require_sign_in
def mine() -> str:
    groups = queries.mine(db(), actor(), today())
    soon, later = _by_date(groups.pop(Stage.PUBLISHED))
    return render_template(
        "articles/mine.html",
        unsaved=queries.unsaved(db(), actor()),
        asked=queries.asked(db(), actor()),
        drafts=groups.pop(Stage.DRAFT),
        due=soon,
        published=later,
        **groups,
    )


@blueprint.get("/wanted")
@require_sign_in
def wanted() -> str:
    """What colleagues link to and nobody wrote yet; for who may write it."""
    if not actor().can_write:
        raise NotFound("wanted")
    page = queries.wanted(db(), actor(), today=today(), number=page_number())
    return render_template("articles/wanted.html", page=page)


def domain_called(slug: str) -> Domain:
    """Raises NotFound for a domain that this wiki does not have."""
    for found in enabled_domains(ground().settings.optional_domains):
        if found.slug == slug:
            return found
    raise NotFound(slug)


def _by_date(published: tuple[Card, ...]) -> tuple[tuple[Card, ...], tuple[Card, ...]]:
    """Those that have to be looked at soon, and the others."""
    last = today() + ground().settings.review_notice
    soon = {card.slug for card in published if card.verified_until and card.verified_until <= last}
    return tuple(c for c in published if c.slug in soon), tuple(c for c in published if c.slug not in soon)


def _listing(kind: str, thing: Domain | Block | TagLink, query: queries.Ids) -> str:
    page = paged(db(), query, page_number())
    cards = queries.cards(db(), page.items, today())
    return render_template("articles/listing.html", kind=kind, thing=thing, page=page.with_items(cards))
