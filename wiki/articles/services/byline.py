"""How somebody is shown with one article: by name or by a role name of their choice.

The choice is theirs alone, for as long as the article is there (domain reference, section 8.1): a role name hides who
somebody is from people who may have read the article already, so nobody else and no other action ever undoes it.
"""

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.accounts.models import Account
from wiki.accounts.policy import Actor
from wiki.articles.lifecycle import Part, Stage
from wiki.articles.models import Article, AuthorSeal, Authorship
from wiki.articles.safety import tells_of_somebody
from wiki.articles.services.changes import locked, note, readers_see_another_wiki
from wiki.errors import Invalid, NotFound

LONGEST_ROLE_NAME = 80
KINDS = ("name", "role_name")


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """`kind` is 'name' or 'role_name'; `shown` is the role name, and ignored for a name."""

    kind: str
    shown: str = ""


def checked_byline(session: Session, actor: Actor, byline: Byline, *, today: date) -> Byline:
    """The byline as it will be shown. Raises Invalid for an endless role name, one that is a name, and one that holds
    other personal data.

    A draft may still be without a role name: it is asked for when the text is submitted.
    """
    if byline.kind not in KINDS:
        raise Invalid({"byline_kind": "unknown"})
    if byline.kind == "name":
        return Byline(kind="name", shown=actor.display_name)
    shown = "".join(c for c in byline.shown if unicodedata.category(c) != "Cf").strip()
    if not any(character.isalpha() for character in shown):
        shown = ""
    if len(shown) > LONGEST_ROLE_NAME:
        raise Invalid({"role_name": "too-long"})
    if tells_of_somebody(shown, today=today):
        raise Invalid({"role_name": "personal"})
    if _folded(shown) == _folded(actor.display_name):
        raise Invalid({"role_name": "is-name"})
    if shown and _folded(shown) in map(_folded, session.scalars(select(Account.display_name))):
        raise Invalid({"role_name": "a-name"})
    return Byline(kind="role_name", shown=shown)


def choose_byline(session: Session, *, actor: Actor, at: datetime, slug: str, byline: Byline) -> None:
    """Change how the actor is shown with this article, in all its revisions. NotFound for whoever has no part in it."""
    article = locked(session, slug)
    own = own_authorship(session, actor, article)
    if own is None:
        raise NotFound(slug)
    chosen = checked_byline(session, actor, byline, today=at.date())
    if article.published_id or article.stage == Stage.IN_REVIEW:
        _require_shown(chosen)
    if (own.kind, own.shown) == (chosen.kind, chosen.shown):
        return
    own.kind, own.shown = chosen.kind, chosen.shown
    note(session, "article.byline_chosen", article, at=at, role=Part.AUTHOR if own.is_author else Part.EDITOR)
    readers_see_another_wiki(session, article)


def last_role_name(session: Session, actor: Actor) -> str:
    """The role name under which the actor wrote last, to begin the next article with; empty when there is none."""
    query = select(Authorship.shown).join(AuthorSeal, AuthorSeal.authorship_id == Authorship.id)
    own = query.where(AuthorSeal.account_id == actor.id, Authorship.kind == "role_name", Authorship.is_author)
    return session.scalar(own.order_by(Authorship.id.desc()).limit(1)) or ""


def own_authorship(session: Session, actor: Actor, article: Article) -> Authorship | None:
    """The actor's part in this article as shown; None for whoever wrote nothing of it."""
    query = select(Authorship).join(AuthorSeal, AuthorSeal.authorship_id == Authorship.id)
    own = query.where(Authorship.article_id == article.id, AuthorSeal.account_id == actor.id)
    return session.scalar(own.order_by(Authorship.is_author.desc(), Authorship.id).limit(1))


def _require_shown(byline: Byline) -> None:
    if not byline.shown:
        raise Invalid({"role_name": "missing"})


def _folded(name: str) -> str:
    """A name as somebody reads it: without accents, capitals and spaces."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(character for character in plain if character.isalnum())
