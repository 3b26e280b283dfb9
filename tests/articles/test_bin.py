"""The bin: what an author throws away and takes out, what a moderator disposes of, and what goes for good."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session, sessionmaker

from tests.factories import make_actor, make_article, take, written
from tests.visitor import Person
from tests.voice.uses import add_recording
from wiki.articles import services
from wiki.articles.models import Article, ArticleLink, Revision
from wiki.audit import AuditLine
from wiki.daily import Daily
from wiki.database import now, transaction
from wiki.errors import NotAllowed
from wiki.settings import Settings
from wiki.voice.models import Recording

People = Callable[..., Person]
LONG_AGO = now() - timedelta(days=91)


def remove_old(session: Session, days: int = 90) -> int:
    with transaction(session):
        return services.remove_old(session, at=now(), days=days)


def look_again(session: Session) -> None:
    session.rollback()
    session.expire_all()


@pytest.mark.parametrize("status", ["draft", "returned"])
def test_an_author_throws_away_and_takes_out_again(session: Session, person: People, status: str) -> None:
    author = person("author")
    article = make_article(session, title="Half idee", status=status, author=author.actor)

    page = author.do("/mine", "Weggooien")
    assert "Weggegooid." in page.get_data(as_text=True)
    look_again(session)
    assert (article.state, article.binned_on) == ("binned", now().date())

    page = author.press(page, "Terugzetten")
    assert "weer een concept" in page.get_data(as_text=True)
    look_again(session)
    assert (article.state, article.binned_on) == ("draft", None)


def test_the_page_of_a_draft_throws_away_and_takes_out_too(session: Session, person: People) -> None:
    author = person("author")
    make_article(session, title="Half idee", status="draft", author=author.actor)

    author.do("/a/half-idee", "Weggooien")
    page = author.do("/a/half-idee", "Terugzetten")

    assert "weer een concept" in page.get_data(as_text=True)


def test_what_readers_have_is_nobodys_to_throw_away(session: Session, person: People) -> None:
    author = person("author")
    make_article(session, title="Rook", status="change-draft", author=author.actor)

    assert "Weggooien" not in author.words("/mine")
    assert author.send("/a/rook/bin").status_code == 403


def test_a_draft_of_what_readers_once_had_is_not_thrown_away(session: Session) -> None:
    author = make_actor(session)
    article = make_article(session, status="archived", author=author)
    take(session, article, "submit", author=author)
    take(session, article, "take_back", author=author)

    with pytest.raises(NotAllowed):
        take(session, article, "bin", author=author)


@pytest.mark.parametrize("who", ["author", "moderator", "admin"])
def test_what_lies_in_somebodys_bin_is_unknown_to_others(session: Session, person: People, who: str) -> None:
    make_article(session, title="Half idee", status="binned")
    other = person(who)

    assert {other.see("/a/half-idee").status_code, other.send("/a/half-idee/bin/recovery").status_code} == {404}


def test_a_moderator_disposes_of_what_is_archived_and_recovers_it(session: Session, person: People) -> None:
    make_article(session, title="Oude lamp", status="archived")
    moderator, reader = person("moderator", domain="fire"), person("reader")

    page = moderator.do("/a/oude-lamp", "Naar prullenbak")
    assert "Oude lamp" in page.get_data(as_text=True)
    assert reader.see("/a/oude-lamp").status_code == 404
    assert "Lezers zien dit artikel niet meer" in moderator.words("/a/oude-lamp")

    page = moderator.press(page, "Terugzetten")
    assert "weer gearchiveerd" in page.get_data(as_text=True)
    assert reader.see("/a/oude-lamp").status_code == 200


def test_ones_own_article_is_anothers_to_recover(session: Session, person: People) -> None:
    own = person("moderator")
    make_article(session, title="Oude lamp", status="binned-archived", author=own.actor)

    page = own.words("/bin")

    assert "een ander beslist" in page
    assert "bin/recovery" not in page
    assert own.send("/a/oude-lamp/bin/recovery").status_code == 403
    assert "Oude lamp" not in own.words("/mine")


@pytest.mark.parametrize(
    ("role", "domain", "status"), [("author", "", 404), ("admin", "", 404), ("moderator", "police", 200)]
)
def test_the_bin_is_for_moderators_of_the_domain(
    session: Session, person: People, role: str, domain: str, status: int
) -> None:
    make_article(session, title="Oude lamp", status="binned-archived")

    page = person(role, domain=domain).see("/bin")

    assert page.status_code == status
    assert "Oude lamp" not in page.get_data(as_text=True)


def test_a_page_past_the_end_of_the_bin_says_so(session: Session, person: People) -> None:
    moderator = person("moderator")
    assert "De prullenbak is leeg" in moderator.words("/bin")
    make_article(session, status="binned-archived")

    assert "Verder is er niets" in moderator.words("/bin?page=9")


@pytest.mark.both_engines
def test_what_was_thrown_away_long_ago_goes_for_good(session: Session) -> None:
    author = make_actor(session)
    gone = make_article(session, status="binned", at=LONG_AGO, tags=("rook",), author=author, text=written(cue="[[x]]"))
    add_recording(session, author, article=gone)
    kept = [
        make_article(session, status="binned", at=now() - timedelta(days=89)),
        make_article(session, status="binned-archived", at=LONG_AGO),
        make_article(session, status="draft", at=LONG_AGO),
    ]
    gone_id = gone.id

    assert remove_old(session) == 1

    assert set(session.scalars(select(Article.id))) == {each.id for each in kept}
    for model in (Revision, ArticleLink, Recording):
        assert session.scalar(select(func.count()).where(model.article_id == gone_id)) == 0
    line = session.scalars(select(AuditLine).where(AuditLine.subject == f"article:{gone_id}")).all()[-1]
    assert (line.action, line.actor_role, line.actor_id) == ("article.removed", "system", None)
    assert session.scalar(text("SELECT count(*) FROM author_seal")) == len(kept)


def test_the_daily_round_takes_it_away_after_the_days_of_the_settings(
    session: Session, sessions: sessionmaker[Session], settings: Settings
) -> None:
    make_article(session, status="binned", at=now() - timedelta(days=8))
    for days, left in ((9, 1), (8, 0)):
        Daily(replace(settings, bin_days=days), sessions).tend(now().date())
        assert session.scalar(select(func.count(Article.id))) == left
        session.rollback()
