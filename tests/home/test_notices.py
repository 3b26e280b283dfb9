"""What people are told: once each, with words for every code, and a title only while they may know it."""

import pytest

from tests.factories import actor_of, make_account, make_actor, make_article
from tests.moderation.two import asked
from tests.visitor import Person
from wiki.accounts.models import Notice
from wiki.accounts.services import notices
from wiki.database import now, transaction
from wiki.home import queries


@pytest.fixture
def account(session):
    return make_account(session, roles=("author",))


def tell(session, *accounts, code="withdrawn", subject):
    with transaction(session):
        notices.tell(session, [account.id for account in accounts], code, subject, on=now().date())


def test_who_has_not_read_it_yet_is_not_told_again(session, account):
    other = make_account(session)

    tell(session, account, subject="article:1")
    tell(session, account, other, subject="article:1")

    assert [notice.account_id for notice in session.query(Notice).order_by(Notice.id)] == [account.id, other.id]


def test_who_has_read_it_is_told_when_it_happens_again(session, account):
    tell(session, account, subject="article:1")
    with transaction(session):
        notices.read_all(session, actor=actor_of(account))

    tell(session, account, subject="article:1")

    assert queries.number_unread(session, actor_of(account)) == 1


def test_a_notice_names_what_its_reader_may_know_and_nothing_else(session, account):
    own = make_article(session, title="Van mij", status="draft", author=actor_of(account))
    other = make_article(session, title="Van een ander", status="draft")
    for article in (own, other):
        tell(session, account, subject=f"article:{article.id}")

    page = queries.notices(session, actor_of(account), 1)

    assert [told.about and told.about.title for told in page.items] == [None, "Van mij"]


def test_the_page_shows_what_is_new_until_it_is_read(app, session, account):
    article = make_article(session, title="Rook", author=actor_of(account))
    tell(session, account, subject=f"article:{article.id}")
    person = Person(app, account)

    assert "1 nieuw bericht" in person.words("/")
    assert "tijdelijk verborgen" in person.words("/notices")
    person.do("/notices", "Alles op gelezen zetten")

    assert "nieuw bericht" not in person.words("/")
    assert "Alles op gelezen zetten" not in person.words("/notices")


def test_a_code_of_another_version_of_the_program_still_says_something(app, session, account):
    tell(session, account, code="unheard-of", subject="article:1")

    assert "Er is iets veranderd." in Person(app, account).words("/notices")


def test_old_notices_go(session, account):
    tell(session, account, subject="article:1")

    with transaction(session):
        notices.forget_old(session, at=now() + notices.KEPT_FOR * 2)

    assert session.query(Notice).count() == 0


def test_a_notice_about_a_matter_leads_there_for_who_may_know_of_it(app, session):
    officer, other = (make_account(session, roles=(role,)) for role in ("privacy-officer", "author"))
    article = make_article(session, status="withdrawn")
    matter = asked(session, article, "release", make_actor(session, "moderator"))
    tell(session, other, code="matter-asked", subject=f"matter:{matter.id}")

    assert f'href="/matters/{matter.id}"' in Person(app, officer).words("/notices")
    assert "/matters/" not in Person(app, other).words("/notices")
