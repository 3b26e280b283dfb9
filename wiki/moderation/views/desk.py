"""The desk: a queue, one item, publish or return."""

from collections.abc import Callable

from flask import render_template
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from wiki.accounts.identity import actor, require_sign_in
from wiki.articles import services
from wiki.articles.words import FINDINGS, meta_in_words
from wiki.database import now
from wiki.errors import Conflict, Invalid, NotFound
from wiki.markup import marked_html
from wiki.moderation.forms.desk import DecisionForm, decision_form
from wiki.moderation.queries import desk as queries
from wiki.moderation.queries.desk import Item
from wiki.moderation.views.blueprint import blueprint
from wiki.taxonomy.data import enabled_domains
from wiki.web.flow import done, today
from wiki.web.ground import ground
from wiki.web.locale import current_locale
from wiki.web.paging import page_number, paged
from wiki.web.session import db, transaction


@blueprint.get("/review")
@require_sign_in
def queue() -> str:
    if not actor().can_review:
        raise NotFound("review")
    page = paged(db(), queries.waiting(actor()), page_number())
    rows = queries.rows(db(), actor(), page.items, now())
    return render_template("moderation/queue.html", page=page.with_items(rows))


@blueprint.get("/review/<slug>")
@require_sign_in
def item(slug: str) -> tuple[str, int]:
    found = _item(slug)
    values = {
        "base": found.base,
        "domains": list(found.domains),
        "blocks": list(found.blocks),
        "audience": found.audience,
    }
    return _page(found, _form(values))


@blueprint.post("/review/<slug>/return")
def return_(slug: str) -> Response | tuple[str, int]:
    form = _form()

    def decide(session: Session) -> None:
        services.return_with_questions(
            session,
            actor=actor(),
            at=now(),
            slug=slug,
            based_on=form.base.data or 0,
            questions=form.questions(),
        )

    return _decided(slug, form, decide, _("Teruggezet met vragen."))


@blueprint.post("/review/<slug>/publication")
def publish(slug: str) -> Response | tuple[str, int]:
    form = _form()

    def decide(session: Session) -> None:
        services.agree(session, actor=actor(), at=now(), slug=slug, ids=form.agreed.data or ())
        services.publish(
            session,
            actor=actor(),
            at=now(),
            slug=slug,
            based_on=form.base.data or 0,
            domains=form.domains.data or (),
            blocks=form.blocks.data or (),
            audience=form.audience.data,
        )

    return _decided(slug, form, decide, _("Gepubliceerd. Collega's kunnen het nu vinden."))


def _decided(
    slug: str, form: DecisionForm, decide: Callable[[Session], None], sentence: str
) -> Response | tuple[str, int]:
    """On to the queue, or the same page with what was typed; its comparison is made only when it is shown."""
    queries.require_desk(db(), actor(), slug)
    if not form.validate():
        return _page(_item(slug), form, status=422)
    try:
        with transaction() as session:
            decide(session)
    except Invalid as wrong:
        form.accuse(wrong.fields)
        return _page(_item(slug), form, status=422)
    except Conflict:
        return _newer(slug, form)
    return done("moderation.queue", sentence)


def _item(slug: str) -> Item:
    return queries.item(db(), actor(), slug, today())


def _form(data: dict[str, object] | None = None) -> DecisionForm:
    return decision_form(enabled_domains(ground().settings.optional_domains), current_locale(), data)


def _newer(slug: str, form: DecisionForm) -> tuple[str, int]:
    """The author was quicker: the newest text with what the moderator had typed."""
    found = _item(slug)
    form.base.data = found.base
    form.base.raw_data = None
    form.form_errors.append(_("De auteur heeft de tekst intussen veranderd. Lees hem opnieuw; je vragen staan er nog."))
    return _page(found, form, status=409)


def _page(found: Item, form: DecisionForm, status: int = 200) -> tuple[str, int]:
    marked = tuple(each.value for each in found.findings)
    return (
        render_template(
            "moderation/item.html",
            page=found.page,
            body=marked_html(found.page.body, marked),
            marked=marked,
            findings=found.findings,
            finding_words=FINDINGS,
            is_new=found.is_new,
            sections=found.sections,
            meta=meta_in_words(found.meta),
            summary=found.summary,
            earlier=found.earlier,
            form=form,
            can_decide=found.why_not is None,
            why_not=found.why_not,
        ),
        status,
    )
