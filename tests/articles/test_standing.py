"""What readers have of an article: that it needs review, and that it is hidden until two people decided."""

import pytest
from sqlalchemy import select

from tests.factories import content, make_actor, make_article, perform, prepared, take, written
from tests.visitor import Person
from wiki.accounts.policy import Actor, Grant, Role
from wiki.articles import policy, services
from wiki.articles.models import Article, Confirmation
from wiki.audit import AuditLine
from wiki.database import now, transaction
from wiki.errors import NotAllowed
from wiki.search import indexing

OFFICER = Actor(id=999_999, grants=frozenset({Grant(Role.PRIVACY_OFFICER)}))


@pytest.fixture
def author(session):
    return make_actor(session)


@pytest.fixture
def moderator(session):
    return make_actor(session, "moderator")


def decided(session, verb, article, moderator, officer=OFFICER):
    with transaction(session):
        getattr(services, verb)(session, actor=moderator, agreed_by=officer, at=now(), slug=article.slug)


def mended(session, article, author, moderator):
    """The author writes a clean text while the article is hidden, and a moderator publishes it."""
    ready = prepared(session, written(cue="Schone tekst."))
    with transaction(session):
        perform(session, article, "save", actor=author, ready=ready, chosen=content(article.title))
    for verb, actor in (("submit", author), ("publish", moderator)):
        with transaction(session):
            perform(session, article, verb, actor=actor, ready=ready)


def test_what_is_hidden_is_gone_for_readers_and_there_for_who_decides(app, session, person):
    author = person("author")
    article = make_article(session, status="withdrawn", author=author.actor, title="Rook")
    path = f"/a/{article.slug}"

    got = {
        role: person(role).see(path).status_code
        for role in ("reader", "coach", "admin", "moderator", "privacy-officer")
    }

    assert got == {"reader": 404, "coach": 404, "admin": 404, "moderator": 200, "privacy-officer": 200}
    assert "Lezers zien dit artikel niet." in author.words(path)
    assert Person(app).see(path).request.path.startswith("/sign-in")


def test_what_is_hidden_is_found_by_nobody(session):
    hidden, shown = (make_article(session, status=status) for status in ("withdrawn", "needs_review"))

    found = [article.id for article in indexing.findable(session, [hidden.id, shown.id])]

    assert found == [shown.id]
    assert session.scalars(select(Article.id).where(policy.listed_to(make_actor(session, "moderator")))).all() == [
        shown.id
    ]


def test_a_clean_text_is_published_behind_the_curtain_and_shown_when_two_agree(session, author, moderator):
    article = make_article(session, status="withdrawn", author=author)

    mended(session, article, author, moderator)
    state = (article.state, article.change, article.published.number)
    decided(session, "release", article, moderator)

    assert state == ("withdrawn", None, 2)
    assert (article.state, article.hidden_at, "Schone tekst." in article.published.text) == ("published", None, True)


def test_a_change_under_way_is_there_when_the_article_comes_back(session, author, moderator):
    article = make_article(session, status="change-withdrawn", author=author)

    decided(session, "release", article, moderator)

    assert (article.state, article.change) == ("published", "draft")


def test_what_is_shelved_is_archived_and_drops_a_change(session, author, moderator):
    article = make_article(session, status="change-withdrawn", author=author)

    decided(session, "shelve", article, moderator)

    assert (article.state, article.change, article.hidden_at) == ("archived", None, None)


def test_a_change_that_waited_when_the_article_was_shelved_waits_no_more(session, author, moderator):
    article = make_article(session, status="change-in-review", author=author)
    take(session, article, "hide", author=moderator, moderator=moderator)

    decided(session, "shelve", article, moderator)

    assert (article.waiting_since, article.waiting_in, article.waiting_risk) == (None, "", 0)


@pytest.mark.parametrize("verb", ["release", "shelve"])
def test_one_person_or_somebody_who_is_no_privacy_officer_does_not_decide(session, moderator, verb):
    article = make_article(session, status="withdrawn")
    same = Actor(id=moderator.id, grants=moderator.grants | OFFICER.grants)

    for officer in (make_actor(session, "moderator"), same):
        with pytest.raises(NotAllowed):
            decided(session, verb, article, moderator, officer)

    assert article.state == "withdrawn"


def test_a_moderator_brings_back_what_readers_had_and_not_a_draft_of_its_author(session, author, moderator):
    article = make_article(session, status="change-draft", author=author, text=written(cue="Voor lezers."))
    take(session, article, "archive", author=author, moderator=moderator)

    with transaction(session):
        services.submit(session, actor=moderator, at=now(), slug=article.slug, based_on=article.head.number)

    assert (article.stage, article.head.number, article.head_id) == ("in_review", 1, article.published_id)


def test_an_author_brings_back_what_they_were_working_on(session, author, moderator):
    article = make_article(session, status="change-draft", author=author)
    take(session, article, "archive", author=author, moderator=moderator)

    with transaction(session):
        services.submit(session, actor=author, at=now(), slug=article.slug, based_on=article.head.number)

    assert article.head.number == 2


def test_each_step_is_in_the_log_with_who_decided(session, moderator):
    article = make_article(session)
    take(session, article, "hide", author=moderator, moderator=moderator)
    decided(session, "release", article, moderator)

    lines = session.execute(
        select(AuditLine.action, AuditLine.actor_role, AuditLine.actor_id)
        .where(AuditLine.action.in_(("article.withdrawn", "article.released")))
        .order_by(AuditLine.number)
    ).all()

    assert lines == [("article.withdrawn", "moderator", moderator.id), ("article.released", "moderator", moderator.id)]


def test_confirming_says_who_did_and_moves_the_date(session, moderator):
    article = make_article(session, status="needs_review")
    article.verified_until = None

    with transaction(session):
        services.confirm(session, actor=moderator, at=now(), slug=article.slug)

    assert (article.state, article.review_reason, article.verified_on) == ("published", None, now().date())
    assert article.verified_until is not None
    said = session.scalars(select(Confirmation)).one()
    assert (said.account_id, said.role, said.revision_id) == (moderator.id, "moderator", article.published_id)


@pytest.mark.parametrize("reason", ["expired", "reports", "source", "moderator"])
def test_readers_are_told_why_an_article_needs_review(session, person, reason):
    article = make_article(session, status="needs_review")
    with transaction(session):
        article.review_reason = reason

    page = person("reader").words(f"/a/{article.slug}")

    words = {
        "expired": "niet recent bevestigd",
        "reports": "melden dat dit niet meer klopt",
        "source": "Een regel of voorschrift onder dit artikel is veranderd",
        "moderator": "Een moderator laat dit artikel nakijken",
    }
    assert words[reason] in page
