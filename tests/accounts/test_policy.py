"""The rights matrix, copied from the domain reference (section 7) as it is printed there, against `RIGHTS`."""

import pytest

from wiki.accounts.policy import (
    ANONYMOUS,
    CONSOLE,
    RIGHTS,
    Action,
    Actor,
    Grant,
    Reach,
    Role,
    acts_as,
    can_deactivate,
    is_grantable,
    may,
    moderated_domains,
    reaches,
    require_user_management,
)
from wiki.errors import NotFound

TABLE = """
| action | reader (recruit) | author | coach / team lead | moderator | knowledge manager | privacy officer / auditor | admin |
|---|---|---|---|---|---|---|---|
| search and read published | y | y | y | y | y | y | y |
| ask a question, report, mark applied | y | y | y | y | y | n | n |
| write and submit | on by default | y | y | y | y | n | n |
| see drafts of others | n | invited | invited | submitted only | submitted only | n | n |
| return, publish, archive | n | n | n | own domains | own domains | n | n |
| hide after safety report | n | n | n | y | y | y | y |
| resolve safety findings | n | own | n | y | y | y | n |
| purge a revision | n | n | n | request | request | approve | executes, needs approval |
| see who is behind a role name | n | own | **n** | **n** | **n** (break-glass, with privacy officer) | break-glass only | **n** |
| manage areas, holders, risk | n | n | propose | propose | y | read aggregated | n |
| usage figures | own | own | team aggregate, >= 5 people | domain aggregate | aggregate | aggregate + audit log | technical only |
| users, settings, backups | n | n | n | n | taxonomy, synonyms | n | y |
"""  # noqa: E501  as it is printed
ACTIONS = {
    "search and read published": Action.READ,
    "ask a question, report, mark applied": Action.TAKE_PART,
    "write and submit": Action.WRITE,
    "see drafts of others": Action.SEE_DRAFTS,
    "return, publish, archive": Action.MODERATE,
    "hide after safety report": Action.HIDE,
    "resolve safety findings": Action.RESOLVE_FINDINGS,
    "purge a revision": Action.PURGE,
    "see who is behind a role name": Action.UNSEAL,
    "manage areas, holders, risk": Action.MANAGE_AREAS,
    "usage figures": Action.SEE_USAGE,
    "users, settings, backups": Action.MANAGE_USERS,
}
REACHES = {
    "y": Reach.YES,
    "on by default": Reach.YES,
    "n": Reach.NO,
    "**n**": Reach.NO,
    "own": Reach.OWN,
    "invited": Reach.INVITED,
    "submitted only": Reach.SUBMITTED,
    "own domains": Reach.IN_DOMAIN,
    "request": Reach.REQUEST,
    "approve": Reach.APPROVE,
    "executes, needs approval": Reach.EXECUTE,
    "**n** (break-glass, with privacy officer)": Reach.BREAK_GLASS,
    "break-glass only": Reach.BREAK_GLASS,
    "propose": Reach.PROPOSE,
    "read aggregated": Reach.AGGREGATE,
    "team aggregate, >= 5 people": Reach.AGGREGATE,
    "domain aggregate": Reach.AGGREGATE,
    "aggregate": Reach.AGGREGATE,
    "aggregate + audit log": Reach.AGGREGATE,
    "technical only": Reach.AGGREGATE,
    # The one cell about something else than its row: words are managed by the knowledge manager, people are not.
    "taxonomy, synonyms": Reach.NO,
}


def cells() -> list[tuple[Action, Role, str]]:
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in TABLE.strip().splitlines()[2:]]
    return [(ACTIONS[row[0]], role, cell) for row in rows for role, cell in zip(Role, row[1:], strict=True)]


def actor(*grants: Grant) -> Actor:
    return Actor(id=1, display_name="Collega", grants=frozenset(grants))


@pytest.mark.parametrize(("action", "role", "cell"), cells())
def test_rights_are_those_of_the_domain_reference(action: Action, role: Role, cell: str) -> None:
    assert RIGHTS[role, action] is REACHES[cell]


def test_every_action_has_a_right_for_every_role() -> None:
    assert set(RIGHTS) == {(role, action) for role in Role for action in Action}


