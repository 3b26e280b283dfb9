"""The desk: a queue, one item, publish or return."""

from collections.abc import Callable

from flask import render_template, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from wiki.accounts.identity import actor, require_sign_in
from wiki.articles import services
from wiki.articles.lifecycle import Stage
from wiki.articles.models import Article
from wiki.articles.services.seconding import AnotherNeeded
from wiki.articles.words import FINDINGS, meta_in_words
from wiki.database import now
from wiki.errors import Conflict, Invalid
from wiki.markup import marked_html
from wiki.moderation.forms.desk import DecisionForm, decision_form
from wiki.moderation.policy.curation import require_moderator
from wiki.moderation.queries import away, questions
from wiki.moderation.queries import desk as queries
from wiki.moderation.queries.desk import Item
from wiki.moderation.services import claims
from wiki.moderation.views.blueprint import blueprint
from wiki.moderation.views.choosing import chosen, in_flow, own_domains
from wiki.moderation.views.claims import on_to_the_next
from wiki.taxonomy.data import TYPES, enabled_domains
from wiki.web.flow import done, today
from wiki.web.ground import ground
from wiki.web.locale import current_locale
from wiki.web.paging import page_number, paged
from wiki.web.session import db, transaction


@blueprint.get("/review")
@require_sign_in
def queue() -> str:
    require_moderator(actor())
    choice, number = chosen(), page_number()
    page = paged(db(), queries.waiting(actor(), choice), number, queries.QUEUE_PAGE)
    rows = queries.rows(db(), actor(), page.items, now(), ground().settings.late_after_days)
    hidden, hidden_total = queries.hidden(db(), actor(), today()) if number == 1 else ((), 0)
    return render_template(
        "moderation/queue.html",
        page=page.with_items(rows),
        choice=choice,
        domains=own_domains(),
        types=tuple(TYPES.values()),
        hidden=hidden,
        hidden_total=hidden_total,
        late_after=ground().settings.late_after_days,
        away=away.own(db(), actor(), today()),
        stood_in_for=away.stood_in_for(db(), actor(), today()),
        mine=[domain.slug for domain in own_domains()],
    )


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

    def decide(session: Session) -> Article:
        often = questions.texts(session, actor(), request.form.getlist("canned", type=int))
        return services.return_with_questions(
            session,
            actor=actor(),
            at=now(),
            slug=slug,
            based_on=form.base.data or 0,
            questions=[*form.questions(), *often],
        )

    return _decided(slug, form, decide)


@blueprint.post("/review/<slug>/publication")
def publish(slug: str) -> Response | tuple[str, int]:
    form = _form()

    def decide(session: Session) -> Article:
        services.agree(session, actor=actor(), at=now(), slug=slug, ids=form.agreed.data or ())
        return services.publish(
            session,
            actor=actor(),
            at=now(),
            slug=slug,
            based_on=form.base.data or 0,
            domains=form.domains.data or (),
            blocks=form.blocks.data or (),
            audience=form.audience.data,
            of_two=ground().settings.second_reader_domains,
        )

    return _decided(slug, form, decide)


def _decided(slug: str, form: DecisionForm, decide: Callable[[Session], Article]) -> Response | tuple[str, int]:
    """On to the queue or the next item, or the same page with what was typed; its comparison is made only when it is
    shown."""
    place = queries.place_of(db(), actor(), slug)
    if not form.validate():
        return _page(_item(slug), form, status=422)
    try:
        with transaction() as session:
            stage = decide(session).stage
            claims.forget(session, slug)
    except Invalid as wrong:
        form.accuse(wrong.fields)
        return _page(_item(slug), form, status=422)
    except AnotherNeeded:
        form.form_errors.append(_("Jij vond dit al goed. Een andere moderator moet er ook naar kijken."))
        return _page(_item(slug), form, status=422)
    except Conflict:
        return _newer(slug, form)
    sentence = _what_was_done(stage)
    return on_to_the_next(place, sentence) if in_flow() else done("moderation.queue", sentence, **chosen().args)


def _what_was_done(stage: str) -> str:
    if stage == Stage.IN_REVIEW:
        return str(_("Akkoord. Er moet nog één moderator naar kijken."))
    if stage == Stage.RETURNED:
        return str(_("Teruggezet met vragen."))
    return str(_("Gepubliceerd. Collega's kunnen het nu vinden."))


def _item(slug: str) -> Item:
    return queries.item(db(), actor(), slug, now())


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
    of_two = frozenset(ground().settings.second_reader_domains)
    marked = tuple(each.value for each in found.findings)
    return (
        render_template(
            "moderation/item.html",
            page=found.page,
            body=marked_html(found.page.body, marked),
            marked=marked,
            findings=found.findings,
            has_pictures=found.has_pictures,
            finding_words=FINDINGS,
            is_new=found.is_new,
            sections=found.sections,
            meta=meta_in_words(found.meta),
            summary=found.summary,
            earlier=found.earlier,
            form=form,
            can_decide=found.why_not is None,
            why_not=found.why_not,
            claim=found.claim,
            agreed=found.agreed,
            takes_two=not of_two.isdisjoint(found.domains),
            canned=questions.own(db(), actor()),
            asked_often=request.form.getlist("canned", type=int),
            kept=chosen().args,
            in_flow=in_flow(),
        ),
        status,
    )
