"""Role by stage by verb, through the real services: a step of the table, or a refusal that writes nothing."""

from contextlib import contextmanager

import pytest
from sqlalchemy import event

from tests.factories import STEPS, make_actor, make_article, perform, ready_to_save
from wiki.accounts.policy import ANONYMOUS, Actor, Grant, Role
from wiki.articles.lifecycle import VERBS
from wiki.errors import NotAllowed, NotFound

OWN = {
    "draft": {"save": "draft", "submit": "in_review", "bin": "binned"},
    "in_review": {"take_back": "draft"},
    "returned": {"save": "returned", "submit": "in_review", "bin": "binned"},
    "published": {"save": "draft"},
    "needs_review": {"save": "draft"},
    "withdrawn": {"save": "draft"},
    "binned": {"unbin": "draft"},
    "archived": {"submit": "in_review"},
    "change-draft": {"save": "draft", "submit": "in_review", "discard": "published"},
    "change-in-review": {"take_back": "draft"},
    "change-returned": {"save": "returned", "submit": "in_review", "discard": "published"},
    "change-withdrawn": {"save": "draft", "submit": "in_review", "discard": "withdrawn"},
}
# Whoever may hide hides whatever has readers; a change under way is where it was.
HIDING = {"published": {"hide": "withdrawn"}, "needs_review": {"hide": "withdrawn"}} | {
    f"change-{stage}": {"hide": stage.replace("-", "_")} for stage in ("draft", "in-review", "returned")
}
CHANGES = {
    stage: {"archive": "archived", "flag": stage.removeprefix("change-").replace("-", "_")}
    for stage in HIDING
    if "change" in stage
}
CHANGES = {stage: moves | {"confirm": moves["flag"]} for stage, moves in CHANGES.items()}
MODERATING = {
    "in_review": {"return": "returned", "publish": "published"},
    "published": {"save": "draft", "archive": "archived", "flag": "needs_review", "confirm": "published"},
    "needs_review": {"save": "draft", "archive": "archived", "confirm": "published"},
    "withdrawn": {"save": "draft", "release": "published", "shelve": "archived"},
    "archived": {"submit": "in_review", "dispose": "binned"},
    "binned-archived": {"recover": "archived"},
    "change-withdrawn": {"release": "draft", "shelve": "archived"},
    **CHANGES,
    "change-in-review": {"return": "returned", "publish": "published", **CHANGES["change-in-review"]},
}
# Nobody decides about what they wrote, but whoever moderates may say that it needs review, or hide it.
OWN_MODERATOR = {
    status: OWN.get(status, {})
    | HIDING.get(status, {})
    | {verb: to for verb, to in MODERATING.get(status, {}).items() if verb == "flag"}
    for status in STEPS
}
# Who, as what role in which domain; what they may do; whether they wrote it.
PEOPLE = {
    "own author": ("author", "", OWN),
    "own moderator": ("moderator", "", OWN_MODERATOR),
    "own reader": ("reader", "", OWN),
    "reader": ("reader", "", {}),
    "author": ("author", "", {}),
    "coach": ("coach", "", {}),
    "moderator": ("moderator", "", MODERATING),
    "moderator of the domain": ("moderator", "fire", MODERATING),
    "moderator of another domain": ("moderator", "police", HIDING),
    "knowledge manager": ("knowledge-manager", "", MODERATING),
    "privacy officer": ("privacy-officer", "", HIDING),
    "admin": ("admin", "", HIDING),
    "nobody": (None, "", {}),
    "visitor": (None, "", {}),
}
OFFLINE = ("draft", "in_review", "returned", "withdrawn", "change-withdrawn", "binned", "binned-archived")
REPRESENTATIVE = ("in_review",)


def expected(who, status, verb):
    """The stage after the step, or the name of the refusal: NotFound for what they may not even know."""
    _role, _domain, moves = PEOPLE[who]
    moderates = moves is MODERATING
    allowed = moves.get(status, {}) | (HIDING.get(status, {}) if moderates else {})
    if verb in allowed:
        return allowed[verb]
    is_known = status not in OFFLINE and who not in ("nobody", "visitor")
    is_theirs = who.startswith("own ")
    sees = ("in_review", "withdrawn", "change-withdrawn", "binned-archived")
    is_decided = (moderates and status in sees) or (who == "privacy officer" and "withdrawn" in status)
    return "NotAllowed" if is_known or is_theirs or is_decided else "NotFound"


@contextmanager
def writes(session):
    """The statements that change rows, in the block."""
    seen = []

    def note(_connection, _cursor, statement, *_):
        if statement.startswith(("INSERT", "UPDATE", "DELETE")):
            seen.append(statement)

    event.listen(session.get_bind(), "before_cursor_execute", note)
    yield seen
    event.remove(session.get_bind(), "before_cursor_execute", note)


def outcome(session, article, verb, actor, ready):
    """What comes of a step, tried and undone: the new stage, or the refusal if nothing was written."""
    with writes(session) as written:
        try:
            perform(session, article, verb, actor=actor, ready=ready)
            return article.stage
        except (NotAllowed, NotFound) as refusal:
            session.flush()
            return f"{type(refusal).__name__} but {written}" if written else type(refusal).__name__
        finally:
            session.rollback()


@pytest.fixture
def people(session):
    """Actors by who they are; all that wrote it are one account in different roles, all others another."""
    author, other = make_actor(session), make_actor(session)

    def person(who, role, domain):
        grants = frozenset({Grant(Role(role), domain)} if role else ())
        return Actor(id=(author if who.startswith("own ") else other).id, display_name="Iemand", grants=grants)

    found = {who: person(who, role, domain) for who, (role, domain, _moves) in PEOPLE.items()}
    return found | {"visitor": ANONYMOUS}


def require_the_table(session, people, status):
    article = make_article(session, status=status, author=people["own author"])
    ready = ready_to_save(session, article)
    cells = [(who, verb) for who in people for verb in sorted(VERBS)]

    got = {(who, verb): outcome(session, article, verb, people[who], ready) for who, verb in cells}

    assert got == {(who, verb): expected(who, status, verb) for who, verb in cells}


@pytest.mark.parametrize("status", STEPS)
def test_a_step_moves_as_the_table_says_or_is_refused_and_writes_nothing(session, people, status):
    require_the_table(session, people, status)


@pytest.mark.both_engines
@pytest.mark.parametrize("status", REPRESENTATIVE)
def test_the_table_holds_on_both_engines(session, people, status, engine_name):
    require_the_table(session, people, status)
