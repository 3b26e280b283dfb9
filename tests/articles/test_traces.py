"""Every write leaves an audit line and asks for what follows, in one transaction; neither tells who an author is."""

from contextlib import suppress
from datetime import time

import pytest
from sqlalchemy import select

from tests.factories import STEPS, content, make_actor, make_article, perform, prepared, ready_to_save, written
from wiki.articles import services
from wiki.articles.services.byline import Byline
from wiki.articles.services.changes import DISCARDED, INDEX, LINKS, PUBLISHED
from wiki.articles.services.questions import open_questions
from wiki.audit import AuditLine
from wiki.database import now, transaction
from wiki.outbox import OutboxRow

# From which status, the verb; the line it leaves, in whose role, and what it asks for.
WRITES = [
    ("draft", "save", "article.saved", "author", [INDEX]),
    ("draft", "submit", "article.in_review", "author", [INDEX]),
    ("in_review", "take_back", "article.draft", "author", [INDEX]),
    ("in_review", "return", "article.returned", "moderator", [INDEX]),
    ("in_review", "publish", "article.published", "moderator", [INDEX, PUBLISHED, LINKS]),
    ("change-draft", "discard", "article.published", "author", [DISCARDED, INDEX]),
    ("published", "archive", "article.archived", "moderator", [INDEX, LINKS]),
    ("archived", "submit", "article.in_review", "author", [INDEX]),
]


@pytest.fixture
def author(session):
    return make_actor(session)


@pytest.fixture
def moderator(session):
    return make_actor(session, "moderator")


class Interrupted(Exception):
    """Something that goes wrong after the work and before the end."""


def traces(session):
    return len(session.scalars(select(AuditLine)).all()), len(session.scalars(select(OutboxRow)).all())


def newest(session, model, after):
    return session.scalars(select(model).order_by(model.id).offset(after)).all()


@pytest.mark.parametrize("write", WRITES)
def test_a_step_leaves_a_line_and_asks_for_work(session, author, moderator, write):
    status, verb, action, role, topics = write
    article = make_article(session, status=status, author=author)
    lines, rows = traces(session)
    ready = ready_to_save(session, article)

    with transaction(session):
        perform(session, article, verb, actor=moderator if role == "moderator" else author, ready=ready)

    (line,) = newest(session, AuditLine, lines)
    assert (line.action, line.subject, line.actor_role) == (action, f"article:{article.id}", role)
    assert line.actor_id == (moderator.id if role == "moderator" else None)
    assert line.detail == {"revision": article.head.number}
    assert (line.at.time() == time(0)) is (role == "author")
    assert [row.topic for row in newest(session, OutboxRow, rows)] == topics


@pytest.mark.parametrize("write", WRITES)
def test_a_step_that_fails_leaves_nothing(session, author, moderator, write):
    status, verb, _action, role, _topics = write
    article = make_article(session, status=status, author=author)
    before = traces(session)
    stage = article.stage
    ready = ready_to_save(session, article)

    with suppress(Interrupted), transaction(session):
        perform(session, article, verb, actor=moderator if role == "moderator" else author, ready=ready)
        raise Interrupted

    session.refresh(article)
    assert (traces(session), article.stage) == (before, stage)


def test_starting_leaves_a_line_and_asks_for_work(session, author):
    make_article(session, status="draft", author=author)

    (line,) = newest(session, AuditLine, 0)
    assert (line.action, line.actor_role, line.actor_id, line.detail) == (
        "article.started", "author", None, {"revision": 1},
    )  # fmt: skip
    assert [row.topic for row in newest(session, OutboxRow, 0)] == [INDEX]


def test_small_choices_leave_lines_too(session, author):
    article = make_article(session, status="returned", author=author)
    lines, _ = traces(session)
    number = open_questions(session, article)[0].id
    who = {"actor": author, "at": now(), "slug": article.slug}
    ready = prepared(session, article.head.text)

    with transaction(session):
        services.answer(session, **who, answers={number: "Zo."})
        services.answer(session, **who, answers={number: "Zo."})
        services.choose_byline(session, **who, byline=Byline(kind="role_name", shown="Duiker"))
        services.choose_byline(session, **who, byline=Byline(kind="role_name", shown="Duiker"))
        services.save(session, **who, based_on=1, content=content(article.title), prepared=ready, audience="everyone")

    found = newest(session, AuditLine, lines)
    assert [line.action for line in found] == ["article.answered", "article.byline_chosen", "article.audience_chosen"]
    assert {line.actor_id for line in found} == {None}


def test_no_line_names_the_account_of_an_author(session, author, moderator):
    for status in STEPS:
        make_article(session, status=status, author=author, moderator=moderator, text=written(cue="Anders."))

    assert author.id not in {line.actor_id for line in session.scalars(select(AuditLine))}
