"""Writing along: asked by an author, begun by saying yes, ended by leaving; and no address is ever given away."""

import re

import pytest
from sqlalchemy import select

from tests.factories import actor_of, make_account, make_actor, make_article, take, written
from tests.visitor import Person
from wiki.accounts.services import administration
from wiki.articles import policy, services
from wiki.articles.lifecycle import Part
from wiki.articles.models import CO_AUTHOR_BYLINE, MODERATOR_BYLINE, Authorship, CoAuthorInvitation, Revision
from wiki.articles.services.coauthors import MOST_OPEN
from wiki.audit import AuditLine
from wiki.database import now, transaction
from wiki.errors import NotAllowed, NotFound

SAME = "Hoort dit adres bij een collega die hier schrijft, dan staat de vraag nu bij diens eigen werk."
EMAIL = "collega@dienst.example"


@pytest.fixture
def author(person):
    return person("author", domain="fire")


@pytest.fixture
def colleague(app, session):
    return Person(app, make_account(session, roles=("author",), email=EMAIL))


@pytest.fixture
def article(session, author):
    return make_article(session, status="draft", author=author.actor, title="Rook", text=written(cue="Geheim begin."))


def ask(who, article, email=EMAIL):
    return who.see(who.send(f"/a/{article.slug}/co-authors", email=email).location)


def open_questions(session):
    session.rollback()
    return session.scalars(select(CoAuthorInvitation)).all()


def parts(session, who, article):
    session.rollback()
    return policy.parts(session, who.actor, article)


def test_a_colleague_who_says_yes_is_an_author_too(author, colleague, article, session):
    ask(author, article, f"  {EMAIL.upper()} ")
    before = colleague.words("/mine")
    hidden = colleague.see(f"/a/{article.slug}/edit").status_code
    page = colleague.do("/mine", "Meeschrijven")
    colleague.press(page, "Bewaren", section__why="Van de collega.")

    assert "Je bent gevraagd om mee te schrijven" in before
    assert "Rook" in before
    assert "Geheim begin." not in before
    assert hidden == 404
    assert parts(session, colleague, article) == {Part.AUTHOR}
    assert open_questions(session) == []
    newest = session.scalars(select(Revision).order_by(Revision.number.desc())).first()
    assert newest.authorship.shown == CO_AUTHOR_BYLINE
    assert f"Schrijft mee: {CO_AUTHOR_BYLINE}." in " ".join(author.words(f"/a/{article.slug}/edit").split())


def test_who_joins_is_shown_under_nothing_that_was_theirs_before(author, app, session):
    moderator = Person(app, make_account(session, roles=("moderator", "author"), email=EMAIL))
    make_article(session, author=moderator.actor)
    article = make_article(session, author=author.actor, title="Rook")
    take(session, article, "save", author=moderator.actor)
    ask(author, article)

    moderator.do("/mine", "Meeschrijven")

    session.rollback()
    shown = session.scalars(select(Authorship.shown).where(Authorship.article_id == article.id).order_by(Authorship.id))
    assert shown.all()[1:] == [MODERATOR_BYLINE, CO_AUTHOR_BYLINE]
    assert services.coauthors.own_authorship(session, moderator.actor, article).shown == CO_AUTHOR_BYLINE


def test_who_says_no_hears_of_it_no_more(author, colleague, article, session):
    ask(author, article)

    colleague.do("/mine", "Nee, dank je")

    assert open_questions(session) == []
    assert parts(session, colleague, article) == set()
    assert "gevraagd om mee te schrijven" not in colleague.words("/mine")


@pytest.mark.parametrize("email", [EMAIL, "niemand@dienst.example", "", "x" * 5000, "a\0b@c.example"])
def test_whether_an_address_is_somebodys_is_not_told(author, article, email):
    assert SAME in ask(author, article, email).text


def test_who_may_not_write_left_or_is_an_author_is_not_asked(app, author, article, session):
    admin = make_account(session, roles=("admin",), email="beheer@dienst.example")
    gone = make_account(session, roles=("author",), email="weg@dienst.example")
    with transaction(session):
        administration.deactivate(session, gone.id, actor=actor_of(admin), at=now())
    own = make_account(session, roles=("author",), email="zelf@dienst.example")
    mine = make_article(session, status="draft", author=actor_of(own))

    for email in (admin.email, gone.email):
        ask(author, article, email)
    ask(Person(app, own), mine, own.email)

    assert open_questions(session) == []


