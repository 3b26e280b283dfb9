"""Codes of choices in the words of the reader's language."""

from collections.abc import Iterable, Mapping

from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice

from wiki.articles.queries import MetaDiff
from wiki.taxonomy.data import BLOCKS, DOMAINS, Block, Domain
from wiki.web.locale import current_locale

AUDIENCES = {
    "members": _l("Alle collega's"),
    "domain": _l("Alleen collega's uit de gekozen domeinen"),
    "everyone": _l("Iedereen, ook bezoekers zonder account"),
}


def audience_choices() -> list[SelectChoice]:
    """Who an article can be for, as a form asks it."""
    return [SelectChoice(code, words) for code, words in AUDIENCES.items()]


def meta_in_words(meta: Iterable[MetaDiff]) -> list[dict[str, str]]:
    """The same differences with labels instead of slugs."""
    return [
        {"name": diff.name, "before": _words(diff.name, diff.before), "after": _words(diff.name, diff.after)}
        for diff in meta
    ]


def _words(name: str, values: Iterable[str]) -> str:
    known: Mapping[str, Mapping[str, Domain | Block]] = {"domains": DOMAINS, "blocks": BLOCKS}
    labels = known.get(name, {})
    locale = current_locale()
    return ", ".join(labels[value].label(locale) if value in labels else value for value in values)
