"""Who is behind a role name, for two people: not before both agreed, nobody else, not for long, and written nowhere."""

import logging
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import make_account, make_actor, make_article
from tests.moderation.two import agreed, asked, told
from tests.visitor import Person
from wiki.accounts.models import Account
from wiki.accounts.queries import actor_for
from wiki.articles.services.byline import Byline
from wiki.audit import AuditLine
from wiki.database import now, transaction
from wiki.moderation.models import Matter
from wiki.moderation.queries import matters as queries
from wiki.web.records import JsonLines

NAME, EMAIL = "Xanthippe Zevenhuizen", "x.zevenhuizen@dienst.example"
TELLING = re.compile("zevenhuizen|xanthippe", re.IGNORECASE)


@pytest.fixture
def author(session):
    return actor_for(make_account(session, roles=("author",), name=NAME, email=EMAIL))


@pytest.fixture
def article(session, author):
    return make_article(session, author=author)


def page_of(session, matter, actor, *, later=timedelta()):
    session.rollback()
    return queries.matter(session, actor, matter.id, at=now() + later, unseal_days=7)


@pytest.mark.both_engines
@pytest.mark.parametrize("roles", [("knowledge-manager", "privacy-officer"), ("privacy-officer", "knowledge-manager")])
def test_the_two_see_it_once_both_agreed_and_for_seven_days(session, article, author, roles):
    asker, other = (make_actor(session, role) for role in roles)
    matter = asked(session, article, "unseal", asker)
    assert {page_of(session, matter, who).behind for who in (asker, other)} == {None}

    agreed(session, matter, other)

    for who in (asker, other):
        behind = page_of(session, matter, who).behind
        assert (behind.name, behind.email) == (NAME, EMAIL)
        assert page_of(session, matter, who, later=timedelta(days=6)).behind
        late = page_of(session, matter, who, later=timedelta(days=7))
        assert (late.behind, late.is_over) == (None, True)
    assert ("unsealed", f"article:{article.id}") in told(session, author.id)


@pytest.mark.parametrize("ended", ["refused", "withdrawn"])
def test_nobody_sees_it_when_they_did_not_agree(session, article, ended):
    asker, other = make_actor(session, "knowledge-manager"), make_actor(session, "privacy-officer")
    matter = asked(session, article, "unseal", asker)
    with transaction(session):
        row = session.get(Matter, matter.id)
        row.outcome, row.decided_at, row.decided_by = ended, now(), other.id

    assert {page_of(session, matter, who).behind for who in (asker, other)} == {None}


def test_a_law_may_forbid_telling_the_author(session, article, author):
    asker = make_actor(session, "privacy-officer")
    matter = asked(session, article, "unseal", asker, untold=True, untold_because="Artikel 41 verbiedt het.")
    agreed(session, matter, make_actor(session, "knowledge-manager"))

    assert told(session, author.id) == []
    assert matter.detail["untold"] == [1]
    assert matter.ground.endswith("\n\nArtikel 41 verbiedt het.")
    assert page_of(session, matter, asker).is_untold


def test_the_author_never_learns_of_it_by_a_role_of_their_own(session):
    own = make_actor(session, "author", "knowledge-manager")
    article = make_article(session, author=own)
    matter = asked(session, article, "unseal", make_actor(session, "privacy-officer"), untold=True, untold_because="x")
    agreed(session, matter, make_actor(session, "knowledge-manager"))

    lists = queries.lists(session, own, 1)
    assert (lists.waiting, lists.decided.items) == ((), ())
    assert queries.known(session, own, {matter.id}) == frozenset()


def test_a_shown_name_is_nothing_to_ask_about(session, author):
    article = make_article(session, author=author, byline=Byline(kind="name"))

    options = queries.options(session, make_actor(session, "privacy-officer"), article.slug)

    assert (options.kinds, options.bylines) == ((), {})


# That nobody else reads it anywhere is in `tests/articles/test_seal.py`.
def test_the_page_of_the_matter_shows_it_to_the_two_and_no_log_does(app, session, article, caplog):
    caplog.set_level(logging.DEBUG)
    manager, officer = (make_account(session, roles=(r,)) for r in ("knowledge-manager", "privacy-officer"))
    matter = asked(session, article, "unseal", actor_for(manager))
    two = [Person(app, account) for account in (manager, officer)]
    assert not any(TELLING.search(who.words(f"/matters/{matter.id}")) for who in two)

    two[1].do(f"/matters/{matter.id}", "Akkoord", answer="Akkoord.")

    assert all(NAME in who.words(f"/matters/{matter.id}") for who in two)
    assert not [line for record in caplog.records if TELLING.search(line := JsonLines().format(record))]


@pytest.mark.parametrize(("role", "status"), [("privacy-officer", 200), ("knowledge-manager", 404), ("moderator", 404)])
def test_another_one_like_them_reads_that_it_was_at_most(app, session, article, role, status):
    matter = asked(session, article, "unseal", make_actor(session, "knowledge-manager"))
    agreed(session, matter, make_actor(session, "privacy-officer"))

    page = Person(app, make_account(session, roles=(role,))).see(f"/matters/{matter.id}")

    assert page.status_code == status
    assert not TELLING.search(page.get_data(as_text=True))


def test_the_audit_log_tells_that_it_was_and_not_who(app, session, article, author):
    manager, officer = (make_account(session, roles=(r,)) for r in ("knowledge-manager", "privacy-officer"))
    matter = asked(session, article, "unseal", actor_for(manager))
    agreed(session, matter, actor_for(officer))

    rows = Person(app, officer).words("/audit.csv?subject=matter")

    assert rows.count(f"matter:{matter.id}") == 2
    lines = session.scalars(select(AuditLine).where(AuditLine.subject == f"matter:{matter.id}")).all()
    assert author.id not in [line.actor_id for line in lines]
    assert {tuple(sorted(line.detail)) for line in lines} == {("article", "kind")}
    assert session.get(Account, author.id).display_name not in rows
