"""Who decides with whom: the matters that take two, as one table. Services, lists and buttons all read it.

Source: the domain reference, sections 5, 7 and 8.4. Whoever wrote the article has no say in it, and nobody ever agrees
with themself, whatever roles they have.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, false, or_, true

from wiki.accounts.policy import RIGHTS, Action, Actor, Reach, Role
from wiki.articles import policy as articles
from wiki.articles.lifecycle import VERBS, WRITERS, Part
from wiki.articles.models import Article
from wiki.moderation.models import Matter

Right = tuple[Action, Reach]


@dataclass(frozen=True, slots=True)
class Duo:
    """The rights of the one who asks and of the one who agrees, and of who carries it out where that is a third. The
    two are there in different roles. `own` is whether somebody may ask it of an article that they wrote."""

    asks: Right
    agrees: Right
    carries_out: Right | None = None
    own: bool = False


_DECIDES, _APPROVES = (Action.MODERATE, Reach.IN_DOMAIN), (Action.PURGE, Reach.APPROVE)
_BREAKS_GLASS = (Action.UNSEAL, Reach.BREAK_GLASS)
DUOS: Mapping[str, Duo] = {
    "release": Duo(asks=_DECIDES, agrees=_APPROVES),
    "shelve": Duo(asks=_DECIDES, agrees=_APPROVES),
    "purge": Duo(
        asks=(Action.PURGE, Reach.REQUEST), agrees=_APPROVES, carries_out=(Action.PURGE, Reach.EXECUTE), own=True
    ),
    "unseal": Duo(asks=_BREAKS_GLASS, agrees=_BREAKS_GLASS),
}


def takes_part(actor: Actor) -> bool:
    """Whether there are matters for somebody with these roles at all."""
    return any(
        holding(right) & {grant.role for grant in actor.grants}
        for duo in DUOS.values()
        for right in (duo.asks, duo.agrees, duo.carries_out)
    )


def holding(right: Right | None) -> frozenset[Role]:
    """The roles that give exactly this right."""
    action, reach = right or (None, None)
    return frozenset(role for (role, given), how_far in RIGHTS.items() if given == action and how_far == reach)


def asking_role(kind: str, actor: Actor, article: Article, having: Collection[Part]) -> Role | None:
    """As what the actor may ask this about an article that they may know; None where they may not."""
    duo = DUOS.get(kind)
    if duo is None or (not duo.own and WRITERS & frozenset(having)):
        return None
    if kind in VERBS and not articles.can_do(kind, article, having):
        return None
    return _first(actor, duo.asks, articles.touched_domains(article))


def agreeing_role(actor: Actor, matter: Matter, having: Collection[Part]) -> Role | None:
    """As what the actor may agree or refuse, were it still open; `having` is what they are to the article."""
    if actor.id == matter.asked_by or WRITERS & frozenset(having):
        return None
    return _first(actor, DUOS[matter.kind].agrees, matter.article.domains, besides=matter.asked_as)


def can_carry_out(actor: Actor, matter: Matter) -> bool:
    """Whether the actor does what was agreed: an admin, and not the one who agreed."""
    is_due = matter.outcome == "agreed" and matter.done_at is None
    return is_due and actor.id != matter.decided_by and bool(_roles(actor, DUOS[matter.kind].carries_out))


def can_withdraw(actor: Actor, matter: Matter) -> bool:
    return matter.outcome is None and actor.is_signed_in and actor.id == matter.asked_by


def sees_all(actor: Actor, matter: Matter, having: Collection[Part]) -> bool:
    """Whether the actor may read why and by whom something was asked. Who only carries it out may not."""
    is_one_of_two = actor.is_signed_in and actor.id in (matter.asked_by, matter.decided_by)
    return is_one_of_two or agreeing_role(actor, matter, having) is not None


def seen_by(actor: Actor) -> ColumnElement[bool]:
    """For statements that join matters with articles: those that the actor may know of. The two who decide, all who
    could agree, and of a purge that was agreed to those who carry such out."""
    mine = or_(Matter.asked_by == actor.id, Matter.decided_by == actor.id)
    return or_(mine, _agreed_by(actor), _carried_out_by(actor)) if actor.is_signed_in else false()


def waiting_for(actor: Actor) -> ColumnElement[bool]:
    """Likewise: those that stand still until the actor, or somebody like them, decides or carries them out."""
    due = and_(_carried_out_by(actor), Matter.done_at.is_(None), Matter.decided_by.is_distinct_from(actor.id))
    return or_(and_(Matter.outcome.is_(None), _agreed_by(actor)), due)


def sees_seal_opened(actor: Actor, matter: Matter) -> bool:
    """Whether the actor is one of the two who agreed to know who is behind a role name."""
    is_open = matter.kind == "unseal" and matter.outcome == "agreed"
    return is_open and actor.is_signed_in and actor.id in (matter.asked_by, matter.decided_by)


def _agreed_by(actor: Actor) -> ColumnElement[bool]:
    ways = [
        and_(Matter.kind == kind, Matter.asked_as != role.value, _within(actor, role))
        for kind, duo in DUOS.items()
        for role in _roles(actor, duo.agrees)
    ]
    return and_(or_(false(), *ways), Matter.asked_by.is_distinct_from(actor.id), ~articles.written_by(actor))


def _carried_out_by(actor: Actor) -> ColumnElement[bool]:
    kinds = [kind for kind, duo in DUOS.items() if _roles(actor, duo.carries_out)]
    return and_(Matter.kind.in_(kinds), Matter.outcome == "agreed")


def _within(actor: Actor, role: Role) -> ColumnElement[bool]:
    domains = {grant.domain for grant in actor.grants if grant.role is role}
    return true() if "" in domains else articles.placed_in(domains)


def _first(actor: Actor, right: Right, domains: Collection[str], *, besides: str = "") -> Role | None:
    return next((role for role in _roles(actor, right, domains) if role.value != besides), None)


def _roles(actor: Actor, right: Right | None, domains: Collection[str] | None = None) -> list[Role]:
    """The roles of the actor that give this right, in these domains where there are some to be in."""
    within = {grant.role for grant in actor.grants if domains is None or not grant.domain or grant.domain in domains}
    return [role for role in Role if role in within & holding(right)]
