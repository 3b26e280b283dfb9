"""Who is behind a role name is told nowhere: no page of anybody, no log line, no audit line, no index."""

import logging
import re

import pytest
from sqlalchemy import select

from tests.factories import STEPS, make_account, make_article, take, written
from tests.visitor import Person
from wiki.accounts.models import Account, RoleGrant
from wiki.accounts.policy import Actor, Grant, Role
from wiki.accounts.queries import actor_for
from wiki.articles import services
from wiki.articles.services.byline import Byline
from wiki.audit import AuditLine
from wiki.database import now, transaction
from wiki.search import indexing
from wiki.web.records import JsonLines
from wiki.worker import drain

NAME, EMAIL, NUMBER = "Xanthippe Zevenhuizen", "x.zevenhuizen@dienst.example", 98_765_431
TELLING = re.compile("zevenhuizen|xanthippe|98.?765.?431", re.IGNORECASE)
ROLES = ("reader", "author", "coach", "moderator", "knowledge-manager", "privacy-officer", "admin")
LINK = re.compile(r'href="(/[^"#]*)')
# The accounts of everybody, for admins: no article stands on it.
NOT_ABOUT_ARTICLES = ("/static/", "/users")


@pytest.fixture
def articles(session):
    """An article in every status under a role name, and one that was under the name first."""
    with transaction(session):
        grants = [RoleGrant(role="author")]
        session.add(
            Account(id=NUMBER, email=EMAIL, display_name=NAME, password_hash="", created_at=now(), grants=grants)
        )
    author = Actor(id=NUMBER, display_name=NAME, grants=frozenset({Grant(Role.AUTHOR)}))
    made = [make_article(session, status=s, author=author, text=written(cue=f"Over {s}.")) for s in STEPS]
    late = make_article(session, author=author, byline=Byline(kind="name"), tags=("rook",))
    chosen = Byline(kind="role_name", shown="Duiker")
    with transaction(session):
        services.choose_byline(session, actor=author, at=now(), slug=late.slug, byline=chosen)
    take(session, late, "save", author=author, text=written(cue="Nog iets."))
    return [*made, late]


def crawl(someone, starts):
    """Every page that this person can come to by links, and the starts whether they are linked or not."""
    waiting, seen = list(starts), {}
    while waiting:
        path = waiting.pop()
        if path in seen or path.startswith(NOT_ABOUT_ARTICLES):
            continue
        page = someone.client.get(path)
        seen[path] = page
        if page.mimetype == "text/html":
            waiting += [link.replace("&amp;", "&") for link in LINK.findall(page.get_data(as_text=True))]
    return seen


def addresses(articles):
    forms = ("/a/{0}", "/a/{0}/history", "/a/{0}/revisions/1", "/a/{0}/diff?from=1&to=1", "/a/{0}/edit", "/review/{0}")
    return ["/", "/search?q=tekst", *(form.format(article.slug) for article in articles for form in forms)]


@pytest.mark.parametrize("role", ROLES)
def test_no_page_and_no_log_line_tells_who_an_author_is(app, session, articles, role, caplog):
    caplog.set_level(logging.DEBUG)
    someone = Person(app, make_account(session, roles=(role,)))
    caplog.clear()

    pages = crawl(someone, addresses(articles))

    telling = [path for path, page in pages.items() if TELLING.search(f"{page.headers}{page.get_data(as_text=True)}")]
    assert telling == []
    assert not [line for record in caplog.records if TELLING.search(line := JsonLines().format(record))]
    assert len(pages) > len(articles)


def test_a_crawl_would_find_a_name(app, session):
    author = actor_for(make_account(session, roles=("author",), name=NAME))
    make_article(session, author=author, byline=Byline(kind="name"))

    pages = crawl(Person(app, make_account(session)), ["/"])

    assert [path for path, page in pages.items() if TELLING.search(page.get_data(as_text=True))]


def test_no_audit_line_about_an_article_names_its_author(session, articles):
    lines = session.scalars(select(AuditLine).where(AuditLine.subject.startswith("article:"))).all()

    told = [(line.actor_id, line.detail) for line in lines if line.actor_role == "author"]
    assert {account for account, _ in told} == {None}
    assert not TELLING.search(repr(told))


def test_no_document_of_the_index_holds_an_author(session, articles):
    documents = [indexing.document(article) for article in articles if article.is_online]

    assert documents
    assert not TELLING.search(repr(documents))


def test_no_file_of_the_index_holds_an_author(session, sessions, settings, articles):
    drain(settings, sessions)

    files = [path for path in (settings.instance / "search").rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if b"evenhuizen" in path.read_bytes()]
