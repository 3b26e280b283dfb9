"""Texts to begin an article with: for who writes, and for who keeps them."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor
from wiki.articles import policy
from wiki.articles.models import ArticleTemplate
from wiki.errors import NotFound


def templates_for(session: Session, actor: Actor) -> Sequence[ArticleTemplate]:
    """Those that the actor may begin with, by name."""
    if not actor.can_write:
        return ()
    query = select(ArticleTemplate).order_by(ArticleTemplate.name, ArticleTemplate.id)
    if all(grant.domain for grant in actor.grants):
        query = query.where(or_(ArticleTemplate.domain == "", ArticleTemplate.domain.in_(sorted(actor.domains))))
    return session.scalars(query).all()


def template_for(session: Session, actor: Actor, template_id: int) -> ArticleTemplate:
    """One of them; raises NotFound."""
    found = next((each for each in templates_for(session, actor) if each.id == template_id), None)
    if found is None:
        raise NotFound(f"template {template_id}")
    return found


def kept_templates(session: Session, actor: Actor) -> Sequence[ArticleTemplate]:
    """All of them, for who keeps some; raises NotFound for everybody else."""
    policy.require_templates(actor)
    return session.scalars(select(ArticleTemplate).order_by(ArticleTemplate.name, ArticleTemplate.id)).all()


def kept_template(session: Session, actor: Actor, template_id: int) -> ArticleTemplate:
    """One that the actor keeps; raises NotFound for every other one."""
    policy.require_templates(actor)
    found = session.get(ArticleTemplate, template_id)
    if found is None or not policy.can_keep_template(actor, found.domain):
        raise NotFound(f"template {template_id}")
    return found
