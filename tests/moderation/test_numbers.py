"""How the desk does, and how long waiting usually takes."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.factories import make_actor, make_article, take
from tests.moderation.made import make_decisions
from wiki.articles.models import Review
from wiki.database import now, transaction
from wiki.errors import NotFound
from wiki.moderation.queries import numbers
from wiki.moderation.queries.numbers import usual_wait

THURSDAY = date(2026, 3, 12)
WEEK = timedelta(days=7)


@pytest.fixture
def moderator(session):
    return make_actor(session, "moderator")


def noon(day):
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def submitted(session, day, **options):
    author = make_actor(session)
    article = make_article(session, status="draft", author=author, **options)
    take(session, article, "submit", author=author, at=noon(day))
    return article, author


@pytest.mark.both_engines
def test_what_came_in_and_went_out_by_week(session, moderator):
    submitted(session, THURSDAY)
    submitted(session, THURSDAY - WEEK * 11)
    submitted(session, THURSDAY - WEEK * 12)
    article, author = submitted(session, THURSDAY - timedelta(days=1))
    take(session, article, "return", author=author, at=noon(THURSDAY))

    found = numbers.numbers(session, moderator, THURSDAY).weeks

    assert [(week.came, week.went) for week in found] == [(1, 0), *[(0, 0)] * 10, (2, 1)]
    assert (found[-1].number, found[-1].first) == (11, date(2026, 3, 9))


def test_a_text_that_comes_back_comes_in_again(session, moderator):
    article, author = submitted(session, THURSDAY)
    take(session, article, "return", author=author, at=noon(THURSDAY))
    take(session, article, "submit", author=author, at=noon(THURSDAY))

    week = numbers.numbers(session, moderator, THURSDAY).weeks[-1]

    assert (week.came, week.went) == (2, 1)


def test_half_and_nine_of_ten_by_working_days(session, moderator):
    make_decisions(session, [0, 1, 1, 2, 2, 2, 3, 3, 4, 9], on=THURSDAY)

    found = numbers.numbers(session, moderator, THURSDAY)

    assert (found.middle, found.slowest) == (2, 4)
    assert (found.weeks[-1].middle, found.weeks[-1].slowest) == (2, 4)
    assert (found.weeks[0].middle, found.weeks[0].slowest) == (None, None)


def test_without_decisions_there_is_nothing_in_the_middle(session, moderator):
    found = numbers.numbers(session, moderator, THURSDAY)

    assert (found.middle, found.slowest) == (None, None)


def test_a_first_yes_and_what_waited_before_the_wiki_kept_it_have_no_days(session, moderator):
    make_decisions(session, [2, 3, 4], on=THURSDAY)
    with transaction(session):
        first, second, _ = session.query(Review).order_by(Review.id)
        first.decision, second.waited_since = "seconded", None

    found = numbers.numbers(session, moderator, THURSDAY)

    assert (found.weeks[-1].went, found.middle) == (2, 4)


def test_only_the_domains_that_one_moderates_count(session):
    submitted(session, THURSDAY, domains=("police",))
    make_decisions(session, [1], on=THURSDAY, domains=("police",))

    counted = {
        domain: numbers.numbers(session, make_actor(session, "moderator", domain=domain), THURSDAY).weeks[-1]
        for domain in ("police", "fire")
    }

    assert (counted["police"].came, counted["police"].went) == (2, 1)
    assert (counted["fire"].came, counted["fire"].went) == (0, 0)


def test_many_articles_are_asked_for_a_few_at_a_time(session, moderator, monkeypatch):
    monkeypatch.setattr(numbers, "AT_A_TIME", 2)
    for _ in range(3):
        submitted(session, THURSDAY)

    assert numbers.numbers(session, moderator, THURSDAY).weeks[-1].came == 3


@pytest.mark.parametrize("role", ["author", "privacy-officer", "admin"])
def test_numbers_are_for_moderators(session, role):
    with pytest.raises(NotFound):
        numbers.numbers(session, make_actor(session, role), THURSDAY)


@pytest.mark.parametrize(
    ("waited", "expected"),
    [([2, 2, 2, 2], None), ([0, 0, 0, 0, 0], 0), ([1, 1, 2, 3, 9], 2), ([1, 1, 2, 3, 3, 9], 3)],
)
def test_what_is_usual_is_the_middle_of_five_or_more(session, waited, expected):
    make_decisions(session, waited, on=THURSDAY)

    assert usual_wait(session, ["fire", "police"], THURSDAY) == expected
    assert usual_wait(session, None, THURSDAY) == expected
    assert usual_wait(session, ["customs"], THURSDAY) is None
    assert usual_wait(session, ["fire"], THURSDAY + timedelta(days=92)) is None


@pytest.mark.parametrize(
    ("days", "sentence"),
    [(0, "Meestal is dit dezelfde dag klaar."), (1, "Meestal duurt dit 1 werkdag."), (2, "duurt dit 2 werkdagen.")],
)
def test_an_author_is_told_how_long_it_usually_takes(person, session, days, sentence):
    make_decisions(session, [days] * 5)
    author = person("author")
    article = make_article(session, status="in_review", author=author.actor)

    assert sentence in author.words("/mine")
    assert sentence in author.words(f"/a/{article.slug}")
    assert sentence in person("moderator").words("/review")
    assert "Meestal" not in person("moderator").words(f"/a/{article.slug}")


def test_nobody_is_told_before_there_is_something_to_tell(person, session):
    author = person("author")
    article = make_article(session, status="in_review", author=author.actor)

    assert "Meestal" not in author.words("/mine") + author.words(f"/a/{article.slug}")


def test_the_page_draws_a_chart_and_says_the_same_in_a_table(person, session):
    make_decisions(session, [2] * 5)

    page = person("moderator").words("/review/numbers")

    week = now().date().isocalendar().week
    assert page.count('role="img"') == 2
    assert "kwamen er 5 binnen en werd over 5 besloten" in page
    assert f'<th scope="row">{week} ' in page
    assert "2 werkdagen" in page
    assert page.count('<span class="pw-soft">geen</span>') == 2 * (numbers.WEEKS - 1)


def test_a_desk_without_work_has_a_page_too(person):
    page = person("moderator").words("/review/numbers")

    assert "kwamen er 0 binnen" in page
    assert "werkdagen</dd>" not in page
