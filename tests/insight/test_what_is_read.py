"""What is read: by month and domain, never so that one reading can be told."""

from datetime import date, timedelta

import pytest

from tests.factories import make_actor, make_article
from wiki.articles import services
from wiki.articles.models import Article
from wiki.database import now, transaction
from wiki.errors import NotFound
from wiki.insight.queries import readings as queries
from wiki.taxonomy.data import enabled_domains

CORE = enabled_domains(())
TODAY = now().date()
LAST_MONTH = TODAY.replace(day=1) - timedelta(days=1)


def read(session, article, times, on=LAST_MONTH):
    with transaction(session):
        services.readings.add(session, {article.id: times}, on=on)


def seen(session, actor, today=TODAY):
    return queries.readings(session, actor, CORE, today)


def counts(found):
    return {each.domain.slug: each.counts for each in found.domains}


def listed(found):
    return [(each.card.title, each.count) for each in found]


@pytest.fixture
def moderator(session):
    return make_actor(session, "moderator")


@pytest.mark.both_engines
def test_readings_are_summed_by_month_and_domain(session, moderator):
    both = make_article(session, domains=("fire", "police"))
    read(session, both, 15, on=date(2026, 3, 3))
    read(session, make_article(session), 10, on=date(2026, 3, 30))
    read(session, both, 20, on=date(2025, 4, 30))
    read(session, both, 40, on=date(2025, 3, 31))

    found = seen(session, moderator, date(2026, 4, 12))

    assert (found.months[0], found.months[-1], len(found.months)) == (date(2025, 4, 1), date(2026, 3, 1), 12)
    assert counts(found) == {
        "fire": (20, *[0] * 10, 25),
        "police": (20, *[0] * 10, 15),
        "enforcement": (0,) * 12,
    }
    assert found.top == 25


@pytest.mark.parametrize(("times", "told"), [(0, 0), (1, 0), (4, 0), (5, 5), (9, 5), (10, 10), (1234, 1230)])
def test_a_number_says_nothing_of_one_reading(times, told):
    assert queries.told(times) == told


def test_a_month_that_is_not_over_is_in_no_number_and_no_list(session, moderator):
    """Who reads along until a number changes would see each reading of somebody else in it."""
    article = make_article(session)
    read(session, article, 9)
    before = seen(session, moderator)

    read(session, article, 6, on=TODAY)

    assert seen(session, moderator) == before
    assert listed(before.most) == [(article.title, 5)]


def test_a_few_readings_are_in_no_number_and_no_list(session, moderator):
    read(session, make_article(session), 4)

    found = seen(session, moderator)

    assert (found.top, found.most, found.overdue) == (0, (), ())


def test_what_is_read_most_comes_first_and_equal_numbers_go_by_title(session, moderator):
    for title, times in (("Zwart", 11), ("Auto", 10), ("Deur", 30), ("Stil", 4)):
        read(session, make_article(session, title=title), times)

    assert listed(seen(session, moderator).most) == [("Deur", 30), ("Auto", 10), ("Zwart", 10)]


def test_only_the_first_ten_are_listed(session, moderator, monkeypatch):
    monkeypatch.setattr(queries, "MOST", 1)
    for title, times in (("Rook", 50), ("Deur", 5)):
        read(session, make_article(session, title=title), times)

    assert listed(seen(session, moderator).most) == [("Rook", 50)]


def test_what_is_read_and_not_confirmed_of_late_is_listed_apart(session, moderator):
    past, needs = make_article(session, title="Past"), make_article(session, title="Needs", status="needs_review")
    for article, times in ((past, 5), (needs, 8), (make_article(session), 90)):
        read(session, article, times)
    with transaction(session):
        session.get_one(Article, past.id).verified_until = TODAY - timedelta(days=1)

    assert listed(seen(session, moderator).overdue) == [("Needs", 5), ("Past", 5)]


def test_only_the_domains_that_one_moderates_are_shown(session):
    read(session, make_article(session, title="Rook"), 10)
    read(session, make_article(session, title="Boete", domains=("enforcement", "police")), 20)

    found = seen(session, make_actor(session, "knowledge-manager", domain="police"))

    assert {slug: each[-1] for slug, each in counts(found).items()} == {"police": 20}
    assert listed(found.most) == [("Boete", 20)]


@pytest.mark.parametrize("status", ["archived", "withdrawn", "binned-archived"])
def test_what_readers_do_not_find_is_not_counted(session, moderator, status):
    read(session, make_article(session, status=status), 50)

    assert seen(session, moderator).top == 0


@pytest.mark.parametrize("role", ["reader", "author", "coach", "privacy-officer", "admin"])
def test_what_is_read_is_for_who_looks_after_it(session, role):
    with pytest.raises(NotFound):
        seen(session, make_actor(session, role))


def test_the_page_draws_a_chart_for_each_domain_and_says_the_same_in_a_table(person, session):
    read(session, make_article(session, title="Rook"), 23)

    page = person("moderator").words("/readings")

    assert page.count('role="img"') == len(CORE)
    assert '<td class="pw-table__number">20</td>' in page
    assert "minder dan 5" in page
    assert "20 keer gelezen" in page
    assert "css/pages/chart.css" in page


def test_months_that_each_tell_nothing_may_still_name_an_article(person, session):
    article = make_article(session, title="Rook")
    for days in (0, 40):
        read(session, article, 4, on=LAST_MONTH - timedelta(days=days))

    page = person("knowledge-manager").words("/readings")

    assert "5 keer gelezen" in page
    assert 'role="img"' not in page


def test_overdue_ones_lead_to_where_they_are_looked_at(person, session):
    read(session, make_article(session, status="needs_review"), 9)

    assert 'href="/due"' in person("moderator").words("/readings").split("niet recent bevestigd", 1)[1]


def test_where_nothing_is_read_the_page_says_so(person, session):
    read(session, make_article(session), 3)

    page = person("moderator").words("/readings")

    assert "Er valt nog niets te vertellen" in page
    assert "<table" not in page
    assert 'href="/readings"' in page
