"""Who is told when something waits too long: once, and never about their own."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import make_account, make_actor, make_article, take
from tests.moderation.made import working_days_ago
from wiki.accounts.models import Account, Notice
from wiki.accounts.services import notices
from wiki.daily import Daily
from wiki.database import now, transaction
from wiki.moderation.models import HandOver
from wiki.moderation.services import away, lateness

# Role, domain, whether they are told about an article of the fire service that is late, and one that is much later.
TOLD = {
    "moderator": ("moderator", "fire", True, True),
    "moderator of all": ("moderator", "", True, True),
    "moderator elsewhere": ("moderator", "police", False, False),
    "knowledge manager": ("knowledge-manager", "fire", False, True),
    "knowledge manager of all": ("knowledge-manager", "", False, True),
    "knowledge manager elsewhere": ("knowledge-manager", "police", False, False),
    "author": ("author", "", False, False),
    "admin": ("admin", "", False, False),
}


@pytest.fixture
def moderator(session):
    return make_actor(session, "moderator", domain="fire")


def tell(session, at=None):
    with transaction(session):
        lateness.tell(session, at=at or now(), late_after=3, escalate_after=7)


def told(session):
    return sorted((notice.account_id, notice.code) for notice in session.scalars(select(Notice)))


def read(session, actor):
    with transaction(session):
        notices.read_all(session, actor=actor)


@pytest.mark.parametrize("who", TOLD)
def test_who_is_told(session, who):
    role, domain, late, later = TOLD[who]
    account = make_account(session, roles=(role,), domain=domain).id
    make_article(session, status="in_review", at=working_days_ago(3))

    tell(session)
    first = told(session)
    make_article(session, status="in_review", at=working_days_ago(7))
    tell(session)

    assert first == ([(account, "queue-late")] if late else [])
    assert bool(told(session)) == later


@pytest.mark.both_engines
@pytest.mark.parametrize(("days", "codes"), [(2, []), (3, ["queue-late"]), (6, ["queue-late"])])
def test_moderators_are_told_after_three_working_days(session, moderator, days, codes):
    make_article(session, status="in_review", at=working_days_ago(days))

    tell(session)

    assert [code for _account, code in told(session)] == codes


def test_a_change_gets_late_as_well(session, moderator):
    make_article(session, status="change-in-review", moderator=moderator, at=working_days_ago(4))

    tell(session)

    assert told(session) == [(moderator.id, "queue-late")]


@pytest.mark.parametrize("status", ["draft", "returned", "published", "archived"])
def test_what_does_not_wait_is_not_late(session, moderator, status):
    make_article(session, status=status, at=working_days_ago(9))

    tell(session)

    assert told(session) == []


def test_nobody_is_told_again_about_the_same(session, moderator):
    make_article(session, status="in_review", at=working_days_ago(3))
    for _day in range(2):
        tell(session)
        read(session, moderator)

    assert len(told(session)) == 1


def test_what_becomes_late_later_is_told_once_more(session, moderator):
    make_article(session, status="in_review", at=working_days_ago(3))
    tell(session)
    read(session, moderator)
    make_article(session, status="in_review", at=now())

    tell(session, at=now() + timedelta(days=14))

    assert told(session) == [(moderator.id, "queue-late")] * 2


def test_ten_late_articles_are_one_notice(session, moderator):
    for _ in range(3):
        make_article(session, status="in_review", at=working_days_ago(5))

    tell(session)

    assert told(session) == [(moderator.id, "queue-late")]


def test_ones_own_article_and_ones_own_change_are_for_others(session, moderator):
    make_article(session, status="in_review", author=moderator, at=working_days_ago(5))
    article = make_article(session, moderator=moderator)
    for verb in ("save", "submit"):
        take(session, article, verb, author=moderator, at=working_days_ago(5), **_text(article, verb))

    tell(session)

    assert told(session) == []


def _text(article, verb):
    return {"text": article.head.text} if verb == "save" else {}


def test_who_has_left_is_not_told(session):
    account = make_account(session, roles=("moderator",))
    make_article(session, status="in_review", at=working_days_ago(5))
    with transaction(session):
        account.is_active = False

    tell(session)

    assert told(session) == []


def hand_over(session, actor, colleague, days=7):
    email = session.get(Account, colleague.id).email
    with transaction(session):
        first = now().date()
        away.hand_over(
            session, actor=actor, at=now(), email=email, first_day=first, last_day=first + timedelta(days=days)
        )
        session.query(Notice).delete()


def test_a_colleague_is_told_instead_of_who_is_away(session, moderator):
    colleague = make_actor(session, "knowledge-manager", domain="fire")
    make_article(session, status="in_review", at=working_days_ago(3))
    hand_over(session, moderator, colleague)

    tell(session)

    assert told(session) == [(colleague.id, "queue-late")]


def test_who_can_stand_in_no_longer_is_not_told(session, moderator):
    colleague = make_account(session, roles=("moderator",), domain="fire")
    hand_over(session, moderator, colleague)
    with transaction(session):
        colleague.grants[0].domain = "police"
    make_article(session, status="in_review", at=working_days_ago(3))

    tell(session)

    assert told(session) == [(moderator.id, "queue-late")]


def test_the_worker_sees_to_it_once_a_day(settings, sessions, session, moderator):
    make_article(session, status="in_review", at=working_days_ago(3))
    colleague = make_actor(session, "moderator")
    hand_over(session, colleague, moderator)
    with transaction(session):
        session.query(HandOver).one().last_day = now().date() - timedelta(days=1)

    Daily(settings, sessions).tend(now().date())

    session.rollback()
    assert (moderator.id, "queue-late") in told(session)
    assert session.query(HandOver).count() == 0


def test_the_notice_leads_to_the_queue(person, session):
    moderator = person("moderator")
    make_article(session, status="in_review", at=working_days_ago(8))
    tell(session)

    page = moderator.words("/notices")

    assert "langer dan is afgesproken" in page
    assert "Naar de wachtrij" in page
