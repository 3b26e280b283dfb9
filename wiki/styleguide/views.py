"""The style guide: one page, open to whoever reaches it, for it holds nothing of what people wrote."""

from flask import Blueprint, render_template

from wiki.accounts.identity import open_to_visitors
from wiki.articles.words import FINDINGS
from wiki.errors import NotFound
from wiki.house_style import read
from wiki.settings import Settings
from wiki.styleguide import examples, queries
from wiki.styleguide.forms import ExampleForm
from wiki.taxonomy.data import DOMAINS, TYPES
from wiki.tokens import THEMES, Tokens
from wiki.web import qr
from wiki.web.flow import today
from wiki.web.ground import ground
from wiki.web.locale import current_locale

blueprint = Blueprint("styleguide", __name__)


@blueprint.get("/styleguide")
@open_to_visitors
def index() -> str:
    settings = ground().settings
    if not settings.shows_styleguide:
        raise NotFound("styleguide")
    over = _house_style(settings)
    return render_template(
        "styleguide/index.html",
        examples=examples,
        cards=examples.cards(today()),
        practice_cards=examples.practice_cards(today()),
        code=qr.code,
        findings=examples.findings(),
        finding_words=FINDINGS,
        queue=examples.queue(today()),
        domains=tuple(DOMAINS.values()),
        type=TYPES["technique"],
        filled=_form("filled"),
        wrong=_wrong(),
        colours=queries.colours(over),
        contrasts=queries.contrasts(over),
        sizes=queries.sizes(over),
        themes=tuple(THEMES),
    )


def _house_style(settings: Settings) -> Tokens:
    return read(settings.house_style_file).tokens if settings.house_style else {}


def _form(name: str, **data: object) -> ExampleForm:
    given = {"title": "Rook lezen", "cue": examples.LEAD, "domains": ["fire"], "byline": "role_name", "is_minor": True}
    form = ExampleForm(prefix=name, data={**given, **data})
    form.domains.choices = [(domain.slug, domain.label(current_locale())) for domain in DOMAINS.values()]
    return form


def _wrong() -> ExampleForm:
    """The same form with something to mend in each field."""
    form = _form("wrong", title="", cue="", domains=[], byline="")
    for name in ("title", "cue", "language", "domains", "byline", "is_minor"):
        form.accuse({name: "missing" if name in ("title", "cue") else "unknown"})
    return form
