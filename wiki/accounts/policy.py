"""What each role may do: the rights matrix as data, and the one function that reads it.

Source: the domain reference, section 7. Roles are additive and scoped to domains. The matrix says how far a right
goes; a domain's own policy adds what depends on the thing itself ("nobody moderates their own article").
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from wiki.errors import NotFound


class Role(StrEnum):
    READER = "reader"
    AUTHOR = "author"
    COACH = "coach"
    MODERATOR = "moderator"
    KNOWLEDGE_MANAGER = "knowledge-manager"
    PRIVACY_OFFICER = "privacy-officer"
    ADMIN = "admin"


class Action(StrEnum):
    READ = "read"
    TAKE_PART = "take-part"
    WRITE = "write"
    SEE_DRAFTS = "see-drafts"
    MODERATE = "moderate"
    HIDE = "hide"
    RESOLVE_FINDINGS = "resolve-findings"
    PURGE = "purge"
    UNSEAL = "unseal"
    MANAGE_AREAS = "manage-areas"
    SEE_USAGE = "see-usage"
    MANAGE_USERS = "manage-users"
    MANAGE_TAXONOMY = "manage-taxonomy"


class Reach(StrEnum):
    """How far a right goes. `YES` and `IN_DOMAIN` are answered here; the others need the thing and its own policy."""

    NO = "no"
    YES = "yes"
    OWN = "own"
    INVITED = "invited"
    SUBMITTED = "submitted"
    IN_DOMAIN = "in-domain"
    REQUEST = "request"
    APPROVE = "approve"
    EXECUTE = "execute"
    BREAK_GLASS = "break-glass"
    PROPOSE = "propose"
    AGGREGATE = "aggregate"


_N, _Y = Reach.NO, Reach.YES
_COLUMNS = tuple(Role)
_ROWS: Mapping[Action, tuple[Reach, ...]] = {
    # action: reader, author, coach, moderator, knowledge manager, privacy officer, admin
    Action.READ: (_Y, _Y, _Y, _Y, _Y, _Y, _Y),
    Action.TAKE_PART: (_Y, _Y, _Y, _Y, _Y, _N, _N),
    Action.WRITE: (_Y, _Y, _Y, _Y, _Y, _N, _N),
    Action.SEE_DRAFTS: (_N, Reach.INVITED, Reach.INVITED, Reach.SUBMITTED, Reach.SUBMITTED, _N, _N),
    Action.MODERATE: (_N, _N, _N, Reach.IN_DOMAIN, Reach.IN_DOMAIN, _N, _N),
    Action.HIDE: (_N, _N, _N, _Y, _Y, _Y, _Y),
    Action.RESOLVE_FINDINGS: (_N, Reach.OWN, _N, _Y, _Y, _Y, _N),
    Action.PURGE: (_N, _N, _N, Reach.REQUEST, Reach.REQUEST, Reach.APPROVE, Reach.EXECUTE),
    Action.UNSEAL: (_N, Reach.OWN, _N, _N, Reach.BREAK_GLASS, Reach.BREAK_GLASS, _N),
    Action.MANAGE_AREAS: (_N, _N, Reach.PROPOSE, Reach.PROPOSE, _Y, Reach.AGGREGATE, _N),
    Action.SEE_USAGE: (Reach.OWN, Reach.OWN, *(Reach.AGGREGATE,) * 5),
    Action.MANAGE_USERS: (_N, _N, _N, _N, _N, _N, _Y),
    Action.MANAGE_TAXONOMY: (_N, _N, _N, _N, _Y, _N, _Y),
}
RIGHTS: Mapping[tuple[Role, Action], Reach] = {
    (role, action): reach for action, row in _ROWS.items() for role, reach in zip(_COLUMNS, row, strict=True)
}


@dataclass(frozen=True, slots=True)
class Grant:
    """A role for one domain; without a domain, for all."""

    role: Role
    domain: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever asks: plain values, so that every rule can be tried without a request or a database."""

    id: int | None = None
    display_name: str = ""
    locale: str | None = None
    grants: frozenset[Grant] = field(default_factory=frozenset)

    @property
    def is_signed_in(self) -> bool:
        return self.id is not None

    @property
    def domains(self) -> frozenset[str]:
        """The domains this actor's grants name; empty also when every grant is for all domains."""
        return frozenset(grant.domain for grant in self.grants if grant.domain)

    @property
    def can_write(self) -> bool:
        return may(self, Action.WRITE)

    @property
    def can_review(self) -> bool:
        return may(self, Action.MODERATE)

    @property
    def can_manage_users(self) -> bool:
        return may(self, Action.MANAGE_USERS)

    @property
    def can_manage_taxonomy(self) -> bool:
        return may(self, Action.MANAGE_TAXONOMY)


ANONYMOUS = Actor()
CONSOLE = Actor(grants=frozenset({Grant(Role.ADMIN)}))
"""Whoever has the command line of the server: an admin without an account."""

EVERYWHERE_ONLY = frozenset({Role.PRIVACY_OFFICER, Role.ADMIN})
"""Roles that cannot be limited to a domain: accounts and privacy cases belong to no domain."""


def may(actor: Actor, action: Action, domains: Collection[str] | None = None) -> bool:
    """Whether some role of the actor gives `action`, for at least one of `domains` (None: anywhere at all)."""
    return any(reaches(actor, action, reach, domains) for reach in (Reach.YES, Reach.IN_DOMAIN))


def reaches(actor: Actor, action: Action, reach: Reach, domains: Collection[str] | None = None) -> bool:
    """Whether some role of the actor gives `action` exactly as far as `reach`, within `domains`."""
    return any(
        RIGHTS[grant.role, action] is reach and (domains is None or not grant.domain or grant.domain in domains)
        for grant in actor.grants
    )


def role_giving(actor: Actor, action: Action) -> Role:
    """The role by which somebody does what they may do, for the audit trail; the first one that gives any of it."""
    having = {grant.role for grant in actor.grants}
    return next(role for role in Role if role in having and RIGHTS[role, action] is not Reach.NO)


def moderated_domains(actor: Actor) -> frozenset[str] | None:
    """The domains in which the actor moderates; None stands for all."""
    grants = [grant for grant in actor.grants if RIGHTS[grant.role, Action.MODERATE] is Reach.IN_DOMAIN]
    if any(not grant.domain for grant in grants):
        return None
    return frozenset(grant.domain for grant in grants)


def require_user_management(actor: Actor) -> None:
    """Raise NotFound for everybody but admins: to others there is no such page."""
    if not actor.can_manage_users:
        raise NotFound("user management")


def acts_as(actor: Actor) -> str:
    """The word for who did something to an account, for the audit trail."""
    return Role.ADMIN.value if actor.is_signed_in else "console"


def is_grantable(grant: Grant, domains: Collection[str]) -> bool:
    """Whether there is such a grant where these are the domains."""
    return not grant.domain or (grant.role not in EVERYWHERE_ONLY and grant.domain in domains)


def can_deactivate(actor: Actor, account_id: int) -> bool:
    """Admins deactivate others; nobody locks themselves out."""
    return may(actor, Action.MANAGE_USERS) and actor.id != account_id
