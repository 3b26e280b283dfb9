"""Who is behind a role name is told nowhere: no page of anybody, no log line, no audit line, no index.

A seeded site is looked at by everybody: each address that there is with what stands on it, and where links lead from
there. The wiki sends no mail; what people are told is rows of notices.
"""

import re
import shutil
from collections.abc import Collection, Iterator
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import JSON, Column, String, Table, func, select
from sqlalchemy.orm import Session

from tests.crawling import addresses, text_of, visit
from tests.factories import make_account, make_article
from tests.sealed.site import Site, opened, running, settings_in
from tests.sealed.writing import AUTHOR, LEFT, MARK, MODERATOR, ROLES, Sealed
from tests.test_routes import TABLE
from tests.visitor import Person, token
from wiki.accounts.models import Account
from wiki.accounts.queries import actor_for
from wiki.articles.lifecycle import WRITERS
from wiki.articles.models import Article, AuthorSeal, Authorship
from wiki.articles.services.byline import Byline
from wiki.audit import AuditLine
from wiki.cli import wiki
from wiki.database import Base
from wiki.insight.queries.audit import LINES_A_PAGE
from wiki.portability import press
from wiki.search import indexing

# The site is made once.
pytestmark = pytest.mark.xdist_group("seal")
SEALED = (AUTHOR, MODERATOR, LEFT)
# The two who opened seals.
OPENING = ("manager", "officer")
LOOKING = ("visitor", *ROLES, "fire", *OPENING)
# What these see, others see too who look by day.
AT_NIGHT = ("author", "coach", "knowledge-manager", "fire")
# They ask for articles of every kind, others for one in each status, some for a few that tell more than others.
THOROUGH = ("moderator", "admin")
HASTY = ("visitor", "coach", *OPENING)
# Of pages with the same address, but for what is filled in, so many are looked at to which only links lead.
MOST_ALIKE = 1
# Who is named a reviewer stands on a page with their name, whoever wrote the article: left out, they would be told.
REVIEWERS = {
    AUTHOR: {"/a/wordt-nagekeken/curation", "/a/zegelstuk-published/curation"},
    MODERATOR: {"/a/wordt-nagekeken/curation", "/a/zegelstuk-van-een-moderator-published/curation"},
}
# Whoever stands in for a moderator reads there for whom.
STANDING_IN = {"/review", "/review/away"}
AUDIT = {"/audit", "/audit.csv"}
ASKED = {
    rule: {more} for _, rule, path, *_ in map(str.split, TABLE.strip().splitlines()) if (more := path.partition("?")[2])
}
QUERIES = ASKED | {
    "/a/<slug>/similar": {"part=1"},
    "/a/<slug>/merging": {"other=zegelstuk-samengevoegd", "other=zegelstuk"},
    "/bulk/preview": {"kind=archive&ids=1&ids=2&ids=4", "kind=add-tag&tag=Trap&ids=4"},
    "/cards": {"a=zegelstuk-published&a=zegelstuk-vraag"},
    "/cards/choice": {"domain=fire"},
    "/conversations/<key>/sheet": {"empty=1"},
    "/coverage": {"domains=all"},
    "/matters/ask/<slug>": {"kind=unseal", "kind=purge"},
    "/offline/articles": {"slug=zegelstuk-published&slug=zegelstuk-draft"},
    "/search/titles": {f"q={MARK}"},
    "/write/<type>": {"template=1"},
}
NAMES = ("zevenhuizen", "Xanthippe Zevenhuizen", AUTHOR.email, str(AUTHOR.number))
SEARCHES = (
    "/search?q=",
    "/search/feed?q=",
    "/search/suggestions?q=",
    "/search/titles?q=",
    "/tags/manage?q=",
    "/words?q=",
)
WORDS = ("zevenhuizen", "quadvlieg", "vertrokken")
COMMANDS = ("audit verify", "search check", "search status", "search explain rook", "files check", "links check")


