"""Role by stage by verb, through the real services: a step of the table, or a refusal that writes nothing."""

from contextlib import contextmanager

import pytest
from sqlalchemy import event

from tests.factories import STEPS, make_actor, make_article, perform, ready_to_save
from wiki.accounts.policy import ANONYMOUS, Actor, Grant, Role
from wiki.articles.lifecycle import VERBS
from wiki.errors import NotAllowed, NotFound

OWN = {
    "draft": {"save": "draft", "submit": "in_review"},
    "in_review": {"take_back": "draft"},
    "returned": {"save": "returned", "submit": "in_review"},
    "published": {"save": "draft"},
    "archived": {"submit": "in_review"},
    "change-draft": {"save": "draft", "submit": "in_review", "discard": "published"},
    "change-in-review": {"take_back": "draft"},
    "change-returned": {"save": "returned", "submit": "in_review", "discard": "published"},
}
MODERATING = {
    "in_review": {"return": "returned", "publish": "published"},
    "published": {"save": "draft", "archive": "archived"},
    "archived": {"submit": "in_review"},
    "change-draft": {"archive": "archived"},
    "change-in-review": {"return": "returned", "publish": "published", "archive": "archived"},
    "change-returned": {"archive": "archived"},
}
# Who, as what role in which domain; what they may do; whether they wrote it.
PEOPLE = {
    "own author": ("author", "", OWN),
    "own moderator": ("moderator", "", OWN),
    "own reader": ("reader", "", OWN),
    "reader": ("reader", "", {}),
    "author": ("author", "", {}),
    "coach": ("coach", "", {}),
    "moderator": ("moderator", "", MODERATING),
    "moderator of the domain": ("moderator", "fire", MODERATING),
    "moderator of another domain": ("moderator", "police", {}),
    "knowledge manager": ("knowledge-manager", "", MODERATING),
    "privacy officer": ("privacy-officer", "", {}),
    "admin": ("admin", "", {}),
    "nobody": (None, "", {}),
    "visitor": (None, "", {}),
}
OFFLINE = ("draft", "in_review", "returned")
REPRESENTATIVE = ("in_review",)


def expected(who, status, verb):
    """The stage after the step, or the name of the refusal: NotFound for what they may not even know."""
    _role, _domain, moves = PEOPLE[who]
    if verb in moves.get(status, {}):
        return moves[status][verb]
    is_known = status not in OFFLINE and who not in ("nobody", "visitor")
    is_theirs = moves is OWN or (moves is MODERATING and status == "in_review")
    return "NotAllowed" if is_known or is_theirs else "NotFound"


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
