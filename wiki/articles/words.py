"""Codes of choices in the words of the reader's language."""

from collections.abc import Iterable, Mapping

from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice

from wiki.articles.queries import MetaDiff
from wiki.taxonomy.data import BLOCKS, DOMAINS, Block, Domain
from wiki.web.locale import current_locale

# What a finding of the safety check looks like, and what is asked of whoever wrote it.
FINDINGS = {
    "bsn": _l("Lijkt op een burgerservicenummer."),
    "plate": _l("Lijkt op een kenteken."),
    "iban": _l("Lijkt op een rekeningnummer."),
    "phone": _l("Lijkt op een telefoonnummer."),
    "email": _l("Lijkt op een e-mailadres."),
    "birth-date": _l("Lijkt op een geboortedatum."),
    "incident-date": _l("Met deze datum is na te gaan om welk incident het gaat. Kan het zonder?"),
    "name": _l("Lijkt op de naam van iemand."),
    "postcode": _l("Lijkt op een adres."),
    "street": _l("Lijkt op een adres."),
    "number": _l("Lijkt op een nummer van een collega of een zaak."),
    "tactics": _l(
        "Kan iemand met slechte bedoelingen hier iets mee? "
        "Beschrijf het principe, laat de plek, het getal of het middel weg."
    ),
    "blame": _l("Welke omstandigheid maakte dit logisch?"),
}
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
