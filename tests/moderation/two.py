"""Matters of two people, as the tests make, decide and look at them."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.accounts.models import Notice
from wiki.accounts.policy import Actor
from wiki.articles.models import Article, AuthorSeal, Authorship
from wiki.database import now, transaction
from wiki.moderation.models import Matter
from wiki.moderation.services import matters

GROUND = "Er staan gegevens in die hier niet horen."


def wish(session: Session, article: Article, kind: str, **choices: Any) -> matters.Wish:
    """A wish in which nothing is wrong: the published revision, the first author."""
    needed: dict[str, Any] = {"kind": kind, "ground": GROUND}
    if kind == "purge":
        needed["revisions"] = (article.published.number if article.published else article.head.number,)
    if kind == "unseal":
        needed |= {"authorship": article.authorship_id, "is_no_judgement": True}
    return matters.Wish(**(needed | choices))


def asked(session: Session, article: Article, kind: str, actor: Actor, **choices: Any) -> Matter:
    made = wish(session, article, kind, **choices)
    with transaction(session):
        return matters.ask(session, actor=actor, at=now(), slug=article.slug, wish=made)


def agreed(session: Session, matter: Matter, actor: Actor) -> Matter:
    with transaction(session):
        return matters.agree(session, matter.id, actor=actor, at=now())


def carried_out(session: Session, matter: Matter, actor: Actor) -> Matter:
    with transaction(session):
        return matters.carry_out(session, matter.id, actor=actor, at=now())


def told(session: Session, account: int) -> list[tuple[str, str]]:
    """What this account was told: codes with what they are about."""
    session.rollback()
    query = select(Notice.code, Notice.subject).where(Notice.account_id == account).order_by(Notice.id)
    return [(row.code, row.subject) for row in session.execute(query)]


def account_of(session: Session, article: Article) -> int:
    sealed = select(AuthorSeal.account_id).join(Authorship, Authorship.id == AuthorSeal.authorship_id)
    return session.scalars(sealed.where(Authorship.article_id == article.id)).one()
