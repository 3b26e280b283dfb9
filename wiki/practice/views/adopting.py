"""Taking what a colleague did otherwise into one's own article."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from wiki.accounts.identity import actor, require_sign_in
from wiki.articles.typesetting import typeset
from wiki.database import now
from wiki.errors import Conflict, Invalid
from wiki.practice.queries.applied import adjustment
from wiki.practice.services import adopting as services
from wiki.practice.services.adopting import Draft
from wiki.practice.views.blueprint import blueprint
from wiki.taxonomy.data import TYPES
from wiki.web.flow import done
from wiki.web.ground import ground
from wiki.web.locale import spoken
from wiki.web.session import db, transaction


@blueprint.post("/applied/<int:id>/adoption")
@require_sign_in
def adopt(id: int) -> ResponseReturnValue:
    """Save it in a text of the author's own, and go on there."""
    try:
        draft = services.draft(db(), id, actor=actor())
    except Invalid:
        return _back(id, _("Dit staat al in je artikel."))
    if len(draft.text) > ground().settings.max_article_characters:
        return _back(id, _("Het artikel is al zo lang dat dit er niet bij past."))
    article = draft.article
    prepared = typeset(draft.text, kind=article.type, language=article.language, audience=article.audience)
    try:
        with transaction() as session:
            services.adopt(
                session,
                id,
                actor=actor(),
                at=now(),
                based_on=draft.based_on,
                prepared=prepared,
                summary=_summary(draft),
            )
    except Conflict:
        return _back(id, _("Er is intussen iets aan de tekst veranderd. Probeer het nog eens."))
    return _on_to(draft)


def _back(id: int, sentence: str) -> ResponseReturnValue:
    _said, article = adjustment(db(), actor(), id)
    return done("practice.applied", sentence, kind="warn", slug=article.slug)


def _on_to(draft: Draft) -> ResponseReturnValue:
    """To the section that the quotation is in, where its author puts it in their own words."""
    kind, key = TYPES[draft.article.type], services.SECTIONS[draft.article.type]
    place = next(section.heading(draft.article.language) for section in kind.sections if section.key == key)
    said = _("Het citaat staat bij ‘%(section)s’. Zeg het in je eigen woorden en dien in.", section=place)
    return done("articles.edit", said, slug=draft.article.slug, _anchor=f"section-{key}")


def _summary(draft: Draft) -> str:
    """What the history says, in the language of the article: that of its author's pages would tell of them."""
    with spoken(draft.article.language):
        said: str = _("Wat een collega in de praktijk anders deed")
    return said
