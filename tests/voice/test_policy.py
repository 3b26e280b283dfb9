"""Who may hear a recording, and who may make one: every kind of person beside every state of the article."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import STEPS, make_actor, make_article
from tests.voice.uses import KEY, add_recording
from wiki.accounts.policy import ANONYMOUS, Actor
from wiki.articles.models import Article, CoAuthorInvitation
from wiki.articles.services.coauthors import accept
from wiki.database import now, transaction
from wiki.errors import NotFound
from wiki.voice import policy, queries
from wiki.voice.models import Recording

pytestmark = pytest.mark.both_engines(by_day=False)

ROLES = ("reader", "author", "coach", "moderator", "knowledge-manager", "privacy-officer", "admin")


def hears(session: Session, actor: Actor) -> bool:
    return session.scalar(select(Recording.key).where(Recording.key == KEY, policy.made_by(actor))) is not None


@pytest.mark.parametrize("status", sorted(STEPS))
def test_nobody_but_its_maker_hears_a_recording(session: Session, status: str) -> None:
    author, moderator = make_actor(session), make_actor(session, "moderator")
    article = make_article(session, status=status, author=author, moderator=moderator)
    add_recording(session, author, article=article)

    others = [moderator, ANONYMOUS, *(make_actor(session, role) for role in ROLES)]

    assert hears(session, author)
    assert [other for other in others if hears(session, other)] == []


@pytest.mark.both_engines
def test_who_writes_along_does_not_hear_it_either(session: Session) -> None:
    author, colleague = make_actor(session), make_actor(session)
    article = make_article(session, status="draft", author=author)
    add_recording(session, author, article=article)
    with transaction(session):
        asked = CoAuthorInvitation(article_id=article.id, account_id=colleague.id, by="Duiker", asked_on=now().date())
        session.add(asked)
        session.flush()
        accept(session, asked.id, actor=colleague, at=now())

    assert not hears(session, colleague)
    assert queries.own(session, colleague, article=article.slug) == []
    with pytest.raises(NotFound):
        queries.recording(session, colleague, KEY)


@pytest.mark.parametrize("status", sorted(STEPS))
def test_of_others_only_moderators_record_with_what_they_may_see(session: Session, status: str) -> None:
    article = make_article(session, status=status)

    recording = {role for role in ROLES if records(session, make_actor(session, role), article)}

    is_seen = status not in ("draft", "returned", "binned")
    assert recording == ({"moderator", "knowledge-manager"} if is_seen else set())


@pytest.mark.parametrize("status", sorted(STEPS))
def test_its_author_records_at_every_stage(session: Session, status: str) -> None:
    author = make_actor(session)

    assert records(session, author, make_article(session, status=status, author=author))


@pytest.mark.parametrize("role", ROLES)
def test_before_an_article_is_saved_whoever_writes_may_record(session: Session, role: str) -> None:
    actor = make_actor(session, role)

    assert records(session, actor, None) is actor.can_write


def test_a_visitor_has_and_makes_none(session: Session) -> None:
    add_recording(session, make_actor(session))

    assert queries.own(session, ANONYMOUS) == []
    assert not records(session, ANONYMOUS, None)


@pytest.mark.both_engines
def test_an_article_is_named_only_to_who_may_know_it(session: Session) -> None:
    author, left = make_actor(session), make_actor(session)
    article = make_article(session, status="draft", author=author, title="Rook")
    add_recording(session, author, article=article)
    add_recording(session, left, article=article, key="e" * 26, blob="e" * 64)

    (theirs,), (others,) = queries.own(session, author), queries.own(session, left)

    assert (theirs.title, theirs.slug) == ("Rook", article.slug)
    assert (others.title, others.slug, others.heading("nl")) == ("", "", "")


def test_who_writes_no_more_still_hears_their_own(session: Session) -> None:
    reader = make_actor(session, "privacy-officer")
    add_recording(session, reader)

    assert [one.key for one in queries.own(session, reader)] == [KEY]


def records(session: Session, actor: Actor, article: Article | None) -> bool:
    try:
        policy.require_recording(session, actor, article)
    except NotFound:
        return False
    return True
