"""Making drafts of what was said, a form for each of the hardest chunks."""

from flask import render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from wiki.accounts.identity import actor, require_sign_in
from wiki.articles.services import Content
from wiki.articles.typesetting import typeset
from wiki.conversations import queries, services
from wiki.conversations.filling import fitting
from wiki.conversations.forms import DraftForm, draft_form
from wiki.conversations.models import Conversation
from wiki.conversations.views import blueprint
from wiki.database import now
from wiki.errors import Invalid, NotFound, Taken
from wiki.taxonomy.data import TYPES, enabled_domains
from wiki.web.flow import done
from wiki.web.ground import ground
from wiki.web.locale import current_locale
from wiki.web.session import db, transaction

Answer = str | Response | tuple[str, int]


@blueprint.get("/conversations/<key>/drafts")
@require_sign_in
def drafts(key: str) -> Answer:
    return _drafts_page(queries.conversation(db(), actor(), key))


@blueprint.post("/conversations/<key>/drafts/<int:chunk>")
@require_sign_in
def draft(key: str, chunk: int) -> Answer:
    found = queries.conversation(db(), actor(), key)
    if chunk not in found.hardest:
        raise NotFound(str(chunk))
    form = _draft_form(found, chunk, is_sent=True)
    if not form.validate():
        return _drafts_page(found, sent=(chunk, form))
    try:
        slug = _drafted(found, chunk, form)
    except Taken:
        form.accuse({"title": "taken"})
    except Invalid as wrong:
        form.accuse(wrong.fields)
    else:
        text = _("Concept gemaakt van wat je vertelde. Lees het na en vul aan wat nog ontbreekt.")
        return done("articles.edit", text, slug=slug)
    return _drafts_page(found, sent=(chunk, form))


def _draft_form(found: Conversation, chunk: int, *, is_sent: bool) -> DraftForm:
    domains = enabled_domains(ground().settings.optional_domains)
    mine = [domain.slug for domain in domains if domain.slug in actor().domains]
    data = {
        "title": found.chunks[chunk],
        "kind": fitting(found.told(chunk)),
        "domains": mine,
        "language": "nl",
    }
    return draft_form(chunk, domains, current_locale(), data=data, is_sent=is_sent)


def _drafts_page(found: Conversation, *, sent: tuple[int, DraftForm] | None = None) -> Answer:
    forms = {chunk: _draft_form(found, chunk, is_sent=False) for chunk in found.hardest}
    if sent:
        forms[sent[0]] = sent[1]
    page = render_template(
        "conversations/drafts.html",
        talk=queries.talk(found, actor()),
        kinds=TYPES,
        forms=[(chunk, found.chunks[chunk], form, fitting(found.told(chunk))) for chunk, form in forms.items()],
    )
    return (page, 422) if sent else page


def _drafted(found: Conversation, chunk: int, form: DraftForm) -> str:
    """Raises Invalid, and Taken when somebody took the address just now."""
    kind, language = str(form.kind.data), str(form.language.data)
    text = queries.draft_text(found, chunk, kind, language)
    if len(text) > ground().settings.max_article_characters:
        raise Invalid({"kind": "too-long"})
    prepared = typeset(text, kind=kind, language=language)
    content = Content(title=form.title.data or "", domains=tuple(form.domains.data or ()))
    with transaction() as session:
        made = services.draft(
            session,
            actor=actor(),
            at=now(),
            key=found.key,
            kind=kind,
            language=language,
            content=content,
            prepared=prepared,
        )
        return made.slug
