"""Which part of the queue somebody works through: read from an address or a form, and kept in what follows."""

from collections.abc import Iterable

from flask import request

from wiki.accounts.identity import actor
from wiki.accounts.policy import moderated_domains
from wiki.moderation.queries.desk import KINDS, Choice
from wiki.taxonomy.data import TYPES, Domain, enabled_domains
from wiki.web.ground import ground


def chosen() -> Choice:
    """What the request asks for; what there is not is left out."""
    return Choice(
        domain=_one_of("domain", (domain.slug for domain in own_domains())),
        type=_one_of("type", TYPES),
        kind=_one_of("kind", KINDS),
    )


def own_domains() -> tuple[Domain, ...]:
    """The domains that the actor moderates, in the order of the pages."""
    mine = moderated_domains(actor())
    domains = enabled_domains(ground().settings.optional_domains)
    return tuple(domain for domain in domains if mine is None or domain.slug in mine)


def in_flow() -> bool:
    """Whether the actor goes from one item to the next without the queue in between."""
    return request.values.get("next") == "1"


def _one_of(name: str, known: Iterable[str]) -> str:
    asked = request.values.get(name, "")
    return asked if asked in tuple(known) else ""
