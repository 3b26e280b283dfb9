"""History: which revisions there are, what is in one, what changed between two, and bringing one back."""

from flask import render_template, request
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from wiki.accounts.identity import actor, require_sign_in
from wiki.articles import order, policy, queries, services
from wiki.articles.lifecycle import Part
from wiki.articles.models import Article, Revision
from wiki.articles.rendering import Prepared
from wiki.articles.typesetting import typeset
from wiki.articles.views import blueprint
from wiki.articles.words import meta_in_words
from wiki.database import now
from wiki.errors import NotFound
from wiki.taxonomy.data import TYPES
from wiki.web.flow import done, today
from wiki.web.session import db, transaction


@blueprint.get("/a/<slug>/history")
@require_sign_in
def history(slug: str) -> str:
    article, parts = queries.by_slug(db(), actor(), slug)
    return render_template(
        "articles/history.html",
        card=_card(article, parts),
        revisions=queries.history(article, parts),
        can_decide_together=bool({Part.MODERATOR, Part.PRIVACY} & parts),
        merged_into=queries.merged_into(db(), actor(), article.merged_into_id),
        merged_in=queries.merged_in(db(), actor(), article),
        can_order=order.can_order(parts),
    )


@blueprint.get("/a/<slug>/revisions/<int:number>")
@require_sign_in
def revision(slug: str, number: int) -> str:
    article, parts = queries.by_slug(db(), actor(), slug)
    shown = queries.revision(article, parts, number)
    seen = _rendered(article, shown)
    return render_template(
        "articles/revision.html",
        card=queries.card(article, shown, today()),
        row=next(row for row in queries.history(article, parts) if row.number == number),
        body=Markup(seen.html),  # noqa: S704  sanitised when saved
        lead=seen.lead,
        lead_label=TYPES[article.type].lead_label,
        lead_more=Markup(seen.lead_more) if seen.lead_more else None,  # noqa: S704  sanitised when saved
        can_restore=policy.can_do("save", article, parts) and shown.purged_on is None,
    )


def _rendered(article: Article, shown: Revision) -> Revision | Prepared:
    """What a revision looks like now. One that nobody works on or reads any more is not rendered again with what it
    links to, and would go on telling titles that are hidden or gone."""
    if shown.purged_on is not None or shown.id in (article.head_id, article.published_id):
        return shown
    return typeset(shown.text, kind=article.type, language=article.language, audience=article.audience)


@blueprint.get("/a/<slug>/diff")
@require_sign_in
def diff(slug: str) -> str:
    article, parts = queries.by_slug(db(), actor(), slug)
    numbers = [request.args.get(name, "") for name in ("from", "to")]
    if not all(number.isascii() and number.isdigit() and len(number) < 7 for number in numbers):
        raise NotFound(slug)
    old, new = (queries.revision(article, parts, int(number)) for number in sorted(numbers, key=int))
    found = queries.compare(article, old, new)
    return render_template(
        "articles/diff.html",
        card=_card(article, parts),
        old=found.old,
        new=found.new,
        sections=found.sections,
        meta=meta_in_words(found.meta),
        added=found.added,
        removed=found.removed,
        moved=found.moved,
    )


@blueprint.post("/a/<slug>/revisions/<int:number>/restoration")
def restore(slug: str, number: int) -> Response:
    article, parts = queries.by_slug(db(), actor(), slug)
    old = queries.revision(article, parts, number)
    base = article.head.number
    prepared = typeset(old.text, kind=article.type, language=article.language, audience=article.audience)
    with transaction() as session:
        services.restore(
            session,
            actor=actor(),
            at=now(),
            slug=slug,
            number=number,
            based_on=base,
            prepared=prepared,
            summary=_("Versie %(number)s teruggezet", number=number),
        )
    return done("articles.edit", _("Versie %(number)s staat klaar als nieuwe versie.", number=number), slug=slug)


def _card(article: Article, parts: frozenset[Part]) -> queries.Card:
    return queries.card(article, queries.newest_shown(article, parts), today())
