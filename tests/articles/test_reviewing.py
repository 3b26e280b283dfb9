"""Submitting, deciding and archiving through the services."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from tests.factories import content, make_actor, make_article, prepared, take, written
from wiki.articles import services
from wiki.articles.models import Article, ArticleLink, Review
from wiki.articles.queries import generation
from wiki.articles.services.lifecycle import review_date
from wiki.articles.services.questions import open_questions
from wiki.database import now, transaction
from wiki.errors import Conflict, Invalid
from wiki.taxonomy.models import Tag

SPRING = datetime(2026, 4, 30, 12, tzinfo=UTC)


@pytest.fixture
def author(session):
    return make_actor(session)


@pytest.fixture
def moderator(session):
    return make_actor(session, "moderator")


def publish(session, moderator, article, *, at=None, **choices):
    values = {"based_on": article.head.number, "domains": ("fire",), "blocks": ()} | choices
    with transaction(session):
        services.publish(session, actor=moderator, at=at or now(), slug=article.slug, **values)


def ask(session, moderator, article, *questions, based_on=1):
    with transaction(session):
        services.return_with_questions(
            session, actor=moderator, at=now(), slug=article.slug, based_on=based_on, questions=questions
        )


def answer(session, author, article, answers):
    with transaction(session):
        services.answer(session, actor=author, at=now(), slug=article.slug, answers=answers)


def test_submitting_names_the_sections_that_are_empty(session, author):
    article = make_article(session, status="draft", author=author, text=written(cue="", pitfall="", why=""))

    with pytest.raises(Invalid) as error:
        take(session, article, "submit", author=author)

    assert error.value.fields == {"section-cue": "needed", "section-pitfall": "needed"}
    assert article.stage == "draft"


def test_waiting_begins_when_it_is_submitted_and_ends_when_it_is_taken_back(session, author):
    article = make_article(session, status="draft", author=author)

    take(session, article, "submit", author=author, at=SPRING)
    began = article.waiting_since
    take(session, article, "take_back", author=author)

    assert (began, article.waiting_since) == (SPRING, None)


@pytest.mark.parametrize("verb", ["submit", "return_with_questions", "publish"])
def test_nobody_decides_about_a_text_they_have_not_seen(session, author, moderator, verb):
    status = "draft" if verb == "submit" else "in_review"
    article = make_article(session, status=status, author=author)
    more = {"publish": {"domains": ("fire",), "blocks": ()}, "return_with_questions": {"questions": ["Hoe?"]}}
    actor = author if verb == "submit" else moderator

    with pytest.raises(Conflict), transaction(session):
        getattr(services, verb)(session, actor=actor, at=now(), slug=article.slug, based_on=0, **more.get(verb, {}))

    assert article.stage == status


@pytest.mark.parametrize(
    ("questions", "asked"),
    [(["Hoe?"], ["Hoe?"]), ([" Hoe? ", "", "Waar?"], ["Hoe?", "Waar?"]), (["A?", "B?", "C?"], ["A?", "B?", "C?"])],
)
def test_a_text_is_returned_with_one_to_three_questions(session, moderator, questions, asked):
    article = make_article(session, status="in_review")

    ask(session, moderator, article, *questions)

    assert [question.question for question in open_questions(session, article)] == asked
    assert article.stage == "returned"


@pytest.mark.parametrize(
    ("questions", "code"),
    [([], "needed"), (["", "  "], "needed"), (["?"] * 4, "too-many"), (["x" * 501], "too-long")],
)
def test_other_numbers_of_questions_are_refused(session, moderator, questions, code):
    article = make_article(session, status="in_review")

    with pytest.raises(Invalid) as error:
        ask(session, moderator, article, *questions)

    assert error.value.fields == {"question_1": code}
    assert session.scalars(select(Review)).all() == []


def test_a_question_that_is_too_long_is_pointed_at(session, moderator):
    article = make_article(session, status="in_review")

    with pytest.raises(Invalid) as error:
        ask(session, moderator, article, "Hoe?", "", "x" * 501)

    assert error.value.fields == {"question_3": "too-long"}


def test_answers_are_kept_and_others_are_left_alone(session, author, moderator):
    article = make_article(session, status="in_review", author=author)
    ask(session, moderator, article, "Hoe?", "Waar?")
    first, second = (question.id for question in open_questions(session, article))

    answer(session, author, article, {first: " Zo. "})
    answer(session, author, article, {second: "Daar.", 987: "Elders."})

    assert [question.answer for question in open_questions(session, article)] == ["Zo.", "Daar."]


def test_an_answer_that_is_too_long_is_refused(session, author, moderator):
    article = make_article(session, status="in_review", author=author)
    ask(session, moderator, article, "Hoe?")
    number = open_questions(session, article)[0].id

    with pytest.raises(Invalid) as error:
        answer(session, author, article, {number: "x" * 2_001})

    assert error.value.fields == {f"answer-{number}": "too-long"}


def test_questions_are_closed_by_publication(session, author, moderator):
    article = make_article(session, status="in_review", author=author)
    ask(session, moderator, article, "Hoe?")
    take(session, article, "submit", author=author)

    publish(session, moderator, article)

    assert open_questions(session, article) == []


def test_an_article_without_decisions_has_no_questions(session):
    assert open_questions(session, make_article(session, status="draft")) == []


def test_publishing_gives_readers_the_text_in_the_places_that_were_confirmed(session, moderator):
    article = make_article(session, status="in_review", domains=("fire",))

    publish(session, moderator, article, domains=("fire", "police"), blocks=("innovation",), at=SPRING)

    assert (article.published, article.head.published_on) == (article.head, SPRING.date())
    assert (set(article.domains), article.blocks) == ({"fire", "police"}, ("innovation",))
    assert (article.verified_on, article.verified_until) == (date(2026, 4, 30), date(2027, 10, 28))


@pytest.mark.parametrize(
    ("wrong", "codes"),
    [
        ({"domains": ()}, {"domains": "missing"}),
        ({"domains": ("navy",)}, {"domains": "unknown"}),
        ({"domains": ("fire",) * 7}, {"domains": "too-many"}),
        ({"blocks": ("luck",)}, {"blocks": "unknown"}),
        ({"blocks": ("innovation",) * 4}, {"blocks": "too-many"}),
        ({"domains": (), "blocks": ("luck",)}, {"domains": "missing", "blocks": "unknown"}),
    ],
)
def test_publishing_needs_places_that_exist(session, moderator, wrong, codes):
    article = make_article(session, status="in_review")

    with pytest.raises(Invalid) as error:
        publish(session, moderator, article, **wrong)

    assert error.value.fields == codes


def test_publishing_says_who_the_article_is_for(session, moderator):
    article = make_article(session, status="in_review")

    publish(session, moderator, article, audience="domain")

    assert article.audience == "domain"


@pytest.mark.parametrize(
    ("choice", "codes"),
    [
        ({"audience": "friends"}, {"audience": "unknown"}),
        ({"audience": "everyone", "domains": ("fire", "police")}, {"audience": "not-yours", "domains": "not-yours"}),
        ({"domains": ("fire", "police")}, {"domains": "not-yours"}),
    ],
)
def test_a_moderator_of_one_domain_does_not_decide_for_another(session, choice, codes):
    article = make_article(session, status="in_review", domains=("fire",))

    with pytest.raises(Invalid) as error:
        publish(session, make_actor(session, "moderator", domain="fire"), article, **choice)

    assert error.value.fields == codes


def test_readers_get_a_change_when_it_is_published_and_not_before(session, author, moderator):
    article = make_article(session, author=author, title="Rook")
    take(session, article, "save", author=author, chosen=content("Damp", tags=("damp",)), text=written())
    take(session, article, "submit", author=author)
    before = (article.title, article.published.number)

    publish(session, moderator, article, based_on=2, at=SPRING)

    assert before == ("Rook", 1)
    assert (article.title, article.published.number, article.change) == ("Damp", 2, None)
    assert ([tag.slug for tag in article.tags], article.changed_on) == (["damp"], SPRING.date())


def linked(session, article):
    return set(session.scalars(select(ArticleLink.target).where(ArticleLink.article_id == article.id)))


def changed_link(session, author, status):
    """A published article that linked to `oud`, with a change on its way that links to `nieuw`."""
    article = make_article(session, author=author, text=written(cue="Zie [[oud]]."))
    ready = prepared(session, written(cue="Zie [[nieuw]]."))
    with transaction(session):
        services.save(session, actor=author, at=now(), slug=article.slug, based_on=1, content=content(), prepared=ready)
    if status == "in_review":
        take(session, article, "submit", author=author)
    return article


def test_links_of_a_text_that_was_replaced_are_forgotten(session, author, moderator):
    article = changed_link(session, author, "in_review")

    publish(session, moderator, article)

    assert linked(session, article) == {"nieuw"}


def test_a_discarded_change_leaves_what_readers_have(session, author):
    article = changed_link(session, author, "draft")

    take(session, article, "discard", author=author)

    assert (article.head, article.change, article.state) == (article.published, None, "published")
    assert linked(session, article) == {"oud"}


@pytest.mark.parametrize("step", ["publish", "archive", "byline"])
def test_what_readers_notice_makes_kept_pages_out_of_date(session, author, moderator, step):
    article = make_article(session, status="in_review" if step == "publish" else "published", author=author)
    before = generation(session)

    if step == "byline":
        with transaction(session):
            services.choose_byline(
                session, actor=author, at=now(), slug=article.slug,
                byline=services.byline.Byline(kind="role_name", shown="Chauffeur"),
            )  # fmt: skip
    else:
        take(session, article, step, author=author, moderator=moderator)

    assert generation(session) == before + 1


@pytest.mark.parametrize(
    ("kind", "tags", "confirmed", "expected"),
    [
        ("technique", (), date(2026, 1, 15), date(2027, 1, 15)),
        ("decision-point", (), date(2026, 1, 15), date(2027, 7, 15)),
        ("practice-tip", (), date(2026, 7, 1), date(2028, 1, 1)),
        ("learning-points", (), date(2026, 12, 31), date(2028, 12, 28)),
        ("experiment", (), date(2024, 2, 29), date(2025, 2, 28)),
        ("case-story", (), date(2026, 6, 30), date(2029, 6, 28)),
        ("question", (), date(2026, 12, 1), date(2027, 12, 1)),
        ("case-story", ("materieel",), date(2026, 6, 1), date(2027, 6, 1)),
        ("practice-tip", ("rook", "wet-en-regelgeving"), date(2026, 6, 1), date(2027, 6, 1)),
        ("learning-points", ("nieuwe-techniek",), date(2026, 6, 1), date(2027, 6, 1)),
        ("technique", ("materieel",), date(2026, 6, 1), date(2027, 6, 1)),
    ],
)
def test_an_article_has_to_be_looked_at_again_after_the_time_of_its_type(kind, tags, confirmed, expected):
    article = Article(type=kind, tags=[Tag(slug=slug, label=slug) for slug in tags])

    assert review_date(article, confirmed) == expected
