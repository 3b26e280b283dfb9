"""Texts to begin an article with, kept by moderators."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from wiki import audit
from wiki.accounts.policy import Actor, Role
from wiki.articles import policy
from wiki.articles.models import ArticleTemplate
from wiki.articles.safety import tells_of_somebody
from wiki.errors import Invalid, NotAllowed, NotFound
from wiki.settings import LOCALES
from wiki.taxonomy.data import DOMAINS, TYPES

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a template says: `domain` is empty for writers of all domains."""

    name: str
    kind: str
    language: str
    domain: str
    text: str


def add(session: Session, *, actor: Actor, at: datetime, wording: Wording, longest: int) -> ArticleTemplate:
    """Raises Invalid, NotFound for who keeps no templates, NotAllowed for a domain of others."""
    _check(actor, wording, longest, at)
    made = ArticleTemplate()
    _put(made, wording, at)
    session.add(made)
    session.flush()
    _note(session, "template.added", made, actor, at)
    return made


def change(
    session: Session, template_id: int, *, actor: Actor, at: datetime, wording: Wording, longest: int
) -> ArticleTemplate:
    """The same for one that is there."""
    found = _own(session, template_id, actor)
    _check(actor, wording, longest, at)
    _put(found, wording, at)
    _note(session, "template.changed", found, actor, at)
    return found


def remove(session: Session, template_id: int, *, actor: Actor, at: datetime) -> None:
    found = _own(session, template_id, actor)
    _note(session, "template.removed", found, actor, at)
    session.delete(found)
    session.flush()


def _own(session: Session, template_id: int, actor: Actor) -> ArticleTemplate:
    policy.require_templates(actor)
    found = session.get(ArticleTemplate, template_id)
    if found is None:
        raise NotFound(f"template {template_id}")
    if not policy.can_keep_template(actor, found.domain):
        raise NotAllowed("template")
    return found


def _check(actor: Actor, wording: Wording, longest: int, at: datetime) -> None:
    policy.require_templates(actor)
    name = wording.name.strip()
    wrong = {
        "name": "missing" if not name else "too-long" if len(name) > LONGEST_NAME else None,
        "kind": None if wording.kind in TYPES else "unknown",
        "language": None if wording.language in LOCALES else "unknown",
        "domain": None if wording.domain in ("", *DOMAINS) else "unknown",
        "text": "missing" if not wording.text.strip() else "too-long" if len(wording.text) > longest else None,
    }
    told = [key for key in ("name", "text") if tells_of_somebody(getattr(wording, key), today=at.date())]
    found = dict.fromkeys(told, "personal") | {key: code for key, code in wrong.items() if code}
    if found:
        raise Invalid(found)
    if not policy.can_keep_template(actor, wording.domain):
        raise NotAllowed("template")


def _put(made: ArticleTemplate, wording: Wording, at: datetime) -> None:
    made.name, made.type, made.language = wording.name.strip(), wording.kind, wording.language
    made.domain, made.text, made.changed_on = wording.domain, wording.text, at.date()


def _note(session: Session, action: str, template: ArticleTemplate, actor: Actor, at: datetime) -> None:
    audit.record(session, action, f"template:{template.id}", at=at, role=Role.MODERATOR.value, account=actor.id)
