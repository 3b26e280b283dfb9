"""Words that a reader may not see do not reach them by a side way."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import content, make_account, make_actor, make_article, prepared, take, written
from tests.visitor import post, sign_in
from wiki import database
from wiki.accounts.policy import Actor
from wiki.articles import services
from wiki.articles.models import Article
from wiki.articles.services.changes import LINKS
from wiki.database import now
from wiki.errors import Invalid
from wiki.outbox import OutboxRow

DRAFT = "Geheim concept"


def test_a_taken_address_does_not_show_the_title_of_a_draft(client: FlaskClient, session: Session) -> None:
    author = make_actor(session)
    article = make_article(session, title="Rook", author=author)
    save(session, author, article, title=DRAFT)
    sign_in(client, make_account(session, roles=["author"]))

    page = post(client, "/write/practice-tip", {"title": "Rook", "domains": "fire", "role_name": "Duiker", **FILLED})

    assert page.status_code == 422
    assert "/a/rook-2" in page.text
    assert DRAFT not in page.text


@pytest.mark.parametrize("status", ["change-draft", "change-returned"])
def test_a_moderator_does_not_read_a_change_that_was_not_submitted(
    client: FlaskClient, session: Session, status: str
) -> None:
    author = make_actor(session)
    article = make_article(session, author=author, status="published")
    save(session, author, article, text=written(cue=DRAFT))
    if status == "change-returned":
        moderator = make_actor(session, "moderator")
        with database.transaction(session):
            services.submit(session, actor=author, at=now(), slug=article.slug, based_on=2)
            services.return_with_questions(
                session, actor=moderator, at=now(), slug=article.slug, based_on=2, questions=["Hoe?"]
            )
    sign_in(client, make_account(session, roles=["moderator"]))

    for path in ("", "/history", "/revisions/2", "/diff?from=1&to=2", "/edit"):
        assert DRAFT not in client.get(f"/a/{article.slug}{path}").text
    assert DRAFT not in client.get(f"/review/{article.slug}").text


def test_links_lose_the_title_of_an_article_that_is_closed(session: Session) -> None:
    author = make_actor(session)
    article = make_article(session, author=author, status="change-in-review")
    before = waiting_links(session)

    take(session, article, "publish", author=author, audience="domain")

    assert article.audience == "domain"
    assert waiting_links(session) == before + 1


def test_nobody_opens_their_own_article_further(session: Session) -> None:
    both = make_actor(session, "author", "moderator")
    article = make_article(session, author=both, audience="domain")

    with pytest.raises(Invalid):
        set_audience(session, both, article, "everyone")


FILLED = {f"section-{key}": "Tekst." for key in ("situation", "cue", "action", "why", "pitfall", "limits")} | {
    "byline_kind": "role_name",
    "language": "nl",
    "audience": "members",
    "base": "0",
}


def save(
    session: Session, actor: Actor, article: Article, *, title: str | None = None, text: str | None = None
) -> None:
    ready = prepared(session, text or article.head.text)
    with database.transaction(session):
        services.save(
            session,
            actor=actor,
            at=now(),
            slug=article.slug,
            based_on=article.head.number,
            content=content(title or article.head.title),
            prepared=ready,
        )


def set_audience(session: Session, actor: Actor, article: Article, audience: str) -> None:
    head = article.head
    with database.transaction(session):
        services.save(
            session,
            actor=actor,
            at=now(),
            slug=article.slug,
            based_on=head.number,
            content=content(head.title, domains=tuple(head.domains)),
            prepared=prepared(session, head.text),
            audience=audience,
        )


def waiting_links(session: Session) -> int:
    return len(session.scalars(select(OutboxRow).where(OutboxRow.topic == LINKS)).all())