def test_asking_twice_is_asking_once_and_there_is_an_end_to_it(author, colleague, article, session):
    for _ in range(2):
        ask(author, article)
    assert len(open_questions(session)) == 1
    for number in range(MOST_OPEN + 1):
        make_account(session, roles=("author",), email=f"collega-{number}@dienst.example")
        ask(author, article, f"collega-{number}@dienst.example")

    assert len(open_questions(session)) == MOST_OPEN


def test_a_question_can_be_taken_back(author, colleague, article, session):
    ask(author, article)

    author.do(f"/a/{article.slug}/edit", "Trek open vragen in")

    assert open_questions(session) == []


def test_the_page_does_not_tell_either_whether_somebody_was_asked(author, colleague, article):
    def page():
        return re.sub(r'(?:value|data-keep)="[^"]*"', "", author.words(f"/a/{article.slug}/edit"))

    before = page()
    ask(author, article)
    after = page()
    ask(author, article, "niemand@dienst.example")

    assert before == after == page()


def test_nobody_else_answers_a_question(author, colleague, person, article, session):
    ask(author, article)
    (question,) = open_questions(session)

    for who in (author, person("author"), person("moderator"), person("admin")):
        for verb in ("acceptance", "refusal"):
            assert who.send(f"/co-author-invitations/{question.id}/{verb}").status_code == 404
    assert len(open_questions(session)) == 1


def test_who_wrote_nothing_yet_may_leave_and_come_back(author, colleague, article, session):
    ask(author, article)
    page = colleague.do("/mine", "Meeschrijven")

    colleague.press(page, "Niet meer meeschrijven")

    assert parts(session, colleague, article) == set()
    assert colleague.see(f"/a/{article.slug}/edit").status_code == 404
    ask(author, article)
    colleague.do("/mine", "Meeschrijven")
    assert parts(session, colleague, article) == {Part.AUTHOR}


def test_who_wrote_something_has_a_hand_in_it_for_good(author, app, session, article):
    moderator = Person(app, make_account(session, roles=("moderator",), email=EMAIL))
    ask(author, article)
    page = moderator.do("/mine", "Meeschrijven")

    page = moderator.press(page, "Bewaren", section__why="Van de moderator.")
    answer = moderator.send(f"/a/{article.slug}/co-authors/leaving")

    assert "Niet meer meeschrijven" not in page.text
    assert answer.status_code == 403
    take(session, article, "submit", author=author.actor)
    assert not policy.can_do("publish", article, parts(session, moderator, article))


def test_who_began_the_article_stays(author, article, session):
    assert "Niet meer meeschrijven" not in author.words(f"/a/{article.slug}/edit")
    with pytest.raises(NotAllowed):
        services.coauthors.leave(session, actor=author.actor, at=now(), slug=article.slug)


@pytest.mark.parametrize(("status", "refusal"), [("published", NotAllowed), ("draft", NotFound)])
def test_only_an_author_asks_and_others_are_told_no_more_than_they_know(session, status, refusal):
    article = make_article(session, status=status)

    with pytest.raises(refusal):
        services.coauthors.invite(session, actor=make_actor(session), at=now(), slug=article.slug, email=EMAIL)


def test_a_moderator_who_wrote_along_decides_no_more(author, app, session, article):
    moderator = Person(app, make_account(session, roles=("moderator",), email=EMAIL))
    ask(author, article)
    moderator.do("/mine", "Meeschrijven")
    take(session, article, "submit", author=author.actor)

    having = parts(session, moderator, article)
    assert having == {Part.AUTHOR, Part.MODERATOR, Part.GUARD}
    assert not policy.can_do("publish", article, having)
    assert not policy.can_do("return", article, having)


def test_a_moderator_who_mends_something_does_not_say_who_writes_along(author, person, session):
    article = make_article(session, author=author.actor)

    assert "Samen schrijven" not in person("moderator").words(f"/a/{article.slug}/edit")


def test_no_line_of_it_names_anybody(author, colleague, article, session):
    ask(author, article)
    colleague.do("/mine", "Meeschrijven")

    session.rollback()
    lines = [line for line in session.scalars(select(AuditLine)) if "co_author" in line.action]
    assert [line.action for line in lines] == ["article.co_author_asked", "article.co_author_joined"]
    assert all(EMAIL not in str(line.detail) for line in lines)
    assert [line.actor_id for line in lines] == [None, None]
