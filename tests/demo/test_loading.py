"""Demo content comes in through the services that people use, once."""

import shutil
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from tests.factories import DEMO_DAY, InProcess, content, prepared, written
from wiki.accounts import demo as accounts
from wiki.articles import services
from wiki.articles.models import Article, AuthorSeal, Authorship, Review, Revision
from wiki.audit import AuditLine
from wiki.database import transaction
from wiki.demo import loading
from wiki.demo.content import applied, articles
from wiki.demo.loading import in_reading_order, load
from wiki.errors import Invalid
from wiki.practice.models import AssumptionCheck


@pytest.fixture
def database_url(demonstration, tmp_path):
    """Here every database has the demo articles."""
    shutil.copy(demonstration.path, tmp_path / "wiki.db")
    return f"sqlite:///{tmp_path / 'wiki.db'}"


def load_again(session, demonstration):
    people = {"author": demonstration.author, "moderator": demonstration.moderator}
    return list(load(session, InProcess(), **people, today=DEMO_DAY))


def test_every_article_is_published_under_its_own_address(session):
    published = set(session.scalars(select(Article.slug).where(Article.state == "published")))

    assert published == {article.slug for article in articles()}


def test_loading_twice_adds_nothing(session, demonstration):
    again = load_again(session, demonstration)

    assert again == []
    assert session.scalar(select(func.count(Revision.id))) == len(articles())


def test_what_was_written_since_is_kept(session, demonstration):
    slug = "rook-lezen-voor-de-deur"
    with transaction(session):
        text = written(situation="Herschreven.")
        services.save(
            session,
            actor=demonstration.author,
            at=DEMO_DAY,
            slug=slug,
            based_on=1,
            content=content("Rook lezen"),
            prepared=prepared(session, text),
        )

    load_again(session, demonstration)

    article = session.scalars(select(Article).where(Article.slug == slug)).one()
    assert article.head.title == "Rook lezen"


def test_each_article_was_reviewed_like_any_other(session):
    decisions = session.scalars(select(Review.decision)).all()

    assert decisions == ["published"] * len(articles())
    assert session.scalar(select(func.count(AuditLine.id)).where(AuditLine.action == "article.published")) == len(
        articles()
    )


def test_authors_are_role_names_sealed_to_one_account(session, demonstration):
    assert set(session.scalars(select(Authorship.kind))) == {"role_name"}
    assert set(session.scalars(select(AuthorSeal.account_id))) == {demonstration.author.id}


def test_links_between_demo_articles_are_whole_once_all_are_there(session):
    again = services.rendered_again(session, InProcess(), "deurprocedure-rustig-beginnen")

    assert again
    assert all("pw-missing" not in prepared.html for prepared in again.values())


def test_newest_articles_come_last():
    dates = [article.created for article in in_reading_order(articles())]

    assert dates == sorted(dates)


def test_content_with_personal_data_does_not_come_in(session, demonstration, monkeypatch):
    first = in_reading_order(articles())[0]
    planted = replace(first, slug="geplant", body=f"{first.body}\nZijn bsn is 900000016.\n")
    monkeypatch.setattr(loading, "articles", lambda: (planted,))

    with pytest.raises(Invalid):
        load_again(session, demonstration)

    assert session.scalar(select(Article.id).where(Article.slug == "geplant")) is None


def test_people_with_demo_accounts_told_how_some_articles_worked_out_and_only_once(session, settings):
    with transaction(session):
        accounts.create(session, settings=replace(settings, mode="demo"), at=DEMO_DAY)

    assert [loading.load_applied(session, at=DEMO_DAY) for _ in range(2)] == [len(applied()), 0]

    (check,) = session.scalars(select(AssumptionCheck))
    assert check.article.slug == "jongeren-eerst-namen"


def test_without_demo_accounts_nobody_tells_anything(session):
    assert loading.load_applied(session, at=DEMO_DAY) == 0
