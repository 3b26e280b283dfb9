"""The queue: its order, its parts, and what a row tells."""

import pytest

from tests.factories import make_actor, make_article, take
from tests.moderation.made import working_days_ago
from wiki.articles.services.editing import RESERVED
from wiki.database import now, transaction
from wiki.errors import Taken
from wiki.moderation.queries import desk
from wiki.moderation.queries.desk import Choice
from wiki.moderation.services import claims

CHOICES = {
    "everything": (Choice(), {"fire tip", "police tip", "fire change", "fire case"}),
    "a domain": (Choice(domain="police"), {"police tip"}),
    "a type": (Choice(type="case-story"), {"fire case"}),
    "new": (Choice(kind="new"), {"fire tip", "police tip", "fire case"}),
    "changes": (Choice(kind="change"), {"fire change"}),
    "both": (Choice(domain="fire", kind="new"), {"fire tip", "fire case"}),
}


@pytest.fixture
def moderator(person):
    return person("moderator", domain="fire")


def put(session, article, **values):
    with transaction(session):
        for name, value in values.items():
            setattr(article, name, value)


def fill(session):
    make_article(session, status="in_review", title="fire tip")
    make_article(session, status="in_review", title="police tip", domains=("police",))
    make_article(session, status="in_review", title="fire case", kind="case-story")
    make_article(session, status="change-in-review", title="fire change")


def titles(session, actor, choice=None):
    ids = session.scalars(desk.waiting(actor, choice)).all()
    return [row.card.title for row in desk.rows(session, actor, ids, now(), 3)]


@pytest.mark.both_engines
def test_what_can_do_harm_is_on_top_and_then_what_waited_longest(session):
    for title, risk, days in (("new", 0, 0), ("old", 0, 5), ("hint", 1, 1), ("block", 2, 0)):
        article = make_article(session, status="in_review", title=title, at=working_days_ago(days))
        put(session, article, waiting_risk=risk)

    assert titles(session, make_actor(session, "moderator")) == ["block", "hint", "old", "new"]


@pytest.mark.both_engines(by_day=False)
@pytest.mark.parametrize("name", CHOICES)
def test_each_choice_shows_its_part(session, name):
    fill(session)
    choice, expected = CHOICES[name]

    assert set(titles(session, make_actor(session, "moderator"), choice)) == expected


def test_the_choice_stays_with_the_pages_and_the_items(moderator, session):
    for _ in range(desk.QUEUE_PAGE + 1):
        make_article(session, status="in_review")

    page = moderator.words("/review?kind=new")

    assert "/review?page=2&amp;kind=new" in page
    assert "?kind=new" in page.partition("pw-queue")[2]


@pytest.mark.parametrize("asked", ["domain=police", "type=poem", "kind=old", "domain="])
def test_a_choice_that_there_is_not_is_no_choice(moderator, session, asked):
    make_article(session, status="in_review", title="Rook")

    assert "Rook" in moderator.words(f"/review?{asked}")


def test_a_choice_without_anything_in_it_offers_the_whole(moderator, session):
    make_article(session, status="in_review", title="Rook")

    page = moderator.words("/review?kind=change")

    assert "Met deze keuze is er niets te beoordelen." in page
    assert "Toon alles" in page


@pytest.mark.parametrize(
    ("risk", "days", "said"),
    [
        (0, 0, {"sinds kort"}),
        (0, 2, {"wacht 2 werkdagen"}),
        (1, 3, {"wacht 3 werkdagen", "i-clock", "Let op: bevinding"}),
    ],
)
def test_a_row_tells_how_long_it_waits_and_what_to_look_out_for(moderator, session, risk, days, said):
    article = make_article(session, status="in_review", at=working_days_ago(days))
    put(session, article, waiting_risk=risk)

    row = moderator.words("/review").partition("data-keys-queue")[2].partition("</ol>")[0]

    marks = {"sinds kort", "wacht 2 werkdagen", "wacht 3 werkdagen", "i-clock", "Let op: bevinding"}
    assert {mark for mark in marks if mark in row} == said


def test_a_row_says_that_a_colleague_looks_and_not_who(person, moderator, session):
    article = make_article(session, status="in_review", byline=None)
    colleague = person("moderator", name="Wim Wachter")
    with transaction(session):
        claims.claim(session, actor=colleague.actor, at=now(), slug=article.slug)

    page = moderator.words("/review") + moderator.words(f"/review/{article.slug}")

    assert "een collega kijkt hiernaar" in page
    assert "Je kunt toch beslissen" in page
    assert "Wim Wachter" not in page
    assert "jij kijkt hiernaar" in colleague.words("/review")


def test_nothing_at_the_desk_tells_who_is_behind_a_role_name(person, moderator, session):
    author = person("author", name="Ans de Auteur", email="ans@dienst.example")
    article = make_article(session, status="in_review", author=author.actor)

    seen = moderator.words("/review") + moderator.words(f"/review/{article.slug}")

    assert "Bevelvoerder" in seen
    assert [text for text in ("Ans de Auteur", "ans@dienst.example") if text in seen] == []


@pytest.mark.parametrize("status", ["published", "in_review"])
def test_an_item_is_for_who_moderates_it(person, session, status):
    article = make_article(session, status=status, domains=("police",))

    assert person("moderator", domain="fire").see(f"/review/{article.slug}").status_code == 404


def test_what_is_hidden_stands_before_what_waits(moderator, session):
    make_article(session, status="withdrawn", title="Onveilig")
    make_article(session, status="withdrawn", title="Van de politie", domains=("police",))
    make_article(session, status="in_review", title="Gewoon")

    page = moderator.words("/review")

    assert page.index("Onveilig") < page.index("Gewoon")
    assert "Van de politie" not in page
    assert "Onveilig" not in moderator.words("/review?page=2")


def test_of_much_that_is_hidden_a_few_are_shown_and_the_rest_counted(session):
    for _ in range(desk.MOST_HIDDEN + 2):
        make_article(session, status="withdrawn")

    shown, total = desk.hidden(session, make_actor(session, "knowledge-manager"), now().date())

    assert (len(shown), total) == (desk.MOST_HIDDEN, desk.MOST_HIDDEN + 2)


def test_the_start_page_counts_what_one_may_decide_about(session):
    own = make_actor(session, "moderator")
    make_article(session, status="in_review", author=own)
    article = make_article(session, status="in_review")

    counted = desk.number_waiting(session, own)
    take(session, article, "publish", author=own, moderator=own)

    assert (counted, desk.number_waiting(session, own)) == (1, 0)


def test_no_article_stands_where_the_desk_has_a_page(app, session):
    words = {rule.rule.split("/")[2] for rule in app.url_map.iter_rules() if rule.rule.startswith("/review/")}

    assert {word for word in words if not word.startswith("<")} == RESERVED
    assert make_article(session, title="Een gewone titel").slug == "een-gewone-titel"
    with pytest.raises(Taken) as error:
        make_article(session, title="Numbers")
    assert error.value.suggestion == "numbers-2"