@pytest.fixture(scope="module", autouse=True)
def plain_press() -> Iterator[None]:
    """PDF as what is printed, which can be read through."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(press, "is_there", lambda: True)
        patched.setattr(press, "printed", lambda html, **_options: html.encode())
        yield


@pytest.fixture(scope="module")
def site(sqlite_template, tmp_path_factory, compiled_templates) -> Iterator[Site]:
    with running(tmp_path_factory.mktemp("sealed"), sqlite_template, compiled_templates) as made:
        yield made


def told(text: str) -> list[Sealed]:
    """Of whom a text tells the name, the address or the number of their account."""
    folded = text.casefold()
    return [who for who in SEALED if who.is_in(folded)]


def asked(site: Site, role: str) -> set[str]:
    """Every address, and of a few articles with what may follow it."""
    followed = addresses(site.app, "GET", site.few)
    following = {f"{path}?{more}" for rule, path in followed for more in QUERIES.get(rule, ())}
    places = site.places if role in THOROUGH else site.few if role in HASTY else site.some
    return following | {path for _, path in addresses(site.app, "GET", places)}


def telling(site: Site, role: str, starts: Collection[str]) -> dict[Sealed, set[str]]:
    """Where somebody reads the names, but for the audit log."""
    found: dict[Sealed, set[str]] = {who: set() for who in SEALED}
    for path, page in visit(site.people[role], site.app, starts, most=MOST_ALIKE):
        for who in told(text_of(page)):
            found[who].add(path.partition("?")[0])
    return {who: paths - AUDIT for who, paths in found.items()}


def lawful(site: Site, role: str) -> dict[Sealed, set[str]]:
    """Where they may: as what somebody does, never as what they wrote; and the two who opened a seal."""
    found: dict[Sealed, set[str]] = {who: set() for who in SEALED}
    for who in (AUTHOR, MODERATOR):
        found[who] |= REVIEWERS[who] if role in ("moderator", "knowledge-manager", "fire", "manager") else set()
        if role in OPENING:
            found[who] |= {f"/matters/{matter}" for matter in site.opened[who]}
    found[MODERATOR] |= STANDING_IN if role == "moderator" else set()
    return found


@pytest.mark.parametrize(
    "role", [pytest.param(role, marks=[pytest.mark.nightly] if role in AT_NIGHT else []) for role in LOOKING]
)
def test_no_page_and_no_log_line_tells_who_an_author_is(site, role):
    site.logged.clear()

    assert telling(site, role, asked(site, role)) == lawful(site, role)

    assert site.logged
    assert [line for line in site.logged if told(line)] == []


def test_the_audit_log_names_nobody_for_what_they_wrote(site):
    with site.sessions() as session:
        written = {who: subjects_of(session, who) for who in SEALED}
    # A file has a line for each, the page a row.
    pages = [(path, site.people["privacy-officer"].words(path)) for path in ("/audit.csv", *log_pages(site))]
    lines = [line for path, page in pages for line in page.split("\n" if path == "/audit.csv" else "<tr>")]

    naming = {who: [line for line in lines if who.is_in(line.casefold())] for who in SEALED}
    assert naming[AUTHOR]
    assert naming[MODERATOR]
    own = [line for who in SEALED for line in naming[who] if written[who].search(line)]
    # Who changed a source is named for all that rests on it, their own as well.
    assert [line for line in own if "reason: source" not in line] == []


def subjects_of(session: Session, who: Sealed) -> re.Pattern[str]:
    """Finds a line about an article that they wrote."""
    sealed = select(Authorship.article_id).join(AuthorSeal, AuthorSeal.authorship_id == Authorship.id)
    ids = session.scalars(sealed.where(AuthorSeal.account_id == who.number, Authorship.is_author)).all()
    assert ids
    return re.compile(rf"article:(?:{'|'.join(map(str, ids))})\b")


def log_pages(site: Site) -> list[str]:
    with site.sessions() as session:
        number = session.scalar(select(func.count(AuditLine.id))) or 0
    return [f"/audit?page={page}" for page in range(1, number // LINES_A_PAGE + 2)]


def test_no_line_about_writing_has_an_account(site):
    with site.sessions() as session:
        lines = session.scalars(select(AuditLine).where(AuditLine.actor_role.in_(WRITERS))).all()

    assert {line.actor_role for line in lines} == WRITERS
    assert {line.actor_id for line in lines} == {None}
    assert told(repr([line.detail for line in lines])) == []


def test_nothing_that_is_kept_holds_a_name_but_the_account(site):
    """What people are told, what is left to do, and every other row; lines about an account itself have its number."""
    tables = {table.name: select(*texts(table)) for table in Base.metadata.sorted_tables if texts(table)}
    with site.sessions() as session:
        rows = {name: repr(session.execute(query).all()) for name, query in tables.items()}

    assert {name for name, found in rows.items() if told(found)} == {"account", "audit_line"}
    assert {name for name, found in rows.items() if any(word in found.casefold() for word in WORDS)} == {"account"}
    assert "matter-agreed" in rows["notice"]
    assert "report-upheld" in rows["notice"]
    assert site.work
    assert told(repr(site.work)) == []


def texts(table: Table) -> list[Column[Any]]:
    return [column for column in table.columns if isinstance(column.type, String | JSON)]


def test_no_file_but_the_database_holds_a_name(site):
    files = [
        path for path in site.settings.instance.rglob("*") if path.is_file() and not path.name.startswith("wiki.db")
    ]

    assert any(path.parent.name == "search" or "search" in path.parts for path in files)
    assert [path for path in files if any(word.encode() in path.read_bytes().lower() for word in WORDS)] == []


def test_no_document_of_the_index_holds_an_author(site):
    with site.sessions() as session:
        online = [each for each in session.scalars(select(Article)) if each.is_online]
        documents = repr([indexing.document(article) for article in online])

    assert documents.count(MARK) > len(SEALED)
    assert told(documents) == []


@pytest.mark.parametrize("role", THOROUGH)
def test_who_searches_for_an_author_finds_what_anybody_would(site, role):
    """Whatever a page offers where nothing is found."""
    nobody = {path: articles_on(site, role, path + "niemandwaterkastjes") for path in SEARCHES}

    assert {(p, name): articles_on(site, role, p + name) for p in SEARCHES for name in NAMES} == {
        (p, name): nobody[p] for p in SEARCHES for name in NAMES
    }


def articles_on(site: Site, role: str, path: str) -> set[str]:
    return set(re.findall("/a/[a-z0-9-]+", site.people[role].words(path)))


def test_the_list_of_accounts_tells_of_no_article(site):
    paths = ["/users", *(f"/users?q={name}" for name in NAMES), *(f"/users/{who.number}" for who in SEALED)]
    pages = [site.people["admin"].words(path) for path in paths]

    assert all(told(page) for page in pages)
    assert [page for page in pages if re.search(f"{MARK}|Bevelvoerder|Duiker|/a/", page, re.IGNORECASE)] == []


@pytest.mark.parametrize("role", THOROUGH)
def test_no_answer_to_a_form_tells_who_an_author_is(site, tmp_path, compiled_templates, role):
    """Every form sent with nothing in it, on a copy of the site."""
    shutil.copytree(site.settings.instance, tmp_path, dirs_exist_ok=True)
    app = opened(settings_in(tmp_path), compiled_templates)
    with site.sessions() as session:
        client = Person(app, session.get_one(Account, site.people[role].actor.id)).client
    site.logged.clear()
    sent = {"csrf_token": token(client)}

    for path in sorted(forms(site)):
        page = client.post(path, data=sent)
        found = {who: {path} for who in told(text_of(page))}
        assert found == ({MODERATOR: {path}} if role == "moderator" and path in STANDING_IN else {})

    assert [line for line in site.logged if told(line)] == []
    app.extensions["wiki"].engine.dispose()


def forms(site: Site) -> set[str]:
    """Where forms are sent to, for one or two of the things that stand there; whoever sends them stays signed in."""
    two = [{"slug": "zegelstuk-published"}, {"slug": "zegelstuk-in-review"}]
    some = {rule: values[:2] for rule, values in site.some.items()} | {"/a/<slug>": two, "/review/<slug>": two}
    return {path for _, path in addresses(site.app, "POST", some)} - {"/sign-out", "/account/sessions/end"}


def test_no_command_prints_a_name(site, monkeypatch):
    monkeypatch.setenv("WIKI_INSTANCE_PATH", str(site.settings.instance))
    monkeypatch.setenv("WIKI_MODE", "test")
    monkeypatch.setenv("WIKI_SECRET_KEY", site.settings.secret_key)
    printed = {name: CliRunner().invoke(wiki, name.split()).output for name in COMMANDS}

    assert all(printed.values())
    assert [name for name, output in printed.items() if told(output)] == []


def test_a_crawl_would_find_a_name(app, session):
    author = actor_for(make_account(session, roles=("author",), name=AUTHOR.name))
    make_article(session, author=author, byline=Byline(kind="name"))

    pages = visit(Person(app, make_account(session)), app, ["/search?q=tekst"], most=MOST_ALIKE)

    assert any(AUTHOR in told(text_of(page)) for path, page in pages if path.startswith("/a/"))
