"""The list of words, for knowledge managers: to everybody else these pages do not exist."""

from dataclasses import dataclass

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from wiki.accounts.identity import actor, require_sign_in
from wiki.accounts.words import domain_label
from wiki.database import now
from wiki.errors import Invalid
from wiki.search import policy, services
from wiki.search.forms import ALL_DOMAINS, KIND_LABELS, WordForm
from wiki.search.models import Headword
from wiki.search.queries import wordlist
from wiki.search.services import Wording
from wiki.search.synonyms import SYNONYM
from wiki.search.views.blueprint import blueprint
from wiki.taxonomy.data import enabled_domains
from wiki.web.flow import done
from wiki.web.ground import ground
from wiki.web.locale import current_locale
from wiki.web.paging import page_number
from wiki.web.session import db, transaction


@dataclass(frozen=True, slots=True)
class ListedWord:
    id: int
    word: str
    forms: tuple[str, ...]
    kind: str
    domain: str


@blueprint.get("/words")
@require_sign_in
def words() -> str:
    q = request.args.get("q", "").strip()[:200]
    domain = request.args.get("domain", "")
    page = wordlist.headwords(db(), actor=actor(), q=q, domain=domain, number=page_number())
    return render_template(
        "search/words.html",
        page=page.with_items(tuple(map(_listed, page.items))),
        q=q,
        domain=domain,
        domains=[("", _("alle woorden")), (wordlist.ALL, ALL_DOMAINS), *_domains()],
    )


@blueprint.get("/words/new")
@require_sign_in
def new_word() -> str:
    policy.require_curation(actor())
    form = _form(sent=False)
    form.kind.data, form.domain.data = SYNONYM, form.domain.choices[0].value
    form.word.data = request.args.get("word", "").replace("\0", "").strip()[: services.LONGEST_WORD]
    return _page(form, None)


@blueprint.post("/words/new")
@require_sign_in
def add_word() -> ResponseReturnValue:
    policy.require_curation(actor())
    form = _form(sent=True)
    if not form.validate():
        return _page(form, None), 422
    try:
        with transaction() as writing:
            services.add(writing, actor=actor(), wording=Wording(**form.wording()), at=now())
    except Invalid as error:
        form.accuse(error.fields)
        return _page(form, None), 422
    return done("search.words", _("Het woord staat in de lijst. Zoeken rekent er meteen mee."))


@blueprint.get("/words/<int:id>")
@require_sign_in
def word(id: int) -> str:
    headword = wordlist.headword(db(), id, actor=actor())
    form = _form(sent=False, of=headword)
    form.word.data, form.kind.data, form.domain.data = headword.word, headword.kind, headword.domain
    form.forms.data, form.explanation.data = "\n".join(headword.forms), headword.explanation
    return _page(form, headword)


@blueprint.post("/words/<int:id>")
@require_sign_in
def change_word(id: int) -> ResponseReturnValue:
    headword = wordlist.headword(db(), id, actor=actor())
    form = _form(sent=True, of=headword)
    if not form.validate():
        return _page(form, headword), 422
    try:
        with transaction() as writing:
            services.change(writing, id, actor=actor(), wording=Wording(**form.wording()), at=now())
    except Invalid as error:
        form.accuse(error.fields)
        return _page(form, headword), 422
    return done("search.words", _("Het woord is gewijzigd. Zoeken rekent er meteen mee."))


@blueprint.post("/words/<int:id>/removal")
@require_sign_in
def remove_word(id: int) -> ResponseReturnValue:
    with transaction() as writing:
        services.remove(writing, id, actor=actor(), at=now())
    return done("search.words", _("Het woord is uit de lijst."))


def _listed(row: Headword) -> ListedWord:
    return ListedWord(row.id, row.word, tuple(row.forms), str(KIND_LABELS[row.kind]), _name_of(row.domain))


def _page(form: WordForm, headword: Headword | None) -> str:
    return render_template(
        "search/word.html",
        form=form,
        headword=headword,
        can_change=headword is None or policy.can_curate(actor(), headword.domain),
        address=url_for("search.change_word", id=headword.id) if headword else url_for("search.add_word"),
    )


def _form(*, sent: bool, of: Headword | None = None) -> WordForm:
    """The form with the domains whose words the actor keeps, and the one that the headword is in."""
    form = WordForm() if sent else WordForm(formdata=None)
    offered = {"": str(ALL_DOMAINS), **dict(_domains())}
    mine = {slug: label for slug, label in offered.items() if policy.can_curate(actor(), slug)}
    form.offer((mine | ({of.domain: _name_of(of.domain)} if of else {})).items())
    return form


def _domains() -> list[tuple[str, str]]:
    locale = current_locale()
    return [(each.slug, each.label(locale)) for each in enabled_domains(ground().settings.optional_domains)]


def _name_of(domain: str) -> str:
    return domain_label(domain) if domain else str(ALL_DOMAINS)
