"""The practice card: one on a phone or on A6, and many of them, eight to an A4."""

from flask import render_template, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from wiki.accounts.identity import actor, open_for_reading
from wiki.articles import queries
from wiki.articles.views import blueprint
from wiki.articles.views.browsing import domain_called
from wiki.taxonomy.data import Domain, enabled_domains
from wiki.web import addresses, qr
from wiki.web.flow import today
from wiki.web.ground import ground
from wiki.web.paging import page_number, paged
from wiki.web.session import db

CARDS_A_SHEET = 8
MOST_CARDS = 80


@blueprint.get("/a/<slug>/card")
@open_for_reading
def practice_card(slug: str) -> Response | str:
    """The same page on a phone and on paper."""
    found = queries.practice_card(db(), actor(), slug, today(), _address)
    kept = queries.moved_into(db(), actor(), slug)
    if kept is not None:
        return redirect(url_for("articles.practice_card", slug=kept.slug))
    return render_template("articles/practice_card.html", card=found, code=qr.code)


@blueprint.get("/cards")
@open_for_reading
def practice_cards() -> str:
    """The cards asked for, or all of a domain, ready to print."""
    asked, domain = addresses.asked("a"), _domain()
    is_whole = domain is not None and not asked and "chosen" not in request.args
    slugs = queries.addresses_in(db(), actor(), domain.slug, MOST_CARDS + 1) if domain and is_whole else asked
    found = queries.practice_cards(db(), actor(), slugs[:MOST_CARDS], today(), _address)
    return render_template(
        "articles/practice_cards.html",
        sheets=tuple(found[at : at + CARDS_A_SHEET] for at in range(0, len(found), CARDS_A_SHEET)),
        number=len(found),
        absent=len(slugs[:MOST_CARDS]) - len(found),
        most=MOST_CARDS if len(slugs) > MOST_CARDS else None,
        domain=domain,
        chosen=[each.slug for each in found],
        code=qr.code,
    )


@blueprint.get("/cards/choice")
@open_for_reading
def choose_practice_cards() -> str:
    """Which cards: what was ticked stays so, on whatever page of the list it is."""
    domain, asked = _domain(), addresses.asked("a")[:MOST_CARDS]
    page = paged(db(), queries.may_be_on_cards(actor(), domain.slug if domain else None), page_number())
    listed = queries.cards(db(), page.items, today())
    elsewhere = set(asked) - {each.slug for each in listed}
    return render_template(
        "articles/choose_practice_cards.html",
        page=page.with_items(listed),
        chosen=frozenset(asked),
        elsewhere=queries.readable(db(), actor(), elsewhere) if elsewhere else (),
        domain=domain,
        domains=enabled_domains(ground().settings.optional_domains),
        most=MOST_CARDS,
    )


def _address(slug: str) -> str:
    """What the code on a card leads to, and what stands beside it."""
    return addresses.whole_address("articles.read", slug=slug)


def _domain() -> Domain | None:
    slug = request.args.get("domain")
    return domain_called(slug) if slug else None
