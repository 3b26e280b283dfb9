"""Who may report, who hides at once by reporting, and who decides about what was reported."""

from sqlalchemy import ColumnElement, and_, or_

from wiki.accounts.policy import Action, Actor, may
from wiki.articles import policy, sections
from wiki.articles.lifecycle import Stage
from wiki.articles.models import Article
from wiki.moderation.models import Report
from wiki.taxonomy.data import TYPES

KINDS = ("outdated", "unsafe", "personal-data", "duplicate")
# What harms somebody for as long as it can be read.
SAFETY = ("unsafe", "personal-data")


def can_report(actor: Actor) -> bool:
    return may(actor, Action.TAKE_PART)


def can_hide(actor: Actor) -> bool:
    """Whether what this actor says about safety is enough by itself to hide an article."""
    return may(actor, Action.HIDE)


def can_decide_reports(actor: Actor) -> bool:
    """Whether there are reports that this actor might decide about."""
    return actor.can_review or policy.is_privacy_officer(actor)


def kinds_for(actor: Actor) -> tuple[str, ...]:
    """The kinds of reports that this actor decides about."""
    return KINDS if actor.can_review else SAFETY


def reports_for(actor: Actor) -> ColumnElement[bool]:
    """The reports that the actor sees and decides about, for statements that join them with their articles: those in
    the domains they moderate, for a privacy officer those about safety everywhere, and none on what they wrote."""
    reached = [policy.moderated_by(actor)]
    if policy.is_privacy_officer(actor):
        reached.append(and_(Report.kind.in_(SAFETY), Article.state != Stage.BINNED))
    return and_(or_(*reached), ~policy.written_by(actor))


def is_answer(article: Article) -> bool:
    """Whether readers find an answer here: in any article but a question that nobody answered yet."""
    if not article.is_online or article.published is None:
        return False
    if article.type != "question":
        return True
    return bool(sections.split(TYPES["question"], article.language, article.published.text).values["answers"].strip())
