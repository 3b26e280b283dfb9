"""What has to be looked at again: who sees it, in which order, and one click that it still holds."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.factories import actor_of, make_account, make_actor, make_article, take
from tests.visitor import Person
from wiki.accounts.models import Account, Notice
from wiki.articles import policy, services
from wiki.articles.models import Article, ArticleReading, ArticleReviewer, Confirmation
from wiki.articles.services.byline import Byline
from wiki.audit import AuditLine
from wiki.database import now, transaction
from wiki.errors import NotAllowed, NotFound
from wiki.moderation.queries import due as queries
from wiki.moderation.services import curation

DAY = timedelta(days=1)


@pytest.fixture
def moderator(person):
    return person("moderator", domain="fire")


@pytest.fixture
def colleague(app, session):
    """Somebody who reads, and may be named for something."""
    return Person(app, make_account(session, roles=("reader",)))


def due_in(session, number, title="Rook", **options):
    article = make_article(session, title=title, **options)
    with transaction(session):
        session.get(Article, article.id).verified_until = (now() + number * DAY).date()
    return article


def name(session, article, who):
    with transaction(session):
        session.add(ArticleReviewer(article_id=article.id, account_id=who.actor.id, named_on=date(2026, 1, 1)))


def read(session, article, number, on=None):
    with transaction(session):
        services.readings.add(session, {article.id: number}, on=on or now().date())


def leave(session, actor):
    with transaction(session):
        session.get(Account, actor.id).is_active = False


def list_unheld(session):
    with transaction(session):
        services.list_unheld(session, on=now().date())


def leave_together(session, actor, others=4, domains=("fire",)):
    """Somebody leaves, and so do as many others elsewhere that it tells nothing."""
    for _ in range(others):
        other = make_actor(session)
        make_article(session, author=other, domains=domains)
        leave(session, other)
    leave(session, actor)
    list_unheld(session)


def test_what_is_past_comes_first_and_of_that_what_is_read_most(moderator, session):
    soon = due_in(session, 5, "Straks")
    old = due_in(session, -90, "Oud")
    popular = due_in(session, -1, "Veel gelezen")
    once = due_in(session, -2, "Ooit veel gelezen")
    for article, number in ((soon, 500), (old, 2), (popular, 40)):
        read(session, article, number)
    read(session, once, 900, on=(now() - 400 * DAY).date())

    page = moderator.words("/due")

    titles = ["Veel gelezen", "Oud", "Ooit veel gelezen", "Straks"]
    places = [page.index(f">{title}</b>") for title in titles]
    assert places == sorted(places)
    assert "900" not in page
    assert "Nakijken voor" in page


def test_what_holds_longer_or_is_elsewhere_is_not_there(moderator, session):
    due_in(session, 31, "Later")
    due_in(session, -1, "Politiewerk", domains=("police",))
    due_in(session, -1, "Verborgen", status="withdrawn")
    due_in(session, -1, "Weg", status="archived")

    page = moderator.words("/due")

    assert "Er is niets na te kijken" in page
    assert [word for word in ("Later", "Politiewerk", "Verborgen", "Weg") if f"{word}</b>" in page] == []


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("expired", "De datum is voorbij"),
        ("source", "Een bron is veranderd"),
        ("reports", "Collega's melden dat dit niet meer klopt"),
        ("moderator", "Een moderator laat dit nakijken"),
    ],
)
def test_why_is_said_and_when_it_goes_to_the_archive(moderator, session, reason, words):
    article = make_article(session, status="needs_review")
    with transaction(session):
        kept = session.get(Article, article.id)
        kept.review_reason, kept.review_since = reason, date(2026, 1, 2)

    page = moderator.words("/due")

    assert words in page
    assert "sinds 2 januari 2026" in page
    assert "naar het archief op 2 april 2026" in page


def test_one_click_confirms_and_the_article_leaves_the_list(moderator, session):
    article = due_in(session, -1)

    page = moderator.do("/due", "Klopt nog")

    assert page.request.path == "/due"
    assert "Er is niets na te kijken" in page.get_data(as_text=True)
    session.rollback()
    kept = session.get(Article, article.id, populate_existing=True)
    assert kept.verified_on == now().date()
    assert kept.verified_until > now().date() + 300 * DAY
    (said,) = session.scalars(select(Confirmation)).all()
    assert (said.account_id, said.role, said.on) == (moderator.actor.id, "moderator", now().date())


def test_a_named_reviewer_sees_and_confirms_what_they_were_named_for_and_no_more(colleague, session):
    article = due_in(session, -1, "Van mij om na te kijken")
    due_in(session, -1, "Van een ander")
    assert colleague.see("/due").status_code == 404
    name(session, article, colleague)

    page = colleague.see("/due")
    after = colleague.press(page, "Klopt nog")

    assert "Van mij om na te kijken" in page.text
    assert "Van een ander" not in page.text
    assert "Archiveren" not in page.text
    assert "Bronnen" not in page.text
    assert "Er is niets na te kijken" in after.text
    line = session.scalars(select(AuditLine).where(AuditLine.action == "article.confirmed")).one()
    assert line.actor_role == "reviewer"


def test_a_reviewer_confirms_from_the_article_and_comes_back_to_it(colleague, session):
    article = due_in(session, -1)
    name(session, article, colleague)

    page = colleague.do(f"/a/{article.slug}", "Klopt nog")

    assert page.request.path == f"/a/{article.slug}"
    assert "Bevestigd." in page.text


def test_what_a_reviewer_may_read_no_more_is_not_theirs(colleague, session):
    article = due_in(session, -1, audience="domain", domains=("police",))
    with transaction(session):
        account = session.get(Account, colleague.actor.id)
        account.grants[0].domain = "fire"
    name(session, article, colleague)
    session.refresh(account)

    assert colleague.see("/due").status_code == 404
    with pytest.raises(NotFound), transaction(session):
        services.confirm(session, actor=actor_of(account), at=now(), slug=article.slug)


def test_who_wrote_it_sees_it_and_leaves_it_to_another(person, session):
    own = person("moderator")
    article = due_in(session, -1, author=own.actor)
    name(session, article, own)

    page = own.words("/due")

    assert "van jou, een ander bevestigt" in page
    assert "Klopt nog" not in page
    assert own.send(f"/a/{article.slug}/confirmation").status_code == 403


def test_the_start_says_how_many_wait_for_whoever_may_confirm_them(colleague, moderator, session):
    assert "om na te kijken" not in colleague.words("/")
    for article in (due_in(session, -1, "Nu"), due_in(session, 5, "Straks")):
        name(session, article, colleague)
    due_in(session, -1, "Van de moderator", author=moderator.actor)
    make_article(session, status="needs_review")

    assert "1 artikel om na te kijken" in colleague.words("/")
    assert "2 artikelen om na te kijken" in moderator.words("/")


def test_an_author_who_was_named_has_nothing_to_confirm(person, session):
    author = person("author")
    article = due_in(session, -1, author=author.actor)
    name(session, article, author)

    assert author.see("/due").status_code == 404
    assert author.send(f"/a/{article.slug}/confirmation").status_code == 403
    assert "Klopt nog" not in author.words(f"/a/{article.slug}")


def test_an_admin_who_was_named_takes_no_part(person, session):
    admin = person("admin")
    name(session, due_in(session, -1), admin)

    assert admin.see("/due").status_code == 404


def test_a_moderator_lets_an_article_be_looked_at(app, moderator, session):
    author = make_account(session, roles=("author",))
    article = make_article(session, author=actor_of(author))

    page = moderator.do(f"/a/{article.slug}", "Laat nakijken")

    assert "Een moderator laat dit artikel nakijken" in page.text
    assert session.scalars(select(Notice.code).where(Notice.account_id == author.id)).all() == ["review-asked"]
    assert "laat dit artikel nakijken" in Person(app, author).words("/notices")


def test_a_list_marks_what_needs_review(person, session):
    make_article(session, status="needs_review", title="Rook")

    page = person("reader").words("/domains/fire")

    assert "Herziening nodig" in page
    assert "Deze kennis is niet recent bevestigd" in page


def test_own_articles_whose_date_comes_stand_apart(person, session):
    author = person("author")
    due_in(session, 10, "Bijna", author=author.actor)
    due_in(session, 100, "Nog lang niet", author=author.actor)

    page = author.words("/mine")

    assert page.index("Binnenkort nakijken") < page.index("Bijna") < page.index("Nog lang niet")


def test_what_nobody_stands_for_is_listed_and_whose_it_was_is_not(moderator, session):
    gone, here = make_actor(session), make_actor(session)
    make_article(session, author=gone, title="Van niemand meer")
    make_article(session, author=here, title="Van iemand")
    make_article(session, author=gone, title="Elders", domains=("police",))
    make_article(session, author=gone, title="Weg", status="archived")
    assert "bijhoudt" not in moderator.words("/due")
    assert "Elk artikel heeft iemand" in moderator.words("/unheld")
    leave_together(session, gone)

    page = moderator.words("/unheld")

    assert "5 artikelen hebben niemand meer" in moderator.words("/due")
    assert "Van niemand meer" in page
    assert [title for title in ("Van iemand", "Elders", "Weg") if f"{title}</b>" in page] == []
    assert gone.display_name not in page


def test_a_reviewer_in_use_stands_for_an_article_and_one_who_left_does_not(moderator, colleague, session):
    gone = make_actor(session)
    article = make_article(session, author=gone)
    name(session, article, colleague)
    leave_together(session, gone)
    assert queries.number_unheld(session, moderator.actor) == 0

    leave(session, colleague.actor)
    list_unheld(session)

    assert queries.number_unheld(session, moderator.actor) == 5


def test_the_list_tells_nobody_whose_articles_a_colleague_who_left_had(moderator, session):
    gone = make_actor(session)
    make_article(session, author=gone, title="Onder een rolnaam")
    make_article(session, author=gone, title="Onder een naam", byline=Byline(kind="name"))

    leave_together(session, gone, others=3)
    leave_together(session, gone, others=9, domains=("police",))
    alone = moderator.words("/unheld")
    leave_together(session, make_actor(session), others=1)
    with_others = moderator.words("/unheld")

    assert ("Onder een rolnaam" in alone, "Onder een naam" in alone) == (False, True)
    assert "Onder een rolnaam" in with_others


def test_what_is_also_in_a_domain_of_few_does_not_leave_the_others_alone(moderator, session):
    gone = make_actor(session)
    make_article(session, author=gone, title="Onder een rolnaam")

    leave_together(session, gone, domains=("fire", "police"))

    assert "Elk artikel heeft iemand" in moderator.words("/unheld")


@pytest.mark.parametrize("path", ["/due", "/unheld"])
def test_past_the_last_page_there_is_a_way_back(moderator, session, path):
    gone = make_actor(session)
    due_in(session, -1, author=gone)
    leave_together(session, gone)

    assert "Naar de eerste pagina" in moderator.words(f"{path}?page=9")


def test_who_moderates_everywhere_sees_all_and_who_moderates_nothing_none(person, session):
    due_in(session, -1, "Politiewerk", domains=("police",))

    assert "Politiewerk" in person("knowledge-manager").words("/due")
    assert queries.number_unheld(session, person("reader").actor) == 0


@pytest.mark.both_engines
def test_readings_are_added_up_and_forgotten_after_a_year(session, engine_name):
    article = make_article(session)
    today = date(2026, 5, 20)
    for number, on in ((2, today), (3, today - DAY), (7, date(2025, 1, 3))):
        read(session, article, number, on=on)
    with transaction(session):
        services.readings.add(session, {article.id + 1: 5}, on=today)

    with transaction(session):
        services.readings.forget_old(session, today=today)

    rows = session.execute(select(ArticleReading.article_id, ArticleReading.month, ArticleReading.count)).all()
    assert rows == [(article.id, date(2026, 5, 1), 5)]


@pytest.mark.both_engines
def test_the_list_is_in_order_on_both_engines(session, engine_name):
    few, many = due_in(session, -9, "Weinig"), due_in(session, -1, "Veel")
    read(session, many, 3)
    actor = make_actor(session, "moderator", domain="fire")

    ids = session.scalars(queries.due(actor, now().date(), 30 * DAY)).all()

    assert ids == [many.id, few.id]
    assert [row.can_confirm for row in queries.rows(session, actor, ids, now().date(), 90 * DAY)] == [True, True]


def test_a_step_of_somebody_who_is_nothing_to_it_is_refused(person, session):
    article = make_article(session)
    reader = person("reader").actor

    for step in (services.confirm, curation.ask_for_review):
        with pytest.raises(NotAllowed), transaction(session):
            step(session, actor=reader, at=now(), slug=article.slug)


def test_curating_is_for_moderators_of_what_readers_have(session):
    author, other = make_actor(session, "moderator"), make_actor(session, "moderator")
    for status, may in (("published", True), ("needs_review", True), ("withdrawn", False), ("archived", False)):
        article = make_article(session, status=status, author=author)
        assert policy.can_curate(article, policy.parts(session, other, article)) is may
        assert not policy.can_curate(article, policy.parts(session, author, article))


def test_a_confirmed_article_is_not_marked_any_more(moderator, session):
    article = make_article(session, status="needs_review")
    take(session, article, "confirm", author=moderator.actor)

    assert "Herziening nodig" not in moderator.words(f"/a/{article.slug}")
