"""Questions that a moderator asks often: theirs alone, and three at most in one return."""

import pytest
from sqlalchemy import select

from tests.factories import make_actor, make_article
from wiki.articles.models import ReviewQuestion
from wiki.audit import AuditLine
from wiki.database import now, transaction
from wiki.errors import Invalid, NotFound
from wiki.moderation.models import CannedQuestion
from wiki.moderation.queries import questions as queries
from wiki.moderation.services import questions


@pytest.fixture
def moderator(session):
    return make_actor(session, "moderator")


def add(session, actor, text="Waaraan zag je dat?"):
    with transaction(session):
        return questions.add(session, actor=actor, at=now(), text=text)


def kept(session):
    return list(session.scalars(select(CannedQuestion.text).order_by(CannedQuestion.id)))


def test_a_question_is_kept_changed_and_thrown_away_each_with_a_line(session, moderator):
    made = add(session, moderator, "  Hoe?  ")
    with transaction(session):
        questions.change(session, made.id, actor=moderator, at=now(), text="Waaraan?")
    after = kept(session)
    with transaction(session):
        questions.remove(session, made.id, actor=moderator, at=now())

    assert (after, kept(session)) == (["Waaraan?"], [])
    lines = session.scalars(select(AuditLine.action).where(AuditLine.subject == f"question:{made.id}"))
    assert list(lines) == ["question.added", "question.changed", "question.removed"]


@pytest.mark.parametrize("role", ["moderator", "author", "admin"])
def test_somebody_elses_are_not_there(session, moderator, role):
    made, other = add(session, moderator), make_actor(session, role)

    for step in (questions.change, questions.remove):
        words = {"text": "Anders?"} if step is questions.change else {}
        with pytest.raises(NotFound), transaction(session):
            step(session, made.id, actor=other, at=now(), **words)
    assert kept(session) == ["Waaraan zag je dat?"]
    with pytest.raises(NotFound), transaction(session):
        questions.remove(session, made.id + 1, actor=moderator, at=now())


@pytest.mark.parametrize("role", ["author", "privacy-officer", "admin"])
def test_who_asks_no_questions_keeps_none(session, role):
    with pytest.raises(NotFound):
        add(session, make_actor(session, role))
    with pytest.raises(NotFound):
        queries.own(session, make_actor(session, role))


@pytest.mark.parametrize(("text", "code"), [(" ", "missing"), ("x" * 501, "too-long")])
def test_what_is_no_question_is_refused(session, moderator, text, code):
    with pytest.raises(Invalid) as error:
        add(session, moderator, text)

    assert error.value.fields == {"text": code}


def test_thirty_is_the_most(session, moderator):
    with transaction(session):
        session.add_all(CannedQuestion(account_id=moderator.id, text="Hoe?") for _ in range(questions.MOST))

    with pytest.raises(Invalid) as error:
        add(session, moderator)

    assert error.value.fields == {"text": "too-many"}
    assert len(queries.own(session, moderator)) == questions.MOST


def test_only_ones_own_are_put_into_words(session, moderator):
    own, other = add(session, moderator, "Van mij?"), add(session, make_actor(session, "moderator"), "Van haar?")

    assert queries.texts(session, moderator, [own.id, other.id, 99]) == ["Van mij?"]


def test_the_page_keeps_changes_and_throws_away(person, session):
    own = person("moderator")

    added = own.do("/review/questions", "Vraag bewaren", text="Waaraan zag je dat?")
    changed = own.do("/review/questions", "Weggooien")

    assert "staat voortaan bij elk artikel klaar" in added.get_data(as_text=True)
    assert "De vraag is weg." in changed.get_data(as_text=True)
    assert "Nog geen vaste vragen" in changed.get_data(as_text=True)


def test_a_refused_question_keeps_what_was_typed_at_its_own_field(person, session):
    own = person("moderator")
    made = add(session, own.actor)

    page = own.send(f"/review/questions/{made.id}", text="x" * 501)
    odd = own.send("/review/questions", text="a\u202eb")
    good = own.send(f"/review/questions/{made.id}", text="Beter?")

    text = page.get_data(as_text=True)
    assert (page.status_code, odd.status_code, good.status_code) == (422, 422, 303)
    assert text.count("x" * 501) == 1
    assert f'id="question-{made.id}-error"' in text
    assert kept(session) == ["Beter?"]


def test_a_full_list_offers_no_other(person, session):
    own = person("moderator")
    with transaction(session):
        session.add_all(CannedQuestion(account_id=own.actor.id, text="Hoe?") for _ in range(questions.MOST))

    page = own.words("/review/questions")

    assert "Vraag bewaren" not in page
    assert "Dertig is het meeste." in page


def test_ticked_questions_go_along_with_those_that_were_typed(person, session):
    own = person("moderator")
    ids = [str(add(session, own.actor, text).id) for text in ("Waaraan?", "Waarom?")]
    article = make_article(session, status="in_review")

    page = own.do(f"/review/{article.slug}", "Terugzetten met vragen", question_2="Wanneer?", canned=ids)

    assert "Teruggezet met vragen." in page.get_data(as_text=True)
    asked = session.scalars(select(ReviewQuestion.question).order_by(ReviewQuestion.id))
    assert list(asked) == ["Wanneer?", "Waaraan?", "Waarom?"]


def test_three_is_the_most_and_what_was_ticked_stays_ticked(person, session):
    own = person("moderator")
    ids = [str(add(session, own.actor, f"Vraag {n}?").id) for n in range(3)]
    article = make_article(session, status="in_review")

    page = own.do(f"/review/{article.slug}", "Terugzetten met vragen", question_1="Wanneer?", canned=ids)

    text = page.get_data(as_text=True)
    assert page.status_code == 422
    assert "Stel hoogstens drie vragen" in text
    assert text.count(" checked><span>Vraag ") == 3
    session.refresh(article)
    assert article.state == "in_review"


def test_a_ticked_question_of_somebody_else_is_none(person, session):
    other = add(session, make_actor(session, "moderator"), "Geheim?")
    article = make_article(session, status="in_review")

    page = person("moderator").do(f"/review/{article.slug}", "Terugzetten met vragen", canned=[str(other.id)])

    assert page.status_code == 422
    assert "Geheim?" not in page.get_data(as_text=True)
