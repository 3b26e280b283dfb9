"""Taking what a colleague did otherwise into one's own article."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from wiki.accounts.identity import actor, require_sign_in
from wiki.articles.models import Article
from wiki.articles.rendering import Prepared, prepare
from wiki.database import now
from wiki.errors import Conflict
from wiki.practice.queries.applied import adjustment
from wiki.practice.services import adopting as services
from wiki.practice.views.blueprint import blueprint
from wiki.taxonomy.data import TYPES
from wiki.web.flow import done
from wiki.web.ground import ground
from wiki.web.session import db, transaction


@blueprint.post("/applied/<int:id>/adoption")
@require_sign_in
def adopt(id: int) -> ResponseReturnValue:
    """Save it in a text of the author's own, and go on there."""
    said, article = adjustment(db(), actor(), id)
    slug, based_on = article.slug, article.head.number
    text = services.text_with(article, said)
    if len(text) > ground().settings.max_article_characters:
        full = _("Het artikel is al zo lang dat dit er niet bij past.")
        return done("practice.applied", full, kind="warn", slug=slug)
    prepared = _prepared(article, text)
    summary = _("Wat een collega in de praktijk anders deed")
    try:
        with transaction() as session:
            services.adopt(session, id, actor=actor(), at=now(), based_on=based_on, prepared=prepared, summary=summary)
    except Conflict:
        again = _("Er is intussen iets aan de tekst veranderd. Probeer het nog eens.")
        return done("practice.applied", again, kind="warn", slug=slug)
    return done("articles.edit", _place(article), slug=slug)


def _place(article: Article) -> str:
    """Where it stands now, in the words of the page that follows."""
    sections = {section.key: section.heading(article.language) for section in TYPES[article.type].sections}
    place = sections[services.SECTIONS[article.type]]
    sentence: str = _("Het staat als citaat onder %(section)s. Zeg het in je eigen woorden en dien in.", section=place)
    return sentence


def _prepared(article: Article, text: str) -> Prepared:
    with ground().rendering.take(actor().id):
        return prepare(
            db(),
            ground().renderer,
            kind=article.type,
            language=article.language,
            text=text,
            audience=article.audience,
        )
