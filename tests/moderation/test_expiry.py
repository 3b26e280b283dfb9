"""What the days do to articles: told once, marked when the date is past, archived when nobody looked after it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.factories import actor_of, make_account, make_actor, make_article, take
from wiki import worker
from wiki.accounts.models import Account, Notice
from wiki.accounts.services import notices
from wiki.articles.models import Article, ArticleReviewer
from wiki.articles.services.standing import mark_for_review
from wiki.audit import AuditLine
from wiki.database import now, transaction
from wiki.moderation.services import expiry
from wiki.moderation.services.expiry import Terms
from wiki.outbox import OutboxRow

TERMS = Terms(notice=timedelta(days=30), archive_after=timedelta(days=90))
DAY = timedelta(days=1)


@pytest.fixture
def author(session):
    return make_account(session, roles=("author",))


def days_from_now(number):
    return (now() + number * DAY).date()


def due_on(session, article, day):
    with transaction(session):
        session.get(Article, article.id).verified_until = day
    return article


def day(session, number=0):
    """A whole round of this many days from now; says how many things were done."""
    total = 0
    while done := batch(session, number):
        total += done
    return total


def batch(session, number=0):
    with transaction(session):
        return expiry.next_batch(session, at=now() + number * DAY, terms=TERMS)


def told(session, account, article):
    session.rollback()
    query = select(Notice.code).where(Notice.account_id == account.id, Notice.subject == f"article:{article.id}")
    return session.scalars(query.order_by(Notice.id)).all()


def state(session, article):
    session.rollback()
    session.expire_all()
    return session.get(Article, article.id).state


def name(session, article, account):
    with transaction(session):
        session.add(ArticleReviewer(article_id=article.id, account_id=account.id, named_on=date(2026, 1, 1)))


def test_who_stands_for_an_article_is_told_before_its_date_and_once(session, author):
    moderator = make_account(session, roles=("moderator",), domain="fire")
    manager = make_account(session, roles=("knowledge-manager",))
    elsewhere = make_account(session, roles=("moderator",), domain="police")
    reviewer, reader = make_account(session), make_account(session)
    article = due_on(session, make_article(session, author=actor_of(author)), days_from_now(30))
    name(session, article, reviewer)

    for number in range(-1, 3):
        day(session, number)
        with transaction(session):
            for account in (author, moderator):
                notices.read_all(session, actor=actor_of(account))

    people = (author, moderator, manager, reviewer, elsewhere, reader)
    assert [told(session, each, article) for each in people] == [["review-soon"]] * 4 + [[]] * 2
    assert state(session, article) == "published"


def test_nobody_is_told_sooner_than_the_notice_goes_back(session, author):
    article = due_on(session, make_article(session, author=actor_of(author)), days_from_now(31))

    assert day(session) == 0
    assert told(session, author, article) == []
    assert day(session, 1) == 1


def test_another_date_is_told_anew(session, author):
    article = due_on(session, make_article(session, author=actor_of(author)), days_from_now(10))
    day(session)
    with transaction(session):
        notices.read_all(session, actor=actor_of(author))
    due_on(session, article, days_from_now(20))

    day(session)

    assert told(session, author, article) == ["review-soon", "review-soon"]


@pytest.mark.both_engines
def test_what_is_past_its_date_needs_review(session, author, engine_name):
    past = due_on(session, make_article(session, author=actor_of(author)), days_from_now(-1))
    today = due_on(session, make_article(session), days_from_now(0))

    day(session)

    assert [state(session, past), state(session, today)] == ["needs_review", "published"]
    article = session.get(Article, past.id)
    assert (article.review_reason, article.review_since) == ("expired", days_from_now(0))
    assert told(session, author, past) == ["review-due"]
    line = session.scalars(select(AuditLine).where(AuditLine.action == "article.needs_review")).one()
    assert (line.actor_role, line.actor_id, line.detail) == ("system", None, {"reason": "expired"})


@pytest.mark.parametrize("status", ["draft", "in_review", "withdrawn", "archived", "binned", "change-withdrawn"])
def test_what_readers_do_not_have_has_no_date(session, status):
    article = due_on(session, make_article(session, status=status), days_from_now(-1))
    before = state(session, article)

    assert day(session) == 0
    assert state(session, article) == before


def test_a_change_under_way_does_not_hold_the_date_up_and_goes_on(session):
    article = due_on(session, make_article(session, status="change-draft"), days_from_now(-1))

    day(session)

    assert (state(session, article), session.get(Article, article.id).change) == ("needs_review", "draft")


def test_what_nobody_looked_after_is_archived_and_told_before_and_after(session, author):
    article = due_on(session, make_article(session, author=actor_of(author)), days_from_now(-1))
    day(session)

    seen = []
    for number in range(1, 93):
        day(session, number)
        with transaction(session):
            notices.read_all(session, actor=actor_of(author))
        seen.append((number, told(session, author, article)[1:], state(session, article)))

    first = {codes[-1]: number for number, codes, _ in reversed(seen) if codes}
    assert first == {"archive-soon": 76, "archived-unreviewed": 90}
    assert told(session, author, article) == ["review-due", "archive-soon", "archived-unreviewed"]
    assert [at for number, _codes, at in seen if number in (89, 90)] == ["needs_review", "archived"]
    line = session.scalars(select(AuditLine).where(AuditLine.action == "article.archived")).one()
    assert (line.actor_role, line.actor_id, line.detail) == ("system", None, {"reason": "unreviewed"})


def test_days_off_are_caught_up_with(session, author):
    article = due_on(session, make_article(session, author=actor_of(author)), days_from_now(-200))
    make_article(session)

    day(session)
    day(session, 120)

    assert state(session, article) == "archived"
    assert told(session, author, article) == ["review-due", "archived-unreviewed"]


def test_a_confirmation_ends_it(session):
    article = due_on(session, make_article(session), days_from_now(-1))
    day(session)
    take(session, article, "confirm", author=make_actor(session, "moderator"))

    assert day(session, 100) == 0
    assert state(session, article) == "published"


@pytest.mark.parametrize(
    ("status", "made", "archived"),
    [
        ("change-in-review", -200, False),
        ("change-draft", -10, False),
        ("change-draft", -95, True),
        ("change-returned", -95, True),
    ],
)
def test_a_change_that_somebody_works_on_is_something_that_is_done(session, status, made, archived):
    article = make_article(session, status=status)
    with transaction(session):
        kept = session.get(Article, article.id)
        kept.state, kept.review_reason, kept.review_since = "needs_review", "moderator", days_from_now(-90)
        kept.head.made_on, kept.verified_until = days_from_now(made), days_from_now(100)

    day(session)

    assert state(session, article) == ("archived" if archived else "needs_review")
    assert session.get(Article, article.id).change == (None if archived else status[7:].replace("-", "_"))


def test_who_has_no_account_in_use_is_not_told(session, author):
    reviewer = make_account(session)
    moderator = make_account(session, roles=("moderator",))
    article = due_on(session, make_article(session, author=actor_of(author)), days_from_now(-1))
    name(session, article, reviewer)
    with transaction(session):
        for account in session.scalars(select(Account).where(Account.id.in_([author.id, reviewer.id, moderator.id]))):
            account.is_active = False

    day(session)

    assert [told(session, each, article) for each in (author, reviewer, moderator)] == [[], [], []]


def test_many_are_done_a_few_at_a_time_and_a_round_that_was_killed_goes_on(session, author, monkeypatch):
    monkeypatch.setattr(expiry, "AT_A_TIME", 2)
    articles = [due_on(session, make_article(session, author=actor_of(author)), days_from_now(-1)) for _ in range(5)]

    assert batch(session) == 2
    assert sorted(state(session, each) for each in articles) == ["needs_review"] * 2 + ["published"] * 3
    expiry.next_batch(session, at=now(), terms=TERMS)
    session.rollback()
    day(session)

    assert {state(session, each) for each in articles} == {"needs_review"}
    assert [told(session, author, each) for each in articles] == [["review-due"]] * 5
    assert day(session) == 0


def test_marking_asks_for_no_page_to_be_rendered_again(session):
    article = due_on(session, make_article(session), days_from_now(-1))
    with transaction(session):
        for row in session.scalars(select(OutboxRow)):
            session.delete(row)

    day(session)

    rows = session.scalars(select(OutboxRow)).all()
    assert {(row.topic, row.key) for row in rows} == {("article.changed", str(article.id))}


def test_the_worker_does_it_once_a_day(settings, session, sessions, monkeypatch):
    article = due_on(session, make_article(session), days_from_now(-1))
    asked = []
    real = expiry.next_batch
    monkeypatch.setattr(expiry, "next_batch", lambda *a, **o: asked.append(1) or real(*a, **o))

    worker.run(settings, once=True)

    assert state(session, article) == "needs_review"
    assert len(asked) == 2


def test_what_is_marked_already_keeps_its_reason_and_its_day(session):
    article = due_on(session, make_article(session), days_from_now(-1))
    day(session)

    with transaction(session):
        again = mark_for_review(session, session.get(Article, article.id), "reports", at=now() + 3 * DAY)

    article = session.get(Article, article.id)
    assert (again, article.review_reason, article.review_since) == (False, "expired", days_from_now(0))
