"""The second pair of eyes: two moderators, one text."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.factories import InProcess, make_account, make_actor, make_article, take, written
from tests.visitor import Person
from wiki.app import create_app
from wiki.articles import services
from wiki.articles.models import Review
from wiki.articles.services.seconding import AnotherNeeded
from wiki.audit import AuditLine
from wiki.database import now, transaction

TWO = ("fire", "police")


@pytest.fixture
def first(session):
    return make_actor(session, "moderator")


@pytest.fixture
def second(session):
    return make_actor(session, "moderator")


def publish(session, moderator, article, *, of_two=TWO, **choices):
    values = {"domains": tuple(article.head.domains), "blocks": (), "based_on": article.head.number} | choices
    with transaction(session):
        services.publish(session, actor=moderator, at=now(), slug=article.slug, of_two=of_two, **values)
    return article.stage


def decisions(session):
    return [(each.decision, each.moderator_id) for each in session.scalars(select(Review).order_by(Review.id))]


@pytest.mark.both_engines
def test_readers_get_it_after_the_second_yes(session, first, second):
    article = make_article(session, status="in_review")

    stages = [publish(session, each, article) for each in (first, second)]

    assert stages == ["in_review", "published"]
    assert decisions(session) == [("seconded", first.id), ("published", second.id)]
    lines = session.scalars(select(AuditLine.action).where(AuditLine.actor_id == first.id))
    assert list(lines) == ["article.seconded"]


def test_the_same_one_again_is_refused_and_writes_nothing(session, first):
    article = make_article(session, status="in_review")
    publish(session, first, article)

    with pytest.raises(AnotherNeeded):
        publish(session, first, article)

    assert article.stage == "in_review"
    assert len(decisions(session)) == 1


def test_the_first_of_two_leaves_what_readers_may_see_as_it_was(session, first):
    article = make_article(session, status="in_review", audience="members")

    publish(session, first, article, audience="everyone")

    assert article.audience == "members"


@pytest.mark.parametrize(("of_two", "stage"), [((), "published"), (("police",), "published"), (("fire",), "in_review")])
def test_it_takes_two_in_the_domains_of_the_settings_alone(session, first, of_two, stage):
    article = make_article(session, status="in_review", domains=("fire",))

    assert publish(session, first, article, of_two=of_two) == stage


@pytest.mark.parametrize(("before", "after"), [("fire", "police"), ("police", "fire")])
def test_moving_out_of_such_a_domain_or_into_it_takes_two(session, first, before, after):
    article = make_article(session, status="in_review", domains=(before,))

    assert publish(session, first, article, of_two=("fire",), domains=(after,)) == "in_review"


def test_a_newer_text_starts_again(session, first):
    author = make_actor(session)
    article = make_article(session, status="in_review", author=author)
    publish(session, first, article)
    for verb in ("take_back", "save", "submit"):
        take(session, article, verb, author=author, **({"text": written()} if verb == "save" else {}))

    assert publish(session, first, article) == "in_review"


def test_a_return_in_between_starts_again(session, first, second):
    author = make_actor(session)
    article = make_article(session, status="in_review", author=author)
    publish(session, first, article)
    take(session, article, "return", author=author, moderator=second)
    take(session, article, "submit", author=author)

    assert publish(session, second, article) == "in_review"


def test_the_same_text_that_came_back_keeps_its_first_yes(session, first, second):
    author = make_actor(session)
    article = make_article(session, status="in_review", author=author)
    publish(session, first, article)
    for verb in ("take_back", "submit"):
        take(session, article, verb, author=author)

    assert publish(session, second, article) == "published"


@pytest.fixture
def people(settings, session):
    """Moderators of a wiki where two have to agree."""
    app = create_app(replace(settings, second_reader_domains=("fire",)), renderer=InProcess())
    yield lambda: Person(app, make_account(session, roles=("moderator",)))
    app.extensions["wiki"].engine.dispose()


def test_the_pages_say_whose_turn_it_is(people, session):
    article = make_article(session, status="in_review")
    path, own, other = f"/review/{article.slug}", people(), people()
    old = own.see(path)

    assert "kijken twee moderators" in old.get_data(as_text=True)
    assert "nog één moderator" in own.press(old, "Publiceren").get_data(as_text=True)
    again = own.press(old, "Publiceren")

    assert again.status_code == 422
    assert "Een andere moderator moet er ook naar kijken." in again.get_data(as_text=True)
    assert "nu nog een ander" in own.words("/review")
    assert "Publiceren</span>" not in own.words(path)
    assert "vond dit al goed" in other.words("/review")
    assert "Gepubliceerd." in other.do(path, "Publiceren").get_data(as_text=True)


def test_who_agreed_is_not_sent_there_again_and_not_counted(people, session):
    article = make_article(session, status="in_review")
    own = people()
    own.do(f"/review/{article.slug}", "Publiceren")

    assert "Verder wacht er niets voor jou." in own.do("/review", "Begin met de eerste").get_data(as_text=True)
    assert 'href="/review"><' not in own.words("/").partition("main")[2].partition("footer")[0]