def test_words_are_managed_by_knowledge_managers_and_admins() -> None:
    managers = {role for role in Role if RIGHTS[role, Action.MANAGE_TAXONOMY] is Reach.YES}

    assert managers == {Role.KNOWLEDGE_MANAGER, Role.ADMIN}


@pytest.mark.parametrize(
    ("grants", "domains", "expected"),
    [
        ((), None, False),
        ((Grant(Role.READER),), None, False),
        ((Grant(Role.MODERATOR),), None, True),
        ((Grant(Role.MODERATOR),), ("fire",), True),
        ((Grant(Role.MODERATOR, "fire"),), None, True),
        ((Grant(Role.MODERATOR, "fire"),), ("fire", "police"), True),
        ((Grant(Role.MODERATOR, "fire"),), ("police",), False),
        ((Grant(Role.MODERATOR, "fire"),), (), False),
        ((Grant(Role.READER), Grant(Role.MODERATOR, "police")), ("police",), True),
    ],
)
def test_a_role_counts_in_its_own_domains(
    grants: tuple[Grant, ...], domains: tuple[str, ...] | None, expected: bool
) -> None:
    assert may(actor(*grants), Action.MODERATE, domains) is expected


def test_a_right_that_needs_the_thing_itself_is_not_simply_given() -> None:
    author = actor(Grant(Role.AUTHOR))

    assert not may(author, Action.RESOLVE_FINDINGS)
    assert reaches(author, Action.RESOLVE_FINDINGS, Reach.OWN)


@pytest.mark.parametrize(
    ("grants", "expected"),
    [
        ((), frozenset()),
        ((Grant(Role.AUTHOR, "fire"),), frozenset()),
        ((Grant(Role.MODERATOR, "fire"), Grant(Role.MODERATOR, "police")), frozenset({"fire", "police"})),
        ((Grant(Role.MODERATOR, "fire"), Grant(Role.KNOWLEDGE_MANAGER)), None),
    ],
)
def test_moderated_domains(grants: tuple[Grant, ...], expected: frozenset[str] | None) -> None:
    assert moderated_domains(actor(*grants)) == expected


@pytest.mark.parametrize(
    ("role", "write", "review", "manage"),
    [
        (Role.READER, True, False, False),
        (Role.AUTHOR, True, False, False),
        (Role.COACH, True, False, False),
        (Role.MODERATOR, True, True, False),
        (Role.KNOWLEDGE_MANAGER, True, True, False),
        (Role.PRIVACY_OFFICER, False, False, False),
        (Role.ADMIN, False, False, True),
    ],
)
def test_what_the_menu_offers(role: Role, write: bool, review: bool, manage: bool) -> None:
    someone = actor(Grant(role, "fire"))

    assert (someone.can_write, someone.can_review, someone.can_manage_users) == (write, review, manage)
    assert someone.domains == {"fire"}


def test_a_visitor_may_nothing() -> None:
    assert not ANONYMOUS.is_signed_in
    assert not any(may(ANONYMOUS, action) for action in Action)


def test_user_management_does_not_exist_for_others() -> None:
    with pytest.raises(NotFound):
        require_user_management(actor(Grant(Role.KNOWLEDGE_MANAGER)))

    require_user_management(actor(Grant(Role.ADMIN)))


def test_nobody_deactivates_themselves() -> None:
    admin = actor(Grant(Role.ADMIN))

    assert can_deactivate(admin, 2)
    assert not can_deactivate(admin, 1)
    assert not can_deactivate(actor(Grant(Role.MODERATOR)), 2)
    assert can_deactivate(CONSOLE, 1)


def test_the_trail_tells_an_admin_from_the_command_line() -> None:
    assert acts_as(actor(Grant(Role.ADMIN))) == "admin"
    assert acts_as(CONSOLE) == "console"


@pytest.mark.parametrize(
    ("grant", "expected"),
    [
        (Grant(Role.AUTHOR), True),
        (Grant(Role.AUTHOR, "fire"), True),
        (Grant(Role.AUTHOR, "space"), False),
        (Grant(Role.ADMIN), True),
        (Grant(Role.ADMIN, "fire"), False),
        (Grant(Role.PRIVACY_OFFICER, "fire"), False),
    ],
)
def test_which_grants_exist(grant: Grant, expected: bool) -> None:
    assert is_grantable(grant, ("fire", "police")) is expected
