"""Demo content comes in through the services that people use, once."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from tests.factories import InProcess, content, make_actor, prepared, written
from wiki.articles import services
from wiki.articles.models import Article, AuthorSeal, Authorship, Review, Revision
from wiki.audit import AuditLine
from wiki.database import transaction
from wiki.demo import loading
from wiki.demo.content import articles
from wiki.demo.loading import in_reading_order, load
from wiki.errors import Invalid

TODAY = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def loaded(session):
    """All demo articles in a database, with who they are by and who published them."""
    author, moderator = make_actor(session, "author"), make_actor(session, "moderator")
    added = list(load(session, InProcess(), author=author, moderator=moderator, today=TODAY))
    return added, author, moderator


def test_every_article_is_published_under_its_own_address(session, loaded):
    published = set(session.scalars(select(Article.slug).where(Article.state == "published")))

    assert published == {article.slug for article in articles()}


def test_loading_twice_adds_nothing(session, loaded):
    _added, author, moderator = loaded

    again = list(load(session, InProcess(), author=author, moderator=moderator, today=TODAY))

    assert again == []
    assert session.scalar(select(func.count(Revision.id))) == len(articles())


def test_what_was_written_since_is_kept(session, loaded):
    _added, author, moderator = loaded
    slug = "rook-lezen-voor-de-deur"
    with transaction(session):
        text = written(situation="Herschreven.")
        services.save(
            session,
            actor=author,
            at=TODAY,
            slug=slug,
            based_on=1,
            content=content("Rook lezen"),
            prepared=prepared(session, text),
        )

    list(load(session, InProcess(), author=author, moderator=moderator, today=TODAY))

    article = session.scalars(select(Article).where(Article.slug == slug)).one()
    assert article.head.title == "Rook lezen"


def test_each_article_was_reviewed_like_any_other(session, loaded):
    decisions = session.scalars(select(Review.decision)).all()

    assert decisions == ["published"] * len(articles())
    assert session.scalar(select(func.count(AuditLine.id)).where(AuditLine.action == "article.published")) == len(
        articles()
    )


def test_authors_are_role_names_sealed_to_one_account(session, loaded):
    _added, author, _moderator = loaded

    assert set(session.scalars(select(Authorship.kind))) == {"role_name"}
    assert set(session.scalars(select(AuthorSeal.account_id))) == {author.id}


def test_links_between_demo_articles_are_whole_once_all_are_there(session, loaded):
    again = services.rendered_again(session, InProcess(), "deurprocedure-rustig-beginnen")

    assert again
    assert all("pw-missing" not in prepared.html for prepared in again.values())


def test_newest_articles_come_last():
    dates = [article.created for article in in_reading_order(articles())]

    assert dates == sorted(dates)


def test_content_with_personal_data_does_not_come_in(session, monkeypatch):
    first = in_reading_order(articles())[0]
    planted = replace(first, body=f"{first.body}\nZijn bsn is 900000016.\n")
    monkeypatch.setattr(loading, "articles", lambda: (planted,))
    author, moderator = make_actor(session, "author"), make_actor(session, "moderator")

    with pytest.raises(Invalid):
        list(load(session, InProcess(), author=author, moderator=moderator, today=TODAY))

    assert session.scalar(select(func.count(Article.id))) == 0
