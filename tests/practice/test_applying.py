"""Telling how an article worked out, through the services: who may, what it changes, and what is forgotten."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.articles.test_steps import writes
from tests.factories import make_actor, make_article, take
from tests.moderation.test_reports import lines
from tests.moderation.test_reports import told as notices_of
from tests.practice.made import checks_of, decided, told
from wiki.accounts.policy import ANONYMOUS
from wiki.articles import services as articles
from wiki.articles.services.telling import authors
from wiki.database import now, transaction
from wiki.errors import Invalid, NotAllowed, NotFound
from wiki.practice.models import Applied
from wiki.practice.queries import applied as queries
from wiki.practice.services import applying

DAY = timedelta(days=1)
THURSDAY = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
TAKING_PART = ("reader", "author", "coach", "moderator", "knowledge-manager")
ROLES = (*TAKING_PART, "privacy-officer", "admin")
PAPER = datetime(2026, 1, 15, 12, tzinfo=UTC)


def refused(session, act):
    """The refusal, provided that nothing was written."""
    with writes(session) as rows, pytest.raises((Invalid, NotAllowed, NotFound)) as refusal:
        act()
    assert rows == []
    session.rollback()
    return refusal.value


def not_told(session, article, by=None, result="worked", **said):
    """The refusal of what somebody tells."""
    colleague = by or make_actor(session, "reader")
    return refused(session, lambda: told(session, article, result, by=colleague, **said))


def not_removed(session, number, actor):
    return refused(session, lambda: applying.remove(session, number, actor=actor, at=now()))


def author_of(session, article):
    return min(authors(session, article))


def shown_to(session, actor, article):
    return queries.in_practice(session, actor, article.slug, now().date(), paging=(1, 9)).told.items


def all_told(session):
    session.expire_all()
    return session.scalars(select(Applied).order_by(Applied.id)).all()


# Who, and what


@pytest.mark.parametrize("role", ROLES)
def test_who_takes_part_tells_and_nobody_else(session, role):
    article, actor = make_article(session), make_actor(session, role)

    if role in TAKING_PART:
        assert told(session, article, by=actor).result == "worked"
    else:
        assert isinstance(not_told(session, article, actor), NotAllowed)


def test_who_wrote_it_tells_in_the_article_itself(session):
    author = make_actor(session)
    article = make_article(session, author=author)

    assert isinstance(not_told(session, article, author), NotAllowed)


@pytest.mark.parametrize("status", ["draft", "in_review", "withdrawn", "binned-archived"])
@pytest.mark.parametrize("role", ["reader", "moderator"])
def test_what_readers_do_not_have_is_not_found(session, status, role):
    article, actor = make_article(session, status=status), make_actor(session, role)

    assert isinstance(not_told(session, article, actor), NotFound)


def test_a_visitor_and_an_article_of_another_domain_are_not_found(session):
    article = make_article(session, audience="domain")

    for actor in (ANONYMOUS, make_actor(session, "reader", domain="police")):
        assert isinstance(not_told(session, article, actor), NotFound)


def test_what_is_archived_and_a_question_are_not_applied(session):
    for article in (make_article(session, status="archived"), make_article(session, kind="question")):
        assert isinstance(not_told(session, article), NotAllowed)


def test_of_a_purged_text_nobody_tells(session):
    article = make_article(session)
    with transaction(session):
        article.published.purged_on = now().date()

    assert isinstance(not_told(session, article), NotAllowed)


def test_what_needs_review_can_be_applied(session):
    assert told(session, make_article(session, status="needs_review"), "failed").result == "failed"


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ({"result": ""}, {"result": "which"}),
        ({"result": "perfect"}, {"result": "which"}),
        ({"context": ("night", "mars")}, {"context": "unknown"}),
        ({"assumption": "maybe"}, {"assumption": "unknown"}),
        ({"adjustment": "x" * 501}, {"adjustment": "too-long"}),
        ({"because": "x" * 501}, {"because": "too-long"}),
        ({"adjustment": "Ik belde 06-12345678"}, {"adjustment": "personal"}),
        ({"because": "Er stond bsn 900000016"}, {"because": "personal"}),
        ({"adjustment": "Vraag het aan slachtoffer", "because": "Fatima el A. zei het."}, {"because": "personal"}),
    ],
)
def test_what_is_wrong_is_refused_at_its_field(session, said, fields):
    article = make_article(session)

    assert not_told(session, article, **said).fields == fields


def test_all_that_was_told_is_kept(session):
    article = make_article(session)

    said = told(
        session, article, "partly", context=("night", "alone"), adjustment=" Eerst kijken. ", assumption="no",
        because="Het was donker.",
    )  # fmt: skip

    assert (said.result, said.context, said.adjustment) == ("partly", ["night", "alone"], "Eerst kijken.")
    assert (said.assumption, said.because, said.is_signed) == ("no", "Het was donker.", False)
    assert said.revision_id == article.published_id


# Once each


def test_within_a_month_somebody_changes_what_they_told(session):
    article, reader = make_article(session), make_actor(session, "reader")

    first = told(session, article, by=reader, at=THURSDAY)
    second = told(session, article, "failed", by=reader, at=THURSDAY + 30 * DAY)

    assert (second.id, second.result, second.on) == (first.id, "failed", THURSDAY.date())
    assert len(all_told(session)) == 1


def test_later_it_is_another_time(session):
    article, reader = make_article(session), make_actor(session, "reader")

    told(session, article, by=reader, at=THURSDAY)
    told(session, article, by=reader, at=THURSDAY + 31 * DAY)

    assert len(all_told(session)) == 2


def test_what_a_moderator_decided_about_is_not_changed_any_more(session):
    article, reader = make_article(session), make_actor(session, "reader")
    told(session, article, "backfired", by=reader)
    decided(session, checks_of(session, article)[0])

    told(session, article, by=reader)

    assert [each.result for each in all_told(session)] == ["backfired", "worked"]


def test_colleagues_each_tell_their_own(session):
    article = make_article(session)

    told(session, article)
    told(session, article, "failed")

    assert [each.result for each in all_told(session)] == ["worked", "failed"]


# Nobody knows who


def test_the_audit_log_names_nobody_and_only_the_day(session):
    article = make_article(session)

    told(session, article)

    line = lines(session, article)["article.applied"]
    assert (line.actor_id, line.actor_role, line.detail) == (None, "reader", {})
    assert (line.at.hour, line.at.minute) == (0, 0)


def test_after_a_month_it_is_forgotten_who_told_it_but_for_a_name_that_was_put_to_it(session):
    article = make_article(session)
    for signed in (False, True):
        told(session, article, at=THURSDAY, adjustment="Eerst kijken.", is_signed=signed)
    recent = told(session, article, at=THURSDAY + DAY)

    with transaction(session):
        applying.forget_who(session, on=(THURSDAY + 31 * DAY).date())

    assert [each.account_id is None for each in all_told(session)] == [True, False, False]
    assert recent.account_id is not None


def test_a_name_stands_there_for_who_put_it_and_nobody_else(session):
    article, reader = make_article(session), make_actor(session, "reader")
    told(session, article, adjustment="Onder mijn naam.", by=reader, is_signed=True)
    told(session, article, adjustment="Zonder naam.")

    assert [(each.text, each.by) for each in shown_to(session, make_actor(session, "reader"), article)] == [
        ("Zonder naam.", ""),
        ("Onder mijn naam.", reader.display_name),
    ]


def test_there_is_no_name_without_words_to_put_it_to(session):
    assert not told(session, make_article(session), is_signed=True).is_signed


@pytest.mark.parametrize("days", [0, 400])
def test_a_name_can_be_taken_off_at_any_time(session, days):
    article, reader = make_article(session), make_actor(session, "reader")
    said = told(session, article, "backfired", adjustment="Met naam.", by=reader, is_signed=True, at=THURSDAY)
    decided(session, checks_of(session, article)[0], at=THURSDAY)

    with transaction(session):
        applying.take_name_off(session, said.id, actor=reader, at=THURSDAY + days * DAY)

    assert [each.by for each in shown_to(session, reader, article)] == [""]
    assert [each.account_id is None for each in all_told(session)] == [days > 30]
    assert lines(session, article)["article.applied_unsigned"].actor_id is None


def test_nobody_takes_the_name_of_another_off(session):
    article, other = make_article(session), make_actor(session, "moderator")
    signed = told(session, article, adjustment="Met naam.", is_signed=True)
    silent = told(session, article, adjustment="Zonder naam.", by=other)

    for said in (signed, silent):
        act = lambda said=said: applying.take_name_off(session, said.id, actor=other, at=now())  # noqa: E731
        assert isinstance(refused(session, act), NotFound)


def test_visitors_read_how_often_and_not_the_words_that_nobody_looked_at(session):
    article = make_article(session, audience="everyone")
    told(session, article, adjustment="Eerst kijken.")

    page = queries.in_practice(session, ANONYMOUS, article.slug, now().date())

    assert (page.total, page.told.total, page.can_read_words) == (1, 0, False)


# What authors are told


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"result": "worked"}, "applied-worked"),
        ({"result": "partly"}, "applied-worked"),
        ({"result": "failed"}, "applied-failed"),
        ({"result": "worked", "adjustment": "Eerst kijken."}, "applied-adjusted"),
        ({"result": "backfired", "adjustment": "Eerst kijken."}, "applied-failed"),
    ],
)
def test_the_author_hears_how_it_went(session, said, code):
    article = make_article(session)

    told(session, article, **said)

    assert notices_of(session, author_of(session, article))[0] == code


def test_the_author_does_not_hear_the_same_again(session):
    article, reader = make_article(session), make_actor(session, "reader")
    told(session, article, by=reader, adjustment="Eerst kijken.")
    before = notices_of(session, author_of(session, article))

    told(session, article, by=reader, adjustment="Eerst kijken.", context=("night",))

    assert notices_of(session, author_of(session, article)) == before


# The review date (domain reference, section 6)


def confirmed(session, article, **said):
    return told(session, article, assumption="yes", at=PAPER, **said)


def dated(session, **options):
    article = make_article(session, at=PAPER, **options)
    assert article.verified_until == date(2027, 7, 15)
    return article


def test_what_works_as_it_says_holds_three_months_longer_at_most_twice(session):
    article = dated(session)

    dates = []
    for _ in range(3):
        confirmed(session, article)
        dates.append(article.verified_until)

    assert dates == [date(2027, 10, 15), date(2028, 1, 15), date(2028, 1, 15)]
    assert lines(session, article)["article.date_moved"].detail == {"until": "2028-01-15"}


@pytest.mark.parametrize(
    "said", [{"result": "partly", "assumption": "yes"}, {"assumption": "unknown"}, {"result": "failed"}]
)
def test_nothing_else_moves_the_date(session, said):
    article = dated(session)

    told(session, article, at=PAPER, **said)

    assert article.verified_until == date(2027, 7, 15)


def test_taking_it_back_moves_the_date_back(session):
    article, reader = dated(session), make_actor(session, "reader")

    confirmed(session, article, by=reader)
    told(session, article, "failed", by=reader, at=PAPER)

    assert article.verified_until == date(2027, 7, 15)
    assert [each.moved_on for each in all_told(session)] == [None]


def test_more_words_or_a_doubt_of_somebody_else_take_nothing_back(session):
    article, reader = dated(session), make_actor(session, "reader")
    confirmed(session, article, by=reader)
    told(session, article, "backfired", at=PAPER)

    confirmed(session, article, by=reader, context=("night",))

    assert article.verified_until == date(2027, 10, 15)


def test_taking_back_never_undoes_what_a_moderator_said_since(session):
    article, readers = dated(session), [make_actor(session, "reader") for _ in range(2)]
    for reader in readers:
        confirmed(session, article, by=reader)
    take(session, article, "flag", author=reader)
    with transaction(session):
        articles.confirm(session, actor=make_actor(session, "moderator"), at=PAPER, slug=article.slug)

    for reader in readers:
        told(session, article, "failed", by=reader, at=PAPER + DAY)

    assert article.verified_until == date(2027, 7, 15)


def test_what_was_told_before_moves_the_date_by_the_same_two_times(session):
    article, readers = dated(session), [make_actor(session, "reader") for _ in range(4)]
    for reader in readers:
        told(session, article, "partly", by=reader, at=PAPER)
    with transaction(session):
        article.verified_on, article.verified_until = PAPER.date() + DAY, date(2027, 7, 16)

    for reader in readers:
        told(session, article, assumption="yes", by=reader, at=PAPER + 2 * DAY)

    assert article.verified_until == date(2028, 1, 16)


def test_the_date_does_not_move_while_the_assumption_is_doubted(session):
    article = dated(session)
    told(session, article, "backfired", at=PAPER)

    confirmed(session, article)

    assert article.verified_until == date(2027, 7, 15)


def test_what_needs_review_or_is_past_its_date_is_not_confirmed_by_it(session):
    review = dated(session, status="needs_review")
    past = dated(session)
    confirmed(session, review)
    told(session, past, assumption="yes", at=datetime(2027, 8, 1, tzinfo=UTC))

    assert (review.verified_until, past.verified_until) == (date(2027, 7, 15), date(2027, 7, 15))


def test_an_article_without_a_date_gets_none(session):
    article = make_article(session)
    with transaction(session):
        article.verified_until = None

    told(session, article, assumption="yes")

    assert article.verified_until is None


def test_a_new_confirmation_begins_anew(session):
    article = dated(session)
    for _ in range(2):
        confirmed(session, article)
    with transaction(session):
        article.verified_on, article.verified_until = PAPER.date() + DAY, date(2027, 7, 16)

    told(session, article, assumption="yes", at=PAPER + DAY)

    assert article.verified_until == date(2027, 10, 16)


# Taking words away


def test_a_moderator_takes_words_away_and_it_stays_counted(session):
    article = make_article(session)
    said = told(session, article, "failed", adjustment="Met een bijl.", because="Het brandde.")

    with transaction(session):
        applying.remove(session, said.id, actor=make_actor(session, "moderator"), at=now())

    shown = queries.in_practice(session, make_actor(session, "reader"), article.slug, now().date())
    assert (said.adjustment, said.because, shown.results) == ("", "", {"failed": 1})
    assert notices_of(session, said.account_id) == ["applied-removed"]
    assert lines(session, article)["article.applied_removed"].actor_role == "moderator"


@pytest.mark.parametrize("role", ["reader", "author", "privacy-officer", "admin"])
def test_nobody_else_takes_words_away(session, role):
    said = told(session, make_article(session), adjustment="Met een bijl.")

    assert isinstance(not_removed(session, said.id, make_actor(session, role)), NotAllowed)


def test_nobody_takes_words_away_from_their_own_article(session):
    both = make_actor(session, "author", "moderator")
    said = told(session, make_article(session, author=both), adjustment="Met een bijl.")

    assert isinstance(not_removed(session, said.id, both), NotAllowed)


def test_words_can_be_taken_away_after_it_is_forgotten_whose_they_are(session):
    said = told(session, make_article(session), adjustment="Met een bijl.", at=THURSDAY)
    moderator = make_actor(session, "moderator")
    with transaction(session):
        applying.forget_who(session, on=(THURSDAY + 40 * DAY).date())
    with transaction(session):
        applying.remove(session, said.id, actor=moderator, at=now())

    assert said.adjustment == ""


def test_words_about_what_is_hidden_are_in_the_hands_of_its_moderators(session):
    hidden = make_article(session)
    said = told(session, hidden, adjustment="Met een bijl.")
    take(session, hidden, "hide", author=make_actor(session))
    moderator, reader = make_actor(session, "moderator"), make_actor(session, "reader")

    assert isinstance(not_removed(session, said.id, reader), NotFound)
    assert isinstance(not_removed(session, 999, moderator), NotFound)
    assert [each.text for each in shown_to(session, moderator, hidden)] == ["Met een bijl."]
    with pytest.raises(NotFound):
        shown_to(session, reader, hidden)
    with transaction(session):
        applying.remove(session, said.id, actor=moderator, at=now())
    assert said.adjustment == ""


def test_a_purge_takes_the_words_about_its_revisions_and_about_none(session):
    article, other = make_article(session), make_article(session)
    said = [told(session, each, adjustment="Weg ermee.", because="Ja.") for each in (article, article, other)]
    with transaction(session):
        said[1].revision_id = None
        applying.forget_about(session, article, (article.published_id,))

    assert [(each.adjustment, each.because) for each in all_told(session)] == [
        ("", ""),
        ("", ""),
        ("Weg ermee.", "Ja."),
    ]
