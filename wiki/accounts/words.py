"""Roles and domains in the reader's words. Everything below speaks of them in codes."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from wiki.accounts.policy import Grant, Role
from wiki.web.locale import current_locale

ROLE_LABELS = {
    Role.READER: _l("Lezer"),
    Role.AUTHOR: _l("Auteur"),
    Role.COACH: _l("Coach"),
    Role.MODERATOR: _l("Moderator"),
    Role.KNOWLEDGE_MANAGER: _l("Kennismanager"),
    Role.PRIVACY_OFFICER: _l("Privacyfunctionaris"),
    Role.ADMIN: _l("Beheerder"),
}
QUOTE = (
    _l("Rook die rustig uit een raam rolt, heeft ruimte. Rook die wordt uitgeperst en kolkt, zit onder druk."),
    _l("Bevelvoerder met 22 dienstjaren"),
)


class DomainName(Protocol):
    """A domain as far as accounts know it. What domains there are is a matter of taxonomy, a floor higher."""

    @property
    def slug(self) -> str: ...

    @property
    def label(self) -> Callable[[str], str]: ...


@dataclass(frozen=True, slots=True)
class Domains:
    """Every domain by slug, for reading old grants, and those that new grants can name, in the order of the pages."""

    known: Mapping[str, DomainName]
    offered: tuple[DomainName, ...]


def domains() -> Domains:
    found: Domains = current_app.extensions["wiki.domains"]
    return found


def role_lines(grants: Iterable[Grant]) -> tuple[str, ...]:
    """Each grant as one short line, such as `Auteur (Brandweer)`."""
    return tuple(_line(grant) for grant in grants)


def _line(grant: Grant) -> str:
    role = str(ROLE_LABELS[grant.role])
    if not grant.domain:
        return role
    return str(_("%(role)s (%(domain)s)", role=role, domain=domain_label(grant.domain)))


def domain_label(slug: str) -> str:
    """The name of a domain; of one that is gone, its slug."""
    domain = domains().known.get(slug)
    return domain.label(current_locale()) if domain else slug
