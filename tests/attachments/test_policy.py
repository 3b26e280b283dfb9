"""Who may fetch a file: whoever may see a text that shows it. Every stage beside every kind of person."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.attachments.uses import KEY, SHOWING, add_file, added
from tests.factories import STEPS, content, make_actor, make_article, prepared
from wiki.accounts.policy import ANONYMOUS, Actor
from wiki.articles import queries as articles
from wiki.articles import services as writing
from wiki.articles.models import Article, Revision
from wiki.articles.policy import may_know, parts, revision_visible_to
from wiki.attachments import policy, queries
from wiki.attachments.models import Attachment
from wiki.database import now, transaction
from wiki.errors import NotFound

pytestmark = pytest.mark.both_engines(by_day=False)

READERS = ("reader", "author", "coach", "moderator", "knowledge-manager", "privacy-officer", "admin")


def may_fetch(session: Session, actor: Actor) -> bool:
    return session.scalar(select(Attachment.key).where(Attachment.key == KEY, policy.visible_to(actor))) is not None


@pytest.mark.parametrize(
    ("status", "who"),
    [
        ("draft", set()),
        ("in_review", {"moderator", "knowledge-manager"}),
        ("returned", set()),
        ("published", set(READERS)),
        ("archived", set(READERS)),
        ("change-draft", set(READERS)),
    ],
)
def test_a_file_is_for_who_may_see_the_text(session: Session, status: str, who: set[str]) -> None:
    author, uploader = make_actor(session), make_actor(session)
    add_file(session, uploader)
    make_article(session, status=status, author=author, text=SHOWING)

    found = {role for role in READERS if may_fetch(session, make_actor(session, role))}

    assert found == who
    assert may_fetch(session, author)
    assert may_fetch(session, uploader)
    assert not may_fetch(session, ANONYMOUS)


@pytest.mark.parametrize(("audience", "expected"), [("everyone", True), ("members", False), ("domain", False)])
def test_a_visitor_gets_files_of_texts_for_everyone(session: Session, audience: str, expected: bool) -> None:
    add_file(session, make_actor(session))
    make_article(session, text=SHOWING, audience=audience)

    assert may_fetch(session, ANONYMOUS) is expected


@pytest.mark.both_engines
def test_a_file_of_one_domain_is_for_that_domain(session: Session) -> None:
    add_file(session, make_actor(session))
    make_article(session, text=SHOWING, audience="domain", domains=("fire",))

    assert may_fetch(session, make_actor(session, "reader", domain="fire"))
    assert not may_fetch(session, make_actor(session, "reader", domain="police"))


def test_a_moderator_gets_what_waits_in_their_domain(session: Session) -> None:
    add_file(session, make_actor(session))
    make_article(session, status="in_review", text=SHOWING, domains=("fire",))

    assert may_fetch(session, make_actor(session, "moderator", domain="fire"))
    assert not may_fetch(session, make_actor(session, "moderator", domain="police"))


def test_a_file_that_only_a_draft_in_between_showed_is_not_for_readers(session: Session) -> None:
    author = make_actor(session)
    add_file(session, author)
    article = make_article(session, status="draft", author=author, text=SHOWING)
    with transaction(session):
        writing.save(
            session,
            actor=author,
            at=now(),
            slug=article.slug,
            based_on=1,
            content=content(article.title),
            prepared=prepared(session, "Zonder foto."),
        )

    assert may_fetch(session, author)
    assert not may_fetch(session, make_actor(session, "moderator"))


def test_a_file_that_nothing_shows_is_for_who_added_it(session: Session) -> None:
    author = make_actor(session)
    add_file(session, author)

    assert may_fetch(session, author)
    assert not may_fetch(session, make_actor(session, "admin"))
    with pytest.raises(NotFound):
        queries.file(session, make_actor(session), KEY)


@pytest.mark.parametrize("status", sorted(STEPS))
def test_statement_and_history_agree_about_revisions(session: Session, status: str) -> None:
    author, moderator = make_actor(session), make_actor(session, "moderator")
    article = make_article(session, status=status, author=author, moderator=moderator)
    people = {
        "author": author,
        "moderator": moderator,
        "other moderator": make_actor(session, "moderator", domain="police"),
        "reader": make_actor(session, "reader"),
    }

    assert {who: _stated(session, actor, article) for who, actor in people.items()} == {
        who: _listed(session, actor, article) for who, actor in people.items()
    }


@pytest.mark.both_engines
def test_statement_and_history_agree_about_what_an_editor_sees(session: Session) -> None:
    editor, article = make_actor(session, "moderator", domain="fire"), make_article(session)
    with transaction(session):
        writing.save(
            session, actor=editor, at=now(), slug=article.slug, based_on=1, content=content(article.title),
            prepared=prepared(session, "Verbeterd."),
        )  # fmt: skip

    assert _stated(session, editor, article) == _listed(session, editor, article) == {1, 2}


def _stated(session: Session, actor: Actor, article: Article) -> set[int]:
    numbers = select(Revision.number).join(Article, Article.id == Revision.article_id)
    return set(session.scalars(numbers.where(Article.id == article.id, revision_visible_to(actor))))


def _listed(session: Session, actor: Actor, article: Article) -> set[int]:
    having = parts(session, actor, article)
    is_known = may_know(session, actor, article, having)
    return {row.number for row in articles.history(article, having)} if is_known else set()


def test_no_page_or_line_tells_who_added_a_file(session: Session) -> None:
    author = make_actor(session)
    add_file(session, author)

    shown = queries.shown(added(session))

    assert author.display_name not in str(shown)
    assert str(author.id) not in {str(value) for value in (shown.key, shown.name, shown.address, shown.size)}
